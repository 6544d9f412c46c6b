import { setTimeout as sleep } from 'node:timers/promises'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { commitmentLeft } from '@qiangji/kernel/fund/commitment.ts'
import { Order, OrderId } from '@qiangji/kernel/fund/order.ts'
import type { Spending, SpendingId } from '@qiangji/kernel/fund/spending.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId, newText } from '../src/engine/new-id.ts'
import { findAdvance } from '../src/fund/advance.ts'
import { findCommitment } from '../src/fund/commitment.ts'
import { prepareCarry, saveCarry } from '../src/fund/commitment-carry.ts'
import { post } from '../src/fund/ledger.ts'
import { addOrder } from '../src/fund/order.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { findSpending, listSpendings, sumSpendings } from '../src/fund/spending.ts'
import { findRule, saveRule } from '../src/fund/spending-rule.ts'
import { readSummary } from '../src/fund/spending-summary.ts'
import {
  attachFiles,
  dropSpending,
  editSpending,
  recordRefund,
  recordSpending,
} from '../src/fund/spending-write.ts'
import { UNDO, UNDO_GUARDS } from '../src/fund/undo.ts'
import { verifyLedger } from '../src/fund/verification.ts'
import { addFile } from '../src/record/file.ts'
import { advance, giveBack, sign } from './claims.ts'
import { accepted, type County, outcomes, plantCounty, refusalOf, TODAY } from './county.ts'
import { engines } from './engines.ts'
import { ownBalances, payTownship, townshipOf } from './township.ts'

const record = async (c: County, given = {}, files: readonly string[] = []): Promise<Spending> =>
  accepted(
    await c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, c.form(given), files)),
  )

const stored = async (c: County, id: string): Promise<Spending> => {
  const found = await findSpending(c.t.store.read, id)
  if (!found) throw new Error('no such spending')
  return found
}

const refund = (c: County, of: Spending, amount: number) =>
  c.at(c.clerk, (tx, desk) =>
    recordRefund(
      tx,
      desk,
      c.p.fund,
      {
        ofId: of.id,
        day: day('2024-07-02'),
        voucher: `退-${newText()}`,
        line: 1,
        summary: '退回余款',
        amount: fen(amount),
      },
      [],
    ),
  )

/** Reverses a batch as the page does: guard, mirror, set back. */
const reverse = (
  c: County,
  batch: string,
  act: 'spend' | 'refund' | 'occupy' | 'release' | 'carry',
) =>
  c.at(c.third, async (tx, _, poster) => {
    const stopped = await UNDO_GUARDS[act]?.(tx, batch)
    if (stopped) return stopped
    const reversed = await reverseBatch(tx, poster, batch)
    if (!reversed.ok) return reversed
    await UNDO[act]?.(tx, { act, batch, documents: [], today: poster.today })
    return reversed
  })

const summary = (c: County) =>
  readSummary(c.t.store.read, c.p.fund.id, {
    organizationId: c.id,
    path: c.desk.path,
    level: 'county',
  })

