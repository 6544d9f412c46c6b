import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import type { AgeRule } from '@qiangji/kernel/fund/fund.ts'
import type { OrderForm } from '@qiangji/kernel/fund/order.ts'
import { findFund, saveFund } from '@qiangji/store/fund/fund.ts'
import { expect, test } from 'vitest'
import { type BoardStage, boardStage, wan } from './board-stage.ts'

const ONE_YEAR: AgeRule = { kind: 'years', years: 1, source: '演示管理办法第九条' }

/** 环县 got 10 万 in May 2024 and 5 万 in February 2025; it spent 3 and carried 2 over the year end. */
const begin = async (rule: AgeRule) => {
  const b = await boardStage(day('2024-05-06'))
  await b.s.act(async (tx) => {
    const fund = await findFund(tx, b.fundId)
    if (fund) await saveFund(tx, { ...fund, ageRule: rule }, fund.revision)
    return accept(null)
  })
  await b.issue({ '621022': 15, '621002': 10 }, day('2024-05-06'))
  await b.send('621002', 10, day('2025-02-10'))
  await b.send('621022', 10, day('2024-05-10'))
  await b.spend('621022', 3, day('2024-08-01'))
  await b.move(
    {
      act: 'carry',
      from: b.key('621022', '621022', 'held'),
      to: b.key('621022', '621022', 'carried'),
      amount: wan(2),
    },
    day('2024-12-31'),
  )
  await b.send('621022', 5, day('2025-02-10'))
  const who = {
    clerk: await b.person('621022', 'county-finance'),
    reviewer: await b.person('621022', 'county-reviewer'),
    neighbour: await b.person('621002', 'county-finance'),
    prefecture: await b.person('6210', 'prefecture-finance'),
  }
  return { b, who }
}

const waits = async (b: BoardStage, actor: Actor, on: Day) => {
  b.s.clock.today = on
  return (await b.s.as(actor).fund.todo.list({})).filter((todo) => todo.kind === '转结余')
}
const DUE = day('2025-05-10')

const settle = (b: BoardStage, more: Partial<OrderForm>): OrderForm => ({
  fundId: b.fundId,
  act: 'settle',
  lines: [],
  total: null,
  change: null,
  basis: null,
  document: null,
  reason: '到账满一年未用完',
  continuesId: null,
  newFundId: null,
  newDocument: null,
  ...more,
})

test('what is older than the rule of the fund waits on the desk of the county’s finance, and of nobody else', async () => {
  const { b, who } = await begin(ONE_YEAR)
  expect(await waits(b, who.clerk, day('2025-05-09'))).toEqual([])
  expect(await waits(b, who.clerk, DUE)).toEqual([
    {
      kind: '转结余',
      group: 'fund',
      title: '2024年县区专项补助',
      detail: '到账满 1 年未用完的转为结余（演示管理办法第九条）',
      amount: wan(7),
      since: DUE,
      due: null,
      rule: '到账满 1 年',
      verb: '转结余',
      path: `/fund/order/new?act=settle&fund=${b.fundId}`,
    },
  ])
  for (const actor of [who.reviewer, who.neighbour, who.prefecture])
    expect(await waits(b, actor, DUE)).toEqual([])
})

test('the form is offered what the rule proposes, account by account', async () => {
  const { b, who } = await begin(ONE_YEAR)
  b.s.clock.today = DUE
  const offered = async (act: OrderForm['act']) =>
    (await b.s.as(who.clerk).fund.order.drawable({ fundId: b.fundId, act })).map((a) => [
      a.stage,
      a.balance,
      a.proposed,
    ])
  expect(await offered('settle')).toEqual([
    ['carried', wan(2), wan(2)],
    ['held', wan(10), wan(5)],
  ])
  expect(await offered('return')).toEqual([
    ['carried', wan(2), 0],
    ['held', wan(10), 0],
  ])
})

test('is proposed once: neither while an order waits nor after it, and after 留用 only a year later', async () => {
  const { b, who } = await begin(ONE_YEAR)
  b.s.clock.today = DUE
  const clerk = b.s.as(who.clerk)
  const reviewer = b.s.as(who.reviewer)
  const accounts = await clerk.fund.order.drawable({ fundId: b.fundId, act: 'settle' })
  const lines = accounts.map(({ beneficiaryId, holderId, stage, proposed: amount }) => ({
    beneficiaryId,
    holderId,
    stage,
    amount,
    target: null,
    commitmentId: null,
  }))
  const part = await clerk.fund.order.make(settle(b, { lines: lines.slice(0, 1) }))
  expect(await waits(b, who.clerk, DUE)).toMatchObject([{ amount: wan(5) }])
  await clerk.fund.order.cancel({ id: part.id, revision: part.revision })
  const whole = await clerk.fund.order.make(settle(b, { lines }))
  expect(await waits(b, who.clerk, DUE)).toEqual([])
  await reviewer.fund.order.release({ id: whole.id, revision: whole.revision })
  expect(await waits(b, who.clerk, DUE)).toEqual([])
  const kept = await clerk.fund.order.make(
    settle(b, {
      act: 'retain',
      lines: lines.slice(0, 1).map((line) => ({ ...line, stage: 'surplus', amount: wan(7) })),
      document: { number: '演示总工发〔2025〕8号', day: DUE, title: '关于同意留用的批复' },
    }),
  )
  await reviewer.fund.order.release({ id: kept.id, revision: kept.revision })
  expect(await waits(b, who.clerk, DUE)).toEqual([])
  expect(await waits(b, who.clerk, day('2026-02-10'))).toMatchObject([{ amount: wan(5) }])
  expect(await waits(b, who.clerk, day('2026-05-10'))).toMatchObject([{ amount: wan(12) }])
})

test('a fund without a rule proposes nothing, however old its money is', async () => {
  const { b, who } = await begin({ kind: 'none' })
  expect(await waits(b, who.clerk, day('2026-05-10'))).toEqual([])
})
