import type { BareHand } from '@qiangji/kernel/access/conflict.ts'
import { type Day, type Month, monthOf } from '@qiangji/kernel/base/day.ts'
import { accept, assert, type Decision } from '@qiangji/kernel/base/decision.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { AccountKey, Posting, Route, Tier } from '@qiangji/kernel/fund/account.ts'
import { accountKeyText, tierOf } from '@qiangji/kernel/fund/account.ts'
import { isMovement, type LedgerRefusal, mayPost } from '@qiangji/kernel/fund/ledger.ts'
import { isFundStage } from '@qiangji/kernel/fund/stage.ts'
import type { Tx } from '../engine/act.ts'
import { needsRowLocks } from '../engine/lock.ts'
import { newText } from '../engine/new-id.ts'
import { nextNumber } from '../engine/number.ts'
import { writeJournals } from './journal.ts'
import { type Place, placeOf, placesOf } from './place.ts'

/** Who posts, under which request, on which business day; the frame gives it to every command's body. */
export interface Poster {
  readonly personId: string
  readonly requestId: string
  readonly today: Day
  /** In whose place, under a 代办授权. */
  readonly behind?: string | null
}

/** The same desk, with the hand that is used at it. */
export const posterAs = (poster: Poster, hand: Pick<BareHand, 'onBehalfOf'>): Poster => ({
  ...poster,
  behind: hand.onBehalfOf,
})

export interface PostOptions {
  /** The person who released; null where one person is enough. */
  readonly releaser?: string | null
  /** The person who prepared, when it is not the one who posts now. */
  readonly maker?: string
  /** Groups the journals of one act; a new one is made when absent. */
  readonly batch?: string
  /** A batch for each posting, where they are acts of their own that may be reversed one by one. */
  readonly batches?: readonly string[]
  /** Numbers of the journals that these mirror, in the order of the postings. */
  readonly reverses?: readonly number[]
}

/** An account as the ledger keeps it. */
export interface OpenAccount extends AccountKey {
  readonly id: number
  readonly tier: Tier
  readonly route: Route
  readonly balance: Fen
  readonly place: Place
}

/**
 * Posts to one fund, all or nothing, one journal per posting, grouped by a batch.
 * This is the only door of the ledger: periods, pauses and balances are checked here for every act.
 * Returns the batch, or the ledger's refusal.
 */
export const post = async (
  tx: Tx,
  hand: Poster,
  fundId: string,
  postings: readonly Posting[],
  options: PostOptions = {},
): Promise<Decision<string, LedgerRefusal>> => {
  for (const p of postings)
    assert(p.amount > 0 && (p.act === 'reverse' || isMovement(p)), `movement ${p.act}`)
  const fund = await holdFund(tx, fundId)
  const accounts = await openAccounts(tx, fundId, postings, hand.today)
  const decided = mayPost(
    {
      ended: fund.state === 'ended',
      closedMonths: await closedMonths(tx, fund.year, monthOf(hand.today)),
      paused: await pausedAmong(tx, fundId, accounts),
      balances: new Map([...accounts].map(([key, a]) => [key, a.balance])),
      nameOf: (id) => [...accounts.values()].find((a) => a.beneficiary === id)?.place.name ?? '',
    },
    postings,
    hand.today,
  )
  if (!decided.ok) return decided
  const batch = options.batch ?? newText()
  await writeJournals(tx, hand, fund, accounts, postings, { ...options, batch })
  return accept(batch)
}

/** The fund, which cannot be ended before this command is over: `takeFund` waits. */
const holdFund = (tx: Tx, fundId: string) => {
  const query = tx.selectFrom('fund').select(['id', 'year', 'state']).where('id', '=', fundId)
  return (needsRowLocks(tx) ? query.forKeyShare() : query).executeTakeFirstOrThrow()
}

