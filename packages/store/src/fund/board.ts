import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import { ROUTES, TIERS, type Tier } from '@qiangji/kernel/fund/account.ts'
import { isOpened, type OpenedName, type Stock } from '@qiangji/kernel/fund/figure.ts'
import type { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import { STAGES, type Stage } from '@qiangji/kernel/fund/stage.ts'
import type { Level } from '@qiangji/kernel/organization/organization.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Read } from '../engine/act.ts'

/** Whose accounts a figure sums: those whose beneficiary is this organization or below it. */
export interface BoardScope {
  readonly organizationId: string
  readonly level: Level
}

/** What moved on one day, by the kind of account it reached (positive) or left (negative). */
export interface DayStock extends Stock {
  readonly day: Day
}

const column = (level: Level): string | null =>
  level === 'province'
    ? null
    : level === 'prefecture'
      ? 'prefecture_id'
      : level === 'county'
        ? 'county_id'
        : 'beneficiary_id'

const inScope = (alias: string, scope: BoardScope): Expression<SqlBool> => {
  const name = column(scope.level)
  return name === null
    ? sql<SqlBool>`1 = 1`
    : sql<SqlBool>`${sql.ref(`${alias}.${name}`)} = ${scope.organizationId}`
}

/**
 * The movements of a fund in a scope, summed per day: the trend, and any figure as it stood at the end of the
 * day `until`.
 */
export const listDayStocks = async (
  db: Read,
  fundId: FundId,
  scope: BoardScope,
  until: Day,
): Promise<readonly DayStock[]> =>
  (
    await db
      .selectFrom('account as a')
      .innerJoin('entry as e', 'e.account_id', 'a.id')
      .innerJoin('journal as j', 'j.id', 'e.journal_id')
      .select((eb) => [
        'j.day',
        'a.stage',
        'a.tier',
        'a.route',
        eb.fn.sum<number>('e.amount').as('amount'),
      ])
      .where('a.fund_id', '=', fundId)
      .where('j.day', '<=', until)
      .where(inScope('a', scope))
      .groupBy(['j.day', 'a.stage', 'a.tier', 'a.route'])
      .orderBy('j.day')
      .execute()
  ).map((row) => ({
    day: day(row.day),
    stage: row.stage,
    tier: row.tier,
    route: row.route,
    amount: fen(Number(row.amount)),
  }))

/** One posting that crossed the boundary of a figure's set of accounts. */
export interface Crossing {
  readonly journalId: number
  readonly publicId: string
  readonly batch: string
  readonly document: string
  readonly act: PostingAct
  readonly day: string
  readonly maker: string
  readonly releaser: string | null
  readonly beneficiary: string
  readonly fromHolder: string
  readonly fromStage: Stage
  readonly toHolder: string
  readonly toStage: Stage
  readonly reversed: boolean
  readonly reverses: boolean
  /** Into the set positive, out of it negative. */
  readonly amount: Fen
}

/** Kinds of account that belong to a figure, as the text that the query compares. */
const kindsOf = (figure: OpenedName): readonly string[] => {
  const kinds: string[] = []
  for (const stage of STAGES)
    for (const tier of TIERS)
      for (const route of ROUTES)
        if (isOpened(figure, { stage, tier, route })) kinds.push(`${stage}/${tier}/${route}`)
  return kinds
}

const kind = (alias: string) =>
  sql<string>`${sql.ref(`${alias}.stage`)} || '/' || ${sql.ref(`${alias}.tier`)} || '/' || ${sql.ref(`${alias}.route`)}`

export interface CrossingQuestion {
  readonly fundId: FundId
  readonly scope: BoardScope
  readonly figure: OpenedName
  /** Only journals with a smaller number: the last of the page before. */
  readonly before: number | null
  readonly limit: number
}

/**
 * The postings behind a figure, newest first: those with exactly one leg in its set. Their amounts sum to it
 * (for the budget with the sign turned, as the source is negative).
 */
export const listCrossings = async (
  db: Read,
  ask: CrossingQuestion,
): Promise<readonly Crossing[]> => {
  const kinds = kindsOf(ask.figure)
  let query = db
    .selectFrom('account as a')
    .innerJoin('entry as e', 'e.account_id', 'a.id')
    .innerJoin('journal as j', 'j.id', 'e.journal_id')
    .innerJoin('entry as o', (on) =>
      on.onRef('o.journal_id', '=', 'e.journal_id').onRef('o.line', '<>', 'e.line'),
    )
    .innerJoin('account as b', 'b.id', 'o.account_id')
    .leftJoin('journal as r', 'r.reverses', 'j.id')
    .select([
      'j.id',
      'j.public_id',
      'j.batch',
      'j.document',
      'j.act',
      'j.day',
      'j.maker',
      'j.releaser',
      'j.reverses',
      'r.id as reversal',
      'e.amount',
      'a.beneficiary_id',
      'a.holder_id',
      'a.stage',
      'b.holder_id as other_holder',
      'b.stage as other_stage',
    ])
    .where('a.fund_id', '=', ask.fundId)
    .where(inScope('a', ask.scope))
    .where(kind('a'), 'in', kinds)
    .where((eb) => eb.not(eb.and([inScope('b', ask.scope), eb(kind('b'), 'in', kinds)])))
    .orderBy('j.id', 'desc')
    .limit(ask.limit)
  if (ask.before !== null) query = query.where('j.id', '<', ask.before)
  return (await query.execute()).map((row) => {
    const into = row.amount > 0
    return {
      journalId: row.id,
      publicId: row.public_id,
      batch: row.batch,
      document: row.document,
      act: row.act,
      day: row.day,
      maker: row.maker,
      releaser: row.releaser,
      beneficiary: row.beneficiary_id,
      fromHolder: into ? row.other_holder : row.holder_id,
      fromStage: into ? row.other_stage : row.stage,
      toHolder: into ? row.holder_id : row.other_holder,
      toStage: into ? row.stage : row.other_stage,
      reversed: row.reversal !== null,
      reverses: row.reverses !== null,
      amount: fen(row.amount),
    }
  })
}

/** An arrival, or the net of everything else, at one account set of one beneficiary: what ages are made of. */
export interface AgeFlow {
  readonly beneficiaryId: string
  readonly recipientId: string | null
  readonly prefectureId: string | null
  readonly day: Day
  readonly arrival: boolean
  readonly amount: Fen
}

const ARRIVALS: readonly PostingAct[] = ['receive', 'set-off-new']

/**
 * Flows of the money that waits at prefectures ('relayed') or unspent at recipients ('unspent'), per day.
 * Movements inside the set, such as occupying or carrying, do not appear, nor does what was reversed: a wrong
 * confirmation neither ages anything nor uses up an arrival.
 */
export const listAgeFlows = async (
  db: Read,
  fundId: FundId,
  scope: BoardScope,
  what: 'relayed' | 'unspent',
): Promise<readonly AgeFlow[]> => {
  const within = what === 'relayed' ? RELAYED : UNSPENT
  const kinds = within.map(([stage, tier]) => `${stage}/${tier}`)
  const kindOf = (alias: string) =>
    sql<string>`${sql.ref(`${alias}.stage`)} || '/' || ${sql.ref(`${alias}.tier`)}`
  const rows = await db
    .selectFrom('account as a')
    .innerJoin('entry as e', 'e.account_id', 'a.id')
    .innerJoin('journal as j', 'j.id', 'e.journal_id')
    .innerJoin('entry as o', (on) =>
      on.onRef('o.journal_id', '=', 'e.journal_id').onRef('o.line', '<>', 'e.line'),
    )
    .innerJoin('account as b', 'b.id', 'o.account_id')
    .leftJoin('journal as r', 'r.reverses', 'j.id')
    .select((eb) => [
      'a.beneficiary_id',
      'a.recipient_id',
      'a.prefecture_id',
      'j.day',
      'j.act',
      eb.fn.sum<number>('e.amount').as('amount'),
    ])
    .where('a.fund_id', '=', fundId)
    .where('j.reverses', 'is', null)
    .where('r.id', 'is', null)
    .where(inScope('a', scope))
    .where(kindOf('a'), 'in', kinds)
    .where(kindOf('b'), 'not in', kinds)
    .groupBy(['a.beneficiary_id', 'a.recipient_id', 'a.prefecture_id', 'j.day', 'j.act'])
    .execute()
  return rows.map((row) => ({
    beneficiaryId: row.beneficiary_id,
    recipientId: row.recipient_id,
    prefectureId: row.prefecture_id,
    day: day(row.day),
    arrival: ARRIVALS.includes(row.act),
    amount: fen(Number(row.amount)),
  }))
}

type Kind = readonly [Stage, Tier]
const RELAYED: readonly Kind[] = [['relayed', 'relay']]
const UNSPENT: readonly Kind[] = (
  ['issued', 'remitted', 'held', 'occupied', 'carried', 'surplus'] as const
).map((stage): Kind => [stage, 'recipient'])
