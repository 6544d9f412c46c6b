import { openStore } from '@qiangji/store/engine/open.ts'
import { openBare } from './bare-ledger.ts'
import { type Figure, inTurns, timed } from './figure.ts'
import type { Ground } from './ground.ts'

const POINTS = 20_000
const PAGES = 2_000

const PAGE = `select * from spending where fund_id = ? and county_id = ? and state <> 'withdrawn'
  order by day desc, seq desc limit ?`

/** What the query builder adds to a statement, and to a page; microseconds each. */
export const measureStatement = async (
  ground: Ground,
  rounds: number,
): Promise<readonly Figure[]> => {
  const { file } = ground.copy()
  const store = await openStore({ url: `sqlite:${file}` })
  const db = openBare(file)
  const { fundId, county } = ground
  const point = db.prepare('select id, name, path from organization where id = ?')
  const page = db.prepare(PAGE)
  const ours = async () => {
    for (let i = 0; i < POINTS; i++)
      await store.read
        .selectFrom('organization')
        .select(['id', 'name', 'path'])
        .where('id', '=', county.id)
        .executeTakeFirst()
  }
  const oursPage = async () => {
    for (let i = 0; i < PAGES; i++)
      await store.read
        .selectFrom('spending')
        .selectAll()
        .where('fund_id', '=', fundId)
        .where('county_id', '=', county.id)
        .where('state', '<>', 'withdrawn')
        .orderBy('day', 'desc')
        .orderBy('seq', 'desc')
        .limit(50)
        .execute()
  }
  const each = async (count: number, work: () => unknown) => ((await timed(work)) * 1000) / count
  const points = await inTurns(
    rounds,
    () => each(POINTS, ours),
    () => each(POINTS, () => repeat(POINTS, () => point.get(county.id))),
  )
  const pages = await inTurns(
    rounds,
    () => each(PAGES, oursPage),
    () => each(PAGES, () => repeat(PAGES, () => page.all(fundId, county.id, 50))),
  )
  await store.close()
  db.close()
  return [
    {
      what: '2 query builder, added to a statement',
      unit: 'µs',
      ours: points.ours - points.bare,
      bare: null,
      goal: { most: 10 },
    },
    { what: '2 page of 50 through the query builder', unit: 'µs', ...pages, goal: { most: 1.25 } },
  ]
}

const repeat = (count: number, work: () => unknown): void => {
  for (let i = 0; i < count; i++) work()
}
