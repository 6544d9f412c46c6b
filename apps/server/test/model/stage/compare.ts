import { isDeepStrictEqual } from 'node:util'
import { RECIPIENTS } from '../cast.ts'
import type { FundKey } from '../command.ts'
import { balancesOf, figuresOf } from '../oracle/figure.ts'
import { isShort } from '../oracle/receipt.ts'
import type { BounceDoc, World } from '../oracle/world.ts'
import { handAt, type Lane, shiftDay } from './lane.ts'

type Named = Readonly<Record<string, unknown>>

/** Throws with the names whose values differ. */
const agree = (what: string, real: Named, oracle: Named): void => {
  const names = new Set([...Object.keys(real), ...Object.keys(oracle)])
  const wrong = [...names].filter((name) => !isDeepStrictEqual(real[name], oracle[name]))
  if (wrong.length === 0) return
  const told = wrong.map(
    (name) =>
      `  ${name}: ${JSON.stringify(real[name])}, by the oracle ${JSON.stringify(oracle[name])}`,
  )
  throw new Error(`${what} differ\n${told.join('\n')}`)
}

const FUNDS: readonly FundKey[] = ['main', 'next']

/** The store's balances, counters, figures and documents of a sequence are those of the oracle. */
export const compare = async (lane: Lane, w: World): Promise<void> => {
  for (const fund of FUNDS) {
    agree(`${fund}: balances`, await balances(lane, fund), expectedBalances(w, fund))
    await compareFigures(lane, w, fund)
  }
  agree('documents', await documents(lane), expectedDocuments(w))
}

const expectedBalances = (w: World, fund: FundKey): Readonly<Record<string, number>> =>
  sorted(
    balancesOf(w, fund)
      .filter((a) => a.amount !== 0n)
      .map((a) => [`${a.beneficiary}/${a.holder}/${a.stage}`, Number(a.amount)]),
  )

export const balances = async (
  lane: Lane,
  fund: FundKey,
): Promise<Readonly<Record<string, number>>> => {
  const rows = await lane.planted.store.read
    .selectFrom('account')
    .select(['beneficiary_id', 'holder_id', 'stage', 'balance'])
    .where('fund_id', '=', lane.funds[fund])
    .where('balance', '<>', 0)
    .execute()
  const { codeOf } = lane.planted
  return sorted(
    rows.map((r) => [`${codeOf(r.beneficiary_id)}/${codeOf(r.holder_id)}/${r.stage}`, r.balance]),
  )
}

/** Every balance and every counter of the sequence's funds, in one order and by the codes of the unions. */
export const trialBalance = async (lane: Lane): Promise<readonly unknown[]> => {
  const rows = await lane.planted.store.read
    .selectFrom('total')
    .selectAll()
    .where('fund_id', 'in', Object.values(lane.funds))
    .where('amount', '<>', 0)
    .execute()
  const totals = rows.map((r): readonly [string, number] => {
    const fund = r.fund_id === lane.funds.main ? 'main' : 'next'
    const code = lane.planted.codeOf(r.organization_id)
    return [`${fund}/${code}/${r.stage}/${r.tier}/${r.route}`, r.amount]
  })
  return [await balances(lane, 'main'), await balances(lane, 'next'), sorted(totals)]
}

const sorted = <T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))

const SCOPES = [
  ['62', '62.chief'],
  ['6201', '6201.first'],
  ['6202', '6202.clerk'],
  ['6210', '6210.first'],
  ...RECIPIENTS.filter((code) => code !== '6202').map((code) => [code, `${code}.clerk`] as const),
] as const

const PREFECTURES = ['6201', '6202', '6210']

