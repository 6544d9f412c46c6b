import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useSession } from '../frame/session-store.ts'
import { useQuery } from '../wire/use-query.ts'
import { linesAhead, type PayingLine, payingLines } from './paying-line.ts'

/** The lines whose books one's own union keeps. `kept` stay choices; `ahead`: before any money of the fund came. */
export const usePayingLines = (
  fundId: MaybeRefOrGetter<FundId | null>,
  kept: MaybeRefOrGetter<readonly PayingLine[]>,
  ahead = false,
) => {
  const session = useSession()
  const tree = useQuery((w) => w.organization.organization.tree, {})
  const townships = useQuery(
    (w) => w.fund.order.drawable,
    () => {
      const id = toValue(fundId)
      return id !== null && !ahead && session.may('fund.order.drawable')
        ? { fundId: id, act: 'take-back' as const }
        : null
    },
  )
  const nameOf = (id: string) => tree.data.value?.find((o) => o.id === id)?.name ?? ''
  return computed(() => {
    const own = session.session?.organization
    if (!own) return []
    return ahead
      ? linesAhead(
          own,
          (tree.data.value ?? []).filter((o) => o.level === 'township' && o.id !== own.id),
        )
      : payingLines(own, townships.data.value ?? [], toValue(kept), nameOf)
  })
}