describe.each(engines)('spending ($name)', (engine) => {
  test('waits for another person and is part of 已支出 only from then on', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    expect(await c.balance('spent')).toBe(0)
    expect((await summary(c)).list).toMatchObject({ net: 0, pending: { rows: 1, amount: 50_000 } })

    expect(outcomes(await c.release(c.clerk, [made.id]))).toEqual(['RELEASER_IS_MAKER'])
    expect(await c.balance('spent')).toBe(0)
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['posted'])
    expect(await c.balance('spent')).toBe(50_000)
    expect(await stored(c, made.id)).toMatchObject({
      state: 'posted',
      postedOn: TODAY,
      releaser: { personId: c.reviewer },
    })
    expect((await summary(c)).list).toMatchObject({ net: 50_000, pending: { rows: 0, amount: 0 } })
    expect((await verifyLedger(c.t.store.read)).broken).toBeNull()
  })

  test('released in bulk tells each row its own result and does nothing twice', async () => {
    const c = await plantCounty(engine, 120_000)
    const rows = []
    for (const amount of [50_000, 80_000, 60_000, 10_000])
      rows.push(await record(c, { amount: fen(amount) }))
    const ids = rows.map((row) => row.id)
    expect(outcomes(await c.release(c.reviewer, ids))).toEqual([
      'posted',
      'INSUFFICIENT_HELD',
      'posted',
      'posted',
    ])
    expect(await c.balance('held')).toBe(0)
    expect(outcomes(await c.release(c.reviewer, ids))).toEqual([
      'already',
      'INSUFFICIENT_HELD',
      'already',
      'already',
    ])
    expect(await c.balance('spent')).toBe(120_000)
  })

  test('is sent back with a reason, edited, and then not released by who edited it', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    accepted(
      await c.at(c.reviewer, (tx) =>
        dropSpending(tx, made, { state: 'returned', reason: '收款人写错' }),
      ),
    )
    const returned = await stored(c, made.id)
    expect(returned).toMatchObject({ state: 'returned', reason: '收款人写错' })
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['SPENDING_STATE'])
    const form = c.form({ amount: fen(60_000) })
    accepted(await c.at(c.reviewer, (tx, desk) => editSpending(tx, desk, c.p.fund, returned, form)))
    expect(await stored(c, made.id)).toMatchObject({ state: 'pending', amount: 60_000 })
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['RELEASER_IS_MAKER'])
    expect(outcomes(await c.release(c.third, [made.id]))).toEqual(['posted'])
  })

  test('saves no edit over one that was not seen', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    const edit = () => c.at(c.clerk, (tx, desk) => editSpending(tx, desk, c.p.fund, made, c.form()))
    accepted(await edit())
    expect(refusalOf(await edit())).toBe('REVISION_STALE')
  })

  test('keeps one line of a voucher once a year, until it is withdrawn or reversed', async () => {
    const c = await plantCounty(engine)
    const made = await record(c, { voucher: '记-0660' })
    const again = () =>
      c.at(c.clerk, (tx, desk) =>
        recordSpending(tx, desk, c.p.fund, c.form({ voucher: '记-0660' }), []),
      )
    expect(refusalOf(await again())).toBe('VOUCHER_USED')
    expect((await record(c, { voucher: '记-0660', line: 2 })).line).toBe(2)
    accepted(await c.at(c.clerk, (tx) => dropSpending(tx, made, { state: 'withdrawn' })))
    const wrong = accepted(await again())
    expect(outcomes(await c.release(c.reviewer, [wrong.id]))).toEqual(['posted'])
    expect(refusalOf(await again())).toBe('VOUCHER_USED')
    accepted(await reverse(c, wrong.batch, 'spend'))
    const right = accepted(await again())
    expect(outcomes(await c.release(c.reviewer, [right.id]))).toEqual(['posted'])
    expect(refusalOf(await again())).toBe('VOUCHER_USED')
  })

  test('of two at one time with one voucher stands once', async () => {
    const c = await plantCounty(engine)
    const answers = await Promise.allSettled(
      [1, 2, 3, 4].map(() =>
        c.at(c.clerk, (tx, desk) =>
          recordSpending(tx, desk, c.p.fund, c.form({ voucher: '记-0001' }), []),
        ),
      ),
    )
    const words = answers.map((one) =>
      one.status === 'fulfilled' ? refusalOf(one.value) : String(one.reason),
    )
    expect(words.sort()).toEqual(['VOUCHER_USED', 'VOUCHER_USED', 'VOUCHER_USED', 'accepted'])
  })

  test('is only for the own line: another county is not found', async () => {
    const c = await plantCounty(engine)
    const form = c.form({ beneficiaryId: c.p.at('621002').id })
    const answer = await c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, form, []))
    expect(refusalOf(answer)).toBe('NOT_FOUND')
  })

  test('may be for a township whose money the county holds, never before that came', async () => {
    const c = await plantCounty(engine)
    const township = townshipOf(c)
    const form = () => c.form({ beneficiaryId: township.id })
    const answer = () => c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, form(), []))
    expect(refusalOf(await answer())).toBe('NOTHING_RECEIVED')
    accepted(
      await c.p.move(
        {
          act: 'sub-allocate',
          from: c.p.key('621022', '621022', 'held'),
          to: c.p.key(township.code, '621022', 'held'),
          amount: fen(70_000),
        },
        { today: day('2024-06-10') },
      ),
    )
    const made = accepted(await answer())
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['posted'])
    const below = await readSummary(c.t.store.read, c.p.fund.id, {
      organizationId: township.id,
      path: township.path,
      level: 'township',
    })
    expect(below).toMatchObject({ spent: 50_000, list: { net: 50_000 } })
    expect((await summary(c)).list.net).toBe(50_000)
  })

  test('is taken from a township’s own account once it was paid, never from another’s', async () => {
    const c = await plantCounty(engine)
    const township = townshipOf(c)
    const { id } = township
    const record = (given: object) =>
      c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, c.form(given), []))
    const paid = { beneficiaryId: id, holderId: id }
    expect(refusalOf(await record(paid))).toBe('NOTHING_RECEIVED')
    await payTownship(c, 70_000, async (act) => {
      const { received, free, toTownships } = await summary(c)
      expect([received, free + toTownships]).toEqual([49_000_000, 49_000_000])
      expect(toTownships).toBe(act === 'receive' ? 0 : 70_000)
    })
    expect(refusalOf(await record({ holderId: id })), 'for the county itself').toBe('NOT_FOUND')
    expect(refusalOf(await record({ ...paid, holderId: c.p.at('621002').id }))).toBe('NOT_FOUND')
    const made = accepted(await record(paid))
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['posted'])
    expect(await ownBalances(c, id)).toEqual({ held: 20_000, spent: 50_000 })
    const back = accepted(await refund(c, made, 10_000))
    expect(back.holderId).toBe(id)
    expect(outcomes(await c.release(c.reviewer, [back.id]))).toEqual(['posted'])
    expect(await ownBalances(c, id)).toEqual({ held: 30_000, spent: 40_000 })
    const above = accepted(await record({ ...paid, amount: fen(30_001) }))
    expect(outcomes(await c.release(c.reviewer, [above.id]))).toEqual(['INSUFFICIENT_HELD'])
  })

  test('is reviewed from above only where nobody else of the county could', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    expect(outcomes(await c.release(c.third, [made.id], 'upper'))).toEqual([
      'UPPER_REVIEW_NOT_NEEDED',
    ])
    await c.t.outside('delete from post_assignment')
    expect(outcomes(await c.release(c.third, [made.id], 'upper'))).toEqual(['posted'])
  })

  test.each([
    [
      'whose giver has lost it',
      (c: County) => `delete from post_assignment where person_id = '${c.reviewer}'`,
    ],
    [
      'whose giver has left',
      (c: County) => `update person set state = 'left' where id = '${c.reviewer}'`,
    ],
    [
      'whose holder has left',
      (c: County) => `update person set state = 'left' where id in ('${c.third}', '${c.reviewer}')`,
    ],
  ])('is not kept from above by a lent post %s', async (_, change) => {
    const c = await plantCounty(engine)
    const made = await record(c)
    await c.t.outside(
      `insert into delegation(id, organization_id, giver_id, receiver_id, post, from_day, to_day) values ('x', '${c.id}', '${c.reviewer}', '${c.third}', 'county-reviewer', '2024-07-01', '2024-07-31')`,
    )
    expect(outcomes(await c.release(c.third, [made.id], 'upper'))).toEqual([
      'UPPER_REVIEW_NOT_NEEDED',
    ])
    await c.t.outside(change(c))
    expect(outcomes(await c.release(c.third, [made.id], 'upper'))).toEqual(['posted'])
  })

  test('under 暂停拨付 is not released', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    await c.t.outside(
      `insert into pause(id, fund_id, organization_id, state, reason, document, proposed_by, proposed_on) values ('x', '${c.p.fund.id}', '${c.id}', 'standing', 'x', 'x', 'x', '2024-07-01')`,
    )
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['PAYMENT_PAUSED'])
  })

  test('names no word of the 负面清单 and no unknown use', async () => {
    const c = await plantCounty(engine)
    const ask = (given: object) =>
      c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, c.form(given), []))
    const hit = await ask({ summary: '接待兄弟县工会' })
    expect(hit).toMatchObject({ refusal: 'PROHIBITED', facts: { word: '接待', item: 1 } })
    expect(refusalOf(await ask({ use: 'travel' }))).toBe('USE_NOT_ALLOWED')
  })
})

