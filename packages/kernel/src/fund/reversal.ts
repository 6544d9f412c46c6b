import { type BareHand, different } from '../access/conflict.ts'
import { accept, type Decision, refuse } from '../base/decision.ts'
import type { OrganizationId } from '../organization/organization.ts'
import type { AccountKey } from './account.ts'
import type { PostingAct } from './movement.ts'

/** Why a posted act cannot be reversed, in order of precedence; the ledger's own refusals come after these. */
export const REVERSAL_REFUSALS = [
  'REVERSE_NOTHING',
  'REVERSE_OF_REVERSAL',
  'REVERSED_ALREADY',
  'SAME_PERSON',
  'LATER_ACT',
  'PAID_BY_BANK',
] as const
export type ReversalRefusal = (typeof REVERSAL_REFUSALS)[number]

/** A journal of the batch that is to be reversed. */
export interface Reversible {
  readonly act: PostingAct
  readonly postedBy: BareHand
  readonly reversed: boolean
}

export interface ReversalFacts {
  readonly journals: readonly Reversible[]
  /** Neither who reverses nor the one behind may have posted it, at the desk or through a 代办授权. */
  readonly hand: BareHand
  /** The word of a later unreversed act that names the same document: undo goes from last to first. */
  readonly laterAct: string | null
  /** The bank has answered 支付成功: then only a bounce or a return brings the money back. */
  readonly paidByBank: boolean
}

/** 冲销: once, never of a reversal, by a person other than who posted it. */
export const mayReverse = (facts: ReversalFacts): Decision<null, ReversalRefusal> => {
  const { journals } = facts
  if (journals.length === 0) return refuse('REVERSE_NOTHING')
  if (journals.some((j) => j.act === 'reverse')) return refuse('REVERSE_OF_REVERSAL')
  if (journals.some((j) => j.reversed)) return refuse('REVERSED_ALREADY')
  if (!journals.every((j) => different(j.postedBy, facts.hand))) return refuse('SAME_PERSON')
  if (facts.laterAct !== null) return refuse('LATER_ACT', { act: facts.laterAct })
  if (facts.paidByBank) return refuse('PAID_BY_BANK')
  return accept(null)
}

/** Acts whose money arrives at who does them: a receipt, a return received or confirmed, what is taken back. */
const AT_ITS_END: ReadonlySet<PostingAct> = new Set([
  'receive',
  'return-receive',
  'return-confirm',
  'set-off-old',
  'take-back',
])

/** Whose act a journal is, by its two accounts: who holds the money that comes, elsewhere who held it before. */
export const actHolder = (act: PostingAct, from: AccountKey, to: AccountKey): OrganizationId =>
  AT_ITS_END.has(act) ? to.holder : from.holder