/** Finds or opens the accounts of the postings and locks them, always in the order of their numbers. */
export const openAccounts = async (
  tx: Tx,
  fundId: string,
  postings: readonly Posting[],
  today: Day,
): Promise<ReadonlyMap<string, OpenAccount>> => {
  const keys = new Map<string, AccountKey>()
  for (const p of postings) for (const key of [p.from, p.to]) keys.set(accountKeyText(key), key)
  const places = await placesOf(tx, fundId, [...keys.values()], today)
  const found = await lockAccounts(tx, fundId, [...keys.values()], places)
  const missing = [...keys].filter(([text]) => !found.has(text)).map(([, key]) => key)
  if (missing.length === 0) return found
  await tx
    .insertInto('account')
    .values(
      missing.map((key) => {
        const place = placeOf(places, key)
        return {
          id: nextNumber(),
          fund_id: fundId,
          beneficiary_id: key.beneficiary,
          holder_id: key.holder,
          stage: key.stage,
          tier: tierOf(key, place.provinceId, (holder) => place.isRecipientOrBelow(holder)),
          route: place.route,
          recipient_id: isFundStage(key.stage) ? null : place.recipientId,
          prefecture_id: place.prefectureId,
          county_id: place.countyId,
          balance: 0,
        }
      }),
    )
    .onConflict((c) => c.columns(['fund_id', 'beneficiary_id', 'holder_id', 'stage']).doNothing())
    .execute()
  return lockAccounts(tx, fundId, [...keys.values()], places)
}

const lockAccounts = async (
  tx: Tx,
  fundId: string,
  keys: readonly AccountKey[],
  places: ReadonlyMap<string, Place>,
): Promise<ReadonlyMap<string, OpenAccount>> => {
  const wanted = new Set(keys.map(accountKeyText))
  const beneficiaries = [...new Set(keys.map((k) => k.beneficiary))]
  const stages = [...new Set(keys.map((k) => k.stage))]
  let query = tx
    .selectFrom('account')
    .select(['id', 'beneficiary_id', 'holder_id', 'stage', 'tier', 'route', 'balance'])
    .where('fund_id', '=', fundId)
    .where('beneficiary_id', 'in', beneficiaries)
    .where('stage', 'in', stages)
    .orderBy('id')
  if (needsRowLocks(tx)) query = query.forUpdate()
  const open = new Map<string, OpenAccount>()
  for (const row of await query.execute()) {
    const text = `${row.beneficiary_id}/${row.holder_id}/${row.stage}`
    const key = keys.find((k) => accountKeyText(k) === text)
    if (!wanted.has(text) || !key) continue
    open.set(text, {
      ...key,
      id: row.id,
      tier: row.tier,
      route: row.route,
      balance: fen(row.balance),
      place: placeOf(places, key),
    })
  }
  return open
}

/** Of the fund's year, the month if it is closed; after a closed December the year takes nothing more. */
const closedMonths = async (tx: Tx, year: number, month: Month): Promise<ReadonlySet<Month>> => {
  const closed = await tx
    .selectFrom('period')
    .select('month')
    .where('fund_year', '=', year)
    .where('month', '=', month)
    .where('closed', '=', 1)
    .execute()
  return new Set(closed.length > 0 ? [month] : [])
}

/** Beneficiaries that stand under a 暂停拨付 of this fund, themselves or through a union above them. */
const pausedAmong = async (
  tx: Tx,
  fundId: string,
  accounts: ReadonlyMap<string, OpenAccount>,
): Promise<ReadonlySet<string>> => {
  const standing = await tx
    .selectFrom('pause')
    .select('organization_id')
    .where('fund_id', '=', fundId)
    .where('state', '=', 'standing')
    .execute()
  if (standing.length === 0) return new Set()
  const paused = new Set(standing.map((p) => p.organization_id))
  return new Set(
    [...accounts.values()]
      .filter((a) => a.place.scopes.some((id) => id !== a.place.provinceId && paused.has(id)))
      .map((a) => a.beneficiary),
  )
}