describe.each(engines)('支出收回 and 冲销 ($name)', (engine) => {
  test('all refunds together never exceed their spending', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    expect(refusalOf(await refund(c, made, 1))).toBe('REFUND_OF_UNPOSTED')
    await c.release(c.reviewer, [made.id])
    const first = accepted(await refund(c, made, 30_000))
    expect(refusalOf(await refund(c, made, 20_001))).toBe('REFUND_EXCEEDED')
    const second = accepted(await refund(c, made, 20_000))
    expect(outcomes(await c.release(c.reviewer, [first.id, second.id]))).toEqual([
      'posted',
      'posted',
    ])
    expect(await c.balance('spent')).toBe(0)
    expect(await stored(c, made.id)).toMatchObject({ used: 50_000, asked: 0 })
    expect(refusalOf(await refund(c, made, 1))).toBe('REFUND_EXCEEDED')
  })

  test('a withdrawn refund leaves its amount free', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    await c.release(c.reviewer, [made.id])
    const back = accepted(await refund(c, made, 50_000))
    accepted(await c.at(c.clerk, (tx) => dropSpending(tx, back, { state: 'withdrawn' })))
    expect((await stored(c, made.id)).asked).toBe(0)
    accepted(await refund(c, made, 50_000))
  })

  test('a refund that is edited still draws on its spending, whatever the form names', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    await c.release(c.reviewer, [made.id])
    const own = await advance(c, 50_000)
    const back = accepted(await refund(c, made, 50_000))
    const form = c.form({ advanceId: own.id, summary: '退回多付的款', use: 'building' })
    const edited = accepted(
      await c.at(c.clerk, (tx, desk) => editSpending(tx, desk, c.p.fund, back, form)),
    )
    expect(edited).toMatchObject({ advanceId: null, use: made.use, summary: '退回多付的款' })
    expect(await stored(c, made.id)).toMatchObject({ used: 0, asked: 50_000 })
    expect(refusalOf(await refund(c, made, 50_000))).toBe('REFUND_EXCEEDED')
    expect(outcomes(await c.release(c.reviewer, [back.id]))).toEqual(['posted'])
    expect(await stored(c, made.id)).toMatchObject({ used: 50_000, asked: 0 })
    expect(await findAdvance(c.t.store.read, own.id)).toMatchObject({ used: 0, state: 'open' })
    await expect(
      c.t.outside(`update spending set advance_id = '${own.id}' where id = '${back.id}'`),
    ).rejects.toThrow(/check/i)
  })

  test('a spending is undone after its refunds, and the list shows a row for each reversal', async () => {
    const c = await plantCounty(engine)
    const made = await record(c)
    await c.release(c.reviewer, [made.id])
    const back = accepted(await refund(c, made, 20_000))
    await c.release(c.reviewer, [back.id])
    expect(refusalOf(await reverse(c, made.batch, 'spend'))).toBe('LATER_ACT')
    accepted(await reverse(c, back.batch, 'refund'))
    expect(await stored(c, made.id)).toMatchObject({ used: 0, state: 'posted' })
    accepted(await reverse(c, made.batch, 'spend'))
    expect(await c.balance('held')).toBe(49_000_000)
    expect(refusalOf(await reverse(c, made.batch, 'spend'))).toBe('REVERSED_ALREADY')
    const rows = await listSpendings(c.t.store.read, {
      ...everything(c),
      limit: 50,
      after: null,
    })
    expect(rows.map(({ spending: s }) => `${s.kind} ${s.state} ${s.signed}`)).toEqual([
      'reversal posted -50000',
      'reversal posted 20000',
      'refund reversed -20000',
      'spend reversed 50000',
    ])
    expect((await summary(c)).list).toMatchObject({ gross: 50_000, back: -50_000, net: 0 })
    expect((await verifyLedger(c.t.store.read)).broken).toBeNull()
  })

  test('one row of a bulk release is reversed alone', async () => {
    const c = await plantCounty(engine)
    const [a, b] = [await record(c), await record(c)]
    await c.release(c.reviewer, [a.id, b.id])
    accepted(await reverse(c, a.batch, 'spend'))
    expect(await c.balance('spent')).toBe(50_000)
    expect((await stored(c, b.id)).state).toBe('posted')
  })
})

