import { LoginId, PasswordHashes } from '@qiangji/kernel/access/login.ts'
import { canonicalLogin } from '@qiangji/kernel/access/password.ts'
import type { Selectable } from 'kysely'
import type { Read, Tx } from '../engine/act.ts'
import type { LoginRow } from './tables.ts'

/** A login as signing in and changing the password see it; times in machine milliseconds. */
export interface Login {
  readonly id: LoginId
  readonly personId: string
  readonly loginName: string
  readonly passwordHash: string
  /** Hashes before the present one, newest first. */
  readonly passwordBefore: readonly string[]
  readonly changedAt: number
  readonly mustChange: boolean
  readonly active: boolean
}

const readLogin = (row: Selectable<LoginRow>): Login => ({
  id: LoginId.parse(row.id),
  personId: row.person_id,
  loginName: row.login_name,
  passwordHash: row.password_hash,
  passwordBefore: PasswordHashes.parse(JSON.parse(row.password_before)),
  changedAt: row.password_changed_at,
  mustChange: row.must_change === 1,
  active: row.state === 'active',
})

export const findLogin = async (db: Read, loginName: string): Promise<Login | null> => {
  const row = await db
    .selectFrom('login')
    .selectAll()
    .where('login_name', '=', canonicalLogin(loginName))
    .executeTakeFirst()
  return row ? readLogin(row) : null
}

export const findLoginOfSession = async (db: Read, sessionId: string): Promise<Login | null> => {
  const row = await db
    .selectFrom('login')
    .innerJoin('session', 'session.login_id', 'login.id')
    .selectAll('login')
    .where('session.id', '=', sessionId)
    .executeTakeFirst()
  return row ? readLogin(row) : null
}

/** The login of a person; they have one. */
export const findLoginOfPerson = async (db: Read, personId: string): Promise<Login | null> => {
  const row = await db
    .selectFrom('login')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id')
    .executeTakeFirst()
  return row ? readLogin(row) : null
}

/** Opens a login; false when somebody has the name. */
export const addLogin = async (tx: Tx, login: Login): Promise<boolean> => {
  const added = await tx
    .insertInto('login')
    .values({
      id: login.id,
      person_id: login.personId,
      login_name: canonicalLogin(login.loginName),
      password_hash: login.passwordHash,
      password_before: JSON.stringify(login.passwordBefore),
      password_changed_at: login.changedAt,
      must_change: login.mustChange ? 1 : 0,
      state: login.active ? 'active' : 'disabled',
      used_at: null,
    })
    .onConflict((conflict) => conflict.column('login_name').doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Opens or shuts every login of a person. */
export const setLoginsActive = async (tx: Tx, personId: string, active: boolean): Promise<void> => {
  await tx
    .updateTable('login')
    .set({ state: active ? 'active' : 'disabled' })
    .where('person_id', '=', personId)
    .execute()
}

/** Replaces the password if the hash is still the one that was checked; false when somebody was faster. */
export const changePassword = async (
  tx: Tx,
  login: Login,
  next: {
    readonly hash: string
    readonly at: number
    readonly remembers: number
    /** Given by somebody else: to be changed before anything else. */
    readonly mustChange: boolean
  },
): Promise<boolean> => {
  const before = [login.passwordHash, ...login.passwordBefore].slice(0, next.remembers)
  const changed = await tx
    .updateTable('login')
    .set({
      password_hash: next.hash,
      password_before: JSON.stringify(before),
      password_changed_at: next.at,
      must_change: next.mustChange ? 1 : 0,
    })
    .where('id', '=', login.id)
    .where('password_hash', '=', login.passwordHash)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
