import { isBelow, unionOf } from '../cast.ts'
import { type Answer, type Command, DONE, type Handle, no } from '../command.ts'
import { postAll } from './post.ts'
import { type CommitmentDoc, handOf, hasPost, type Leg, playerIn, type World } from './world.ts'

const legOf = (c: CommitmentDoc, act: 'occupy' | 'release', amount: bigint): Leg => {
  const at = (stage: 'held' | 'occupied') => ({
    beneficiary: c.beneficiary,
    holder: c.holder,
    stage,
  })
  const [from, to] =
    act === 'occupy' ? (['held', 'occupied'] as const) : (['occupied', 'held'] as const)
  return { act, from: at(from), to: at(to), amount, document: c.handle }
}

/** What a desk keeps the books of: what it holds, and what a township below it has on its own account. */
export const isLineOf = (union: string, beneficiary: string, township?: string): boolean =>
  isBelow(union, beneficiary) &&
  (township === undefined || (township === beneficiary && unionOf(township).level === 'township'))

/** What is neither paid, nor asked for, nor given back, nor carried. */
export const contractLeft = (c: CommitmentDoc): bigint =>
  c.amount - c.used - c.asked - c.released - c.carried

/** A contract is open while something of it is occupied. */
export const restateContract = (c: CommitmentDoc): void => {
  if (c.state === 'reversed') return
  const occupied = c.amount - c.used - c.released - c.carried
  c.state = occupied > 0n ? 'open' : c.carried > 0n ? 'carried' : 'settled'
}

/** 占用 and 登记垫付: what the county has promised, and what it paid of its own. */
export const recordClaim = (
  w: World,
  c: Extract<Command, { do: 'commitment.occupy' | 'advance.record' }>,
  handle: Handle,
): Answer => {
  const by = playerIn(c)
  const hand = handOf(by, 'county-finance')
  if (!hand || !isLineOf(by.union, c.beneficiary, c.holder)) return no('NOT_FOUND')
  const doc = {
    handle,
    fund: c.fund,
    union: by.union,
    beneficiary: c.beneficiary,
    holder: c.holder ?? by.union,
    amount: BigInt(c.amount),
    used: 0n,
    asked: 0n,
  }
  if (c.do === 'advance.record') {
    if (c.day > w.today) return no('ADVANCE_DAY_IN_FUTURE')
    w.advances.set(handle, { ...doc, state: 'open' })
    return DONE
  }
  if (c.day > w.today) return no('COMMITMENT_DAY_IN_FUTURE')
  const contract: CommitmentDoc = { ...doc, released: 0n, carried: 0n, state: 'open' }
  const batch = `${handle}:${handle}`
  const legs = [legOf(contract, 'occupy', contract.amount)]
  const answer = postAll(w, hand, [{ fund: c.fund, batch, legs }])
  if (!answer.ok) return answer
  w.commitments.set(handle, contract)
  w.posted.set(batch, {
    act: 'occupy',
    union: by.union,
    undo: () => {
      contract.state = 'reversed'
    },
    guard: () =>
      contract.used + contract.asked + contract.released + contract.carried > 0n
        ? 'COMMITMENT_PAID_FROM'
        : null,
  })
  return DONE
}

export const releaseCommitment = (
  w: World,
  c: Extract<Command, { do: 'commitment.release' }>,
  at: Handle,
): Answer => {
  const by = playerIn(c)
  const contract = w.commitments.get(c.commitment)
  if (!contract) throw new Error('not applicable')
  const hand = handOf(by, 'county-finance')
  if (!hand || contract.union !== by.union) return no('NOT_FOUND')
  if (c.stale) return no('REVISION_STALE')
  if (contract.state !== 'open') return no('COMMITMENT_NOT_OPEN')
  if (contract.asked > 0n) return no('COMMITMENT_HAS_PAYMENTS_WAITING')
  const left = contractLeft(contract)
  const batch = `${at}:${contract.handle}`
  const legs = [legOf(contract, 'release', left)]
  const answer = postAll(w, hand, [{ fund: contract.fund, batch, legs }])
  if (!answer.ok) return answer
  contract.released += left
  restateContract(contract)
  w.posted.set(batch, {
    act: 'release',
    union: contract.union,
    undo: () => {
      contract.released -= left
      restateContract(contract)
    },
    guard: () => null,
  })
  return DONE
}

export const cancelAdvance = (w: World, c: Extract<Command, { do: 'advance.cancel' }>): Answer => {
  const by = playerIn(c)
  const advance = w.advances.get(c.advance)
  if (!advance) throw new Error('not applicable')
  if (!hasPost(by, 'county-finance') || advance.union !== by.union) return no('NOT_FOUND')
  if (c.stale) return no('REVISION_STALE')
  if (advance.state !== 'open') return no('ADVANCE_NOT_OPEN')
  if (advance.used + advance.asked > 0n) return no('ADVANCE_REPAID_IN_PART')
  advance.state = 'cancelled'
  return DONE
}
