import { day, Month } from '@qiangji/kernel/base/day.ts'
import { fen, PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { OrderForm } from '@qiangji/kernel/fund/order.ts'
import { describe, expect, test } from 'vitest'
import { FUND_FORM, refusalOf, type Stage, stage } from './fund-stage.ts'

const PAPER = {
  number: '演示总工财〔2024〕3号',
  day: day('2024-03-11'),
  title: '关于核定预算的决议',
}

const form = (fundId: FundId, act: OrderForm['act'], more: Partial<OrderForm> = {}): OrderForm => ({
  fundId,
  act,
  lines: [],
  total: null,
  change: null,
  basis: null,
  document: PAPER,
  reason: '理由',
  continuesId: null,
  newFundId: null,
  newDocument: null,
  ...more,
})

const people = (s: Stage) => ({
  clerk: s.actorOf('62', ['finance-clerk']),
  reviewer: s.actorOf('62', ['finance-reviewer']),
  other: s.actorOf('62', ['finance-reviewer']),
  county: s.actorOf('621022', ['county-finance']),
  audit: s.actorOf('62', ['audit-committee']),
})

const opened = async () => {
  const s = await stage()
  const p = people(s)
  const fund = await s
    .as(p.clerk)
    .fund.fund.open({ form: FUND_FORM, recipients: { from: 'counties', since: day('2024-01-01') } })
  return { s, p, fund }
}

const budget = (fundId: FundId, total: number) =>
  form(fundId, 'budget', { total: PositiveFen.parse(total), basis: 'resolution' })

describe('a fund order', () => {
  test('waits for a second person and is posted by that one', async () => {
    const { s, p, fund } = await opened()
    const made = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    expect(made.state).toBe('drafted')
    expect((await s.as(p.clerk).fund.fund.detail({ id: fund.id })).fund.budgetState).toBe('none')
    expect(await s.as(p.reviewer).fund.todo.list({})).toMatchObject([
      { kind: '复核', path: `/fund/order/${made.id}`, due: '2024-03-14' },
    ])
    const released = await s
      .as(p.reviewer)
      .fund.order.release({ id: made.id, revision: made.revision })
    expect(released).toMatchObject({
      state: 'released',
      releaserId: p.reviewer.personId,
      batch: expect.any(String),
    })
    expect((await s.as(p.clerk).fund.fund.detail({ id: fund.id })).figures).toMatchObject({
      available: 9_000,
    })
    expect(await s.as(p.reviewer).fund.todo.list({})).toEqual([])
  })

  test('rests on a document whose number can be read and whose day has come', async () => {
    const { s, p, fund } = await opened()
    const refused = async (given: Partial<typeof PAPER>) =>
      (
        await refusalOf(
          s
            .as(p.clerk)
            .fund.order.make({ ...budget(fund.id, 9_000), document: { ...PAPER, ...given } }),
        )
      ).refusal
    expect(await refused({ number: '随便写' })).toBe('NUMBER_MALFORMED')
    expect(await refused({ day: day('2031-01-01') })).toBe('NUMBER_YEAR')
    expect(await refused({ day: day('2024-03-12') })).toBe('DOCUMENT_IN_FUTURE')
    const pasted = { ...PAPER, number: '演示总\u2f2f财〔２０２４〕3号' }
    const made = await s.as(p.clerk).fund.order.make({ ...budget(fund.id, 1), document: pasted })
    expect(made.document?.number).toBe(PAPER.number)
    const next = { ...FUND_FORM, year: 2025, name: '下年专项' }
    const { id } = await s
      .as(p.clerk)
      .fund.fund.open({ form: next, recipients: { from: 'counties', since: day('2025-01-01') } })
    const county = s.at('621022').id
    const setOff = form(fund.id, 'set-off', {
      lines: [
        {
          beneficiaryId: county,
          holderId: county,
          stage: 'surplus',
          amount: PositiveFen.parse(1),
          target: null,
          commitmentId: null,
        },
      ],
      newFundId: id,
      newDocument: { ...PAPER, number: '随便写' },
    })
    expect((await refusalOf(s.as(p.clerk).fund.order.make(setOff))).refusal).toBe(
      'NUMBER_MALFORMED',
    )
  })

  test('is released once, at the revision that was read, never by its maker', async () => {
    const { s, p, fund } = await opened()
    const both = s.actorOf('62', ['finance-clerk', 'finance-reviewer'])
    const made = await s.as(both).fund.order.make(budget(fund.id, 9_000))
    const release = (who: typeof both, revision = made.revision) =>
      refusalOf(s.as(who).fund.order.release({ id: made.id, revision }))
    expect(await release(both)).toMatchObject({ refusal: 'SAME_PERSON' })
    expect(await release(p.reviewer, 7)).toMatchObject({ refusal: 'REVISION_STALE' })
    expect(await release(p.county)).toMatchObject({ refusal: 'NOT_FOUND' })
    await s.as(p.reviewer).fund.order.release({ id: made.id, revision: made.revision })
    expect(await release(p.reviewer, 1)).toMatchObject({ refusal: 'ORDER_NOT_WAITING' })
  })

  test('that is sent back or taken back is not posted', async () => {
    const { s, p, fund } = await opened()
    const one = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    const back = await s
      .as(p.reviewer)
      .fund.order.decline({ id: one.id, revision: one.revision, reason: '缺附件' })
    expect(back).toMatchObject({ state: 'declined', declineReason: '缺附件' })
    const two = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    expect(
      await s.as(p.clerk).fund.order.cancel({ id: two.id, revision: two.revision }),
    ).toMatchObject({ state: 'cancelled' })
    expect((await s.as(p.clerk).fund.fund.detail({ id: fund.id })).figures).toMatchObject({
      available: 0,
    })
  })

  test('keeps one’s reach: a county sees no order of the province, and a random id is as unknown as a foreign one', async () => {
    const { s, p, fund } = await opened()
    const made = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    const foreign = await refusalOf(s.as(p.county).fund.order.detail({ id: made.id }))
    expect(foreign).toMatchObject({ refusal: 'NOT_FOUND' })
    expect((await s.as(p.county).fund.order.list({})).rows).toEqual([])
    expect((await s.as(p.audit).fund.order.list({})).rows).toHaveLength(1)
  })

  test('is reversed by another person with a reason that stays beside the posting', async () => {
    const { s, p, fund } = await opened()
    const made = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    const { batch } = await s
      .as(p.reviewer)
      .fund.order.release({ id: made.id, revision: made.revision })
    if (batch === null) throw new Error('not posted')
    const reverse = (who: typeof p.other) =>
      s.as(who).fund.journal.reverse({ batch, reason: '决议数录错' })
    expect(await refusalOf(reverse(p.reviewer))).toMatchObject({ refusal: 'SAME_PERSON' })
    await reverse(p.other)
    expect(await refusalOf(reverse(p.other))).toMatchObject({ refusal: 'REVERSED_ALREADY' })
    expect(await s.as(p.clerk).fund.order.detail({ id: made.id })).toMatchObject({
      state: 'reversed',
    })
    const { rows } = await s
      .as(p.audit)
      .fund.board.crossings({ fundId: fund.id, organizationId: null, figure: 'available' })
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row.reference?.detail).toContain('冲销理由：决议数录错')
  })
})

