import { expect } from 'vitest'
import type { Person } from './person.ts'
import type { Recomputed } from './recompute.ts'
import { columnOf, fenOf, readTable, wordsOf } from './table.ts'
import { until } from './until.ts'
import type { Walk } from './walk.ts'

/** A rate as the cards must show it: its name, what is divided by what. */
type Card = readonly [name: string, numerator: number, denominator: number]

const cardsOf = (level: 'province' | 'below', f: Recomputed): readonly Card[] => {
  const passed = f.underwayFromPrefecture + f.receivedThroughRelay
  const remit: Card = ['拨付率', f.remitted, f.issued]
  const rest: readonly Card[] = [
    ['市级转拨率', passed, f.relayed + passed],
    ['到账率', f.received, f.remitted - f.returned],
    ['支出进度', f.spent, f.received],
  ]
  return level === 'province' ? [['下达率', f.issued, f.budget], remit, ...rest] : [remit, ...rest]
}

const rateText = (numerator: number, denominator: number): string =>
  denominator === 0
    ? '—'
    : `${(Math.floor((numerator * 20_000 + denominator) / (2 * denominator)) / 100).toFixed(2)}%`

const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }).replace('-', '−')

/** Compares the cards of what is shown with what is recomputed. */
const checkCards = async (viewer: Person, cards: readonly Card[], where: string): Promise<void> => {
  const region = viewer.getByRole('region', { name: '执行率' })
  const words = await wordsOf(region)
  for (const [name, numerator, denominator] of cards) {
    const shown = async (part: '分子' | '分母') =>
      fenOf(
        await wordsOf(region.getByRole('button', { name: new RegExp(`^${name}的${part}`) })),
        'yuan',
      )
    expect(await shown('分子'), `${where} ${name}的分子`).toBe(numerator)
    expect(await shown('分母'), `${where} ${name}的分母`).toBe(denominator)
    const said = new RegExp(`${name}(?: 上年同日 \\S+)? (\\S+)`).exec(words)?.[1]
    expect(said, `${where} ${name}`).toBe(rateText(numerator, denominator))
  }
}

/** The name in the first cell of a row, without the count and the marks beside it. */
const nameIn = (cell: string | undefined): string =>
  (cell ?? '').replace(/^其中 /, '').replace(/( ?\d+)?( 暂停)?$/, '')

const COLUMNS = [
  ['已下达', 'issued'],
  ['省级已拨付', 'remitted'],
  ['市级待转拨', 'relayed'],
  ['已到账', 'received'],
  ['已支出', 'spent'],
] as const

/** Compares the rows below a place, the first being the place itself. Answers how many were compared. */
const checkRows = async (
  walk: Walk,
  viewer: Person,
  fund: string,
  code: string,
): Promise<number> => {
  const table = await readTable(viewer.getByRole('main'))
  const below = walk.ledger.below(code)
  for (const [at, cells] of table.rows.entries()) {
    const name = nameIn(cells[0])
    const own = at === 0 ? code : below.get(name)
    if (own === undefined) throw new Error(`who is “${cells[0]}”?`)
    const f = walk.ledger.figures(fund, own)
    for (const [head, key] of COLUMNS) {
      const text = (cells[columnOf(table, head)] ?? '').replace('退票', '').trim()
      expect(fenOf(text, 'yuan'), `${name} ${head}`).toBe(f[key])
    }
    expect(cells[columnOf(table, '支出进度')], `${name} 支出进度`).toBe(
      rateText(f.spent, f.received),
    )
  }
  return table.rows.length
}

/** What the notes under the cards of the province say. */
const checkNotes = async (viewer: Person, f: Recomputed): Promise<void> => {
  const words = await wordsOf(viewer.getByRole('region', { name: '执行率' }))
  expect(words).toContain(`待分配 ${yuan(f.available)}，已安排未下达 ${yuan(f.arranged)}`)
  expect(words).toContain(`市级待转拨 ${yuan(f.relayed)}，待确认 ${yuan(f.underwayFromPrefecture)}`)
  expect(words).toContain(`另有已占用 ${yuan(f.occupied)}`)
}

const PLACE = [
  ['已下达', 'issued'],
  ['已拨付', 'remitted'],
  ['已到账', 'received'],
  ['可用', 'held'],
  ['已占用', 'occupied'],
  ['已支出', 'spent'],
  ['结转', 'carried'],
  ['结余', 'surplus'],
  ['已退', 'returned'],
] as const

/** The page of one county: where its money is. */
const checkPlace = async (viewer: Person, f: Recomputed, where: string): Promise<void> => {
  const place = viewer.getByRole('region', { name: '资金在哪里' })
  for (const [word, key] of PLACE) {
    const row = place
      .getByRole('row')
      .filter({ has: viewer.getByRole('rowheader', { name: word, exact: true }) })
    const text = await wordsOf(row.getByRole('button'))
    expect(fenOf(text, 'yuan'), `${where} ${word}`).toBe(f[key])
  }
}

