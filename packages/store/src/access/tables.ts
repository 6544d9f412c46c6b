import type { PersonAct } from '@qiangji/kernel/access/login.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import type { Fixed } from '../engine/column.ts'

export interface PersonTableRow {
  id: string
  name: string
  organization_id: string
  state: 'active' | 'left'
  revision: number
  department: string
}

/** What an administrator did to a person; `by_id` 'system': at the machine itself. */
export interface PersonChangeRow {
  person_id: Fixed<string>
  /** The revision that the act made. */
  revision: Fixed<number>
  act: Fixed<PersonAct>
  post: Fixed<PostCode | null>
  by_id: Fixed<string>
  day: Fixed<string>
}

/** How a person signs in. Times are machine milliseconds. */
export interface LoginRow {
  id: Fixed<string>
  person_id: Fixed<string>
  /** Canonical: NFKC, lower case. */
  login_name: string
  password_hash: string
  /** JSON list of the hashes before, newest first. */
  password_before: string
  password_changed_at: number
  must_change: number
  state: 'active' | 'disabled'
  used_at: number | null
}

export interface PostAssignmentRow {
  id: string
  person_id: string
  organization_id: string
  post: PostCode
  from_day: string
  to_day: string | null
}

export interface DelegationRow {
  id: string
  organization_id: string
  giver_id: string
  receiver_id: string
  post: PostCode
  from_day: string
  to_day: string
  revoked_on: string | null
}

/** The token itself is never kept. Times are machine milliseconds. */
export interface SessionRow {
  id: Fixed<string>
  token_hash: Fixed<string>
  login_id: Fixed<string>
  person_id: Fixed<string>
  organization_id: Fixed<string>
  address: Fixed<string>
  started_at: Fixed<number>
  seen_at: number
  ended_at: number | null
}

export interface LoginFailureRow {
  id: Fixed<string>
  /** The login's id, or a digest of a login name that nobody has. */
  login_key: Fixed<string>
  network: Fixed<string>
  at: Fixed<number>
}

export interface AccessTables {
  person: PersonTableRow
  person_change: PersonChangeRow
  login: LoginRow
  post_assignment: PostAssignmentRow
  delegation: DelegationRow
  session: SessionRow
  login_failure: LoginFailureRow
}
