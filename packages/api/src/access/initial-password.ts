import {
  INITIAL_PASSWORD_BYTES,
  PASSWORD_PROFILES,
  spellPassword,
} from '@qiangji/kernel/access/password.ts'
import { changePassword, type Login } from '@qiangji/store/access/login.ts'
import { clearFailures } from '@qiangji/store/access/login-failure.ts'
import { hashPassword } from '@qiangji/store/access/password-hash.ts'
import { endOtherSessions } from '@qiangji/store/access/session.ts'
import type { Tx } from '@qiangji/store/engine/act.ts'
import type { Context } from '../frame/context.ts'
import { unlessBusy } from './guess.ts'

/** A password as it is told once, and what is kept of it. */
export interface InitialPassword {
  readonly text: string
  readonly hash: string
  /** How many passwords before it are not taken again. */
  readonly remembers: number
}

/** Draws a password and hashes it, before the transaction: hashing takes longer than others may wait for it. */
export const drawPassword = async ({
  chance,
  settings,
}: Pick<Context, 'chance' | 'settings'>): Promise<InitialPassword> => {
  const text = spellPassword(chance(INITIAL_PASSWORD_BYTES))
  const { remembers } = PASSWORD_PROFILES[settings.passwordProfile]
  return { text, hash: await unlessBusy(() => hashPassword(text)), remembers }
}

/** Puts a drawn password in the place of the present one and ends every session; false when somebody was faster. */
export const replacePassword = async (
  tx: Tx,
  login: Login,
  { hash, remembers }: InitialPassword,
  at: number,
): Promise<boolean> => {
  if (!(await changePassword(tx, login, { hash, at, remembers, mustChange: true }))) return false
  await endOtherSessions(tx, login.id, null, at)
  await clearFailures(tx, login.id, null)
  return true
}