/** Figures as everybody sees them; the prefectures sum to the province, and each step is below the one before. */
const compareFigures = async (lane: Lane, w: World, fund: FundKey): Promise<void> => {
  const today = shiftDay(lane, w.today)
  const seen = new Map<string, Readonly<Record<string, number>>>()
  for (const [code, player] of SCOPES) {
    const { figures } = await handAt(lane.planted, player, today).fund.fund.detail({
      id: lane.funds[fund],
    })
    // Which road an account counts to is kept from when it was opened; with a changed list both are right.
    const { approved, adjusted, receivedThroughRelay, ...rest } = figures
    const { receivedThroughRelay: relayed, ...oracle } = figuresOf(w, fund, code)
    if (!isListChanged(w, fund))
      agree(
        `${fund}: figures of ${code}`,
        { receivedThroughRelay },
        { receivedThroughRelay: Number(relayed) },
      )
    const expected = Object.fromEntries(
      Object.entries(oracle).map(([name, amount]) => [name, Number(amount) + 0]),
    )
    agree(`${fund}: figures of ${code}`, rest, expected)
    seen.set(code, rest)
    if (code === '62') agree(`${fund}: 核定数与调整数`, { approved, adjusted }, budgetSums(w, fund))
  }
  const of = (code: string, name: string): number => seen.get(code)?.[name] ?? Number.NaN
  const sums = ['issued', 'remitted', 'returned', 'received', 'spent', 'relayed']
  for (const name of sums)
    agree(
      `${fund}: prefectures and province`,
      { [name]: PREFECTURES.reduce((sum, code) => sum + of(code, name), 0) },
      { [name]: of('62', name) },
    )
  for (const [code] of SCOPES) {
    const steps = ['issued', 'remitted', 'received', 'spent'].map((name) => of(code, name))
    const falling = [...steps].sort((a, b) => b - a)
    agree(`${fund} ${code}: 已下达 ≥ 已拨付 ≥ 已到账 ≥ 已支出`, { steps }, { steps: falling })
  }
}

const isListChanged = (w: World, fund: FundKey): boolean =>
  [...w.lists[fund].values()].some((lines) => lines.length > 1)

const budgetSums = (w: World, fund: FundKey) => {
  const sum = (act: 'budget' | 'adjust'): number =>
    w.journals
      .filter((j) => j.fund === fund && j.act === act && !j.reversed)
      .reduce((total, j) => total + Number(j.to.stage === 'available' ? j.amount : -j.amount), 0)
  return { approved: sum('budget'), adjusted: sum('adjust') }
}

type Documents = Readonly<Record<string, unknown>>

const documents = async (lane: Lane): Promise<Documents> => {
  const { read } = lane.planted.store
  const funds = Object.values(lane.funds)
  const rows: (readonly [string, unknown])[] = []
  const add = (id: string, what: unknown): void => {
    const handle = lane.handles.get(id)
    if (handle !== undefined) rows.push([handle, what])
  }
  for (const o of await read
    .selectFrom('fund_order')
    .selectAll()
    .where('fund_id', 'in', funds)
    .execute())
    add(o.id, { order: o.state, step: o.step })
  for (const p of await read
    .selectFrom('allocation')
    .selectAll()
    .where('fund_id', 'in', funds)
    .execute())
    add(p.id, { plan: p.state })
  const lines = await read
    .selectFrom('payment_line as l')
    .innerJoin('payment as p', 'p.id', 'l.payment_id')
    .select(['p.id', 'p.state', 'l.amount', 'l.received', 'l.bounced'])
    .where('p.fund_id', 'in', funds)
    .orderBy('l.payment_id')
    .orderBy('l.place')
    .execute()
  for (const id of new Set(lines.map((l) => l.id))) {
    const own = lines.filter((l) => l.id === id)
    add(id, { payment: own[0]?.state, lines: own.map((l) => [l.amount, l.received, l.bounced]) })
  }
  for (const s of await read
    .selectFrom('spending')
    .selectAll()
    .where('fund_id', 'in', funds)
    .execute())
    add(s.id, { spending: s.state, amount: s.amount, used: s.used, asked: s.asked })
  for (const x of await read
    .selectFrom('commitment')
    .selectAll()
    .where('fund_id', 'in', funds)
    .execute())
    add(x.id, {
      contract: x.state,
      used: x.used,
      asked: x.asked,
      released: x.released,
      carried: x.carried,
    })
  for (const a of await read
    .selectFrom('advance')
    .selectAll()
    .where('fund_id', 'in', funds)
    .execute())
    add(a.id, { advance: a.state, used: a.used, asked: a.asked })
  for (const p of await read
    .selectFrom('pause')
    .selectAll()
    .where('fund_id', 'in', funds)
    .execute())
    add(p.id, { pause: p.state })
  const open = await read
    .selectFrom('discrepancy as d')
    .innerJoin('payment as p', 'p.id', 'd.payment_id')
    .select(['d.kind', 'd.payment_id'])
    .where('p.fund_id', 'in', funds)
    .where('d.state', '=', 'open')
    .execute()
  rows.push([
    'open discrepancies',
    texts(open.map((d) => `${d.kind} ${lane.handles.get(d.payment_id)}`)),
  ])
  const bounces = await read
    .selectFrom('bounce as b')
    .innerJoin('payment as p', 'p.id', 'b.payment_id')
    .select((eb) => [
      'p.payer_id',
      eb.fn.sum<number>(eb('b.amount', '-', eb.ref('b.repaid'))).as('left'),
    ])
    .where('p.fund_id', 'in', funds)
    .where('b.state', '=', 'posted')
    .groupBy('p.payer_id')
    .execute()
  for (const b of bounces)
    if (Number(b.left) > 0)
      rows.push([`bounced to ${lane.planted.codeOf(b.payer_id)}`, Number(b.left)])
  for (const f of await read.selectFrom('fund').selectAll().where('id', 'in', funds).execute())
    rows.push([
      f.id === lane.funds.main ? 'main' : 'next',
      { fund: f.state, budget: f.budget_state },
    ])
  return sorted(rows)
}

