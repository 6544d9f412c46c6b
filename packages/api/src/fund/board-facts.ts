import { isWithin, type Scope } from '@qiangji/kernel/access/scope.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen, negateFen, sumFen } from '@qiangji/kernel/base/money.ts'
import type { Layer } from '@qiangji/kernel/fund/age.ts'
import { layersOf } from '@qiangji/kernel/fund/board.ts'
import type { Stock } from '@qiangji/kernel/fund/figure.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { isFundStage } from '@qiangji/kernel/fund/stage.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { type AgeFlow, listAgeFlows } from '@qiangji/store/fund/board.ts'
import {
  type BoardRecipient,
  type BoardUnit,
  listRecipientUnits,
  listUnitsBelow,
  stocksBy,
  unitsOnPath,
} from '@qiangji/store/fund/board-unit.ts'
import { type Concern, listOpenBounces } from '@qiangji/store/fund/concern.ts'
import { listFacts } from '@qiangji/store/fund/fact.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { pausedIn } from '@qiangji/store/fund/pause.ts'
import { boardScope } from './board-scope.ts'

/** What lies at a place, with whom it is for. */
export interface Waiting {
  readonly recipientId: string | null
  readonly prefectureId: string | null
  readonly left: readonly Layer[]
}

/** Everything that one look at the board needs, read in one snapshot. */
export interface BoardFacts {
  readonly scope: Scope
  readonly today: Day
  readonly self: BoardUnit
  readonly trail: readonly BoardUnit[]
  readonly units: readonly BoardUnit[]
  readonly recipients: readonly BoardRecipient[]
  readonly stocksOf: (organizationId: string) => readonly Stock[]
  readonly relayed: readonly Waiting[]
  readonly unspent: readonly Waiting[]
  readonly lastArrival: ReadonlyMap<string, Day>
  readonly bounces: readonly Concern[]
  readonly members: ReadonlyMap<string, number>
  readonly isPaused: (unit: Pick<BoardUnit, 'path'>) => boolean
}

export const gatherBoard = async (
  db: Read,
  actorPath: string,
  fund: Fund,
  scope: Scope,
  today: Day,
): Promise<BoardFacts> => {
  const above = await unitsOnPath(db, scope.path)
  const self = above.at(-1)
  if (self === undefined) throw new Error(`no organization at ${scope.path}`)
  const trail = above.filter((unit) => isWithin(actorPath, unit.path))
  const units = await listUnitsBelow(db, scope.organizationId)
  const recipients = await listRecipientUnits(db, fund.id, scope.path, today)
  const ids = new Set([...trail, ...units, ...recipients].map((unit) => unit.organizationId))
  const stocks = stocksBy(await listStocks(db, fund.id, [...ids]))
  const relayed = await listAgeFlows(db, fund.id, boardScope(scope), 'relayed')
  const unspent = await listAgeFlows(db, fund.id, boardScope(scope), 'unspent')
  const facts = await listFacts(
    db,
    recipients.map((r) => OrganizationId.parse(r.organizationId)),
    today,
  )
  return {
    scope,
    today,
    self,
    trail,
    units,
    recipients,
    stocksOf: (id) => stocks.get(id) ?? [],
    relayed: waitingBy(relayed, (flow) => flow.beneficiaryId),
    unspent: scope.level === 'township' ? [] : waitingBy(unspent, (flow) => flow.recipientId ?? ''),
    lastArrival: lastArrivals(unspent),
    bounces: await listOpenBounces(db, fund.id, scope.path),
    members: new Map(
      facts.flatMap((f) => (f.key === 'members' ? [[f.recipient, Number(f.value)]] : [])),
    ),
    isPaused: pauseTest(await pausedIn(db, fund.id), [...above, ...units, ...recipients]),
  }
}

/** Money is first in first out within one place; a county and its townships are one for what is unspent. */
const waitingBy = (
  flows: readonly AgeFlow[],
  keyOf: (flow: AgeFlow) => string,
): readonly Waiting[] => {
  const by = new Map<string, AgeFlow[]>()
  for (const flow of flows) by.set(keyOf(flow), [...(by.get(keyOf(flow)) ?? []), flow])
  return [...by.values()].map((own) => ({
    recipientId: own[0]?.recipientId ?? null,
    prefectureId: own[0]?.prefectureId ?? null,
    left: layersOf(own),
  }))
}

const lastArrivals = (flows: readonly AgeFlow[]): ReadonlyMap<string, Day> => {
  const last = new Map<string, Day>()
  for (const { arrival, recipientId, day } of flows) {
    if (!arrival || recipientId === null) continue
    const before = last.get(recipientId)
    if (before === undefined || before < day) last.set(recipientId, day)
  }
  return last
}

const pauseTest = (paused: ReadonlySet<string>, units: readonly BoardUnit[]) => {
  const paths = units.filter((unit) => paused.has(unit.organizationId)).map((unit) => unit.path)
  return (unit: Pick<BoardUnit, 'path'>): boolean => paths.some((path) => isWithin(path, unit.path))
}

/** What is for the scope itself and for none of the units below it. */
export const ownStocks = (facts: BoardFacts): readonly Stock[] => {
  const sums = new Map<string, Stock>()
  const add = (stock: Stock, amount: Fen): void => {
    if (isFundStage(stock.stage)) return
    const key = `${stock.stage}/${stock.tier}/${stock.route}`
    sums.set(key, { ...stock, amount: fen((sums.get(key)?.amount ?? 0) + amount) })
  }
  for (const stock of facts.stocksOf(facts.scope.organizationId)) add(stock, stock.amount)
  for (const unit of facts.units)
    for (const stock of facts.stocksOf(unit.organizationId)) add(stock, negateFen(stock.amount))
  return [...sums.values()].filter((stock) => stock.amount !== 0)
}

/** Open 退票 for the recipients at or below a unit, whoever had paid. */
export const bouncedOf = (
  { bounces }: Pick<BoardFacts, 'bounces'>,
  recipientIds: ReadonlySet<string>,
): Fen =>
  sumFen(
    bounces.flatMap((bounce) => bounce.lines),
    (line) => fen(recipientIds.has(line.beneficiaryId) ? line.amount : 0),
  )
