import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { engines, type TestEngine } from '@qiangji/store/test-engines'
import { afterAll, describe, expect, test } from 'vitest'
import { PROVINCE } from './cast.ts'
import { BLANK } from './draw/orders.ts'
import { balanceOf, provincial } from './oracle/world.ts'
import type { ClaimAnswer, ClaimAsk } from './stage/claim-main.ts'
import { balances } from './stage/compare.ts'
import { handAt, refusalIn, shiftDay } from './stage/lane.ts'
import { type Planted, plant } from './stage/planted.ts'
import { laneYear } from './stage/shift.ts'
import { type Walk, walk } from './stage/walk.ts'

const CLAIMS = 64
/** One yuan: exactly one claim's worth is left. */
const LAST = 100

const settled = async (claims: readonly Promise<unknown>[]): Promise<Map<string, number>> => {
  const counts = new Map<string, number>()
  for (const answer of await Promise.all(claims.map((claim) => claim.then(() => 'won', refusalIn))))
    counts.set(answer, (counts.get(answer) ?? 0) + 1)
  return counts
}

const oneOf = (refusal: string): Map<string, number> =>
  new Map([
    ['won', 1],
    [refusal, CLAIMS - 1],
  ])

/** Leaves one yuan in 待分配. */
const leaveAvailable = async ({ w, go }: Walk): Promise<void> => {
  const change = LAST - Number(balanceOf(w, 'main', provincial('available')))
  if (change === 0) return
  const order = await go({ ...BLANK, by: '62.finance', fund: 'main', act: 'adjust', change })
  await go({ do: 'order.release', by: '62.chief', order, stale: false })
}

/** 64 plans of one yuan each, all of them passed and waiting for the meeting. */
const plansOfOneYuan = (all: Walk): Promise<readonly string[]> => {
  const on = { by: '62.drafter', stale: false }
  const lines = [{ beneficiary: '621022', amount: LAST }]
  const one = async (): Promise<string> => {
    const plan = await all.go({ do: 'plan.draft', by: '62.drafter', fund: 'main' })
    await all.go({ do: 'plan.save', ...on, plan, pot: LAST, lines, note: '' })
    await all.go({ do: 'plan.submit', ...on, plan })
    await all.go({ do: 'plan.pass', by: '62.programme', plan, stale: false })
    await all.go({ do: 'plan.pass', by: '62.chief', plan, stale: false })
    return all.lane.ids.get(plan) ?? ''
  }
  return Promise.all(Array.from({ length: CLAIMS }, one))
}

const claimArrangement = async (planted: Planted, year: number): Promise<void> => {
  const all = await walk(planted, year, 'budget')
  await leaveAvailable(all)
  const plans = await plansOfOneYuan(all)
  const today = shiftDay(all.lane, all.w.today)
  const meeting = { kind: 'chair' as const, day: today, item: '分配', minutes: '1期', fileId: null }
  const claims = plans.map(async (id) => {
    const { allocation } = handAt(planted, '62.drafter', today).fund
    // Submitting and two passes: the plan is at its fifth save.
    return allocation.recordMeeting({ id, revision: 4, meeting, publicUntil: null })
  })
  expect(await settled(claims)).toEqual(oneOf('INSUFFICIENT_AVAILABLE'))
  expect(await balances(all.lane, 'main')).toMatchObject({ '62/62/arranged': LAST })
}

/** Leaves one yuan in the hands of a county; answers which. */
const leaveHeld = async (all: Walk): Promise<string> => {
  const heldBy = (code: string): number =>
    Number(balanceOf(all.w, 'main', { beneficiary: code, holder: code, stage: 'held' }))
  const county = ['621022', '620121', '6202', '620171'].find((code) => heldBy(code) > LAST)
  if (county === undefined) throw new Error('nobody has received anything')
  const amount = heldBy(county) - LAST
  const at = { by: `${county}.clerk`, fund: 'main' as const, beneficiary: county, day: all.w.today }
  await all.go({ do: 'commitment.occupy', ...at, amount })
  return county
}

const claimSpending = async (planted: Planted, year: number): Promise<void> => {
  const all = await walk(planted, year, 'spread')
  const { lane, w } = all
  const county = await leaveHeld(all)
  const write = async (voucher: number): Promise<string> => {
    const row = await all.go({
      do: 'spending.record',
      by: `${county}.clerk`,
      fund: 'main',
      beneficiary: county,
      amount: LAST,
      day: w.today,
      voucher,
      use: 'training',
      summary: '乡镇工会干部培训',
      payee: true,
      commitment: null,
      advance: null,
    })
    return lane.ids.get(row) ?? ''
  }
  const ids = await Promise.all(Array.from({ length: CLAIMS }, (_, i) => write(i + 1)))
  const today = shiftDay(lane, w.today)
  const claims = ids.map(async (id) => {
    const { spending } = handAt(planted, `${county}.reviewer`, today).fund
    const { results } = await spending.release({ ids: [id] })
    return results[0]?.refusal ?? 'won'
  })
  const counts = new Map<string, number>()
  for (const answer of await Promise.all(claims)) counts.set(answer, (counts.get(answer) ?? 0) + 1)
  expect(counts).toEqual(oneOf('INSUFFICIENT_HELD'))
  const left = await balances(lane, 'main')
  expect(left[`${county}/${county}/spent`]).toBe(LAST)
  expect(left[`${county}/${county}/held`]).toBeUndefined()
}

