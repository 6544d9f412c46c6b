import { useQuery } from '@tanstack/vue-query'
import { watch } from 'vue'
import { queryClient } from '../wire/query-client.ts'
import { useSessionDoor } from './session-door.ts'
import { type Session, useSession } from './session-store.ts'

type Seen = Pick<Session, 'today' | 'year'> & { readonly person: Pick<Session['person'], 'id'> }

/** The session of a later business day, under the year that is on screen; null while the day is the same. */
export const movedOn = <S extends Seen>(shown: S | null, now: S | null): S | null =>
  shown && now && now.person.id === shown.person.id && now.today > shown.today
    ? { ...now, year: shown.year }
    : null

/** Another user may move the clock too: it is read again after every command and when the window comes to the front. */
export const useClockWatch = (): void => {
  const door = useSessionDoor()
  const session = useSession()
  const { data } = useQuery({
    queryKey: ['clock'],
    queryFn: door.current,
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  })
  watch(data, (now) => {
    const entered = movedOn(session.session, now ?? null)
    if (!entered) return
    session.enter(entered)
    void queryClient.invalidateQueries()
  })
}
