import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { GivenFen, PositiveFen } from '@qiangji/kernel/base/money.ts'
import { type ApprovalForm, BillId, type BillKind } from '@qiangji/kernel/fund/approval.ts'
import { describe, expect, test } from 'vitest'
import { wan } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'
import { orderStage } from './order-stage.ts'

const MARCH: Day = day('2024-03-04')

/** 环县 with 40 万 in hand and an office of three, whose orders from 10 万 on are signed. */
const office = async () => {
  const b = await orderStage()
  await b.issue({ '621022': 40, '621002': 10 }, MARCH)
  await b.send('621022', 40, MARCH)
  const clerk = await b.hire('621022', 'county-finance')
  const reviewer = await b.hire('621022', 'county-reviewer')
  const third = await b.hire('621022', 'report-reviewer')
  const setRule = (by: Actor, given: Partial<ApprovalForm> = {}) =>
    b.s.as(by).fund.approval.setRule({
      bill: 'order',
      lower: GivenFen.parse(wan(10)),
      upper: null,
      posts: ['report-reviewer', 'county-reviewer'],
      joint: false,
      from: b.s.clock.today,
      ...given,
    })
  const settle = (amount = 10) =>
    b.make(clerk, 'settle', { lines: [b.line('621022', '621022', 'held', amount)] })
  const sign = (by: Actor, id: string, revision = 0, bill: BillKind = 'order') =>
    b.s.as(by).fund.approval.sign({ bill, id: BillId.parse(id), revision, opinion: '同意' })
  const of = (by: Actor, id: string, bill: BillKind = 'order') =>
    b.s.as(by).fund.approval.of({ bill, id: BillId.parse(id) })
  return { ...b, clerk, reviewer, third, setRule, settle, sign, of }
}

describe('an order under 审批权限', () => {
  test('is released by a signer as well, once all have signed', async () => {
    const b = await office()
    await b.setRule(b.reviewer)
    const made = await b.settle()
    expect(await refusalOf(b.release(b.reviewer, made))).toMatchObject({
      refusal: 'APPROVAL_MISSING',
      facts: { posts: '审核员、县区审核', range: '100,000.00 元以上' },
    })
    expect(await refusalOf(b.sign(b.reviewer, made.id))).toMatchObject({
      refusal: 'APPROVAL_NOT_YOUR_TURN',
    })
    await b.sign(b.third, made.id)
    await b.sign(b.reviewer, made.id)
    expect(await b.release(b.reviewer, made)).toMatchObject({ state: 'released' })
    expect(await b.lying('621022')).toEqual(['621022/held=30', '621022/surplus=10'])
  })

  test('tells who has signed under whose 代办授权, and who may sign now', async () => {
    const b = await office()
    await b.setRule(b.reviewer, { joint: true })
    const made = await b.settle()
    const helper = await b.standIn('621022', 'report-reviewer', b.third)
    expect(await b.of(helper, made.id)).toMatchObject({
      amount: wan(10),
      missing: ['report-reviewer', 'county-reviewer'],
      locked: null,
    })
    await b.sign(helper, made.id)
    expect(await b.of(b.clerk, made.id)).toMatchObject({
      signatures: [{ name: helper.name, forName: b.third.name, standing: true }],
      missing: ['county-reviewer'],
      locked: { refusal: 'APPROVAL_POST_NOT_YOURS' },
    })
    const above = await b.hire('6210', 'prefecture-finance')
    expect((await b.of(above, made.id)).locked).not.toBeNull()
    const beside = await b.hire('621002', 'county-reviewer')
    for (const ask of [b.of, b.sign])
      expect(await refusalOf(ask(beside, made.id))).toMatchObject({ refusal: 'NOT_FOUND' })
  })

  test('is not held back below the limit, nor where one person is enough', async () => {
    const b = await office()
    await b.setRule(b.reviewer)
    expect(await b.release(b.reviewer, await b.settle(9))).toMatchObject({ state: 'released' })
    const carried = await b.make(b.clerk, 'carry', {
      lines: [b.line('621022', '621022', 'held', 20)],
    })
    expect(carried.state).toBe('released')
  })

  test('confirms a return of the same size as the return itself', async () => {
    const b = await office()
    const [finance, chief] = [
      await b.hire('62', 'finance-clerk'),
      await b.hire('62', 'finance-reviewer'),
    ]
    const prefecture = await b.hire('6210', 'prefecture-finance')
    await b.setRule(chief, { posts: ['office'] })
    const back = await b.release(
      b.reviewer,
      await b.make(b.clerk, 'return', { lines: [b.line('621022', '621022', 'held', 10)] }),
    )
    await b.make(prefecture, 'return-receive', { continuesId: back.id })
    const confirmed = await b.make(finance, 'return-confirm', { continuesId: back.id })
    expect(await refusalOf(b.release(chief, confirmed))).toMatchObject({
      refusal: 'APPROVAL_MISSING',
      facts: { posts: '办公室（文号）' },
    })
    await b.sign(await b.hire('62', 'office'), confirmed.id)
    expect(await b.release(chief, confirmed)).toMatchObject({ state: 'released' })
  })

  test('waits on the desk of whose turn it is', async () => {
    const b = await office()
    await b.setRule(b.reviewer)
    const made = await b.settle()
    const waits = async (who: Actor) =>
      (await b.s.as(who).fund.todo.list({})).filter((todo) => todo.kind === '签批')
    expect(await waits(b.third)).toMatchObject([
      { title: '转结余', amount: wan(10), verb: '签批', path: `/fund/order/${made.id}` },
    ])
    expect(await waits(b.reviewer)).toEqual([])
    await b.sign(b.third, made.id)
    expect([await waits(b.third), (await waits(b.reviewer)).length]).toEqual([[], 1])
  })
})

describe('the rules of a union', () => {
  test('are read there and above, and kept there only', async () => {
    const b = await office()
    const set = await b.setRule(b.reviewer, { upper: PositiveFen.parse(wan(20)) })
    const above = await b.hire('6210', 'prefecture-finance')
    const beside = await b.hire('621002', 'county-reviewer')
    const seen = async (who: Actor) =>
      (await b.s.as(who).fund.approval.rules({})).rows.map(
        ({ rule, organizationName, setterName }) => [rule.id, organizationName, setterName],
      )
    const other = await b.setRule(beside)
    const row = [set.id, '环县总工会', b.reviewer.name]
    const besides = [other.id, b.s.at('621002').name, beside.name]
    expect(await seen(b.clerk)).toEqual([row])
    expect(await seen(beside)).toEqual([besides])
    expect((await seen(above)).toSorted()).toEqual([row, besides].toSorted())
    const end = (who: Actor) =>
      b.s.as(who).fund.approval.endRule({ id: set.id, revision: set.revision })
    for (const who of [above, beside, b.clerk])
      expect(await refusalOf(end(who))).toMatchObject({ refusal: 'NOT_FOUND' })
    expect(await end(b.reviewer)).toMatchObject({ to: b.s.clock.today })
  })

  test('name posts of a county where a prefecture is paid straight, and only there', async () => {
    const b = await office()
    const [direct, prefecture] = [
      await b.hire('6202', 'county-reviewer'),
      await b.hire('6210', 'prefecture-finance'),
    ]
    const posts = ['county-reviewer'] as const
    expect(await b.setRule(direct, { posts: [...posts] })).toMatchObject({ posts })
    expect(await refusalOf(b.setRule(prefecture, { posts: [...posts] }))).toMatchObject({
      refusal: 'APPROVAL_POST_NOT_HERE',
    })
  })
})
