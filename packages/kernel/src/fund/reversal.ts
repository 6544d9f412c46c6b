import { accept, type Decision, refuse } from '../base/decision.ts'
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
  readonly postedBy: string
  readonly releasedBy: string | null
  readonly reversed: boolean
}

export interface ReversalFacts {
  readonly journals: readonly Reversible[]
  readonly personId: string
  /** In whose place it is done under a 代办授权: what one has posted oneself is not reversed by a stand-in. */
  readonly behind: string | null
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
  if (journals.some((j) => j.postedBy === facts.personId || j.postedBy === facts.behind))
    return refuse('SAME_PERSON')
  if (facts.laterAct !== null) return refuse('LATER_ACT', { act: facts.laterAct })
  if (facts.paidByBank) return refuse('PAID_BY_BANK')
  return accept(null)
}
