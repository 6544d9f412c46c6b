import { handsOf } from '@qiangji/kernel/access/actor.ts'
import type { PersonId } from '@qiangji/kernel/access/person.ts'
import { PostCode } from '@qiangji/kernel/access/post.ts'
import { Month, Year } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { Revision } from '@qiangji/kernel/base/id.ts'
import { Fund, FundId } from '@qiangji/kernel/fund/fund.ts'
import { CLOSING_POSTS, mayCheckClosing, mayClose, mayEnd } from '@qiangji/kernel/fund/period.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { saveFund, takeFund } from '@qiangji/store/fund/fund.ts'
import { closePeriod, findPeriod, listPeriods, proposeClosing } from '@qiangji/store/fund/period.ts'
import { z } from 'zod'
import { command, query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'

const PeriodRow = z.strictObject({
  year: Year,
  month: Month,
  closed: z.boolean(),
  closedBy: z.string().nullable(),
  closedByName: z.string().nullable(),
  closedOn: z.string().nullable(),
  proposedBy: z.string().nullable(),
  proposedByName: z.string().nullable(),
  /** The post of who proposed: what 财务经办 proposes is closed by 财务审核. */
  proposedAs: PostCode.nullable(),
  proposedOn: z.string().nullable(),
})
const Chosen = z.strictObject({ year: Year, month: Month })

const list = query(
  {
    input: z.strictObject({ year: Year }),
    output: z.array(PeriodRow),
    scoped: 'own',
    rest: 'GET /fund/periods',
  },
  async ({ db, input }) => {
    const periods = await listPeriods(db, input.year)
    const persons = await namesOf(
      db,
      periods.flatMap((p) => [p.proposed?.personId, p.closedBy]).filter((id) => id != null),
    )
    const nameOf = (id: PersonId | null) => (id === null ? null : (persons.get(id) ?? null))
    return periods.map(({ proposed, ...p }) => ({
      ...p,
      month: Month.parse(p.month),
      closedByName: nameOf(p.closedBy),
      proposedBy: proposed?.personId ?? null,
      proposedByName: nameOf(proposed?.personId ?? null),
      proposedAs: proposed?.post ?? null,
    }))
  },
)

/** 提出关账: the first person. */
const propose = command(
  { input: Chosen, output: Chosen, scoped: 'own', rest: 'POST /fund/periods/propose' },
  async ({ tx, actor, input, today }) => {
    const period = await findPeriod(tx, input.year, input.month)
    const may = mayClose(input.year, input.month, today, period)
    if (!may.ok) return may
    if (period?.proposed) return refuse('CLOSING_PROPOSED_ALREADY', { month: input.month })
    const [hand] = handsOf(actor, CLOSING_POSTS.propose)
    if (hand === undefined) return refuse('NOT_FOUND')
    await proposeClosing(tx, input.year, input.month, { ...hand, today })
    return accept(input)
  },
)

/** 复核关账: a second person; one way. */
const close = command(
  { input: Chosen, output: Chosen, scoped: 'own', rest: 'POST /fund/periods/close' },
  async ({ tx, actor, input, today }) => {
    const period = await findPeriod(tx, input.year, input.month)
    const may = mayClose(input.year, input.month, today, period)
    if (!may.ok) return may
    if (!period?.proposed) return refuse('CLOSING_NOT_PROPOSED', { month: input.month })
    const hands = handsOf(actor, CLOSING_POSTS.close)
    const checked = mayCheckClosing(input.month, period.proposed, hands)
    if (!checked.ok) return checked
    await closePeriod(tx, input.year, input.month, { personId: actor.personId, today })
    return accept(input)
  },
)

/** 结束专项: when nothing of it is on its way, held, carried, left over or coming back. */
const endFund = command(
  {
    input: z.strictObject({ fundId: FundId, revision: Revision }),
    output: Fund,
    scoped: 'own',
    subject: (i) => i.fundId,
    rest: 'POST /fund/funds/{fundId}/end',
  },
  async ({ tx, actor, input }) => {
    const fund = await takeFund(tx, input.fundId)
    if (fund === null || fund.organizationId !== actor.organization.organizationId)
      return refuse('NOT_FOUND')
    if (fund.state === 'ended') return refuse('FUND_ENDED')
    if (fund.revision !== input.revision) return refuse('REVISION_STALE')
    const settled = mayEnd(await listStocks(tx, fund.id, [fund.organizationId]))
    if (!settled.ok) return settled
    const ended: Fund = { ...fund, state: 'ended' }
    return (await saveFund(tx, ended, fund.revision))
      ? accept({ ...ended, revision: fund.revision + 1 })
      : refuse('REVISION_STALE')
  },
)

export const period = router({ list, propose, close, endFund })
