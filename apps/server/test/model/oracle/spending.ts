import { isBelow } from '../cast.ts'
import {
  type Answer,
  type Command,
  DONE,
  type Handle,
  no,
  type RecordSpending,
} from '../command.ts'
import { contractLeft, isLineOf, restateContract } from './commitment.ts'
import { postAll } from './post.ts'
import { hasOther } from './upper.ts'
import {
  type ClaimDoc,
  handOf,
  hasPost,
  isSamePerson,
  type Leg,
  type Persons,
  playerIn,
  type SpendingDoc,
  type World,
} from './world.ts'

/** Above this a payment typed by hand needs a file: 1,000 yuan. The model attaches none. */
const FILE_FROM = 100_000n

/** 县区审核; the finance of the union above only as 上级复核. */
const REVIEWERS = ['county-reviewer', 'prefecture-finance', 'finance-reviewer'] as const

const unclaimed = (c: { amount: bigint; used: bigint; asked: bigint }): bigint =>
  c.amount - c.used - c.asked

/** A contract is open while something of it is occupied, an advance while something is not repaid. */
const restate = (w: World, s: SpendingDoc): void => {
  const contract = s.commitment === null ? undefined : w.commitments.get(s.commitment)
  if (contract) restateContract(contract)
  const advance = s.advance === null ? undefined : w.advances.get(s.advance)
  if (advance && advance.state !== 'cancelled')
    advance.state = advance.amount === advance.used ? 'settled' : 'open'
}

/** What a row draws on: a contract, an advance, or for a refund the spending that it names. */
const claimOf = (w: World, s: SpendingDoc): { used: bigint; asked: bigint } | null => {
  if (s.commitment !== null) return w.commitments.get(s.commitment) ?? null
  if (s.advance !== null) return w.advances.get(s.advance) ?? null
  return s.of === null ? null : (w.spendings.get(s.of) ?? null)
}
const claim = (w: World, s: SpendingDoc, used: bigint, asked: bigint): void => {
  const on = claimOf(w, s)
  if (!on) return
  on.used += used * s.amount
  on.asked += asked * s.amount
  restate(w, s)
}

/** A township with an account of its own numbers its vouchers by itself. */
const isVoucherTaken = (
  w: World,
  holder: string,
  voucher: number,
  year: string,
  except: Handle | null,
): boolean =>
  [...w.spendings.values()].some(
    (s) =>
      s.holder === holder &&
      s.voucher === voucher &&
      s.day.slice(0, 4) === year &&
      s.state !== 'withdrawn' &&
      s.state !== 'reversed' &&
      s.handle !== except,
  )

type Form = Pick<
  RecordSpending,
  | 'fund'
  | 'beneficiary'
  | 'day'
  | 'voucher'
  | 'use'
  | 'summary'
  | 'payee'
  | 'commitment'
  | 'advance'
> & { readonly amount: bigint; readonly holder: string }

const formRefusal = (w: World, union: string, f: Form, except: Handle | null): string | null => {
  const contract = f.commitment === null ? null : w.commitments.get(f.commitment)
  const advance = f.advance === null ? null : w.advances.get(f.advance)
  const foreign = (one: ClaimDoc | null | undefined) =>
    one !== null && (one?.fund !== f.fund || one.union !== union)
  if (foreign(contract) || foreign(advance)) return 'NOT_FOUND'
  if (!f.payee) return 'PAYEE_OR_ROSTER'
  if (f.use === 'nothing') return 'USE_NOT_ALLOWED'
  if (f.day > w.today) return 'SPENDING_DAY_IN_FUTURE'
  const arrived = w.funds[f.fund].arrivals.get(`${f.beneficiary}/${f.holder}`)
  if (arrived === undefined) return 'NOTHING_RECEIVED'
  if (f.summary.includes('接待')) return 'PROHIBITED'
  if (isVoucherTaken(w, f.holder, f.voucher, f.day.slice(0, 4), except)) return 'VOUCHER_USED'
  if (contract && advance) return 'CONTRACT_OR_ADVANCE'
  const other = (one: ClaimDoc) => one.beneficiary !== f.beneficiary || one.holder !== f.holder
  if ([contract, advance].some((one) => one && other(one))) return 'OTHER_LINE'
  if (advance) {
    if (advance.state !== 'open') return 'ADVANCE_NOT_OPEN'
    return f.amount > unclaimed(advance) ? 'ADVANCE_EXCEEDED' : null
  }
  if (f.day < arrived) return 'DAY_BEFORE_RECEIPT'
  if (!contract) return null
  if (contract.state !== 'open') return 'COMMITMENT_NOT_OPEN'
  return f.amount > contractLeft(contract) ? 'COMMITMENT_EXCEEDED' : null
}

