import type { Allocation, AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import { computed, onUnmounted, type Ref, ref, shallowRef, watch } from 'vue'
import { useCommand } from '../wire/use-command.ts'

/** Rest after the last key before the draft is saved, in milliseconds. */
const REST = 2500

const clock = (time: Date): string =>
  `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`

/**
 * Saves the draft after a rest, over the revision that was read. When somebody else saved in between nothing is lost:
 * the fields stay, and the person chooses whose version stands.
 */
export const usePlanSaving = (form: Ref<AllocationForm | null>) => {
  const saving = useCommand((w) => w.fund.allocation.save, { touches: [] })
  const kept = shallowRef<Allocation | null>(null)
  const savedAt = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined

  const textOf = (shown: AllocationForm | null) => (shown === null ? '' : JSON.stringify(shown))
  const keptText = ref('')
  const dirty = computed(
    () => kept.value !== null && form.value !== null && textOf(form.value) !== keptText.value,
  )
  const begin = (plan: Allocation): void => {
    kept.value = plan
    keptText.value = textOf(plan.form)
  }
  const save = async (): Promise<Allocation | null> => {
    clearTimeout(timer)
    const plan = kept.value
    const now = form.value
    if (plan === null || now === null) return null
    if (!dirty.value) return plan
    const outcome = await saving.run({ id: plan.id, revision: plan.revision, form: now })
    if (!outcome.ok) return null
    kept.value = outcome.value
    keptText.value = textOf(now)
    savedAt.value = clock(new Date())
    return outcome.value
  }
  watch(form, () => {
    clearTimeout(timer)
    if (dirty.value && saving.fault.value?.kind !== 'changed') timer = setTimeout(save, REST)
  })
  onUnmounted(() => clearTimeout(timer))
  return {
    /** The plan as the server has it. */
    kept,
    begin,
    save,
    dirty,
    savedAt,
    busy: saving.busy,
    fault: saving.fault,
    sentence: saving.sentence,
    clear: saving.clear,
    /** Takes up the revision of somebody else's save, so that the next save goes over it. */
    over: (plan: Allocation): void => {
      kept.value = plan
      saving.clear()
    },
  }
}
