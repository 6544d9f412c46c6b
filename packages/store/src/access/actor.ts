import type { Actor, HeldPost } from '@qiangji/kernel/access/actor.ts'
import { isPasswordDue, type PasswordProfile } from '@qiangji/kernel/access/password.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Read } from '../engine/act.ts'
import { findLoginOfSession } from './login.ts'
import { delegatedPosts, postsOf } from './post.ts'
import { scopeOf } from './scope.ts'
import type { KeptSession } from './session.ts'

export interface ActorFacts {
  readonly today: Day
  readonly now: number
  readonly address: string
  readonly profile: PasswordProfile
}

/** Who stands behind a live session, with the posts of today; null when any part of it is gone. */
export const actorOf = async (
  db: Read,
  session: KeptSession,
  facts: ActorFacts,
): Promise<Actor | null> => {
  const { personId, organizationId } = session
  const organization = await scopeOf(db, organizationId)
  const login = await findLoginOfSession(db, session.id)
  const person = await db
    .selectFrom('person')
    .select(['name', 'state'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!organization || !login?.active || person?.state !== 'active') return null
  const own = await postsOf(db, personId, organizationId, facts.today)
  const lent = await delegatedPosts(db, personId, organizationId, facts.today)
  const posts: HeldPost[] = [
    ...own.map((post) => ({ post, from: null })),
    ...lent.map(({ post, giverId, giverName }) => ({
      post,
      from: { personId: giverId, name: giverName },
    })),
  ]
  return {
    personId: PersonId.parse(personId),
    name: person.name,
    organization,
    posts,
    sessionId: session.id,
    address: facts.address,
    passwordDue: isPasswordDue(login, facts.now, facts.profile),
  }
}
