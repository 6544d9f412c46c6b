import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import { figures } from '@qiangji/kernel/fund/figure.ts'
import { MOVEMENTS } from '@qiangji/kernel/fund/movement.ts'
import { describe, expect, test } from 'vitest'
import { newText } from '../src/engine/new-id.ts'
import { listStocks } from '../src/fund/figure.ts'
import { post } from '../src/fund/ledger.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { engines } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'

const wan = (n: number) => fen(n * 1_000_000)

/** From 待分配 to 已到账 at a county behind a prefecture, each step by its own act. */
const roadTo = (
  p: Province,
  county: string,
  prefecture: string,
  amount = wan(10),
): readonly Omit<Posting, 'document'>[] => [
  {
    act: 'arrange',
    from: fundAccount(p.root.id, 'available'),
    to: fundAccount(p.root.id, 'arranged'),
    amount,
  },
  {
    act: 'issue',
    from: fundAccount(p.root.id, 'arranged'),
    to: p.key(county, '62', 'issued'),
    amount,
  },
  {
    act: 'remit',
    from: p.key(county, '62', 'issued'),
    to: p.key(county, '62', 'remitted'),
    amount,
  },
  {
    act: 'receive',
    from: p.key(county, '62', 'remitted'),
    to: p.key(county, prefecture, 'relayed'),
    amount,
  },
  {
    act: 'relay',
    from: p.key(county, prefecture, 'relayed'),
    to: p.key(county, prefecture, 'remitted'),
    amount,
  },
  {
    act: 'receive',
    from: p.key(county, prefecture, 'remitted'),
    to: p.key(county, county, 'held'),
    amount,
  },
]

describe.each(engines)('the ledger on $name', ({ fresh }) => {
  test('carries money from the budget to a county and counts it at every level', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(100))
    for (const step of roadTo(p, '621022', '6210'))
      expect(await p.move(step)).toMatchObject({ ok: true })
    const scopes = ['62', '6210', '621022'].map((code) => p.at(code).id)
    const stocks = await listStocks(p.store.read, p.fund.id, scopes)
    for (const id of scopes)
      expect(figures(stocks.filter((s) => s.organizationId === id))).toMatchObject({
        issued: wan(10),
        remitted: wan(10),
        received: wan(10),
        receivedThroughRelay: wan(10),
        relayed: 0,
        spent: 0,
      })
    expect(figures(stocks.filter((s) => s.organizationId === p.root.id))).toMatchObject({
      budget: wan(100),
      available: wan(90),
    })
  })

  test('refuses what an account does not hold, names it, and changes nothing', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(5))
    const [arrange] = roadTo(p, '621022', '6210', wan(6))
    if (!arrange) throw new Error('no step')
    expect(await p.move(arrange)).toMatchObject({
      ok: false,
      refusal: 'INSUFFICIENT_AVAILABLE',
      facts: { available: wan(5), asked: wan(6) },
    })
    expect(figures(await listStocks(p.store.read, p.fund.id, [p.root.id]))).toMatchObject({
      available: wan(5),
      arranged: 0,
    })
  })

  test('64 that each take the last yuan at once: one gets it', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, 100)
    const [arrange] = roadTo(p, '621022', '6210', fen(100))
    if (!arrange) throw new Error('no step')
    const answers = await Promise.all(Array.from({ length: 64 }, () => p.move(arrange)))
    expect(answers.filter((a) => a.ok)).toHaveLength(1)
    expect(answers.filter((a) => !a.ok && a.refusal === 'INSUFFICIENT_AVAILABLE')).toHaveLength(63)
  })

  test('a paused recipient, or a union below it, is not paid on', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(100))
    const steps = roadTo(p, '621022', '6210')
    for (const step of steps.slice(0, 2)) await p.move(step)
    await p.act(async (tx) => {
      await tx
        .insertInto('pause')
        .values({
          id: newText(),
          fund_id: p.fund.id,
          organization_id: p.at('6210').id,
          state: 'standing',
          reason: '审计意见',
          document: '演示审〔2024〕1号',
          proposed_by: 'x',
          proposed_on: '2024-05-01',
          executed_by: 'y',
          executed_on: '2024-05-02',
          lifted_by: null,
          lifted_on: null,
          lift_reason: null,
          revision: 0,
        })
        .execute()
      return accept(null)
    })
    const remit = steps[2]
    if (!remit) throw new Error('no step')
    expect(await p.move(remit)).toMatchObject({
      ok: false,
      refusal: 'PAYMENT_PAUSED',
      facts: { organization: '环县' },
    })
  })

  test('a closed month takes nothing, the next one does', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(1))
    await p.act(async (tx) => {
      await tx.updateTable('period').set({ closed: 1 }).where('month', '=', '2024-05').execute()
      return accept(null)
    })
    const [arrange] = roadTo(p, '621022', '6210', wan(1))
    if (!arrange) throw new Error('no step')
    expect(await p.move(arrange)).toMatchObject({
      ok: false,
      refusal: 'PERIOD_CLOSED',
      facts: { month: '2024-05' },
    })
    expect(await p.move(arrange, { today: day('2024-06-01') })).toMatchObject({ ok: true })
  })

  test('a reversal mirrors a batch once, by another person, from last to first', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(100))
    const document = newText()
    const steps = roadTo(p, '621022', '6210').slice(0, 2)
    const batches: string[] = []
    for (const step of steps) {
      const posted = await p.act((tx, poster) =>
        post(tx, poster, p.fund.id, [{ ...step, document }]),
      )
      if (!posted.ok) throw new Error(posted.refusal)
      batches.push(posted.value)
    }
    const [first, second] = batches
    if (!first || !second) throw new Error('no batch')
    const undo = (batch: string, person: string) =>
      p.act((tx, poster) => reverseBatch(tx, poster, batch), { person })
    expect(await undo(second, 'person-a')).toMatchObject({ refusal: 'SAME_PERSON' })
    expect(await undo(first, 'person-b')).toMatchObject({
      refusal: 'LATER_ACT',
      facts: { act: '印发下达' },
    })
    const done = await undo(second, 'person-b')
    expect(done).toMatchObject({ ok: true })
    expect(await undo(second, 'person-b')).toMatchObject({ refusal: 'REVERSED_ALREADY' })
    expect(done.ok && (await undo(done.value, 'person-c'))).toMatchObject({
      refusal: 'REVERSE_OF_REVERSAL',
    })
    expect(await undo(first, 'person-b')).toMatchObject({ ok: true })
    expect(await undo('0'.repeat(20), 'person-b')).toMatchObject({ refusal: 'REVERSE_NOTHING' })
    const now = figures(
      await listStocks(p.store.read, p.fund.id, [p.root.id, p.at('621022').id].slice(0, 1)),
    )
    expect(now).toMatchObject({ available: wan(100), arranged: 0, issued: 0 })
  })

  test('the movement table of the kernel is the table of the database', async () => {
    const rows = await (await fresh()).store.read.selectFrom('movement').selectAll().execute()
    const text = (m: readonly string[]) => m.join(' ')
    expect(rows.map((r) => text([r.act, r.from_stage, r.to_stage, r.keeps])).sort()).toEqual(
      MOVEMENTS.map((m) => text([m.act, m.from, m.to, m.keeps])).sort(),
    )
  })
})
