import type { Stage } from './stage.ts'

/** The acts that post; a set-off posts one act in each of its two funds. */
export const POSTING_ACTS = [
  'budget',
  'adjust',
  'arrange',
  'withdraw',
  'issue',
  'reduce',
  'remit',
  'bounce',
  'receive',
  'relay',
  'occupy',
  'release',
  'spend',
  'refund',
  'carry',
  'reuse',
  'settle',
  'retain',
  'return',
  'return-receive',
  'return-stop',
  'return-confirm',
  'set-off-old',
  'set-off-new',
  'sub-allocate',
  'take-back',
  'reverse',
] as const
export type PostingAct = (typeof POSTING_ACTS)[number]

/**
 * What a movement leaves unchanged between its two legs: the whole line (beneficiary and holder),
 * the beneficiary only, or nothing but the fund.
 */
export type Keeps = 'line' | 'beneficiary' | 'fund'

export interface Movement {
  readonly act: PostingAct
  readonly from: Stage
  readonly to: Stage
  readonly keeps: Keeps
}

const moves = (act: PostingAct, keeps: Keeps, ...pairs: readonly (readonly [Stage, Stage])[]) =>
  pairs.map(([from, to]): Movement => ({ act, from, to, keeps }))

/**
 * Nothing else moves money. The same rows stand in the database's `movement` table, which refuses
 * every entry outside it; a test holds the two together. A reversal mirrors its original instead.
 */
export const MOVEMENTS: readonly Movement[] = [
  ...moves('budget', 'fund', ['source', 'available'], ['available', 'source']),
  ...moves('adjust', 'fund', ['source', 'available'], ['available', 'source']),
  ...moves('arrange', 'fund', ['available', 'arranged']),
  ...moves('withdraw', 'fund', ['arranged', 'available']),
  ...moves('issue', 'fund', ['arranged', 'issued']),
  ...moves('reduce', 'fund', ['issued', 'available']),
  ...moves('remit', 'line', ['issued', 'remitted']),
  ...moves('bounce', 'line', ['remitted', 'issued'], ['remitted', 'relayed']),
  ...moves('receive', 'beneficiary', ['remitted', 'relayed'], ['remitted', 'held']),
  ...moves('relay', 'line', ['relayed', 'remitted']),
  ...moves('occupy', 'line', ['held', 'occupied']),
  ...moves('release', 'line', ['occupied', 'held']),
  ...moves('spend', 'line', ['held', 'spent'], ['occupied', 'spent']),
  ...moves('refund', 'line', ['spent', 'held']),
  ...moves('carry', 'line', ['held', 'carried'], ['occupied', 'carried']),
  ...moves('reuse', 'line', ['carried', 'held']),
  ...moves('settle', 'line', ['held', 'surplus'], ['carried', 'surplus']),
  ...moves('retain', 'line', ['surplus', 'held']),
  ...moves(
    'return',
    'line',
    ['held', 'returning'],
    ['carried', 'returning'],
    ['surplus', 'returning'],
    ['relayed', 'returning'],
  ),
  ...moves('return-receive', 'beneficiary', ['returning', 'returning']),
  ...moves(
    'return-stop',
    'line',
    ['returning', 'held'],
    ['returning', 'carried'],
    ['returning', 'surplus'],
    ['returning', 'relayed'],
  ),
  ...moves('return-confirm', 'fund', ['returning', 'available']),
  ...moves('return-confirm', 'beneficiary', ['returning', 'returned']),
  ...moves('set-off-old', 'beneficiary', ['surplus', 'returned']),
  ...moves('set-off-new', 'beneficiary', ['issued', 'held']),
  ...moves('sub-allocate', 'fund', ['held', 'issued'], ['held', 'held']),
  ...moves('take-back', 'fund', ['issued', 'held'], ['carried', 'held'], ['held', 'held']),
]

/** The acts as they are called on screen. */
export const ACT_WORDS: Record<PostingAct, string> = {
  budget: '核定预算',
  adjust: '调整预算',
  arrange: '安排',
  withdraw: '撤回安排',
  issue: '印发下达',
  reduce: '调减下达',
  remit: '拨付',
  bounce: '退票',
  receive: '到账',
  relay: '转拨',
  occupy: '占用',
  release: '解除占用',
  spend: '支出',
  refund: '支出收回',
  carry: '结转',
  reuse: '启用结转',
  settle: '转结余',
  retain: '留用',
  return: '缴回',
  'return-receive': '收到缴回',
  'return-stop': '缴回退票',
  'return-confirm': '确认缴回',
  'set-off-old': '抵扣（旧年度）',
  'set-off-new': '抵扣（新年度）',
  'sub-allocate': '分解',
  'take-back': '收回分解',
  reverse: '冲销',
}

/** Acts that 暂停拨付 refuses; everything else is let through. `set-off-new` is the new fund's leg. */
export const PAUSED_ACTS: ReadonlySet<PostingAct> = new Set([
  'issue',
  'remit',
  'relay',
  'sub-allocate',
  'occupy',
  'spend',
  'reuse',
  'retain',
  'set-off-new',
])
