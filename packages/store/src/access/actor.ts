import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { isPasswordDue, type PasswordProfile } from '@qiangji/kernel/access/password.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Read } from '../engine/act.ts'
import { heldPosts } from './post.ts'
import type { KeptSession } from './session.ts'

export interface ActorFacts {
  readonly today: Day
  readonly now: number
  readonly address: string
  readonly profile: PasswordProfile
}

/** Who stands behind a live session, with the posts of today. */
export const actorOf = async (
  db: Read,
  session: KeptSession,
  facts: ActorFacts,
): Promise<Actor> => ({
  personId: PersonId.parse(session.personId),
  name: session.personName,
  organization: session.organization,
  posts: await heldPosts(db, session.personId, session.organization.organizationId, facts.today),
  sessionId: session.id,
  address: facts.address,
  passwordDue: isPasswordDue(session.password, facts.now, facts.profile),
})
