import { useSession } from '../frame/session-store.ts'
import { useQuery } from '../wire/use-query.ts'

/**
 * Whether this person may ask for the 冲销 of what a union did: there, or straight above it as 上级复核. Whether
 * the union has somebody of its own only the server knows.
 */
export const useReversing = () => {
  const session = useSession()
  const tree = useQuery((w) => w.organization.organization.tree, {})
  return (unionId: string | undefined): boolean => {
    const own = session.session?.organization.id
    if (!session.may('fund.journal.reverse') || own === undefined || unionId === undefined)
      return false
    return unionId === own || tree.data.value?.find((o) => o.id === unionId)?.parentId === own
  }
}
