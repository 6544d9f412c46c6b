import {
  Delegation,
  DelegationForm,
  DelegationId,
  grantDelegation,
  revokeDelegation,
} from '@qiangji/kernel/access/delegation.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import {
  addDelegation,
  findDelegation,
  listDelegations,
  saveRevocation,
} from '@qiangji/store/access/delegation.ts'
import { findPerson, namesOf } from '@qiangji/store/access/person.ts'
import { holdingsByAppointment, holdingsByDelegation } from '@qiangji/store/access/post.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

export const DelegationRow = Delegation.extend({ giver: z.string(), receiver: z.string() })
export type DelegationRow = z.infer<typeof DelegationRow>

/** The delegations of one's own organization, the latest first. */
const list = query(
  { input: Nothing, output: z.array(DelegationRow), scoped: 'own', rest: 'GET /access/delegation' },
  async ({ db, organization }) => {
    const rows = await listDelegations(db, organization.organizationId)
    const names = await namesOf(
      db,
      rows.flatMap((row) => [row.giverId, row.receiverId]),
    )
    return rows.map((row) => ({
      ...row,
      giver: names.get(row.giverId) ?? '',
      receiver: names.get(row.receiverId) ?? '',
    }))
  },
)

/** Gives one of one's own posts to a colleague for some days. */
const grant = command(
  {
    input: DelegationForm,
    output: Delegation,
    scoped: 'own',
    subject: (input) => input.receiverId,
    rest: 'POST /access/delegation',
  },
  async ({ tx, actor, input, today, organization }) => {
    const receiver = await findPerson(tx, input.receiverId)
    const { organizationId } = organization
    if (receiver?.organizationId !== organizationId || receiver.state !== 'active')
      return refuse('NOT_FOUND')
    const granted = grantDelegation(input, {
      today,
      id: newId(DelegationId),
      organizationId,
      giverId: actor.personId,
      giverHolds: await holdingsByAppointment(tx, actor.personId, today),
      receiverHolds: [
        ...(await holdingsByAppointment(tx, receiver.id, today)),
        ...(await holdingsByDelegation(tx, receiver.id, today)),
      ],
      receiverOrganizationId: receiver.organizationId,
    })
    if (granted.ok) await addDelegation(tx, granted.value)
    return granted
  },
)

/** Ends a delegation that one gave. */
const revoke = command(
  {
    input: z.strictObject({ id: DelegationId }),
    output: Delegation,
    scoped: 'own',
    subject: (input) => input.id,
    rest: 'POST /access/delegation/{id}/revoke',
  },
  async ({ tx, actor, input, today }) => {
    const delegation = await findDelegation(tx, input.id)
    if (delegation?.giverId !== actor.personId) return refuse('NOT_FOUND')
    const revoked = revokeDelegation(delegation, today)
    if (!revoked.ok) return revoked
    await saveRevocation(tx, revoked.value)
    return accept(revoked.value)
  },
)

export const delegation = router({ list, grant, revoke })
