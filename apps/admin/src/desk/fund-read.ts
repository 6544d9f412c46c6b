import { computed } from 'vue'
import { useSession } from '../frame/session-store.ts'
import { useQuery } from '../wire/use-query.ts'

/** Every fund that concerns one's organization with its figures there, the latest year first. */
export const useFunds = () => {
  const session = useSession()
  const read = useQuery(
    (w) => w.fund.fund.list,
    () =>
      session.may('fund.fund.list') ? { year: null, search: '', limit: 100, cursor: null } : null,
  )
  return {
    funds: computed(() =>
      [...(read.data.value?.rows ?? [])].sort((a, b) => b.fund.year - a.fund.year),
    ),
    pending: read.pending,
    fault: read.fault,
  }
}