const everything = (c: County) => ({
  sector: { organizationId: c.id, path: c.desk.path, level: 'county' as const },
  fundId: c.p.fund.id,
  from: null,
  to: null,
  use: null,
  state: null,
  kind: null,
  missing: false,
  importId: null,
  search: null,
})

describe.each(engines)('contracts and advances ($name)', (engine) => {
  test('a contract occupies, is paid from, and gives back its rest', async () => {
    const c = await plantCounty(engine)
    const contract = await sign(c, 300_000)
    expect(await c.balance('occupied')).toBe(300_000)
    const paid = await record(c, { commitmentId: contract.id, amount: fen(120_000) })
    const more = await c.at(c.clerk, (tx, desk) =>
      recordSpending(
        tx,
        desk,
        c.p.fund,
        c.form({ commitmentId: contract.id, amount: fen(180_001) }),
        [],
      ),
    )
    expect(refusalOf(more)).toBe('COMMITMENT_EXCEEDED')
    await c.at(c.clerk, async (tx, desk) => {
      const id = newId(FileId)
      await addFile(tx, {
        id,
        hash: 'a'.repeat(64),
        size: 10,
        kind: 'pdf',
        name: '发票.pdf',
        uploadedBy: c.clerk,
        organizationId: c.p.at('621022').id,
        at: '2024-07-12T00:00:00.000Z',
      })
      return attachFiles(tx, desk, paid, [id])
    })
    expect(outcomes(await c.release(c.reviewer, [paid.id]))).toEqual(['posted'])
    const now = await findCommitment(c.t.store.read, contract.id)
    expect(now && commitmentLeft(now)).toBe(180_000)
    expect((await summary(c)).contracts).toEqual({ rows: 1, amount: await c.balance('occupied') })
    expect(refusalOf(await reverse(c, contract.batch, 'occupy'))).toBe('COMMITMENT_PAID_FROM')

    const batch = await giveBack(c, contract.id)
    expect(await c.balance('occupied')).toBe(0)
    expect((await summary(c)).contracts).toEqual({ rows: 0, amount: 0 })
    accepted(await reverse(c, batch, 'release'))
    expect(await findCommitment(c.t.store.read, contract.id)).toMatchObject({
      state: 'open',
      released: 0,
    })
    expect((await summary(c)).contracts).toEqual({ rows: 1, amount: 180_000 })
  })

  test('a reversal beside a new 归垫 on one advance loses neither', async () => {
    const c = await plantCounty(engine)
    const own = await advance(c, 100_000)
    const made = await record(c, { advanceId: own.id, amount: fen(60_000) })
    await c.release(c.reviewer, [made.id])
    // Somebody slow has the advance in hand while the two others come to it.
    const slow = c.at(c.clerk, async (tx) => {
      await tx
        .updateTable('advance')
        .set({ title: '困难职工慰问' })
        .where('id', '=', own.id)
        .execute()
      await sleep(900)
      return accept(null)
    })
    await sleep(200)
    const repaying = record(c, { advanceId: own.id, amount: fen(40_000) })
    await sleep(200)
    const reversing = reverse(c, made.batch, 'spend')
    accepted(await slow)
    await repaying
    accepted(await reversing)
    expect(await findAdvance(c.t.store.read, own.id)).toMatchObject({ used: 0, asked: 40_000 })
    expect((await summary(c)).advances).toEqual({ rows: 1, amount: 100_000 })
  })

  test('what is carried leaves its contract, and comes back to it when that is undone', async () => {
    const c = await plantCounty(engine)
    const contract = await sign(c, 300_000)
    const county = c.p.at('621022').id
    const order = Order.parse({
      id: newId(OrderId),
      fundId: c.p.fund.id,
      act: 'carry',
      organizationId: county,
      lines: [
        {
          beneficiaryId: county,
          holderId: county,
          stage: 'occupied',
          amount: 300_000,
          target: null,
          commitmentId: contract.id,
        },
      ],
      ...{ total: null, change: null, basis: null, document: null, reason: '' },
      ...{ continuesId: null, newFundId: null, newDocument: null },
      ...{
        state: 'released',
        step: null,
        viaId: null,
        makerId: c.clerk,
        makerForId: null,
        madeOn: TODAY,
      },
      ...{ releaserId: null, releaserForId: null, releasedOn: TODAY, declineReason: null },
      batch: newText(),
      revision: 0,
    })
    accepted(
      await c.at(c.clerk, async (tx, _, poster) => {
        const carried = await prepareCarry(tx, order)
        if (!carried.ok) return carried
        const posted = await post(
          tx,
          poster,
          c.p.fund.id,
          [
            {
              act: 'carry',
              from: c.p.key('621022', '621022', 'occupied'),
              to: c.p.key('621022', '621022', 'carried'),
              amount: contract.amount,
              document: order.id,
            },
          ],
          { batch: order.batch ?? '' },
        )
        if (!posted.ok) return posted
        await saveCarry(tx, carried.value)
        await addOrder(tx, order, { prefectureId: null, countyId: county, releasingId: county })
        return posted
      }),
    )
    expect(await findCommitment(c.t.store.read, contract.id)).toMatchObject({
      state: 'carried',
      carried: 300_000,
    })
    expect((await summary(c)).contracts).toEqual({ rows: 0, amount: 0 })
    expect(refusalOf(await reverse(c, contract.batch, 'occupy'))).toBe('COMMITMENT_PAID_FROM')
    accepted(await reverse(c, order.batch ?? '', 'carry'))
    expect(await findCommitment(c.t.store.read, contract.id)).toMatchObject({
      state: 'open',
      carried: 0,
    })
    expect((await summary(c)).contracts).toEqual({ rows: 1, amount: await c.balance('occupied') })
    accepted(await reverse(c, contract.batch, 'occupy'))
  })

  test('a contract given back twice has each part back by its own reversal', async () => {
    const c = await plantCounty(engine)
    const contract = await sign(c, 90_000)
    const paid = await record(c, { commitmentId: contract.id, amount: fen(30_000) })
    await c.release(c.reviewer, [paid.id])
    const first = await giveBack(c, contract.id)
    accepted(await reverse(c, paid.batch, 'spend'))
    const second = await giveBack(c, contract.id)
    const stands = async () => ({
      occupied: await c.balance('occupied'),
      contract: await findCommitment(c.t.store.read, contract.id),
    })
    accepted(await reverse(c, second, 'release'))
    expect(await stands()).toMatchObject({
      occupied: 30_000,
      contract: { released: 60_000, state: 'open' },
    })
    accepted(await reverse(c, first, 'release'))
    expect(await stands()).toMatchObject({
      occupied: 90_000,
      contract: { released: 0, state: 'open' },
    })
  })

  test('a contract that nothing was paid from is undone', async () => {
    const c = await plantCounty(engine)
    const contract = await sign(c, 300_000)
    accepted(await reverse(c, contract.batch, 'occupy'))
    expect(await findCommitment(c.t.store.read, contract.id)).toMatchObject({ state: 'reversed' })
    expect(await c.balance('held')).toBe(49_000_000)
  })

  test('归垫 never exceeds its advance, whatever its voucher day, and is posted today', async () => {
    const c = await plantCounty(engine)
    const own = await advance(c, 80_000)
    expect((await summary(c)).advances).toEqual({ rows: 1, amount: 80_000 })
    const made = await record(c, { advanceId: own.id, day: day('2024-03-20') })
    const more = await c.at(c.clerk, (tx, desk) =>
      recordSpending(tx, desk, c.p.fund, c.form({ advanceId: own.id, amount: fen(30_001) }), []),
    )
    expect(refusalOf(more)).toBe('ADVANCE_EXCEEDED')
    const rest = await record(c, { advanceId: own.id, amount: fen(30_000) })
    await c.release(c.reviewer, [made.id, rest.id])
    expect(await findAdvance(c.t.store.read, own.id)).toMatchObject({
      state: 'settled',
      used: 80_000,
    })
    expect((await summary(c)).advances).toEqual({ rows: 0, amount: 0 })
    const journal = await c.t.outside(`select day from journal where batch = '${made.batch}'`)
    expect(journal).toEqual([{ day: TODAY }])
    accepted(await reverse(c, rest.batch, 'spend'))
    expect((await summary(c)).advances).toEqual({ rows: 1, amount: 30_000 })
  })
})

