import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { figures } from '@qiangji/kernel/fund/figure.ts'
import { expect, test } from 'vitest'
import { listCrossings } from '../src/fund/board.ts'
import { listStocks } from '../src/fund/figure.ts'
import { engines } from './engines.ts'
import { plantProvince } from './province.ts'

/** The largest amounts that fit one after the other into one fund, with the edges of 32 and 53 bits. */
const AMOUNTS = [1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER - 2 ** 34]

const trace = async (engine: (typeof engines)[number]): Promise<string> => {
  const p = await plantProvince((await engine.fresh()).store)
  const { root } = p
  for (const amount of AMOUNTS) {
    const moved = await p.move({
      act: 'budget',
      from: fundAccount(root.id, 'source'),
      to: fundAccount(root.id, 'available'),
      amount: fen(amount),
    })
    expect(moved.ok).toBe(true)
  }
  const stocks = await listStocks(p.store.read, p.fund.id, [root.id])
  const crossings = await listCrossings(p.store.read, {
    fundId: p.fund.id,
    scope: { organizationId: root.id, level: 'province' },
    figure: 'available',
    before: null,
    limit: 50,
  })
  expect(crossings.map((c) => c.amount).reverse()).toEqual(AMOUNTS)
  return JSON.stringify({ figures: figures(stocks), amounts: crossings.map((c) => c.amount) })
}

test('amounts of every size come back to the fen, in the same bytes from every engine', async () => {
  const traces = await Promise.all(engines.map(trace))
  expect(new Set(traces).size).toBe(1)
  expect(traces[0]).toContain(`"budget":${AMOUNTS.reduce((a, b) => a + b, 0)}`)
})
