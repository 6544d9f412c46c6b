import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen, sumFen } from '@qiangji/kernel/base/money.ts'
import { fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import { layersOf, stayOf } from '@qiangji/kernel/fund/board.ts'
import { FIGURE_NAMES, type FigureName, figures } from '@qiangji/kernel/fund/figure.ts'
import { POSTING_ACTS } from '@qiangji/kernel/fund/movement.ts'
import { describe, expect, test } from 'vitest'
import { newText } from '../src/engine/new-id.ts'
import { listAgeFlows, listCrossings, listDayStocks } from '../src/fund/board.ts'
import { listBalances } from '../src/fund/board-unit.ts'
import { listStocks } from '../src/fund/figure.ts'
import { post } from '../src/fund/ledger.ts'
import { checkLedger } from '../src/fund/ledger-check.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { engines } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'
import { actAtRandom } from './random-acts.ts'

/** The sum of all pages of a figure's postings, read in small pages. */
const crossed = async (p: Province, organizationId: string, level: string, figure: FigureName) => {
  let sum = 0
  let before: number | null = null
  for (;;) {
    const scope = p.tree.find((o) => o.id === organizationId)
    if (!scope) throw new Error(`no scope ${level}`)
    const rows: Awaited<ReturnType<typeof listCrossings>> = await listCrossings(p.store.read, {
      fundId: p.fund.id,
      scope: { organizationId, level: scope.level },
      figure,
      before,
      limit: 23,
    })
    sum += sumFen(rows, (row) => row.amount)
    if (rows.length < 23) return figure === 'budget' ? 0 - sum : sum
    before = rows.at(-1)?.journalId ?? null
  }
}

/** Scopes of every level that hold something: the province, prefectures, counties, one township with money. */
const scopesOf = async (p: Province) => {
  const rows = await p.store.read
    .selectFrom('total')
    .select('organization_id')
    .distinct()
    .where('fund_id', '=', p.fund.id)
    .execute()
  const held = new Set(rows.map((row) => row.organization_id))
  return p.tree.filter((o) => held.has(o.id))
}

const holdsTogether = async (p: Province): Promise<void> => {
  const scopes = await scopesOf(p)
  const stocks = await listStocks(
    p.store.read,
    p.fund.id,
    scopes.map((o) => o.id),
  )
  const figuresOf = (id: string) => figures(stocks.filter((s) => s.organizationId === id))
  for (const scope of scopes) {
    const counted = figuresOf(scope.id)
    expect(figures(await listBalances(p.store.read, p.fund.id, scope.path))).toEqual(counted)
    const moved = await listDayStocks(
      p.store.read,
      p.fund.id,
      { organizationId: scope.id, level: scope.level },
      day('2024-12-31'),
    )
    expect(figures(moved)).toEqual(counted)
    for (const figure of FIGURE_NAMES)
      expect([scope.code, figure, await crossed(p, scope.id, scope.level, figure)]).toEqual([
        scope.code,
        figure,
        counted[figure],
      ])
    expect(counted.issued).toBeGreaterThanOrEqual(counted.remitted)
    expect(counted.remitted - counted.returned).toBeGreaterThanOrEqual(counted.received)
    expect(counted.received).toBeGreaterThanOrEqual(counted.spent)
  }
  const whole = figuresOf(p.root.id)
  const prefectures = scopes.filter((o) => o.level === 'prefecture')
  for (const figure of FIGURE_NAMES)
    if (!['budget', 'available', 'arranged'].includes(figure))
      expect(sumFen(prefectures, (o) => figuresOf(o.id)[figure])).toBe(whole[figure])
}

describe.each(engines)('the board on $name', ({ name, fresh }) => {
  test('every figure is the sum of its balances and of its postings, for every scope, after any acts', {
    timeout: 120_000,
  }, async () => {
    const acts = new Set<string>()
    for (const seed of name === 'sqlite' ? [1, 2, 3, 4] : [5, 6]) {
      const p = await plantProvince((await fresh()).store)
      await fill(p, 9_000_000)
      for (const act of await actAtRandom(p, seed, 160)) acts.add(act)
      await holdsTogether(p)
      expect(await p.store.snapshot(checkLedger)).toMatchObject({ broken: null })
    }
    // The walks went through bounce and new remittance, sub-allocation, set-off and reversal.
    const missing = POSTING_ACTS.filter((act) => !acts.has(act))
    expect(missing.filter((act) => !['budget', 'return-stop', 'take-back'].includes(act))).toEqual(
      [],
    )
  })

  test('the age of money counts from its own receipt, and a reversed receipt leaves no trace in it', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, 1_000)
    const move = async (
      posting: Omit<Posting, 'document' | 'amount'>,
      amount: number,
      today: Day,
    ) => {
      const posted = await p.act(
        (tx, poster) =>
          post(tx, poster, p.fund.id, [{ ...posting, amount: fen(amount), document: newText() }]),
        { today },
      )
      if (!posted.ok) throw new Error(posted.refusal)
      return posted.value
    }
    const at = (stage: 'issued' | 'remitted' | 'relayed', holder: '62' | '6210') =>
      p.key('621022', holder, stage)
    const receive = {
      act: 'receive',
      from: at('remitted', '62'),
      to: at('relayed', '6210'),
    } as const
    await move(
      {
        act: 'arrange',
        from: fundAccount(p.root.id, 'available'),
        to: fundAccount(p.root.id, 'arranged'),
      },
      1_000,
      day('2024-05-02'),
    )
    await move(
      { act: 'issue', from: fundAccount(p.root.id, 'arranged'), to: at('issued', '62') },
      1_000,
      day('2024-05-02'),
    )
    await move(
      { act: 'remit', from: at('issued', '62'), to: at('remitted', '62') },
      1_000,
      day('2024-05-03'),
    )
    await move(receive, 400, day('2024-05-10'))
    const wrong = await move(receive, 100, day('2024-05-04'))
    const undone = await p.act((tx, poster) => reverseBatch(tx, poster, wrong), {
      person: 'person-b',
      today: day('2024-05-12'),
    })
    expect(undone.ok).toBe(true)
    await move(
      { act: 'relay', from: at('relayed', '6210'), to: at('remitted', '6210') },
      50,
      day('2024-05-20'),
    )
    await move(receive, 200, day('2024-06-01'))
    const flows = await listAgeFlows(
      p.store.read,
      p.fund.id,
      { organizationId: p.at('6210').id, level: 'prefecture' },
      'relayed',
    )
    expect(stayOf(layersOf(flows), day('2024-06-14'))).toEqual({ days: 35, amount: 550, late: 350 })
    const other = await listAgeFlows(
      p.store.read,
      p.fund.id,
      { organizationId: p.at('6201').id, level: 'prefecture' },
      'relayed',
    )
    expect(other).toEqual([])
    await p.act(async () => accept(null))
  })
})
