import type { BareHand } from '@qiangji/kernel/access/conflict.ts'
import { accept, type Decision } from '@qiangji/kernel/base/decision.ts'
import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { AccountKey, Posting } from '@qiangji/kernel/fund/account.ts'
import type { LedgerRefusal } from '@qiangji/kernel/fund/ledger.ts'
import { ACT_WORDS, type PostingAct } from '@qiangji/kernel/fund/movement.ts'
import { mayReverse, type ReversalRefusal, type Reversible } from '@qiangji/kernel/fund/reversal.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import type { Read, Tx } from '../engine/act.ts'
import { newText } from '../engine/new-id.ts'
import { type Poster, post } from './ledger.ts'

/** A journal of a batch with its two accounts, as a reversal needs it. */
export interface BatchJournal {
  readonly id: number
  readonly act: PostingAct
  /** The act that a reversal mirrors; its own elsewhere. */
  readonly mirrors: PostingAct
  readonly document: string
  readonly fundId: string
  readonly postedBy: BareHand
  readonly reversed: boolean
  readonly from: AccountKey
  readonly to: AccountKey
  readonly amount: Fen
}

export const journalsOfBatch = async (db: Read, batch: string): Promise<readonly BatchJournal[]> =>
  (
    await db
      .selectFrom('journal as j')
      .innerJoin('entry as e1', (on) =>
        on.onRef('e1.journal_id', '=', 'j.id').on('e1.line', '=', 1),
      )
      .innerJoin('entry as e2', (on) =>
        on.onRef('e2.journal_id', '=', 'j.id').on('e2.line', '=', 2),
      )
      .innerJoin('account as a1', 'a1.id', 'e1.account_id')
      .innerJoin('account as a2', 'a2.id', 'e2.account_id')
      .leftJoin('journal as r', 'r.reverses', 'j.id')
      .leftJoin('journal as o', 'o.id', 'j.reverses')
      .select([
        'j.id',
        'j.act',
        'j.document',
        'j.fund_id',
        'j.request_person',
        'j.posted_for',
        'o.act as mirrors',
        'r.id as reversal',
        'a1.beneficiary_id as from_beneficiary',
        'a1.holder_id as from_holder',
        'a1.stage as from_stage',
        'a2.beneficiary_id as to_beneficiary',
        'a2.holder_id as to_holder',
        'a2.stage as to_stage',
        'e2.amount',
      ])
      .where('j.batch', '=', batch)
      .orderBy('j.id')
      .execute()
  ).map((row) => ({
    id: row.id,
    act: row.act,
    mirrors: row.mirrors ?? row.act,
    document: row.document,
    fundId: row.fund_id,
    postedBy: { personId: row.request_person, onBehalfOf: row.posted_for },
    reversed: row.reversal !== null,
    from: {
      beneficiary: OrganizationId.parse(row.from_beneficiary),
      holder: OrganizationId.parse(row.from_holder),
      stage: row.from_stage,
    },
    to: {
      beneficiary: OrganizationId.parse(row.to_beneficiary),
      holder: OrganizationId.parse(row.to_holder),
      stage: row.to_stage,
    },
    amount: fen(row.amount),
  }))

/** The first later act that names the same document and stands unreversed; null when there is none. */
const laterAct = async (
  db: Read,
  documents: readonly string[],
  after: number,
): Promise<string | null> => {
  const later = await db
    .selectFrom('journal as j')
    .leftJoin('journal as r', 'r.reverses', 'j.id')
    .select('j.act')
    .where('j.document', 'in', documents)
    .where('j.id', '>', after)
    .where('j.act', '<>', 'reverse')
    .where('r.id', 'is', null)
    .orderBy('j.id')
    .limit(1)
    .executeTakeFirst()
  return later ? ACT_WORDS[later.act] : null
}

/**
 * Mirrors every journal of a batch in today's open period, from last to first; returns the batch of the reversal.
 * The caller sets its document back in the same command.
 */
export const reverseBatch = async (
  tx: Tx,
  hand: Poster,
  batch: string,
  paidByBank = false,
): Promise<Decision<string, ReversalRefusal | LedgerRefusal>> => {
  const journals = await journalsOfBatch(tx, batch)
  const decided = mayReverse({
    journals,
    hand: { personId: hand.personId, onBehalfOf: hand.behind ?? null },
    laterAct:
      journals.length === 0
        ? null
        : await laterAct(
            tx,
            [...new Set(journals.map((j) => j.document))],
            Math.max(...journals.map((j) => j.id)),
          ),
    paidByBank,
  })
  if (!decided.ok) return decided
  const mirrored = [...journals].reverse()
  const reversal = newText()
  for (const fundId of new Set(mirrored.map((j) => j.fundId))) {
    const own = mirrored.filter((j) => j.fundId === fundId)
    const posted = await post(tx, hand, fundId, own.map(mirror), {
      batch: reversal,
      reverses: own.map((j) => j.id),
    })
    if (!posted.ok) return posted
  }
  return accept(reversal)
}

/** Undoes an act that posted nothing: the same is asked, nothing is mirrored. */
export const reverseQuiet = (
  hand: Poster,
  journals: readonly Reversible[],
): Decision<string, ReversalRefusal> => {
  const decided = mayReverse({
    journals,
    hand: { personId: hand.personId, onBehalfOf: hand.behind ?? null },
    laterAct: null,
    paidByBank: false,
  })
  return decided.ok ? accept(newText()) : decided
}

/** Keeps why a batch was reversed, beside the batch that mirrors it. */
export const keepReason = async (
  tx: Tx,
  hand: Poster,
  {
    batch,
    reverses,
    reason,
  }: { readonly batch: string; readonly reverses: string; readonly reason: string },
): Promise<void> => {
  await tx
    .insertInto('reversal')
    .values({ batch, reverses, reason, person: hand.personId, day: hand.today })
    .execute()
}

/** How a batch was reversed, or the reversal whose batch this is; null where neither is. */
export const findReversal = async (
  db: Read,
  batch: string,
): Promise<{ readonly personId: string; readonly day: string; readonly reason: string } | null> =>
  (await db
    .selectFrom('reversal')
    .select(['person as personId', 'day', 'reason'])
    .where((eb) => eb.or([eb('reverses', '=', batch), eb('batch', '=', batch)]))
    .executeTakeFirst()) ?? null

/** Reasons by the batch that mirrors and by the batch that was mirrored. */
export const reasonsOf = async (
  db: Read,
  batches: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('reversal')
    .select(['batch', 'reverses', 'reason'])
    .where((eb) => eb.or([eb('batch', 'in', batches), eb('reverses', 'in', batches)]))
    .execute()
  return new Map(
    rows.flatMap(
      (r) =>
        [
          [r.batch, r.reason],
          [r.reverses, r.reason],
        ] as const,
    ),
  )
}

const mirror = (j: BatchJournal): Posting => ({
  act: 'reverse',
  from: j.to,
  to: j.from,
  amount: j.amount,
  document: j.document,
})
