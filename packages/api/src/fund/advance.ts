import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import {
  Advance,
  AdvanceForm,
  AdvanceId,
  AdvanceState,
  cancelAdvance,
  recordAdvance,
} from '@qiangji/kernel/fund/advance.ts'
import { unclaimed } from '@qiangji/kernel/fund/claim.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { isLineOfDesk } from '@qiangji/kernel/fund/holder.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addAdvance, findAdvance, listAdvances, saveAdvance } from '@qiangji/store/fund/advance.ts'
import { standingOf, standingsOf, takeDesk } from '@qiangji/store/fund/spending-place.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, page, readCursor } from '../frame/page.ts'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { fundInSight } from './fund-sight.ts'
import { deskOf } from './spending-act.ts'

const AdvanceRow = z.strictObject({ advance: Advance, beneficiaryName: z.string(), left: Fen })

const list = query(
  {
    input: z.strictObject({
      organizationId: OrganizationId,
      fundId: FundId,
      state: AdvanceState.nullable().default(null),
      ...PAGE_ASK,
    }),
    output: page(AdvanceRow),
    scope: (i) => i.organizationId,
    rest: 'GET /fund/advances',
  },
  async ({ db, input, organization }) => {
    const found = await listAdvances(db, {
      ...organization,
      ...input,
      after: readCursor(z.tuple([z.string(), z.string()]), input.cursor),
    })
    const { rows, next } = cut(found, input.limit, (a) => [a.day, a.id])
    const names = await standingsOf(db, [...new Set(rows.map((a) => a.beneficiaryId))])
    return {
      rows: rows.map((advance) => ({
        advance,
        beneficiaryName: names.get(advance.beneficiaryId)?.name ?? '',
        left: unclaimed(advance),
      })),
      next,
    }
  },
)

/** 登记垫付: outside the fund, nothing is posted. */
const record = command(
  {
    input: AdvanceForm,
    output: Advance,
    scoped: 'body',
    subject: (i) => i.fundId,
    rest: 'POST /fund/advances',
  },
  async ({ tx, actor, input, today }) => {
    const desk = deskOf(actor, today)
    const beneficiary = await standingOf(tx, input.beneficiaryId)
    if (!desk || !(await fundInSight(tx, actor, input.fundId))) return refuse('NOT_FOUND')
    if (!isLineOfDesk(desk.path, input.holderId, beneficiary)) return refuse('NOT_FOUND')
    const made = recordAdvance(input, {
      id: newId(AdvanceId),
      organizationId: actor.organization.organizationId,
      makerId: actor.personId,
      today,
    })
    if (made.ok) await addAdvance(tx, made.value)
    return made
  },
)

/** 撤销垫付 that was recorded by mistake. */
const cancel = command(
  {
    input: z.strictObject({ id: AdvanceId, revision: Revision }),
    output: Advance,
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'POST /fund/advances/{id}/cancel',
  },
  async ({ tx, actor, input }) => {
    await takeDesk(tx, [actor.organization.organizationId])
    const old = await findAdvance(tx, input.id)
    if (old?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    if (old.revision !== input.revision) return refuse('REVISION_STALE')
    const cancelled = cancelAdvance(old)
    if (!cancelled.ok) return cancelled
    await saveAdvance(tx, old, cancelled.value)
    return accept({ ...cancelled.value, revision: old.revision + 1 })
  },
)

export const advance = router({ list, record, cancel })
