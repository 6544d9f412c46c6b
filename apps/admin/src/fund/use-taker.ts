import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { Taker } from '@qiangji/kernel/fund/allocation-step.ts'
import { computed } from 'vue'
import { useSession } from '../frame/session-store.ts'

/** Who would take a step, with the posts of today, as the kernel asks for it. */
export const useTaker = () => {
  const session = useSession()
  return computed<Taker | null>(() => {
    const person = session.session?.person
    return person === undefined
      ? null
      : { personId: PersonId.parse(person.id), posts: person.posts }
  })
}