describe('a period', () => {
  test('is closed by two persons, once it is over, for good', async () => {
    const { s, p, fund } = await opened()
    const made = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    await s.as(p.reviewer).fund.order.release({ id: made.id, revision: made.revision })
    const march = { year: 2024, month: Month.parse('2024-03') }
    const close = (who: typeof p.other) => refusalOf(s.as(who).fund.period.close(march))
    expect(await refusalOf(s.as(p.reviewer).fund.period.propose(march))).toMatchObject({
      refusal: 'PERIOD_NOT_OVER',
    })
    s.clock.today = day('2024-04-01')
    expect(await close(p.other)).toMatchObject({ refusal: 'CLOSING_NOT_PROPOSED' })
    await s.as(p.reviewer).fund.period.propose(march)
    expect(await refusalOf(s.as(p.other).fund.period.propose(march))).toMatchObject({
      refusal: 'CLOSING_PROPOSED_ALREADY',
    })
    expect(await close(p.reviewer)).toMatchObject({ refusal: 'SAME_PERSON' })
    await s.as(p.other).fund.period.close(march)
    expect(await close(p.other)).toMatchObject({ refusal: 'PERIOD_CLOSED_ALREADY' })
    expect(await s.as(p.clerk).fund.period.list({ year: 2024 })).toMatchObject([
      { month: '2024-03', closed: true },
    ])
    s.clock.today = day('2024-03-29')
    const late = await s.as(p.clerk).fund.order.make(form(fund.id, 'adjust', { change: fen(5) }))
    expect(
      await refusalOf(
        s.as(p.reviewer).fund.order.release({ id: late.id, revision: late.revision }),
      ),
    ).toMatchObject({
      refusal: 'PERIOD_CLOSED',
    })
  })

  test('has 财务审核 on one side: what the clerk proposes, the accountant does not close', async () => {
    const { s, p } = await opened()
    s.clock.today = day('2024-04-01')
    const accountant = s.actorOf('62', ['accountant'])
    const month = (text: string) => ({ year: 2024, month: Month.parse(text) })
    await s.as(p.clerk).fund.period.propose(month('2024-03'))
    expect(await refusalOf(s.as(accountant).fund.period.close(month('2024-03')))).toMatchObject({
      refusal: 'CLOSING_NEEDS_REVIEWER',
    })
    await s.as(p.reviewer).fund.period.close(month('2024-03'))
    await s.as(p.reviewer).fund.period.propose(month('2024-02'))
    await s.as(accountant).fund.period.close(month('2024-02'))
  })

  test('is not closed by the one in whose place it was proposed', async () => {
    const { s, p } = await opened()
    s.clock.today = day('2024-04-01')
    const { personId, name } = p.reviewer
    const standIn = {
      ...s.actorOf('62', ['viewer']),
      posts: [{ post: 'finance-reviewer' as const, from: { personId, name } }],
    }
    const march = { year: 2024, month: Month.parse('2024-03') }
    await s.as(standIn).fund.period.propose(march)
    expect(await refusalOf(s.as(p.reviewer).fund.period.close(march))).toMatchObject({
      refusal: 'SAME_PERSON',
    })
    await s.as(p.other).fund.period.close(march)
  })

  test('of the year before exists where the fund was posted to so early, and is closed like any other', async () => {
    const { s, p, fund } = await opened()
    s.clock.today = day('2023-12-20')
    const document = { ...PAPER, number: '演示总工财〔2023〕31号', day: day('2023-12-19') }
    const made = await s.as(p.clerk).fund.order.make({ ...budget(fund.id, 9_000), document })
    await s.as(p.reviewer).fund.order.release({ id: made.id, revision: made.revision })
    s.clock.today = day('2024-02-01')
    const month = (text: string) => ({ year: 2024, month: Month.parse(text) })
    expect(await refusalOf(s.as(p.reviewer).fund.period.propose(month('2023-11')))).toMatchObject({
      refusal: 'PERIOD_BEFORE_YEAR',
    })
    await s.as(p.reviewer).fund.period.propose(month('2023-12'))
    await s.as(p.other).fund.period.close(month('2023-12'))
    expect(await s.as(p.clerk).fund.period.list({ year: 2024 })).toMatchObject([
      { month: '2023-12', closed: true },
    ])
  })

  test('a fund with nothing on its way can be ended, and takes nothing more', async () => {
    const { s, p, fund } = await opened()
    const now = await s.as(p.clerk).fund.fund.detail({ id: fund.id })
    await s.as(p.reviewer).fund.period.endFund({ fundId: fund.id, revision: now.fund.revision })
    const made = await s.as(p.clerk).fund.order.make(budget(fund.id, 9_000))
    const release = s.as(p.reviewer).fund.order.release({ id: made.id, revision: made.revision })
    expect(await refusalOf(release)).toMatchObject({ refusal: 'FUND_ENDED' })
    expect((await s.as(p.clerk).fund.fund.detail({ id: fund.id })).fund.state).toBe('ended')
  })
})
