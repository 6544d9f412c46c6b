import { type Ref, ref, watch } from 'vue'
import type { z } from 'zod'
import { keep, readKept } from '../frame/browser-store.ts'
import { useSession } from '../frame/session-store.ts'

/**
 * Keeps what is being typed in this tab until it is sent, so that a closed laptop or an ended session costs nothing. It
 * leaves with the tab and with signing out: names and numbers of persons do not stay on a shared machine.
 */
export const useDraft = <T>(form: string, shape: z.ZodType<T>, content: Ref<T>) => {
  const person = useSession().session?.person.id ?? 'nobody'
  const key = `qiangji.draft.${person}.${form}`
  const kept = readKept(sessionStorage, key, shape)
  const restored = ref(kept !== null)
  if (kept !== null) content.value = kept
  watch(content, (value) => keep(sessionStorage, key, value), { deep: true })
  return {
    /** The content came from before: say so, and offer to forget it. */
    restored,
    /** Call after the answer yes. */
    forget: (): void => {
      sessionStorage.removeItem(key)
      restored.value = false
    },
  }
}