export const recordSpending = (w: World, c: RecordSpending, handle: Handle): Answer => {
  const by = playerIn(c)
  const maker = handOf(by, 'county-finance')
  if (!maker || !isLineOf(by.union, c.beneficiary, c.holder)) return no('NOT_FOUND')
  const holder = c.holder ?? by.union
  const refused = formRefusal(w, by.union, { ...c, holder, amount: BigInt(c.amount) }, null)
  if (refused) return no(refused)
  const spending: SpendingDoc = {
    ...c,
    handle,
    union: by.union,
    holder,
    kind: 'spend',
    of: null,
    makers: maker,
    amount: BigInt(c.amount),
    used: 0n,
    asked: 0n,
    state: 'pending',
  }
  w.spendings.set(handle, spending)
  claim(w, spending, 0n, 1n)
  return DONE
}

/** 支出收回: part or whole of a posted spending, all together never more than it. */
export const recordRefund = (
  w: World,
  c: Extract<Command, { do: 'spending.refund' }>,
  handle: Handle,
): Answer => {
  const by = playerIn(c)
  const maker = handOf(by, 'county-finance')
  const of = w.spendings.get(c.of)
  if (!of) throw new Error('not applicable')
  if (!maker || of.union !== by.union) return no('NOT_FOUND')
  if (of.kind !== 'spend' || of.state !== 'posted') return no('REFUND_OF_UNPOSTED')
  if (c.day > w.today) return no('SPENDING_DAY_IN_FUTURE')
  if (isVoucherTaken(w, of.holder, c.voucher, c.day.slice(0, 4), null)) return no('VOUCHER_USED')
  if (c.day < of.day) return no('REFUND_BEFORE_SPENDING')
  if (BigInt(c.amount) > unclaimed(of)) return no('REFUND_EXCEEDED')
  const refund: SpendingDoc = {
    handle,
    fund: of.fund,
    union: of.union,
    beneficiary: of.beneficiary,
    holder: of.holder,
    kind: 'refund',
    of: of.handle,
    commitment: null,
    advance: null,
    day: c.day,
    voucher: c.voucher,
    makers: maker,
    amount: BigInt(c.amount),
    used: 0n,
    asked: 0n,
    state: 'pending',
  }
  w.spendings.set(handle, refund)
  claim(w, refund, 0n, 1n)
  return DONE
}

export const onSpending = (
  w: World,
  c: Extract<Command, { do: 'spending.edit' | 'spending.withdraw' | 'spending.sendBack' }>,
): Answer => {
  const by = playerIn(c)
  const s = w.spendings.get(c.spending)
  if (!s) throw new Error('not applicable')
  if (c.do === 'spending.sendBack') {
    if (!hasPost(by, ...REVIEWERS)) return no('NOT_FOUND')
    if (!isBelow(by.union, s.union)) return no('NOT_FOUND')
    if (!reviewingHand(by, s)) return no('NOT_FOUND')
    if (c.stale) return no('REVISION_STALE')
    if (isOthers(by, s)) return no('UPPER_REVIEW_NOT_NEEDED')
    if (s.state !== 'pending') return no('SPENDING_STATE')
    claim(w, s, 0n, -1n)
    s.state = 'returned'
    return DONE
  }
  if (!hasPost(by, 'county-finance') || s.union !== by.union) return no('NOT_FOUND')
  if (c.stale) return no('REVISION_STALE')
  if (s.state !== 'pending' && s.state !== 'returned') return no('SPENDING_STATE')
  if (s.asked > 0n) return no('REFUNDS_WAIT')
  const waits = s.state === 'pending'
  if (c.do === 'spending.withdraw') {
    if (waits) claim(w, s, 0n, -1n)
    s.state = 'withdrawn'
    return DONE
  }
  return edit(w, s, BigInt(c.amount), waits)
}

/** Another amount; what the row had asked for is free while it is judged. */
const edit = (w: World, s: SpendingDoc, amount: bigint, waits: boolean): Answer => {
  if (waits) claim(w, s, 0n, -1n)
  const refused = s.kind === 'refund' ? refundRefusal(w, s, amount) : spendRefusal(w, s, amount)
  if (refused) {
    if (waits) claim(w, s, 0n, 1n)
    return no(refused)
  }
  s.amount = amount
  s.state = 'pending'
  claim(w, s, 0n, 1n)
  return DONE
}

const spendRefusal = (w: World, s: SpendingDoc, amount: bigint): string | null =>
  formRefusal(w, s.union, { ...s, amount, use: 'training', summary: '', payee: true }, s.handle)