const texts = (some: readonly string[]): readonly string[] => [...some].sort()

const openOf = (bounces: readonly BounceDoc[]): bigint =>
  bounces.flatMap((b) => [...b.open.values()]).reduce((sum, amount) => sum + amount, 0n)

const expectedDocuments = (w: World): Documents =>
  sorted<unknown>([
    ...[...w.orders.values()].map((o) => [o.handle, { order: o.state, step: o.step }] as const),
    ...[...w.plans.values()].map((p) => [p.handle, { plan: p.state }] as const),
    ...[...w.payments.values()].map(
      (p) =>
        [
          p.handle,
          {
            payment: p.state,
            lines: p.lines.map((l) => [Number(l.amount), Number(l.received), Number(l.bounced)]),
          },
        ] as const,
    ),
    ...[...w.spendings.values()].map(
      (s) =>
        [
          s.handle,
          {
            spending: s.state,
            amount: Number(s.amount),
            used: Number(s.used),
            asked: Number(s.asked),
          },
        ] as const,
    ),
    ...[...w.commitments.values()].map(
      (x) =>
        [
          x.handle,
          {
            contract: x.state,
            used: Number(x.used),
            asked: Number(x.asked),
            released: Number(x.released),
            carried: Number(x.carried),
          },
        ] as const,
    ),
    ...[...w.advances.values()].map(
      (a) =>
        [a.handle, { advance: a.state, used: Number(a.used), asked: Number(a.asked) }] as const,
    ),
    ...[...w.pauses.values()].map((p) => [p.handle, { pause: p.state }] as const),
    ...[...Map.groupBy(w.bounces, (b) => b.payer)]
      .map(([payer, own]) => [`bounced to ${payer}`, Number(openOf(own))] as const)
      .filter(([, left]) => left > 0),
    [
      'open discrepancies',
      texts([
        ...[...w.payments.values()].filter(isShort).map((p) => `short ${p.handle}`),
        ...[...w.receipts.values()]
          .filter((r) => r.surplus === 'open')
          .map((r) => `surplus ${r.payment}`),
      ]),
    ] as const,
    ...FUNDS.map(
      (key) =>
        [
          key,
          { fund: w.funds[key].ended ? 'ended' : 'open', budget: w.funds[key].budget },
        ] as const,
    ),
  ])
