import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { PaymentBatchId } from '@qiangji/kernel/fund/payment.ts'
import { describe, expect, test } from 'vitest'
import { wan } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'
import { orderStage } from './order-stage.ts'

const MARCH: Day = day('2024-03-04')

/** 环县 with 40 万 in hand, whose office has one person, and the unions above it. */
const alone = async () => {
  const b = await orderStage()
  await b.issue({ '621022': 40, '621002': 10 }, MARCH)
  await b.send('621022', 40, MARCH)
  const clerk = await b.hire('621022', 'county-finance')
  const prefecture = await b.hire('6210', 'prefecture-finance')
  const chief = await b.hire('62', 'finance-reviewer')
  const settle = () => b.make(clerk, 'settle', { lines: [b.line('621022', '621022', 'held', 10)] })
  const asked = async (who: Actor) =>
    (await b.s.as(who).fund.todo.list({})).filter((todo) => todo.detail.includes('上级复核'))
  return { ...b, clerk, prefecture, chief, settle, asked }
}

describe('an order of an office with one person', () => {
  test('is released by the finance of the union above, who is told that it waits', async () => {
    const b = await alone()
    const made = await b.settle()
    expect(await b.asked(b.prefecture)).toMatchObject([
      { kind: '复核', path: `/fund/order/${made.id}`, amount: wan(10) },
    ])
    expect(await b.asked(b.chief)).toEqual([])
    expect(await refusalOf(b.release(b.chief, made))).toMatchObject({ refusal: 'NOT_FOUND' })
    expect(await b.release(b.prefecture, made)).toMatchObject({
      state: 'released',
      releaserId: b.prefecture.personId,
    })
    expect(await b.lying('621022')).toEqual(['621022/held=30', '621022/surplus=10'])
    expect(await b.asked(b.prefecture)).toEqual([])
  })

  test('is sent back by the union above with a reason', async () => {
    const b = await alone()
    const { id, revision } = await b.settle()
    expect(
      await b.s.as(b.prefecture).fund.order.decline({ id, revision, reason: '依据不足' }),
    ).toMatchObject({ state: 'declined' })
  })

  test('stays with the county as soon as it has somebody else', async () => {
    const b = await alone()
    const made = await b.settle()
    const reviewer = await b.hire('621022', 'county-reviewer')
    expect(await b.asked(b.prefecture)).toEqual([])
    expect(await refusalOf(b.release(b.prefecture, made))).toMatchObject({
      refusal: 'UPPER_REVIEW_NOT_NEEDED',
      facts: { organization: '环县' },
    })
    const { id, revision } = made
    expect(
      await refusalOf(
        b.s.as(b.prefecture).fund.order.decline({ id, revision, reason: '依据不足' }),
      ),
    ).toMatchObject({ refusal: 'UPPER_REVIEW_NOT_NEEDED' })
    expect(await b.release(reviewer, made)).toMatchObject({ state: 'released' })
  })

  test('finds no second person in one who stands in for its maker, or has left', async () => {
    const b = await alone()
    const made = await b.settle()
    const { organizationId } = b.clerk.organization
    const standIn = await b.hire('621022', 'viewer')
    const gone = await b.hire('621022', 'county-reviewer')
    await b.s.act(async (tx) => {
      await tx
        .updateTable('person')
        .set({ state: 'left' })
        .where('id', '=', gone.personId)
        .execute()
      for (const giver of [b.clerk, gone])
        await tx
          .insertInto('delegation')
          .values({
            id: `lent-by-${giver.personId}`,
            organization_id: organizationId,
            giver_id: giver.personId,
            receiver_id: standIn.personId,
            post: 'county-reviewer',
            from_day: '2024-01-01',
            to_day: '2024-12-31',
            revoked_on: null,
          })
          .execute()
      return accept(null)
    })
    expect(await b.release(b.prefecture, made)).toMatchObject({ state: 'released' })
  })

  test('of a prefecture waits for the province', async () => {
    const b = await alone()
    await b.send('621002', 10, MARCH, 'relayed')
    const made = await b.make(b.prefecture, 'return', {
      lines: [b.line('621002', '6210', 'relayed', 10)],
    })
    expect(await b.asked(b.chief)).toMatchObject([{ path: `/fund/order/${made.id}` }])
    expect(await b.release(b.chief, made)).toMatchObject({ state: 'released' })
  })
})

