import type { Day } from '@qiangji/kernel/base/day.ts'
import { type Fen, fen, formatYuan, sumFen } from '@qiangji/kernel/base/money.ts'
import { ageRuleWords } from '@qiangji/kernel/fund/age-rule.ts'
import { checkDocument } from '@qiangji/kernel/fund/document.ts'
import type { AgeRule, FundId } from '@qiangji/kernel/fund/fund.ts'
import {
  ORDER_RULES,
  type OrderAct,
  type OrderForm,
  OrderLine,
} from '@qiangji/kernel/fund/order.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { sentenceOf } from '../words/sentence.ts'

/** A document being typed. */
export interface PaperDraft {
  number: string
  day: Day | null
  title: string
}

/** An order being written. Amounts stand beside the account that they draw on, by its key. */
export interface Draft {
  total: Fen | null
  change: Fen | null
  direction: 'more' | 'less'
  basis: 'leaders' | 'resolution'
  paper: PaperDraft
  newPaper: PaperDraft
  newFundId: FundId | null
  reason: string
  amounts: Record<string, Fen | null>
  targets: Record<string, 'issued' | 'held'>
}

export interface DrawnAccount {
  readonly beneficiaryId: string
  readonly beneficiaryName: string
  readonly holderId: string
  readonly holderName: string
  readonly stage: Stage
  readonly balance: Fen
  /** 占用 stands by its contract. */
  readonly commitmentId: string | null
  readonly title: string | null
  /** What the fund's age rule proposes to settle. */
  readonly proposed: Fen
}

const emptyPaper = (): PaperDraft => ({ number: '', day: null, title: '' })

export const emptyDraft = (): Draft => ({
  total: null,
  change: null,
  direction: 'more',
  basis: 'resolution',
  paper: emptyPaper(),
  newPaper: emptyPaper(),
  newFundId: null,
  reason: '',
  amounts: {},
  targets: {},
})

export const keyOfAccount = (
  a: Pick<DrawnAccount, 'beneficiaryId' | 'holderId' | 'stage' | 'commitmentId'>,
): string => [a.beneficiaryId, a.holderId, a.stage, a.commitmentId ?? ''].join('/')

/** The amounts that the age rule proposes, with the rule as the reason; nothing is sent before the clerk does. */
export const proposedDraft = (accounts: readonly DrawnAccount[], rule: AgeRule): Draft => ({
  ...emptyDraft(),
  reason: ageRuleWords(rule),
  amounts: Object.fromEntries(
    accounts.filter((a) => a.proposed > 0).map((a) => [keyOfAccount(a), a.proposed]),
  ),
})

export interface Problem {
  readonly words: string
  readonly target: string
}

const paperWhole = (paper: PaperDraft): boolean =>
  paper.number.trim() !== '' && paper.day !== null && paper.title.trim() !== ''

/** What the server would say of a paper that is filled in; null when it reads as one. */
const wrongWith = (paper: PaperDraft, today: Day | null): string | null => {
  if (!paperWhole(paper) || paper.day === null || today === null) return null
  const checked = checkDocument({ number: paper.number, day: paper.day }, today)
  return checked.ok ? null : sentenceOf(checked.refusal, checked.facts)
}

/** What is still missing, in the order of the page. */
export const problemsOf = (
  act: OrderAct,
  draft: Draft,
  accounts: readonly DrawnAccount[],
  today: Day | null,
): readonly Problem[] => {
  const rule = ORDER_RULES[act]
  const problems: Problem[] = []
  const add = (when: boolean, words: string, target: string) => {
    if (when) problems.push({ words, target })
  }
  add(act === 'budget' && draft.total === null, '请填核定总额', 'order-total')
  add(act === 'adjust' && draft.change === null, '请填调整数', 'order-change')
  const typed = accounts.filter((a) => draft.amounts[keyOfAccount(a)])
  add(rule.from.length > 0 && typed.length === 0, '请至少填一行金额', 'order-lines')
  const above = aboveBalance(act, draft, typed)
  add(above !== '', above, 'order-lines')
  const several = new Set(typed.map((a) => a.beneficiaryId)).size > 1
  add(act === 'set-off' && several, '抵扣由受补单位确认，请一家一单', 'order-lines')
  add(rule.document && !paperWhole(draft.paper), '请填依据文件的文号、日期和标题', 'order-paper')
  const wrong = rule.document ? wrongWith(draft.paper, today) : null
  add(wrong !== null, wrong ?? '', 'order-paper')
  add(act === 'set-off' && draft.newFundId === null, '请选抵扣到的新专项', 'order-new-fund')
  add(act === 'set-off' && !paperWhole(draft.newPaper), '请选新专项的下达文件', 'order-new-paper')
  add(rule.reason && draft.reason.trim() === '', '请填理由', 'order-reason')
  return problems
}

/** Shares are all drawn on one account; every other line on an account of its own. '' when nothing is too much. */
const aboveBalance = (act: OrderAct, draft: Draft, typed: readonly DrawnAccount[]): string => {
  if (act === 'sub-allocate') {
    const [shared, held] = [drawnSum(draft, typed), typed[0]?.balance ?? fen(0)]
    return shared > held
      ? `分解合计 ${formatYuan(shared)} 元，超过可分解的 ${formatYuan(held)} 元`
      : ''
  }
  const above = typed.find((a) => (draft.amounts[keyOfAccount(a)] ?? 0) > a.balance)
  return above ? `${above.beneficiaryName}的金额超过余额` : ''
}

const paperOf = (paper: PaperDraft): OrderForm['document'] =>
  paper.day === null || !paperWhole(paper)
    ? null
    : { number: paper.number.trim(), day: paper.day, title: paper.title.trim() }

/** The order as the server asks for it; call only when nothing is missing. */
export const formOf = (
  fundId: FundId,
  act: OrderAct,
  draft: Draft,
  accounts: readonly DrawnAccount[],
): OrderForm => ({
  fundId,
  act,
  lines: accounts
    .filter((a) => draft.amounts[keyOfAccount(a)])
    .map((a) =>
      OrderLine.parse({
        beneficiaryId: a.beneficiaryId,
        holderId: a.holderId,
        stage: a.stage,
        amount: draft.amounts[keyOfAccount(a)],
        target: act === 'sub-allocate' ? (draft.targets[keyOfAccount(a)] ?? 'held') : null,
        commitmentId: a.commitmentId,
      }),
    ),
  total: act === 'budget' ? draft.total : null,
  change:
    act === 'adjust' && draft.change !== null
      ? fen(draft.direction === 'less' ? -draft.change : draft.change)
      : null,
  basis: act === 'budget' ? draft.basis : null,
  document: paperOf(draft.paper),
  reason: draft.reason.trim(),
  continuesId: null,
  newFundId: act === 'set-off' ? draft.newFundId : null,
  newDocument: act === 'set-off' ? paperOf(draft.newPaper) : null,
})

export const drawnSum = (draft: Draft, accounts: readonly DrawnAccount[]): Fen =>
  sumFen(accounts, (a) => draft.amounts[keyOfAccount(a)] ?? fen(0))
