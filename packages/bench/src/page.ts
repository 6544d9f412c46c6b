import { type Figure, inTurns } from './figure.ts'
import type { Ground } from './ground.ts'
import { type Call, ratePerSecond } from './load.ts'
import { signIn, startBare, startOurs } from './servers.ts'

const CONNECTIONS = 32
const COUNT = 3_000

/** A page of 50 vouchers of one's own county: through the thin door with access, scope, names and sums; and bare. */
export const measurePage = async (ground: Ground, rounds: number): Promise<readonly Figure[]> => {
  const [ours, bare] = [await startOurs(ground), await startBare(ground)]
  const headers = await signIn(ours.url)
  const input = { organizationId: ground.county.id, fundId: ground.fundId, limit: 50 }
  const search = encodeURIComponent(JSON.stringify(input))
  const asked: Call = { method: 'GET', path: `/trpc/fund.spending.list?input=${search}`, headers }
  const plain: Call = { method: 'GET', path: '/', headers: {} }
  const rate = (url: string, call: Call) => ratePerSecond(url, CONNECTIONS, COUNT, () => call)
  await rate(ours.url, asked)
  await rate(bare.url, plain)
  const found = await inTurns(
    rounds,
    () => rate(ours.url, asked),
    () => rate(bare.url, plain),
  )
  const memory = ours.memory()
  await ours.end()
  await bare.end()
  return [
    { what: '1 page of 50 over HTTP', unit: '/s', ...found, goal: { least: 0.65 } },
    ...(memory
      ? [
          {
            what: '8 memory of its own under pages',
            unit: 'MB',
            ours: memory.own,
            bare: null,
            goal: { most: 300 },
          },
        ]
      : []),
  ]
}
