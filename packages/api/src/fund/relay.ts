import { Day } from '@qiangji/kernel/base/day.ts'
import { NaturalFen } from '@qiangji/kernel/base/money.ts'
import { oldestAge } from '@qiangji/kernel/fund/age.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { relayDue } from '@qiangji/kernel/fund/relay.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { sightOf } from '@qiangji/store/fund/payment-sight.ts'
import { listWaiting } from '@qiangji/store/fund/relay.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

const WaitingRow = z.strictObject({
  fundId: FundId,
  fundName: z.string(),
  holderId: OrganizationId,
  holderName: z.string(),
  beneficiaryId: OrganizationId,
  beneficiaryName: z.string(),
  amount: NaturalFen,
  /** Day of the oldest receipt of which something is still here. */
  since: Day,
  /** 滞留天数: natural days since then. */
  days: z.int(),
  due: Day,
  overdue: z.boolean(),
})

/** 市级待转拨 in one's reach, the longest waiting first. */
const list = query(
  {
    input: z.strictObject({ fundId: FundId.nullable().default(null) }),
    output: z.array(WaitingRow).max(5000),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/relay',
  },
  async ({ db, actor, input, today }) => {
    const waiting = await listWaiting(db, sightOf(actor.organization), input.fundId)
    const ids = [...new Set(waiting.flatMap((w) => [w.holderId, w.beneficiaryId]))]
    const names = new Map((await listOrganizations(db, ids)).map((o) => [o.id, o]))
    return waiting
      .map(({ layers, ...w }) => {
        const since = layers[0]?.since ?? today
        const due = relayDue(since)
        return {
          ...w,
          holderName: names.get(w.holderId)?.name ?? '',
          beneficiaryName: names.get(w.beneficiaryId)?.shortName ?? '',
          since,
          days: oldestAge(layers, today) ?? 0,
          due,
          overdue: due < today,
        }
      })
      .sort((a, b) => b.days - a.days)
  },
)

export const relay = router({ list })
