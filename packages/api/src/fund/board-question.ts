import { workingDays } from '@qiangji/gazetteer/working-days.ts'
import { type Day, daysBetween } from '@qiangji/kernel/base/day.ts'
import { fen, sumFen } from '@qiangji/kernel/base/money.ts'
import {
  isConfirmationLate,
  stayOf,
  UNREACHED_PLACES,
  type UnreachedPlace,
  unreached,
} from '@qiangji/kernel/fund/board.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import type { BoardRecipient } from '@qiangji/store/fund/board-unit.ts'
import {
  type Concern,
  listOpenDiscrepancies,
  listUnconfirmed,
} from '@qiangji/store/fund/concern.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import type { z } from 'zod'
import { type BoardFacts, bouncedOf } from './board-facts.ts'
import type { ConcernOut, UnreachedOut } from './board-output.ts'

/** Rows that a pane shows; the counts and sums are of all. */
const SHOWN = 50

type Questions = readonly ConcernOut[]

/** 需要过问, in the order of the board. */
export const listConcerns = async (db: Read, fund: Fund, facts: BoardFacts): Promise<Questions> => {
  const { path } = facts.scope
  const waiting = judgeWaiting(await listUnconfirmed(db, fund.id, path), facts.today)
  const discrepancies = await listOpenDiscrepancies(db, fund.id, path)
  return [
    await stayConcern(db, facts),
    paymentConcern('bounced', facts.bounces, facts.today, 'each'),
    {
      ...paymentConcern('unconfirmed', waiting.late, facts.today, 'payee'),
      unjudged: waiting.unjudged,
    },
    {
      kind: 'discrepancy',
      count: discrepancies.length,
      amount: sumFen(discrepancies, (d) => d.amount),
      unjudged: null,
      items: discrepancies.slice(0, SHOWN).map((d) => ({
        name: d.payeeName,
        amount: d.amount,
        days: null,
        text: '',
        organizationId: null,
      })),
    },
  ]
}

/** Payments that wait too long, and those of which the calendar cannot tell. */
const judgeWaiting = (
  waiting: readonly Concern[],
  today: Day,
): { readonly late: readonly Concern[]; readonly unjudged: ConcernOut['unjudged'] } => {
  const late: Concern[] = []
  const unjudged: Concern[] = []
  let year = 0
  for (const one of waiting) {
    const judged = isConfirmationLate(workingDays, one.since, today)
    if (!judged.ok) {
      unjudged.push(one)
      year = Number(judged.facts.year)
    } else if (judged.value) late.push(one)
  }
  const count = new Set(unjudged.map((one) => one.payeeId)).size
  return { late, unjudged: count === 0 ? null : { count, year } }
}

const paymentConcern = (
  kind: 'bounced' | 'unconfirmed',
  all: readonly Concern[],
  today: Day,
  counted: 'each' | 'payee',
): ConcernOut => ({
  kind,
  count: counted === 'each' ? all.length : new Set(all.map((one) => one.payeeId)).size,
  amount: sumFen(all, (one) => one.amount),
  unjudged: null,
  items: all.slice(0, SHOWN).map((one) => ({
    name: one.payeeName,
    amount: one.amount,
    days: daysBetween(one.since, today),
    text: one.reason === '' ? `支付单 ${one.number}` : `支付单 ${one.number}，${one.reason}`,
    organizationId: null,
  })),
})

/** By prefecture where the province looks, by recipient below it. */
const stayConcern = async (db: Read, facts: BoardFacts): Promise<ConcernOut> => {
  const by = new Map<string, { late: number; days: number }>()
  for (const one of facts.relayed) {
    const key = facts.scope.level === 'province' ? one.prefectureId : one.recipientId
    const stay = stayOf(one.left, facts.today)
    if (key === null || stay.late === 0) continue
    const sum = by.get(key) ?? { late: 0, days: 0 }
    by.set(key, { late: sum.late + stay.late, days: Math.max(sum.days, stay.days ?? 0) })
  }
  const named = await listOrganizations(db, [...by.keys()])
  const items = [...by]
    .map(([id, { late, days }]) => ({
      name: named.find((o) => o.id === id)?.shortName ?? '',
      amount: fen(late),
      days,
      text: '',
      organizationId: OrganizationId.parse(id),
    }))
    .sort((a, b) => b.days - a.days || b.amount - a.amount)
  return {
    kind: 'stay',
    count: items.length,
    amount: sumFen(items, (item) => item.amount),
    unjudged: null,
    items: items.slice(0, SHOWN),
  }
}

interface Place {
  readonly recipient: BoardRecipient
  readonly place: UnreachedPlace
  readonly amount: number
}

/** 未到账在哪里: how many recipients wait at which place, and whose prefectures they are. */
export const listUnreached = (
  facts: BoardFacts,
): {
  readonly places: readonly z.infer<typeof UnreachedOut>[]
  readonly count: number
} => {
  const prefectures = new Map(facts.units.map((unit) => [unit.organizationId, unit.name]))
  const atProvince = { bounces: facts.bounces.filter(isOfProvince) }
  const found: Place[] = facts.recipients.flatMap((recipient) => {
    const id = recipient.organizationId
    const waiting = unreached(facts.stocksOf(id), bouncedOf(atProvince, new Set([id])))
    return UNREACHED_PLACES.map((place) => ({ recipient, place, amount: waiting[place] })).filter(
      (one) => one.amount > 0,
    )
  })
  const places = UNREACHED_PLACES.flatMap((place) => {
    const here = found.filter((one) => one.place === place)
    if (here.length === 0) return []
    const names = new Map<string, Place[]>()
    for (const one of here) {
      const name = prefectures.get(one.recipient.prefectureId ?? '') ?? one.recipient.name
      names.set(name, [...(names.get(name) ?? []), one])
    }
    return [
      {
        place,
        amount: sumFen(here, (one) => fen(one.amount)),
        count: here.length,
        details: [...names].map(([name, those]) => ({
          name,
          count: those.length,
          days: place === 'relayed' ? oldest(facts, those) : null,
          reason: place === 'bounced' ? reasonOf(facts, those) : null,
        })),
      },
    ]
  })
  return { places, count: new Set(found.map((one) => one.recipient.organizationId)).size }
}

/** What bounced to a prefecture stands there as 市级待转拨; a recipient's 拨付 comes from the province alone. */
const isOfProvince = (bounce: Concern): boolean => bounce.act === 'remit'

const oldest = (facts: BoardFacts, those: readonly Place[]): number | null => {
  const ids = new Set(those.map((one) => one.recipient.organizationId))
  const here = facts.relayed.filter((one) => one.recipientId !== null && ids.has(one.recipientId))
  return stayOf(
    here.flatMap((one) => one.left),
    facts.today,
  ).days
}

const reasonOf = (facts: BoardFacts, those: readonly Place[]): string | null => {
  const ids = new Set<string>(those.map((one) => one.recipient.organizationId))
  return (
    facts.bounces
      .filter(isOfProvince)
      .find((bounce) => bounce.lines.some((line) => ids.has(line.beneficiaryId)))?.reason ?? null
  )
}