describe.each(engines)('evidence ($name)', (engine) => {
  const file = (c: County, kind: 'pdf' | 'xlsx') =>
    c.at(c.clerk, async (tx) => {
      const id = newId(FileId)
      await addFile(tx, {
        id,
        hash: 'b'.repeat(64),
        size: 10,
        kind,
        name: `发票.${kind}`,
        uploadedBy: c.clerk,
        organizationId: c.p.at('621022').id,
        at: '2024-07-12T00:00:00.000Z',
      })
      return accept(id)
    })

  test('a typed payment from the threshold on is released with its file only', async () => {
    const c = await plantCounty(engine)
    const made = await record(c, { amount: fen(100_000) })
    expect((await summary(c)).list.missing).toBe(1)
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['FILE_REQUIRED'])
    const pdf = accepted(await file(c, 'pdf'))
    accepted(await c.at(c.clerk, (tx, desk) => attachFiles(tx, desk, made, [pdf, pdf])))
    expect((await summary(c)).list.missing).toBe(0)
    expect(outcomes(await c.release(c.reviewer, [made.id]))).toEqual(['posted'])
  })

  test('takes neither a sheet nor a file of somebody else', async () => {
    const c = await plantCounty(engine)
    const sheet = accepted(await file(c, 'xlsx'))
    const pdf = accepted(await file(c, 'pdf'))
    const ask = (by: typeof c.clerk, id: string) =>
      c.at(by, (tx, desk) => recordSpending(tx, desk, c.p.fund, c.form(), [id]))
    expect(refusalOf(await ask(c.clerk, sheet))).toBe('FILE_IS_NO_VOUCHER')
    expect(refusalOf(await ask(c.third, pdf))).toBe('NOT_FOUND')
    expect(refusalOf(await ask(c.clerk, newText()))).toBe('NOT_FOUND')
  })

  test('a changed threshold changes which rows lack a file', async () => {
    const c = await plantCounty(engine)
    await record(c, { amount: fen(100_000) })
    await record(c, { amount: fen(50_000) })
    const set = (threshold: number | null) =>
      c.at(c.clerk, async (tx) =>
        accept(
          await saveRule(tx, c.p.fund.id, {
            ...(await findRule(tx, c.p.fund.id)),
            fileThreshold: threshold === null ? null : fen(threshold),
          }),
        ),
      )
    await set(50_000)
    expect((await summary(c)).list.missing).toBe(2)
    await set(null)
    expect((await summary(c)).list.missing).toBe(0)
    expect((await summary(c)).list.pending).toEqual({ rows: 2, amount: 150_000 })
  })
})