/** What 环县 would pay its township, waiting for release. */
const payment = async (b: Awaited<ReturnType<typeof alone>>) => {
  const finance = await b.hire('62', 'finance-clerk')
  const township = b.s.tree.find((o) => o.level === 'township' && o.code.startsWith('621022'))
  if (township === undefined) throw new Error('no township')
  const account = await b.s.as(finance).fund.bankAccount.propose({
    organizationId: township.id,
    holderName: township.name,
    number: '6200000000000001',
    bankName: '演示银行',
    bankCode: '102821000001',
    kind: 'basic',
    validFrom: MARCH,
    reason: '首次登记',
    fileId: null,
  })
  const { id, revision } = account
  await b.s.as(b.chief).fund.bankAccount.confirm({ id, revision })
  const parted = await b.make(b.clerk, 'sub-allocate', {
    lines: [{ ...b.line('621022', '621022', 'held', 5, 'issued'), beneficiaryId: township.id }],
  })
  await b.release(b.prefecture, parted)
  return b.s.as(b.clerk).fund.payment.make({
    lines: [{ fundId: b.fundId, beneficiaryId: township.id, amount: wan(5) }],
    purpose: null,
    document: null,
  })
}

describe('a payment of an office with one person', () => {
  test('is released by the finance of the union above, who is told that it waits', async () => {
    const b = await alone()
    const { id, revision } = await payment(b)
    expect(await b.asked(b.prefecture)).toMatchObject([{ path: `/fund/payment/${id}` }])
    expect(await b.s.as(b.prefecture).fund.payment.release({ id, revision })).toMatchObject({
      releaser: { personId: b.prefecture.personId },
    })
  })

  test('stays with the county as soon as it has somebody else', async () => {
    const b = await alone()
    const { id, revision } = await payment(b)
    await b.hire('621022', 'county-reviewer')
    const above = b.s.as(b.prefecture).fund
    const refused = { refusal: 'UPPER_REVIEW_NOT_NEEDED', facts: { organization: '环县' } }
    expect(await b.asked(b.prefecture)).toEqual([])
    expect(await refusalOf(above.payment.release({ id, revision }))).toMatchObject(refused)
    expect(
      await refusalOf(above.payment.reject({ id, revision, paymentIds: null, reason: '金额有误' })),
    ).toMatchObject(refused)
    expect(PaymentBatchId.safeParse(id).success).toBe(true)
  })
})

describe('a spending of an office with one person', () => {
  test('waits for the finance of the union above, unless the county has somebody else', async () => {
    const b = await alone()
    const record = (voucher: string) =>
      b.s.as(b.clerk).fund.spending.record({
        fundId: b.fundId,
        form: {
          beneficiaryId: b.s.at('621022').id,
          day: b.s.clock.today,
          voucher,
          line: 1,
          summary: '宣传折页',
          amount: 5_000,
          use: 'building',
          payee: '印务部',
          roster: null,
          fixedAsset: false,
          commitmentId: null,
          advanceId: null,
        },
        fileIds: [],
      })
    const one = await record('记-1')
    expect(await b.asked(b.prefecture)).toMatchObject([
      {
        kind: '支出审核',
        amount: 5_000,
        path: `/fund/spending?fund=${b.fundId}&state=pending&union=${b.s.at('621022').id}`,
      },
    ])
    expect(await b.asked(b.chief)).toEqual([])
    const release = async (id: typeof one.id) =>
      (await b.s.as(b.prefecture).fund.spending.release({ ids: [id] })).results
    expect(await release(one.id)).toMatchObject([{ outcome: 'posted' }])
    const two = await record('记-2')
    await b.hire('621022', 'county-reviewer')
    expect(await b.asked(b.prefecture)).toEqual([])
    expect(await release(two.id)).toMatchObject([{ refusal: 'UPPER_REVIEW_NOT_NEEDED' }])
    const { id, revision } = two
    expect(
      await refusalOf(
        b.s.as(b.prefecture).fund.spending.sendBack({ id, revision, reason: '附件不清楚' }),
      ),
    ).toMatchObject({ refusal: 'UPPER_REVIEW_NOT_NEEDED' })
  })
})
