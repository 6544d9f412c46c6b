import { day } from '@qiangji/kernel/base/day.ts'
import { MOST_FEN, MOST_VOUCHER_FEN } from '@qiangji/kernel/base/money.ts'
import { expect, test } from 'vitest'
import { boardStage } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'

const HUANXIAN = '621022'
const ROWS = 5

const county = async () => {
  const b = await boardStage(day('2024-06-04'))
  await b.issue({ [HUANXIAN]: 50 }, day('2024-06-04'))
  await b.send(HUANXIAN, 50, day('2024-06-04'))
  const clerk = b.s.as(await b.person(HUANXIAN, 'county-finance'))
  const reviewer = b.s.as(await b.person(HUANXIAN, 'county-reviewer'))
  const province = b.s.as(await b.person('62', 'finance-clerk'))
  const organizationId = b.s.at(HUANXIAN).id
  const spending = (voucher: string, amount: number) => ({
    fundId: b.fundId,
    fileIds: [],
    form: {
      ...{ beneficiaryId: organizationId, day: '2024-06-04', voucher, line: 1 },
      ...{ summary: '折页', amount, use: 'building', payee: '演示印务部', roster: null },
      ...{ fixedAsset: false, commitmentId: null, advanceId: null },
    },
  })
  const advance = (title: string, amount: number) => ({
    ...{ fundId: b.fundId, beneficiaryId: organizationId, title },
    ...{ day: '2024-06-01', voucher: null, amount },
  })
  return { ...b, clerk, reviewer, province, organizationId, spending, advance }
}

test('vouchers at the most that one may be wait without balance, and every page still has its sums', async () => {
  const c = await county()
  for (let i = 0; i < ROWS; i++) {
    await c.clerk.fund.spending.record(c.spending(`记-${i}`, MOST_VOUCHER_FEN))
    await c.clerk.fund.advance.record(c.advance(`垫付${i}`, MOST_VOUCHER_FEN))
  }
  const all = ROWS * MOST_VOUCHER_FEN
  for (const [asking, organizationId] of [
    [c.clerk, c.organizationId],
    [c.province, c.s.at('62').id],
  ] as const) {
    const ask = { fundId: c.fundId, organizationId }
    const list = await asking.fund.spending.list(ask)
    expect(list.sums).toMatchObject({ pending: { rows: ROWS, amount: all } })
    const found = await asking.fund.spending.list({ ...ask, search: '折页' })
    expect(found.sums).toMatchObject({ pending: { rows: ROWS, amount: all } })
    const summary = await asking.fund.spending.summary(ask)
    expect(summary.advances).toEqual({ rows: ROWS, amount: all })
    expect((await asking.fund.advance.list(ask)).rows).toHaveLength(ROWS)
  }
  const todo = await c.reviewer.fund.todo.list()
  expect(JSON.stringify(todo)).toContain(String(all))
})

test('an amount above the most is refused in words and leaves nothing', async () => {
  const c = await county()
  const refused = {
    refusal: 'INPUT_INVALID',
    issues: [
      {
        code: 'AMOUNT_TOO_LARGE',
        message: '金额太大，请核对单位是元还是万元',
        path: 'form.amount',
      },
    ],
  }
  for (const amount of [MOST_VOUCHER_FEN + 1, Number.MAX_SAFE_INTEGER])
    expect(await refusalOf(c.clerk.fund.spending.record(c.spending('记-1', amount)))).toMatchObject(
      refused,
    )
  expect(
    await refusalOf(c.clerk.fund.advance.record(c.advance('垫付', MOST_VOUCHER_FEN + 1))),
  ).toMatchObject({ issues: [{ code: 'AMOUNT_TOO_LARGE' }] })
  const order = {
    ...{ fundId: c.fundId, act: 'budget' as const, total: MOST_FEN + 1, change: null, lines: [] },
    ...{ basis: 'resolution' as const, document: null, reason: '', continuesId: null },
    ...{ newFundId: null, newDocument: null },
  }
  expect(await refusalOf(c.province.fund.order.make(order))).toMatchObject({
    issues: [{ code: 'AMOUNT_TOO_LARGE', path: 'total' }],
  })
  const ask = { fundId: c.fundId, organizationId: c.organizationId }
  expect((await c.clerk.fund.spending.list(ask)).rows).toEqual([])
  expect((await c.clerk.fund.advance.list(ask)).rows).toEqual([])
})

test('lines of an order that only together are above the most are refused', async () => {
  const c = await county()
  const lines = [1, 2].map(() => ({
    ...{ beneficiaryId: c.organizationId, holderId: c.organizationId, stage: 'held' as const },
    ...{ amount: MOST_FEN, target: null },
  }))
  const order = {
    ...{ fundId: c.fundId, act: 'carry' as const, total: null, change: null, lines },
    ...{ basis: null, document: null, reason: '', continuesId: null },
    ...{ newFundId: null, newDocument: null },
  }
  expect(await refusalOf(c.clerk.fund.order.make(order))).toMatchObject({
    issues: [{ code: 'AMOUNT_TOO_LARGE', path: 'lines' }],
  })
})
