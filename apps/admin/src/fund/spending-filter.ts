import { type Day, Month } from '@qiangji/kernel/base/day.ts'
import type { FundUse } from '@qiangji/kernel/fund/fund.ts'
import { LedgerImportId, SPENDING_STATES, SpendingState } from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { computed, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useKeyset } from '../list/keyset.ts'

/** The conditions of the spending list; an address such as ?state=pending, ?search=…, ?union=… or ?import=… sets them at the start. */
export const useSpendingFilter = () => {
  const route = useRoute()
  const text = (name: string): string => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const first = SpendingState.safeParse(text('state'))
  const search = ref(text('search'))
  const from = ref('')
  const to = ref('')
  const use = ref('')
  const state = ref<SpendingState | ''>(first.success ? first.data : '')
  const missing = ref(text('missing') === '1')
  const importKey = ref(text('import'))
  /** One union below instead of all: what waits there for 上级复核. */
  const union = ref(text('union'))
  const keyset = useKeyset()
  const importId = computed(() => {
    const read = LedgerImportId.safeParse(importKey.value)
    return read.success ? read.data : null
  })
  const input = computed(() => ({
    search: search.value,
    from: from.value === '' ? null : Month.parse(from.value),
    to: to.value === '' ? null : Month.parse(to.value),
    use: use.value === '' ? null : use.value,
    state: state.value === '' ? null : state.value,
    missing: missing.value,
    importId: importId.value,
  }))
  const unionId = computed(() => {
    const read = OrganizationId.safeParse(union.value)
    return read.success ? read.data : null
  })
  watch([input, unionId], () => keyset.restart())
  return {
    search,
    from,
    to,
    use,
    state,
    missing,
    importKey,
    importId,
    union,
    unionId,
    keyset,
    input,
    waiting: computed({
      get: () => state.value === 'pending',
      set: (on: boolean) => {
        state.value = on ? 'pending' : ''
      },
    }),
    clear: () => {
      search.value = ''
      from.value = ''
      to.value = ''
      use.value = ''
      state.value = ''
      missing.value = false
      importKey.value = ''
      union.value = ''
    },
    months: (today: Day | null, year: number | undefined) => monthChoices(today, year),
    words: (uses: readonly FundUse[], unionName: string): string =>
      [
        union.value && `单位“${unionName}”`,
        search.value && `含“${search.value}”`,
        from.value && `${from.value} 起`,
        to.value && `${to.value} 止`,
        use.value && `用途“${uses.find((one) => one.code === use.value)?.name ?? ''}”`,
        state.value && `“${SPENDING_STATES[state.value]}”`,
        missing.value && '缺附件',
        importKey.value && '一次导入',
      ]
        .filter(Boolean)
        .join('，'),
  }
}

/** The months of a fund's life up to today, the latest first. */
const monthChoices = (today: Day | null, year: number | undefined) => {
  const months: string[] = []
  const last = today?.slice(0, 7) ?? ''
  for (let at = `${year ?? last.slice(0, 4)}-01`; at <= last && months.length < 36; at = next(at))
    months.unshift(at)
  const all = months.map((value) => ({ value, word: value }))
  return {
    from: [{ value: '', word: '月份 不限' }, ...all.map((m) => ({ ...m, word: `${m.word} 起` }))],
    to: [{ value: '', word: '至今' }, ...all.map((m) => ({ ...m, word: `至 ${m.word}` }))],
  }
}

const next = (month: string): string => {
  const [year = 0, at = 0] = month.split('-').map(Number)
  return at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, '0')}`
}