/** A store with a connection for each claim, where claims come over connections, and patience on a busy machine. */
const wide = async (engine: TestEngine): Promise<Planted> => {
  const limits = { writers: CLAIMS, deadline: 60_000, busy: 60_000 }
  const { store } = await engine.fresh({ limits })
  return plant(store)
}

describe.each(engines)('the last yuan ($name)', (engine) => {
  test('64 meetings at once arrange it once, five times over', async () => {
    const planted = await wide(engine)
    for (let round = 0; round < 5; round++) await claimArrangement(planted, laneYear(round))
  }, 120_000)

  test('64 reviewers at once let it be spent once, five times over', async () => {
    const planted = await wide(engine)
    for (let round = 0; round < 5; round++) await claimSpending(planted, laneYear(round))
  }, 120_000)

  test('who reads first and writes then gives it away many times', async () => {
    const { outside } = await engine.fresh()
    await outside('create table purse (name text primary key, amount integer not null)')
    await outside(`insert into purse (name, amount) values ('last', ${LAST})`)
    const claims = Array.from({ length: CLAIMS }, async () => {
      const [row] = await outside(`select amount from purse where name = 'last'`)
      if (Number(row?.amount) < LAST) return false
      await outside(`update purse set amount = amount - ${LAST} where name = 'last'`)
      return true
    })
    const won = (await Promise.all(claims)).filter((one) => one)
    expect(won.length).toBeGreaterThan(1)
  }, 60_000)
})

describe.each(engines.filter((engine) => engine.name === 'postgres'))(
  'sums on a snapshot ($name)',
  (engine) => {
    test('repeatable reads alone give it away many times', async () => {
      const { outside } = await engine.fresh()
      await outside('create table slip (amount bigint not null)')
      await outside(`insert into slip (amount) values (${LAST})`)
      const claim = `begin isolation level repeatable read;
        select sum(amount) from slip;
        select pg_sleep(0.3);
        insert into slip (amount) select -${LAST} where (select sum(amount) from slip) >= ${LAST};
        commit`
      await Promise.all(Array.from({ length: CLAIMS }, () => outside(claim)))
      const [row] = await outside('select count(*) as slips from slip where amount < 0')
      expect(Number(row?.slips)).toBeGreaterThan(1)
    }, 60_000)
  },
)

const CLAIMANT = fileURLToPath(new URL('./stage/claim-main.ts', import.meta.url))
const others: ReturnType<typeof fork>[] = []
afterAll(() => {
  for (const other of others) other.kill()
})

describe.each(engines.filter((engine) => engine.name === 'sqlite'))(
  'the last yuan among processes ($name)',
  (engine) => {
    test.each(['arrange', 'spend'] as const)(
      '8 processes with 8 claims each: %s',
      async (act) => {
        const { store, config } = await engine.fresh()
        const planted = await plant(store)
        const all = await walk(planted, laneYear(0), act === 'arrange' ? 'budget' : 'spread')
        const at = planted.unionId(act === 'arrange' ? PROVINCE : await leaveHeld(all))
        if (act === 'arrange') await leaveAvailable(all)
        const claimants = Array.from({ length: 8 }, () => fork(CLAIMANT))
        others.push(...claimants)
        await Promise.all(claimants.map((one) => once(one, 'message')))
        const answers = await Promise.all(
          claimants.map(async (one) => {
            const answered = once(one, 'message')
            const ask: ClaimAsk = {
              url: config.url,
              fundId: all.lane.funds.main,
              act,
              at,
              amount: LAST,
              count: CLAIMS / 8,
              today: shiftDay(all.lane, all.w.today),
            }
            one.send(ask)
            const [answer]: readonly ClaimAnswer[] = await answered
            return answer ?? []
          }),
        )
        const counts = new Map<string, number>()
        for (const answer of answers.flat()) counts.set(answer, (counts.get(answer) ?? 0) + 1)
        expect(counts).toEqual(
          oneOf(act === 'arrange' ? 'INSUFFICIENT_AVAILABLE' : 'INSUFFICIENT_HELD'),
        )
      },
      120_000,
    )
  },
)
