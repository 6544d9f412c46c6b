import type { Hand } from '@qiangji/kernel/access/conflict.ts'
import { hasOther } from '@qiangji/kernel/access/review.ts'
import type { Day } from '@qiangji/kernel/base/day.ts'
import type { RefusalFacts } from '@qiangji/kernel/base/decision.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import type { Spending } from '@qiangji/kernel/fund/spending.ts'
import { mayRelease } from '@qiangji/kernel/fund/spending-check.ts'
import { spendingPosting } from '@qiangji/kernel/fund/spending-posting.ts'
import { handsAt } from '../access/hand.ts'
import type { Read, Tx } from '../engine/act.ts'
import { CLAIM_MOVES, moveClaims } from './claim.ts'
import { type Poster, post, posterAs } from './ledger.ts'
import { findSpendings, markPosted } from './spending.ts'
import { spendingApproval } from './spending-approval.ts'
import { standingsOf, takeDesk } from './spending-place.ts'
import { findRule } from './spending-rule.ts'

export interface Reviewer {
  readonly poster: Poster
  /** The hand as 县区审核, and as 市州财务 for 上级复核; null where the post is not held. */
  readonly own: Hand | null
  readonly upper: Hand | null
  readonly organizationId: string
}

export interface Released {
  readonly id: string
  readonly voucher: string
  readonly line: number
  /** already: it was posted before, nothing was done twice. */
  readonly outcome: 'posted' | 'already' | 'refused'
  readonly refusal: string | null
  readonly facts: RefusalFacts
}

/**
 * 审核入账 of many rows: each is decided by itself, what is good is posted under a batch of its own, and what is
 * refused says why. Payments go before refunds, so that one list may bring both.
 */
export const releaseSpendings = async (
  tx: Tx,
  reviewer: Reviewer,
  ids: readonly string[],
): Promise<readonly Released[]> => {
  const first = await findSpendings(tx, ids)
  await takeDesk(
    tx,
    first.map((s) => s.organizationId),
  )
  const found = new Map((await findSpendings(tx, ids)).map((s): [string, Spending] => [s.id, s]))
  // The order asked for decides who gets the money when it is not enough for all, not the order of the ids.
  const rows = ids.flatMap((id) => found.get(id) ?? [])
  const rules = await thresholdsOf(tx, rows)
  const results = new Map<string, Released>()
  for (const row of rows)
    if (row.state === 'posted') results.set(row.id, result(row, 'already', null))
  for (const kind of ['spend', 'refund'] as const) {
    const waiting = rows.filter((s) => s.kind === kind && !results.has(s.id))
    for (const released of await releaseKind(tx, reviewer, waiting, rules))
      results.set(released.id, released)
  }
  return ids.flatMap((id) => results.get(id) ?? [])
}

const result = (
  s: Spending,
  outcome: Released['outcome'],
  refused: { readonly refusal: string; readonly facts: RefusalFacts } | null,
): Released => ({
  id: s.id,
  voucher: s.voucher,
  line: s.line,
  outcome,
  refusal: refused?.refusal ?? null,
  facts: refused?.facts ?? {},
})

const thresholdsOf = async (
  tx: Tx,
  rows: readonly Spending[],
): Promise<ReadonlyMap<string, Fen | null>> => {
  const found = new Map<string, Fen | null>()
  for (const fundId of new Set(rows.map((s) => s.fundId)))
    found.set(fundId, (await findRule(tx, fundId)).fileThreshold)
  return found
}

