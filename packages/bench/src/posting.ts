import { randomUUID } from 'node:crypto'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import { fundAccount, type Posting } from '@qiangji/kernel/fund/account.ts'
import { figures } from '@qiangji/kernel/fund/figure.ts'
import type { Store } from '@qiangji/store/engine/act.ts'
import { openStore } from '@qiangji/store/engine/open.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { findProvince } from '@qiangji/store/organization/organization.ts'
import { accountOf, bareLedger, openBare } from './bare-ledger.ts'
import { type Figure, inTurns, median, timed } from './figure.ts'
import { type Ground, TODAY } from './ground.ts'

const COUNT = 4_000

interface Place {
  readonly store: Store
  readonly ground: Ground
  readonly posting: Posting
}

/** One command per posting: request row, ledger with its counters, audit; answered after COMMIT. */
const postOnce = async ({ store, ground, posting }: Place, times = 1): Promise<void> => {
  const requestId = randomUUID()
  const done = await store.command(
    {
      actor: 'system',
      requestId,
      name: 'bench.post',
      organization: null,
      subject: null,
      input: { requestId },
      today: TODAY,
      origin: { address: 'local', session: null },
      ...(times > 1 ? { alone: true } : {}),
    },
    async (tx) => {
      const poster = { personId: 'system', requestId, today: TODAY }
      const all = Array.from({ length: times }, () => posting)
      const posted = await post(tx, poster, ground.fundId, all)
      return posted.ok ? accept(null) : posted
    },
  )
  if (!done.ok) throw new Error(done.refusal)
}

const ratePerSecond = async (place: Place, callers: number, count: number): Promise<number> => {
  let left = count
  const took = await timed(() =>
    Promise.all(
      Array.from({ length: callers }, async () => {
        while (left-- > 0) await postOnce(place)
      }),
    ),
  )
  return (count * 1000) / took
}

/** In process with 1 and 64 callers, again with ten times the journals; then totals from counters and by a scan. */
export const measurePosting = async (
  ground: Ground,
  rounds: number,
): Promise<readonly Figure[]> => {
  const { file } = ground.copy()
  const store = await openStore({ url: `sqlite:${file}` })
  const province = await findProvince(store.read)
  const [from, to] = [fundAccount(province.id, 'source'), fundAccount(province.id, 'available')]
  const posting: Posting = {
    act: 'budget',
    from,
    to,
    amount: PositiveFen.parse(1),
    document: 'bench',
  }
  const place = { store, ground, posting }
  const db = openBare(ground.copy().file)
  const ledger = bareLedger(db, ground.fundId, TODAY)
  const account = (stage: string) => accountOf(db, ground.fundId, province.id, stage)
  const leg = { from: account('source'), to: account('available') }
  const bare = async () =>
    (COUNT * 1000) /
    (await timed(() => {
      for (let i = 0; i < COUNT; i++) ledger.post(leg, 'budget', 1)
    }))
  await ratePerSecond(place, 64, 500)
  const many = await inTurns(rounds, () => ratePerSecond(place, 64, COUNT), bare)
  const one = await inTurns(rounds, () => ratePerSecond(place, 1, COUNT / 4), bare)
  const grown = await measureGrown(place, rounds)
  db.close()
  const totals = await measureTotals(place, file, province.id, rounds)
  await store.close()
  return [
    { what: '3 posting in process, 64 callers', unit: '/s', ...many, goal: { least: 1 } },
    { what: '3 posting in process, 1 caller', unit: '/s', ...one, goal: { least: 0.35 } },
    ...grown,
    ...totals,
  ]
}

const journalsOf = async (store: Store): Promise<number> =>
  Number(
    (
      await store.read
        .selectFrom('journal')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

/** The same posting before and after the ledger has grown tenfold; what stands for bare is the small ledger. */
const measureGrown = async (place: Place, rounds: number): Promise<readonly Figure[]> => {
  const micros = async () => 1_000_000 / (await ratePerSecond(place, 64, COUNT))
  const [before, after]: [number[], number[]] = [[], []]
  const start = await journalsOf(place.store)
  for (let round = 0; round < rounds; round++) before.push(await micros())
  while ((await journalsOf(place.store)) < start * 10) await postOnce(place, 1_000)
  for (let round = 0; round < rounds; round++) after.push(await micros())
  return [
    {
      what: `3 posting at 10 × ${start} journals`,
      unit: 'µs',
      ours: median(after),
      bare: median(before),
      goal: { most: 1.2 },
    },
  ]
}

const SCAN = `select a.stage, sum(e.amount) as amount from entry e
  join account a on a.id = e.account_id where a.fund_id = ? group by a.stage`

/** The province's figures of a fund from counters, and by adding up every entry; both must say the same. */
const measureTotals = async (
  { store, ground }: Place,
  file: string,
  provinceId: string,
  rounds: number,
): Promise<readonly Figure[]> => {
  const db = openBare(file)
  const scan = db.prepare<[string], { stage: string; amount: number }>(SCAN)
  const read = () => listStocks(store.read, ground.fundId, [provinceId])
  const all = figures(await read())
  const spent = scan.all(ground.fundId).find((row) => row.stage === 'spent')?.amount
  if (all.spent !== spent) throw new Error(`counters say ${all.spent}, entries ${spent}`)
  const entries = (await journalsOf(store)) * 2
  const found = await inTurns(
    rounds,
    async () => {
      const took = await timed(async () => {
        for (let i = 0; i < 500; i++) figures(await read())
      })
      return 500_000 / took
    },
    async () => 1000 / (await timed(() => scan.all(ground.fundId))),
  )
  db.close()
  return [
    {
      what: `5 totals of a fund, ${entries} entries`,
      unit: '/s',
      ...found,
      goal: { least: 1000 },
    },
  ]
}
