import { LOCK, lockedUntil } from '@qiangji/kernel/access/session.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newText } from '../engine/new-id.ts'

/** Times of the failures that still count, for one login from one network. */
export const failuresOf = async (
  db: Read,
  loginKey: string,
  network: string,
  now: number,
): Promise<readonly number[]> => {
  const rows = await db
    .selectFrom('login_failure')
    .select('at')
    .where('login_key', '=', loginKey)
    .where('network', '=', network)
    .where('at', '>', now - LOCK.window - LOCK.lasts)
    .orderBy('at', 'desc')
    .limit(LOCK.failures * 4)
    .execute()
  return rows.map((row) => row.at)
}

/** The logins that are locked for some network now, or only whether this one is. */
export const lockedLogins = async (
  db: Read,
  now: number,
  loginKey: string | null = null,
): Promise<ReadonlySet<string>> => {
  let query = db
    .selectFrom('login_failure')
    .select(['login_key', 'network', 'at'])
    .where('at', '>', now - LOCK.window - LOCK.lasts)
  if (loginKey !== null) query = query.where('login_key', '=', loginKey)
  const failures = Map.groupBy(await query.execute(), (row) => `${row.login_key} ${row.network}`)
  const locked = [...failures.values()].filter(
    (rows) =>
      lockedUntil(
        rows.map((row) => row.at),
        now,
      ) !== null,
  )
  return new Set(locked.flatMap(([row]) => (row ? [row.login_key] : [])))
}

/** Counts one failure and forgets what is too old to count anywhere. */
export const addFailure = async (
  tx: Tx,
  loginKey: string,
  network: string,
  at: number,
): Promise<void> => {
  await tx
    .insertInto('login_failure')
    .values({ id: newText(), login_key: loginKey, network, at })
    .execute()
  await tx
    .deleteFrom('login_failure')
    .where('at', '<', at - LOCK.window - LOCK.lasts)
    .execute()
}

/** A success, or an administrator, clears the count; without a network, everywhere. */
export const clearFailures = async (
  tx: Tx,
  loginKey: string,
  network: string | null,
): Promise<void> => {
  let clearing = tx.deleteFrom('login_failure').where('login_key', '=', loginKey)
  if (network !== null) clearing = clearing.where('network', '=', network)
  await clearing.execute()
}