const releaseKind = async (
  tx: Tx,
  reviewer: Reviewer,
  waiting: readonly Spending[],
  thresholds: ReadonlyMap<string, Fen | null>,
): Promise<readonly Released[]> => {
  const parents = new Map(
    (await findSpendings(tx, [...new Set(waiting.flatMap((s) => s.ofId ?? []))])).map((s) => [
      s.id,
      s,
    ]),
  )
  const standings = await standingsOf(
    tx,
    waiting.map((s) => s.organizationId),
  )
  const reviewers = await reviewersOf(tx, waiting, reviewer.poster.today)
  const approved = await spendingApproval(tx, waiting, reviewer.poster.today)
  const results: Released[] = []
  const good: { readonly spending: Spending; readonly hand: Hand }[] = []
  for (const spending of waiting) {
    const own = spending.organizationId === reviewer.organizationId
    const hand = own ? reviewer.own : (reviewer.upper ?? reviewer.own)
    if (!hand) {
      results.push(result(spending, 'refused', { refusal: 'NOT_FOUND', facts: {} }))
      continue
    }
    const decided = mayRelease(spending, {
      hand,
      review: own ? 'own' : 'upper',
      hasOwnReviewer: hasOther(reviewers.get(spending.organizationId) ?? [], spending.makers),
      organization: standings.get(spending.organizationId)?.name ?? '',
      fileThreshold: thresholds.get(spending.fundId) ?? null,
      of: spending.ofId === null ? null : (parents.get(spending.ofId) ?? null),
    })
    const signed = decided.ok ? approved(spending) : decided
    if (signed.ok) good.push({ spending, hand })
    else results.push(result(spending, 'refused', signed))
  }
  for (const group of grouped(good))
    results.push(...(await postGroup(tx, reviewer, group, thresholds)))
  return results
}

interface Group {
  readonly fundId: string
  readonly maker: string
  readonly hand: Hand
  readonly spendings: readonly Spending[]
}

/** One posting names one fund, one maker and one releaser. */
const grouped = (
  good: readonly { readonly spending: Spending; readonly hand: Hand }[],
): readonly Group[] => {
  const groups = new Map<string, Group & { readonly spendings: Spending[] }>()
  for (const { spending, hand } of good) {
    const maker = spending.makers.at(-1)?.personId ?? ''
    const key = `${spending.fundId}/${maker}/${hand.onBehalfOf}`
    const group = groups.get(key)
    if (group) group.spendings.push(spending)
    else groups.set(key, { fundId: spending.fundId, maker, hand, spendings: [spending] })
  }
  return [...groups.values()]
}

const postGroup = async (
  tx: Tx,
  reviewer: Reviewer,
  group: Group,
  thresholds: ReadonlyMap<string, Fen | null>,
): Promise<readonly Released[]> => {
  const poster = posterAs(reviewer.poster, group.hand)
  const results: Released[] = []
  const posted: Spending[] = []
  // Halving finds the rows that the ledger refuses and keeps the order in which the money is taken.
  const tryPost = async (spendings: readonly Spending[]): Promise<void> => {
    const decided = await post(tx, poster, group.fundId, spendings.map(spendingPosting), {
      maker: group.maker,
      releaser: group.hand.personId,
      batches: spendings.map((s) => s.batch),
    })
    if (decided.ok) {
      posted.push(...spendings)
      return
    }
    const [only] = spendings
    if (spendings.length === 1 && only) {
      results.push(result(only, 'refused', decided))
      return
    }
    const half = Math.ceil(spendings.length / 2)
    await tryPost(spendings.slice(0, half))
    await tryPost(spendings.slice(half))
  }
  await tryPost(group.spendings)
  await markPosted(tx, posted, { ...group.hand, today: reviewer.poster.today }, thresholds)
  await moveClaims(
    tx,
    posted.map((spending) => ({ spending, ...CLAIM_MOVES.used })),
  )
  return [...results, ...posted.map((s) => result(s, 'posted', null))]
}

/** The hands of 县区审核 at each of these organizations today. */
const reviewersOf = (db: Read, rows: readonly Spending[], today: Day) =>
  handsAt(
    db,
    rows.map((s) => s.organizationId),
    ['county-reviewer'],
    today,
  )

/** Whether somebody of the row's own organization, who had no hand in it, may review it. */
export const hasOwnReviewer = async (db: Read, row: Spending, today: Day): Promise<boolean> =>
  hasOther((await reviewersOf(db, [row], today)).get(row.organizationId) ?? [], row.makers)
