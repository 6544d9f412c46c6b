import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { type OrderAct, type OrderForm, OrderLine } from '@qiangji/kernel/fund/order.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { addFile } from '@qiangji/store/record/file.ts'
import { describe, expect, test } from 'vitest'
import { boardStage, wan } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'

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

  test('has its contract occupied, carried over and given back on that account', async () => {
    const { b, township, clerk, order, make } = await begin()
    const reviewer = await b.person('620121', 'county-reviewer')
    const { commitment } = b.s.as(clerk).fund
    const form = {
      fundId: b.fundId,
      beneficiaryId: township.id,
      title: '职工活动室改造',
      counterparty: '永登建筑',
      day: TODAY,
      amount: wan(2),
    }
    for (const holderId of [b.s.at('620121').id, b.s.at('620102').id])
      expect(await refusalOf(commitment.occupy({ ...form, holderId }))).toMatchObject({
        refusal: 'NOT_FOUND',
      })
    const contract = await commitment.occupy({ ...form, holderId: township.id })
    const ask = { fundId: b.fundId, organizationId: township.id }
    expect((await commitment.list(ask)).rows).toMatchObject([
      { commitment: { holderId: township.id }, left: wan(2) },
    ])
    const [offered] = (await order.drawable({ fundId: b.fundId, act: 'carry' })).filter(
      (a) => a.commitmentId === contract.id,
    )
    expect(offered).toMatchObject({ holderId: township.id, stage: 'occupied', balance: wan(2) })
    const line = { beneficiaryId: township.id, holderId: township.id, stage: 'occupied' }
    const carried = await make('carry', [
      OrderLine.parse({ ...line, amount: wan(2), target: null, commitmentId: contract.id }),
    ])
    expect((await commitment.list(ask)).rows[0]?.commitment.state).toBe('carried')
    await b.s.as(reviewer).fund.journal.reverse({ batch: carried.batch ?? '', reason: '记错' })
    const [row] = (await commitment.list(ask)).rows
    const { id, revision } = row?.commitment ?? contract
    expect(await commitment.release({ id, revision })).toMatchObject({ state: 'settled' })
    const { total } = await b.s.as(clerk).fund.board.overview(ask)
    expect(total.figures).toMatchObject({ received: wan(3), free: wan(3), occupied: 0 })
  })

  test('has an advance recorded that its own account repays', async () => {
    const { b, township, clerk } = await begin()
    const { advance } = b.s.as(clerk).fund
    const form = {
      fundId: b.fundId,
      beneficiaryId: township.id,
      title: '困难职工慰问',
      day: TODAY,
      voucher: null,
      amount: wan(1),
    }
    expect(
      await refusalOf(advance.record({ ...form, holderId: b.s.at('620121').id })),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
    const made = await advance.record({ ...form, holderId: township.id })
    expect(made).toMatchObject({ holderId: township.id, organizationId: b.s.at('620121').id })
  })

  test('has its own list imported by its county, beside the county’s own vouchers', async () => {
    const { b, township, clerk } = await begin()
    const reviewer = await b.person('620121', 'county-reviewer')
    const { ledgerImport } = b.s.as(clerk).fund
    const fileId = newId(FileId)
    const hash = 'd'.repeat(64)
    const text = '日期,凭证号,摘要,科目,金额\n2024-06-20,记-0001,职工活动室桌椅,组织建设支出,500\n'
    b.s.files.set(hash, new TextEncoder().encode(text))
    await b.s.act(async (tx) => {
      await addFile(tx, {
        ...{ id: fileId, hash, size: text.length, kind: 'csv', name: '明细账.csv' },
        uploadedBy: clerk.personId,
        organizationId: b.s.at('620121').id,
        at: '2024-06-20T00:00:00.000Z',
      })
      return accept(null)
    })
    await ledgerImport.remember({
      fundId: b.fundId,
      lines: [{ subject: '组织建设支出', use: 'building' }],
    })
    const read = (beneficiaryId: string, holderId: string | null) =>
      ledgerImport.read({ fundId: b.fundId, beneficiaryId, holderId, fileId })
    const county = b.s.at('620121').id
    expect(await refusalOf(read(county, township.id))).toMatchObject({ refusal: 'NOT_FOUND' })
    for (const holderId of [null, township.id]) {
      const beneficiary = holderId === null ? county : township.id
      const one = await read(beneficiary, holderId)
      expect(one).toMatchObject({ holderId, state: 'read', entries: 1 })
      await ledgerImport.confirm({ id: one.id, revision: one.revision, doubtful: 0 })
      const released = await b.s.as(reviewer).fund.ledgerImport.release({ id: one.id })
      expect(released).toMatchObject({ posted: 1, refused: 0 })
    }
    expect(await read(township.id, township.id)).toMatchObject({ entries: 0, passed: 1 })
    const at = { fundId: b.fundId, organizationId: township.id }
    const { total } = await b.s.as(clerk).fund.board.overview(at)
    expect(total.figures).toMatchObject({ spent: wan(0.05), free: wan(2.95) })
  })
})
