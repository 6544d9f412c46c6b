import { day } from '@qiangji/kernel/base/day.ts'
import { type OrderAct, type OrderForm, OrderLine } from '@qiangji/kernel/fund/order.ts'
import { describe, expect, test } from 'vitest'
import { boardStage, wan } from './board-stage.ts'

const TODAY = day('2024-06-20')

/** 100,000 yuan at 永登县, of which 30,000 have been paid to the own account of a township. */
const begin = async () => {
  const b = await boardStage(TODAY)
  await b.issue({ '620121': 10 }, day('2024-05-06'))
  await b.send('620121', 10, day('2024-05-20'))
  const county = b.s.at('620121')
  const township = b.s.tree.find((o) => o.path.startsWith(county.path) && o.level === 'township')
  if (!township) throw new Error('no township')
  const at = (holder: string, stage: 'issued' | 'remitted' | 'held') =>
    b.key(township.code, holder, stage)
  for (const [act, from, to] of [
    ['sub-allocate', b.key('620121', '620121', 'held'), at('620121', 'issued')],
    ['remit', at('620121', 'issued'), at('620121', 'remitted')],
    ['receive', at('620121', 'remitted'), at(township.code, 'held')],
  ] as const)
    await b.move({ act, from, to, amount: wan(3) })
  const clerk = await b.person('620121', 'county-finance')
  const order = b.s.as(clerk).fund.order
  const make = (act: OrderAct, lines: OrderForm['lines']) =>
    order.make({
      fundId: b.fundId,
      act,
      lines,
      total: null,
      change: null,
      basis: null,
      document: null,
      reason: '',
      continuesId: null,
      newFundId: null,
      newDocument: null,
    })
  return { b, township, clerk, order, make }
}

describe('a township with an account of its own', () => {
  test('has its money carried over and taken into use again by its county', async () => {
    const { b, township, order, make } = await begin()
    for (const [act, stage] of [
      ['carry', 'held'],
      ['reuse', 'carried'],
    ] as const) {
      const own = (await order.drawable({ fundId: b.fundId, act })).filter(
        (a) => a.beneficiaryId === township.id,
      )
      expect(own).toMatchObject([{ holderId: township.id, stage, balance: wan(3) }])
      const lines = own.map(({ beneficiaryId, holderId, balance: amount }) =>
        OrderLine.parse({ beneficiaryId, holderId, stage, amount, target: null }),
      )
      expect(await make(act, lines)).toMatchObject({ state: 'released' })
    }
  })

  test('is no business of its county’s when something is returned or put aside', async () => {
    const { b, township, order } = await begin()
    for (const act of ['settle', 'return', 'sub-allocate'] as const)
      expect(
        (await order.drawable({ fundId: b.fundId, act })).map((a) => a.beneficiaryId),
      ).not.toContain(township.id)
  })

  test('spends by the vouchers that its county keeps, released by the county’s second person', async () => {
    const { b, township, clerk } = await begin()
    const reviewer = await b.person('620121', 'county-reviewer')
    const made = await b.s.as(clerk).fund.spending.record({
      fundId: b.fundId,
      form: {
        day: TODAY,
        voucher: '记-0001',
        line: 1,
        summary: '职工活动室桌椅',
        amount: wan(0.05),
        beneficiaryId: township.id,
        holderId: township.id,
        use: 'building',
        payee: '某某家具店',
        roster: null,
        fixedAsset: false,
        commitmentId: null,
        advanceId: null,
      },
      fileIds: [],
    })
    const { results } = await b.s.as(reviewer).fund.spending.release({ ids: [made.id] })
    expect(results).toMatchObject([{ outcome: 'posted' }])
    const at = { fundId: b.fundId, organizationId: township.id }
    const { total } = await b.s.as(clerk).fund.board.overview(at)
    expect(total.figures).toMatchObject({ received: wan(3), spent: wan(0.05), free: wan(2.95) })
  })
})
