import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import {
  Commitment,
  CommitmentForm,
  CommitmentId,
  CommitmentState,
  commitmentLeft,
  commitmentPosting,
  occupy as decideOccupy,
  releaseCommitment,
} from '@qiangji/kernel/fund/commitment.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { isLineOfDesk } from '@qiangji/kernel/fund/holder.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import {
  addCommitment,
  findCommitment,
  listCommitments,
  saveCommitment,
} from '@qiangji/store/fund/commitment.ts'
import { post, posterAs } from '@qiangji/store/fund/ledger.ts'
import { standingOf, standingsOf, takeDesk } from '@qiangji/store/fund/spending-place.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { fundInSight } from './fund-sight.ts'
import { deskOf } from './spending-act.ts'

const CommitmentRow = z.strictObject({
  commitment: Commitment,
  beneficiaryName: z.string(),
  left: Fen,
})

const list = query(
  {
    input: z.strictObject({
      organizationId: OrganizationId,
      fundId: FundId,
      state: CommitmentState.nullable().default(null),
      ...PAGE_ASK,
    }),
    output: page(CommitmentRow),
    scope: (i) => i.organizationId,
    rest: 'GET /fund/commitments',
  },
  async ({ db, input, organization }) => {
    const found = await listCommitments(db, {
      ...organization,
      ...input,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const { rows, next } = cut(found, input.limit, (c) => [c.day, c.id])
    const names = await standingsOf(db, [...new Set(rows.map((c) => c.beneficiaryId))])
    return {
      rows: rows.map((commitment) => ({
        commitment,
        beneficiaryName: names.get(commitment.beneficiaryId)?.name ?? '',
        left: commitmentLeft(commitment),
      })),
      next,
    }
  },
)

/** 占用: a signed contract takes its amount out of 可用. */
const occupy = command(
  {
    input: CommitmentForm,
    output: Commitment,
    scoped: 'body',
    subject: (i) => i.fundId,
    rest: 'POST /fund/commitments',
  },
  async ({ tx, actor, input, today, poster }) => {
    const desk = deskOf(actor, today)
    const fund = await fundInSight(tx, actor, input.fundId)
    const beneficiary = await standingOf(tx, input.beneficiaryId)
    if (!desk || !fund || !isLineOfDesk(desk.path, input.holderId, beneficiary))
      return refuse('NOT_FOUND')
    await takeDesk(tx, [desk.organizationId])
    const made = decideOccupy(input, {
      id: newId(CommitmentId),
      organizationId: actor.organization.organizationId,
      makerId: actor.personId,
      today,
      batch: newText(),
    })
    if (!made.ok) return made
    const { batch, amount } = made.value
    const posted = await post(
      tx,
      posterAs(poster, desk.hand),
      fund.id,
      [commitmentPosting(made.value, 'occupy', amount)],
      { batch },
    )
    if (!posted.ok) return posted
    await addCommitment(tx, made.value)
    return made
  },
)

/** 解除占用: what is neither paid nor waiting goes back to 可用. */
const release = command(
  {
    input: z.strictObject({ id: CommitmentId, revision: Revision }),
    output: Commitment,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/commitments/{id}/release',
  },
  async ({ tx, actor, input, today, poster }) => {
    const desk = deskOf(actor, today)
    if (!desk) return refuse('NOT_FOUND')
    await takeDesk(tx, [desk.organizationId])
    const old = await findCommitment(tx, input.id)
    if (old?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (old.revision !== input.revision) return refuse('REVISION_STALE')
    const released = releaseCommitment(old)
    if (!released.ok) return released
    const posting = commitmentPosting(old, 'release', commitmentLeft(old))
    const posted = await post(tx, posterAs(poster, desk.hand), old.fundId, [posting])
    if (!posted.ok) return posted
    await saveCommitment(tx, old, released.value)
    return accept({ ...released.value, revision: old.revision + 1 })
  },
)

export const commitment = router({ list, occupy, release })
