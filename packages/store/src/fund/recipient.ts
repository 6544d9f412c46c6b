import type { Day } from '@qiangji/kernel/base/day.ts'
import { type FundId, Recipient } from '@qiangji/kernel/fund/fund.ts'
import type { Read, Tx } from '../engine/act.ts'
import type { RecipientRow } from './ledger-tables.ts'

const readRecipient = (row: RecipientRow): Recipient =>
  Recipient.parse({
    organizationId: row.organization_id,
    route: row.route,
    viaId: row.via_id,
    className: row.class_name,
    from: row.from_day,
    to: row.to_day,
  })

/** The recipient list as it stands on a day. */
export const listRecipients = async (
  db: Read,
  fundId: FundId,
  on: Day,
): Promise<readonly Recipient[]> =>
  (
    await db
      .selectFrom('fund_recipient as r')
      .innerJoin('organization as o', 'o.id', 'r.organization_id')
      .selectAll('r')
      .where('r.fund_id', '=', fundId)
      .where('r.from_day', '<=', on)
      .where((eb) => eb.or([eb('r.to_day', 'is', null), eb('r.to_day', '>=', on)]))
      .orderBy('o.path')
      .execute()
  ).map(readRecipient)

/**
 * The line of each organization that stands today, or else stood last: money that was issued is paid, settled and
 * returned also after the list has changed. Who has never stood on the list is left out.
 */
export const lastLines = async (
  db: Read,
  fundId: string,
  organizationIds: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, Recipient>> => {
  if (organizationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('fund_recipient')
    .selectAll()
    .where('fund_id', '=', fundId)
    .where('organization_id', 'in', [...new Set(organizationIds)])
    .where('from_day', '<=', today)
    .orderBy('from_day')
    .execute()
  return new Map(rows.map((row) => [row.organization_id, readRecipient(row)]))
}

export const addRecipients = async (
  tx: Tx,
  fundId: FundId,
  recipients: readonly Recipient[],
): Promise<void> => {
  for (let at = 0; at < recipients.length; at += 500)
    await tx
      .insertInto('fund_recipient')
      .values(
        recipients.slice(at, at + 500).map((r) => ({
          fund_id: fundId,
          organization_id: r.organizationId,
          route: r.route,
          via_id: r.viaId,
          class_name: r.className,
          from_day: r.from,
          to_day: r.to,
        })),
      )
      .execute()
}

/** The line of one organization that stands on a day or begins later: the last one. */
export const lastRecipient = async (
  db: Read,
  fundId: FundId,
  organizationId: string,
): Promise<Recipient | null> => {
  const row = await db
    .selectFrom('fund_recipient')
    .selectAll()
    .where('fund_id', '=', fundId)
    .where('organization_id', '=', organizationId)
    .orderBy('from_day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? readRecipient(row) : null
}

/** Writes the last day of a line. */
export const endRecipient = async (tx: Tx, fundId: FundId, ended: Recipient): Promise<void> => {
  await tx
    .updateTable('fund_recipient')
    .set({ to_day: ended.to })
    .where('fund_id', '=', fundId)
    .where('organization_id', '=', ended.organizationId)
    .where('from_day', '=', ended.from)
    .execute()
}
