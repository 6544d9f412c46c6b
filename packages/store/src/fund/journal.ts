import { monthOf } from '@qiangji/kernel/base/day.ts'
import { accountKeyText, type Posting } from '@qiangji/kernel/fund/account.ts'
import type { Tx } from '../engine/act.ts'
import { effect } from '../engine/effect.ts'
import { newText } from '../engine/new-id.ts'
import { nextNumber } from '../engine/number.ts'
import type { OpenAccount, Poster } from './ledger.ts'
import { moveTotals } from './total.ts'

export interface JournalOptions {
  readonly batch: string
  readonly batches?: readonly string[]
  readonly releaser?: string | null
  readonly maker?: string
  /** Numbers of the journals that these mirror, in the order of the postings. */
  readonly reverses?: readonly number[]
}

/** What the audit row's digest covers of one journal; verification writes the same text from the rows. */
export const journalText = (j: {
  readonly publicId: string
  readonly act: string
  readonly fundId: string
  readonly period: string
  readonly day: string
  readonly batch: string
  readonly document: string
  readonly from: string
  readonly to: string
  readonly amount: number
}): string =>
  [j.publicId, j.act, j.fundId, j.period, j.day, j.batch, j.document, j.from, j.to, j.amount].join(
    '|',
  )

/** Rows of a multi-row insert: both engines bound the number of parameters of a statement. */
const CHUNK = 500

/** Writes journals with their two entries each and moves the counters; called by `post` and `reverse` only. */
export const writeJournals = async (
  tx: Tx,
  hand: Poster,
  fund: { readonly id: string; readonly year: number },
  accounts: ReadonlyMap<string, OpenAccount>,
  postings: readonly Posting[],
  options: JournalOptions,
): Promise<void> => {
  const period = monthOf(hand.today)
  await openPeriod(tx, fund.year, period)
  const numbered = postings.map((posting, i) => ({
    posting,
    id: nextNumber(),
    publicId: newText(),
    batch: options.batches?.[i] ?? options.batch,
    reverses: options.reverses?.[i] ?? null,
    from: accountIn(accounts, accountKeyText(posting.from)),
    to: accountIn(accounts, accountKeyText(posting.to)),
  }))
  for (let at = 0; at < numbered.length; at += CHUNK) {
    const chunk = numbered.slice(at, at + CHUNK)
    await tx
      .insertInto('journal')
      .values(
        chunk.map((j) => ({
          id: j.id,
          public_id: j.publicId,
          request_person: hand.personId,
          posted_for: hand.behind ?? null,
          request_id: hand.requestId,
          batch: j.batch,
          act: j.posting.act,
          document: j.posting.document,
          fund_id: fund.id,
          fund_year: fund.year,
          period,
          day: hand.today,
          maker: options.maker ?? hand.personId,
          releaser: options.releaser ?? null,
          legs: 2,
          reverses: j.reverses,
        })),
      )
      .execute()
    await tx
      .insertInto('entry')
      .values(
        chunk.flatMap((j) => {
          const out = { journal_id: j.id, account_id: j.from.id, amount: -j.posting.amount }
          const into = { journal_id: j.id, account_id: j.to.id, amount: j.posting.amount }
          // A reversal is the mirror leg by leg: its line 1 stands on the account of the original's line 1.
          const [first, second] = j.reverses === null ? [out, into] : [into, out]
          return [
            { ...first, line: 1 as const },
            { ...second, line: 2 as const },
          ]
        }),
      )
      .execute()
  }
  await moveTotals(tx, fund.id, numbered)
  for (const j of numbered)
    effect(
      tx,
      journalText({
        publicId: j.publicId,
        act: j.posting.act,
        fundId: fund.id,
        period,
        day: hand.today,
        batch: j.batch,
        document: j.posting.document,
        from: accountKeyText(j.posting.from),
        to: accountKeyText(j.posting.to),
        amount: j.posting.amount,
      }),
    )
}

const accountIn = (accounts: ReadonlyMap<string, OpenAccount>, key: string): OpenAccount => {
  const account = accounts.get(key)
  if (!account) throw new Error(`account not open: ${key}`)
  return account
}

const openPeriod = async (tx: Tx, year: number, month: string): Promise<void> => {
  await tx
    .insertInto('period')
    .values({ fund_year: year, month, closed: 0, closed_by: null, closed_on: null })
    .onConflict((c) => c.columns(['fund_year', 'month']).doNothing())
    .execute()
}
