import { tiles } from '@qiangji/gazetteer/tile.ts'
import { type Fen, fen, sumFen, WAN } from '@qiangji/kernel/base/money.ts'
import { type Rate, rate } from '@qiangji/kernel/fund/figure.ts'
import { PREFECTURE_PLACES, TILE_NAMES } from '../figure/tile-name.ts'
import type { RowGroup } from '../list/table-row.ts'

/** One county of the demonstration, with figures made from its code. */
export interface County {
  readonly code: string
  readonly name: string
  readonly prefecture: string
  readonly className: string
  readonly members: number
  readonly now: Fen
  readonly before: Fen
  readonly received: Fen
  readonly occupied: Fen
  readonly spent: Fen
  readonly days: number
}

/** The same "chance" on every run. */
const chance = (code: string, salt: number): number => {
  let h = salt * 2_654_435_761
  for (const c of code) h = Math.imul(h ^ c.charCodeAt(0), 16_777_619)
  return ((h >>> 8) % 10_000) / 10_000
}
const wan = (n: number): Fen => fen(Math.round(n) * WAN)
const LATE = new Set(['6211', '6229'])

const county = (code: string): County => {
  const name = TILE_NAMES.get(code)
  const now = wan(30 + 50 * chance(code, 1) ** 2)
  const late = LATE.has(code.slice(0, 4)) || chance(code, 4) < 0.12
  const received = late ? fen(0) : now
  const spent = fen(Math.round(received * 0.55 * chance(code, 5) ** 1.5))
  return {
    code,
    name: name?.short ?? code,
    prefecture: name?.prefecture ?? '',
    className: ['一类', '二类', '三类'][Math.floor(chance(code, 2) * 3)] ?? '',
    members: Math.round(2_000 + 60_000 * chance(code, 3) ** 2),
    now,
    before: wan(now / WAN - 6 + 12 * chance(code, 6)),
    received,
    occupied: fen(Math.round((received - spent) * 0.2 * chance(code, 7))),
    spent,
    days: late ? 20 + Math.round(chance(code, 8) * 15) : Math.round(chance(code, 8) * 20),
  }
}

export const COUNTIES: readonly County[] = tiles
  .filter((t) => t.code !== '6202' && t.code !== '620171')
  .map((t) => county(t.code))

const addUp = (code: string, name: string, rows: readonly County[]): County => ({
  code,
  name,
  prefecture: '',
  className: '',
  members: rows.reduce((sum, r) => sum + r.members, 0),
  now: sumFen(rows, (r) => r.now),
  before: sumFen(rows, (r) => r.before),
  received: sumFen(rows, (r) => r.received),
  occupied: sumFen(rows, (r) => r.occupied),
  spent: sumFen(rows, (r) => r.spent),
  days: Math.max(...rows.map((r) => r.days)),
})

export const PROVINCE = addUp('62', '全省', COUNTIES)
export const PREFECTURES: readonly RowGroup<County>[] = PREFECTURE_PLACES.flatMap(
  ({ code, name }) => {
    const rows = COUNTIES.filter((c) => c.code.startsWith(code))
    return rows.length === 0
      ? []
      : [{ key: code, word: name, total: addUp(code, name, rows), rows }]
  },
)

export const spending = (c: County): Rate => rate(c.spent, c.received)
