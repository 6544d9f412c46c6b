import { Day } from '@qiangji/kernel/base/day.ts'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import { sameDayLastYear, trend as trendOf } from '@qiangji/kernel/fund/board.ts'
import { figures, rates } from '@qiangji/kernel/fund/figure.ts'
import { type Fund, FundId } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { type BoardScope, listDayStocks } from '@qiangji/store/fund/board.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { listFundsWithin } from '@qiangji/store/fund/fund-list.ts'
import { lastLedgerCheck } from '@qiangji/store/fund/ledger-check.ts'
import { z } from 'zod'
import { Nothing } from '../frame/nothing.ts'
import { PAGE_ASK } from '../frame/page.ts'
import { query } from '../frame/procedure.ts'
import { router } from '../frame/trpc.ts'
import { CrossingPage, crossingPage } from './board-crossing.ts'
import { boardExport } from './board-export.ts'
import { type BoardFacts, gatherBoard } from './board-facts.ts'
import { BoardOverview, OpenedOf } from './board-output.ts'
import { listConcerns, listUnreached } from './board-question.ts'
import { boardRows, boardTiles, totalRow } from './board-row.ts'
import { boardScope, type Found, findScope } from './board-scope.ts'

/** A fund, and a place: one's own organization by default. */
export const BOARD_ASK = {
  fundId: FundId,
  organizationId: OrganizationId.nullable().default(null),
}

/** The funds that one may look at, newest year first. */
const funds = query(
  {
    input: Nothing,
    output: z.array(
      z.strictObject({
        id: FundId,
        name: z.string(),
        year: z.int(),
        state: z.enum(['open', 'ended']),
        /** 已下达 to one's own organization and below. */
        issued: Fen,
      }),
    ),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/board/funds',
  },
  async ({ db, actor }) => {
    const listed = []
    for (const { id, name, year, state } of await listFundsWithin(db, actor.organization)) {
      const stocks = await listStocks(db, id, [actor.organization.organizationId])
      listed.push({ id, name, year, state, issued: figures(stocks).issued })
    }
    return listed
  },
)

/** One look at a fund from a place: figures, rates, rows, tiles, and what must be asked about. */
const overview = query(
  {
    input: z.strictObject(BOARD_ASK),
    output: BoardOverview,
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/board/{fundId}',
  },
  async ({ db, actor, input, today }) => {
    const found = await findScope(db, actor, input)
    return found ? viewOf(db, actor.organization.path, found, today) : refuse('NOT_FOUND')
  },
)

const viewOf = async (
  db: Read,
  actorPath: string,
  { fund, scope }: Found,
  today: Day,
): Promise<BoardOverview> => {
  const facts = await gatherBoard(db, actorPath, fund, scope, today)
  const waiting = listUnreached(facts)
  return {
    fund: {
      id: fund.id,
      name: fund.name,
      year: fund.year,
      state: fund.state,
      provisional: fund.budgetState === 'provisional',
    },
    asOf: today,
    trail: trailOf(facts),
    total: totalRow(facts),
    lastYear: await lastYearOf(db, fund, boardScope(scope), today),
    rows: [...boardRows(facts)],
    tiles: [...boardTiles(facts)],
    unreached: [...waiting.places],
    unreachedCount: waiting.count,
    concerns: [...(await listConcerns(db, fund, facts))],
    check: await lastCheck(db),
  }
}

const trailOf = (facts: BoardFacts) =>
  facts.trail.map((unit) => ({
    organizationId: OrganizationId.parse(unit.organizationId),
    name: unit.name,
    level: unit.level,
    figures: figures(facts.stocksOf(unit.organizationId)),
  }))

/** 上年同日: the same place in the fund of the same purpose a year before. */
const lastYearOf = async (db: Read, fund: Fund, scope: BoardScope, today: Day) => {
  if (fund.previousFundId === null) return null
  const day = sameDayLastYear(today)
  const stocks = await listDayStocks(db, fund.previousFundId, scope, day)
  return { day, rates: rates(figures(stocks)) }
}

const lastCheck = async (db: Read) => {
  const check = await lastLedgerCheck(db)
  return check && { at: check.at, day: check.day, passed: check.broken === null }
}

const TrendPoint = z.strictObject({
  day: Day,
  issued: Fen,
  remitted: Fen,
  received: Fen,
  spent: Fen,
})

/** Running totals per day, and last year's spending over its whole year. */
const trend = query(
  {
    input: z.strictObject(BOARD_ASK),
    output: z.strictObject({
      year: z.int(),
      today: Day,
      whole: Fen,
      points: z.array(TrendPoint),
      lastYear: z.array(z.strictObject({ day: Day, spent: Fen })),
    }),
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/board/{fundId}/trend',
  },
  async ({ db, actor, input, today }) => {
    const found = await findScope(db, actor, input)
    if (found === null) return refuse('NOT_FOUND')
    const { fund, scope } = found
    const moved = await listDayStocks(db, fund.id, boardScope(scope), today)
    const before =
      fund.previousFundId === null
        ? []
        : await listDayStocks(db, fund.previousFundId, boardScope(scope), lastDay(fund.year - 1))
    const now = figures(moved)
    return {
      year: fund.year,
      today,
      /** What the year is measured against: the budget for the province, what was issued below it. */
      whole: scope.level === 'province' ? now.budget : now.issued,
      points: [...trendOf(moved)],
      lastYear: trendOf(before).map(({ day, spent }) => ({ day, spent })),
    }
  },
)

const lastDay = (year: number): Day => Day.parse(`${year}-12-31`)

/** The postings behind a figure; the sums of the pages are the figure. */
const crossings = query(
  {
    input: z.strictObject({ ...BOARD_ASK, figure: OpenedOf, ...PAGE_ASK }),
    output: CrossingPage,
    scoped: 'body',
    snapshot: true,
    rest: 'GET /fund/board/{fundId}/crossings',
  },
  async ({ db, actor, input }) => {
    const found = await findScope(db, actor, input)
    return found ? crossingPage(db, found, input) : refuse('NOT_FOUND')
  },
)

export const board = router({ funds, overview, trend, crossings, export: boardExport })
