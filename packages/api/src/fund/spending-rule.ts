import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import { findRule, saveRule } from '@qiangji/store/fund/spending-rule.ts'
import { z } from 'zod'
import { command, query } from '../frame/procedure.ts'
import { fundInSight } from './fund-sight.ts'

const Rule = z.strictObject({
  /** From this amount on a payment needs a file; null: never. */
  fileThreshold: PositiveFen.nullable(),
  revision: Revision,
})

export const rule = query(
  {
    input: z.strictObject({ fundId: FundId }),
    output: Rule,
    scoped: 'own',
    rest: 'GET /fund/funds/{fundId}/spending-rule',
  },
  async ({ db, actor, input }) =>
    (await fundInSight(db, actor, input.fundId)) ? findRule(db, input.fundId) : refuse('NOT_FOUND'),
)

/** 附件起点: set by the province's finance for its own fund; which rows lack a file is judged anew. */
export const setRule = command(
  {
    input: Rule.extend({ fundId: FundId }),
    output: Rule,
    scoped: 'own',
    subject: (i) => i.fundId,
    alone: true,
    rest: 'PUT /fund/funds/{fundId}/spending-rule',
  },
  async ({ tx, actor, input }) => {
    const fund = await findFund(tx, input.fundId)
    if (fund?.organizationId !== actor.organization.organizationId) return refuse('NOT_FOUND')
    const old = await findRule(tx, fund.id)
    if (old.revision !== input.revision) return refuse('REVISION_STALE')
    return accept(await saveRule(tx, fund.id, { ...old, fileThreshold: input.fileThreshold }))
  },
)
