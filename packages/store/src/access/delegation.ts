import { Delegation, type DelegationId } from '@qiangji/kernel/access/delegation.ts'
import type { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import type { DelegationRow } from './tables.ts'

const readDelegation = (row: DelegationRow): Delegation =>
  Delegation.parse({
    id: row.id,
    organizationId: row.organization_id,
    giverId: row.giver_id,
    receiverId: row.receiver_id,
    post: row.post,
    from: row.from_day,
    to: row.to_day,
    revokedOn: row.revoked_on,
  })

export const findDelegation = async (db: Read, id: DelegationId): Promise<Delegation | null> => {
  const row = await db.selectFrom('delegation').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? readDelegation(row) : null
}

/** The delegations within an organization, the latest first; at most 200. */
export const listDelegations = async (
  db: Read,
  organizationId: OrganizationId,
): Promise<readonly Delegation[]> => {
  const rows = await db
    .selectFrom('delegation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('from_day', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  return rows.map(readDelegation)
}

export const addDelegation = async (tx: Tx, delegation: Delegation): Promise<void> => {
  await tx
    .insertInto('delegation')
    .values({
      id: delegation.id,
      organization_id: delegation.organizationId,
      giver_id: delegation.giverId,
      receiver_id: delegation.receiverId,
      post: delegation.post,
      from_day: delegation.from,
      to_day: delegation.to,
      revoked_on: delegation.revokedOn,
    })
    .execute()
}

export const saveRevocation = async (tx: Tx, delegation: Delegation): Promise<void> => {
  await tx
    .updateTable('delegation')
    .set({ revoked_on: delegation.revokedOn })
    .where('id', '=', delegation.id)
    .execute()
}