describe.each(engines)('the counters ($name)', (engine) => {
  test('equal the sums of the rows after any acts', async () => {
    const c = await plantCounty(engine)
    const ids: SpendingId[] = []
    const step = fc.record({
      act: fc.constantFrom('record', 'release', 'return', 'withdraw', 'reverse', 'refund'),
      pick: fc.nat(),
      amount: fc.integer({ min: 1, max: 150_000 }),
    })
    for (const { act, pick, amount } of fc.sample(step, { numRuns: 60, seed: 7 })) {
      const id = ids[pick % Math.max(ids.length, 1)]
      const old = id ? await stored(c, id) : null
      if (act === 'record' || !old) {
        ids.push((await record(c, { amount: fen(amount) })).id)
        continue
      }
      if (act === 'release') await c.release(c.reviewer, [old.id])
      if (act === 'return')
        await c.at(c.reviewer, (tx) => dropSpending(tx, old, { state: 'returned', reason: 'x' }))
      if (act === 'withdraw')
        await c.at(c.clerk, (tx) => dropSpending(tx, old, { state: 'withdrawn' }))
      if (act === 'reverse' && old.state === 'posted')
        await reverse(c, old.batch, old.kind === 'refund' ? 'refund' : 'spend')
      if (act === 'refund') {
        const made = await c.at(c.clerk, (tx, desk) =>
          recordRefund(
            tx,
            desk,
            c.p.fund,
            { ...c.form({ amount: fen(amount), day: day('2024-07-01') }), ofId: old.id },
            [],
          ),
        )
        if (made.ok) ids.push(made.value.id)
      }
      const all = await summary(c)
      expect(all.list).toEqual(await sumSpendings(c.t.store.read, everything(c)))
      expect(all.list.net).toBe(await c.balance('spent'))
      expect(all.received).toBe(all.spent + all.occupied + all.free + all.aside + all.toTownships)
    }
    expect((await verifyLedger(c.t.store.read)).broken).toBeNull()
  })
})