const SHARES = [
  ['分解数', 'issued'],
  ['已到账', 'received'],
  ['已占用', 'occupied'],
  ['已支出', 'spent'],
] as const

/** The townships of a county, where it has given them something, and what stays with the county itself. */
const checkTownships = async (
  walk: Walk,
  viewer: Person,
  fund: string,
  code: string,
): Promise<void> => {
  const towns = [...walk.ledger.below(code)].map(
    ([name, town]) => [name, walk.ledger.figures(fund, town)] as const,
  )
  const given = new Map(towns.filter(([, f]) => f.issued > 0))
  if (given.size === 0) return
  const whole = walk.ledger.figures(fund, code)
  const table = await readTable(viewer.getByLabel('乡镇（街道）资金执行'))
  expect(table.rows).toHaveLength(given.size + 2)
  for (const [at, cells] of table.rows.entries())
    for (const [head, key] of SHARES) {
      const passed = [...given.values()].reduce((sum, f) => sum + f[key], 0)
      const own =
        at === 0 ? whole[key] : (given.get(nameIn(cells[0]))?.[key] ?? whole[key] - passed)
      expect(fenOf(cells[columnOf(table, head)] ?? '', 'yuan'), `${cells[0]} ${head}`).toBe(own)
    }
}

const openBoard = async (viewer: Person, fund: string): Promise<void> => {
  await viewer.go('/fund/board')
  await viewer.getByRole('region', { name: '执行率' }).waitFor()
  await viewer.button('元').click()
  await viewer.getByLabel('专项', { exact: true }).selectOption({ label: fund })
}

/** Presses the name of a place one step below and waits until it is the end of the trail. */
const goDown = async (walk: Walk, viewer: Person, code: string): Promise<void> => {
  const name = walk.ledger.names().get(code) ?? code
  await viewer.button(name).first().click()
  await trail(viewer)
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .waitFor()
}

const trail = (viewer: Person) => viewer.getByRole('navigation', { name: '下钻路径' })

/**
 * Every figure of the board equals what is recomputed from the entries: the province with all its prefectures, and one
 * prefecture with its counties, and one county, each reached by pressing names.
 */
export const checkBoard = async (
  walk: Walk,
  fund: string,
  place: { readonly prefecture: string; readonly county: string } | null = null,
): Promise<void> => {
  const viewer = await walk.at('sheng-lingdao')
  await openBoard(viewer, fund)
  await until(async () => {
    const whole = walk.ledger.figures(fund, '62')
    await checkCards(viewer, cardsOf('province', whole), '全省')
    await checkNotes(viewer, whole)
    expect(await checkRows(walk, viewer, fund, '62')).toBe(16)
  })
  if (place === null) return
  await goDown(walk, viewer, place.prefecture)
  const prefecture = walk.ledger.figures(fund, place.prefecture)
  await until(async () => {
    await checkCards(viewer, cardsOf('below', prefecture), place.prefecture)
    expect(await checkRows(walk, viewer, fund, place.prefecture)).toBeGreaterThan(2)
  })
  await goDown(walk, viewer, place.county)
  const county = walk.ledger.figures(fund, place.county)
  await until(async () => {
    await checkCards(viewer, cardsOf('below', county), place.county)
    await checkPlace(viewer, county, place.county)
    await checkTownships(walk, viewer, fund, place.county)
  })
}

/** Every leading number of the cards, of the province and of a prefecture, opens to postings whose sum is that number. */
export const checkPostings = async (
  walk: Walk,
  fund: string,
  prefecture: string,
): Promise<void> => {
  const viewer = await walk.at('sheng-lingdao')
  await openBoard(viewer, fund)
  await openAll(viewer, cardsOf('province', walk.ledger.figures(fund, '62')))
  await goDown(walk, viewer, prefecture)
  await openAll(viewer, cardsOf('below', walk.ledger.figures(fund, prefecture)))
}

const openAll = async (viewer: Person, cards: readonly Card[]): Promise<void> => {
  const region = viewer.getByRole('region', { name: '执行率' })
  for (const [name] of cards)
    for (const part of ['分子', '分母']) {
      const button = region.getByRole('button', { name: new RegExp(`^${name}的${part}`) })
      const number = await wordsOf(button)
      await button.click()
      const pane = viewer.getByRole('complementary')
      await until(async () =>
        expect(await wordsOf(pane), `${name}的${part}`).toContain(`${number}元`),
      )
      await pane.getByRole('button', { name: '关闭' }).click()
    }
}