const refundRefusal = (w: World, s: SpendingDoc, amount: bigint): string | null => {
  const of = s.of === null ? undefined : w.spendings.get(s.of)
  if (of?.state !== 'posted') return 'REFUND_OF_UNPOSTED'
  if (s.day > w.today) return 'SPENDING_DAY_IN_FUTURE'
  return amount > unclaimed(of) ? 'REFUND_EXCEEDED' : null
}

/** 县区审核 at home; from above as 上级复核. */
const reviewingHand = (by: ReturnType<typeof playerIn>, s: SpendingDoc): Persons | null =>
  s.union === by.union
    ? handOf(by, 'county-reviewer')
    : handOf(by, 'prefecture-finance', 'finance-reviewer', 'county-reviewer')

/** Whether the row is left to somebody of its own union. */
const isOthers = (by: ReturnType<typeof playerIn>, s: SpendingDoc): boolean =>
  s.union !== by.union && hasOther(s.union, ['county-reviewer'], s.makers)

/** 审核入账: payments before refunds, each row with its own answer. */
export const releaseSpendings = (
  w: World,
  c: Extract<Command, { do: 'spending.release' }>,
  at: Handle,
): Answer => {
  const by = playerIn(c)
  if (!hasPost(by, ...REVIEWERS)) return no('NOT_FOUND')
  const rows = new Map<Handle, string>()
  const all = c.spendings.map((handle) => {
    const s = w.spendings.get(handle)
    if (!s) throw new Error('not applicable')
    return s
  })
  for (const s of all) {
    if (!isBelow(by.union, s.union)) rows.set(s.handle, 'NOT_FOUND')
    else if (s.state === 'posted') rows.set(s.handle, 'already')
  }
  for (const kind of ['spend', 'refund'] as const) {
    const waiting = all.filter((s) => s.kind === kind && !rows.has(s.handle))
    const good: SpendingDoc[] = []
    for (const s of waiting) {
      const refused = releaseRefusal(w, by, s)
      if (refused) rows.set(s.handle, refused)
      else good.push(s)
    }
    for (const s of inFunds(good)) rows.set(s.handle, postRow(w, s, reviewingHand(by, s) ?? [], at))
  }
  return { ok: true, rows: c.spendings.map((handle) => rows.get(handle) ?? '') }
}

/** One fund and one maker after the other, each in the order asked. */
const inFunds = (good: readonly SpendingDoc[]): readonly SpendingDoc[] => {
  const keys = [...new Set(good.map((s) => `${s.fund}/${s.makers[0]}`))]
  return keys.flatMap((key) => good.filter((s) => `${s.fund}/${s.makers[0]}` === key))
}

const releaseRefusal = (
  w: World,
  by: ReturnType<typeof playerIn>,
  s: SpendingDoc,
): string | null => {
  const hand = reviewingHand(by, s)
  if (!hand) return 'NOT_FOUND'
  if (s.state !== 'pending') return 'SPENDING_STATE'
  if (isSamePerson(s.makers, hand)) return 'RELEASER_IS_MAKER'
  if (isOthers(by, s)) return 'UPPER_REVIEW_NOT_NEEDED'
  const of = s.of === null ? null : w.spendings.get(s.of)
  if (s.kind === 'refund' && of?.state !== 'posted') return 'REFUND_OF_UNPOSTED'
  return s.amount >= FILE_FROM ? 'FILE_REQUIRED' : null
}

const postRow = (w: World, s: SpendingDoc, hand: Persons, at: Handle): string => {
  const stage = (name: 'held' | 'occupied' | 'spent') => ({
    beneficiary: s.beneficiary,
    holder: s.holder,
    stage: name,
  })
  const leg: Leg =
    s.kind === 'refund'
      ? {
          act: 'refund',
          from: stage('spent'),
          to: stage('held'),
          amount: s.amount,
          document: s.of ?? '',
        }
      : {
          act: 'spend',
          from: stage(s.commitment === null ? 'held' : 'occupied'),
          to: stage('spent'),
          amount: s.amount,
          document: s.handle,
        }
  const batch = `${at}:${s.handle}`
  const answer = postAll(w, hand, [{ fund: s.fund, batch, legs: [leg] }])
  if (!answer.ok) return answer.refusal
  s.state = 'posted'
  claim(w, s, 1n, -1n)
  w.posted.set(batch, {
    act: leg.act,
    union: s.union,
    undo: () => {
      s.state = 'reversed'
      claim(w, s, -1n, 0n)
    },
    guard: () => null,
  })
  return 'posted'
}
