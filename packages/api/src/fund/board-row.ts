import { isWithin } from '@qiangji/kernel/access/scope.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { stayOf } from '@qiangji/kernel/fund/board.ts'
import { figures, rates, type Stock } from '@qiangji/kernel/fund/figure.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { BoardUnit } from '@qiangji/store/fund/board-unit.ts'
import { type BoardFacts, bouncedOf, ownStocks, type Waiting } from './board-facts.ts'
import type { BoardRow, BoardTile } from './board-output.ts'

/** The recipients at or below a unit, by id. */
const recipientsOf = (facts: BoardFacts, unit: Pick<BoardUnit, 'path'>): ReadonlySet<string> =>
  new Set(facts.recipients.filter((r) => isWithin(unit.path, r.path)).map((r) => r.organizationId))

const layersAt = (waiting: readonly Waiting[], recipients: ReadonlySet<string>) =>
  waiting
    .filter((one) => one.recipientId !== null && recipients.has(one.recipientId))
    .flatMap((one) => one.left)

const rowOf = (
  facts: BoardFacts,
  unit: BoardUnit,
  kind: BoardRow['kind'],
  stocks: readonly Stock[],
  recipients: ReadonlySet<string>,
): BoardRow => {
  const sums = figures(stocks)
  const stay = stayOf(layersAt(facts.relayed, recipients), facts.today)
  return {
    kind,
    organizationId: OrganizationId.parse(unit.organizationId),
    code: unit.code,
    name: unit.name,
    fullName: unit.fullName,
    level: unit.level,
    recipients: recipients.size,
    figures: sums,
    rates: rates(sums),
    stayDays: stay.days,
    stayLate: stay.late,
    unspentDays: stayOf(layersAt(facts.unspent, recipients), facts.today).days,
    bounced: bouncedOf(facts, recipients),
    paused: facts.isPaused(unit),
  }
}

export const totalRow = (facts: BoardFacts): BoardRow =>
  rowOf(
    facts,
    facts.self,
    'scope',
    facts.stocksOf(facts.scope.organizationId),
    recipientsOf(facts, facts.scope),
  )

/**
 * The rows one step below; they sum to the scope. A prefecture without a recipient and a township without
 * money are left out; for the province a direct recipient inside a prefecture is shown once more, as 其中.
 */
export const boardRows = (facts: BoardFacts): readonly BoardRow[] => {
  const children = facts.units.flatMap((unit) => {
    const stocks = facts.stocksOf(unit.organizationId)
    const recipients = recipientsOf(facts, unit)
    const row = rowOf(facts, unit, 'child', stocks, recipients)
    const direct = facts.scope.level === 'province' ? directRows(facts, unit) : []
    return stocks.length === 0 && recipients.size === 0 ? [] : [row, ...direct]
  })
  const own = ownStocks(facts)
  if (own.length === 0 || children.length === 0) return children
  const only = new Set(
    facts.recipients
      .filter((r) => r.organizationId === facts.scope.organizationId)
      .map((r) => r.organizationId),
  )
  return [rowOf(facts, facts.self, 'own', own, only), ...children]
}

const directRows = (facts: BoardFacts, prefecture: BoardUnit): readonly BoardRow[] =>
  facts.recipients
    .filter(
      (r) => r.route === 'direct' && r.level !== 'prefecture' && isWithin(prefecture.path, r.path),
    )
    .map((r) =>
      rowOf(facts, r, 'direct', facts.stocksOf(r.organizationId), new Set([r.organizationId])),
    )

export const boardTiles = (facts: BoardFacts): readonly BoardTile[] =>
  facts.recipients.map((r) => {
    const sums = figures(facts.stocksOf(r.organizationId))
    const members = facts.members.get(r.organizationId)
    return {
      organizationId: OrganizationId.parse(r.organizationId),
      code: r.code,
      name: r.name,
      prefectureId: OrganizationId.nullable().parse(r.prefectureId),
      className: r.className,
      issued: sums.issued,
      received: sums.received,
      occupied: sums.occupied,
      spent: sums.spent,
      relayed: fen(sums.relayed),
      stayDays: stayOf(layersAt(facts.relayed, new Set([r.organizationId])), facts.today).days,
      receivedOn: facts.lastArrival.get(r.organizationId) ?? null,
      members: members === undefined || !Number.isInteger(members) ? null : members,
      paused: facts.isPaused(r),
    }
  })
