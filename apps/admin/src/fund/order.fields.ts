import type { Day } from '@qiangji/kernel/base/day.ts'
import type { Fen } from '@qiangji/kernel/base/money.ts'
import {
  ORDER_RULES,
  ORDER_STATES,
  type OrderAct,
  type OrderState,
  orderAmount,
  RETURN_STEPS,
  type ReturnStep,
} from '@qiangji/kernel/fund/order.ts'
import type { inferRouterOutputs } from '@trpc/server'
import type { Mark, ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'
import type { AppRouter } from '../wire/router.ts'

/** What a list of orders shows of one. */
export interface OrderLineShown {
  readonly id: string
  readonly act: OrderAct
  readonly fundName: string
  readonly organizationName: string
  readonly amount: Fen
  readonly document: string | null
  readonly madeOn: Day
  readonly releasedOn: Day | null
  readonly state: OrderState
  readonly step: ReturnStep | null
}

type OrderRow = inferRouterOutputs<AppRouter>['fund']['order']['list']['rows'][number]

export const orderLine = ({ order, fundName, organizationName }: OrderRow): OrderLineShown => ({
  id: order.id,
  act: order.act,
  fundName,
  organizationName,
  amount: orderAmount(order),
  document: order.document?.number ?? null,
  madeOn: order.madeOn,
  releasedOn: order.releasedOn,
  state: order.state,
  step: order.step,
})

const MARKS: Record<OrderState, Mark> = {
  drafted: 'review',
  released: 'done',
  declined: 'returned',
  cancelled: 'void',
  reversed: 'void',
}

/** A return shows how far it came; every other order its state. */
export const shownState = (order: Pick<OrderLineShown, 'state' | 'step'>): ShownState =>
  order.state === 'released' && order.step !== null
    ? { mark: order.step === 'confirmed' ? 'done' : 'waiting', word: RETURN_STEPS[order.step] }
    : { mark: MARKS[order.state], word: ORDER_STATES[order.state] }

export const ORDER_COLUMNS: readonly Column<OrderLineShown>[] = [
  {
    key: 'made',
    head: '经办日期',
    width: 104,
    always: true,
    show: { as: 'day', read: (o) => o.madeOn },
  },
  {
    key: 'act',
    head: '事项',
    width: 104,
    always: true,
    show: { as: 'slot', words: (o) => ORDER_RULES[o.act].word },
  },
  { key: 'fund', head: '专项', grow: 200, show: { as: 'text', read: (o) => o.fundName } },
  {
    key: 'organization',
    head: '单位',
    width: 96,
    show: { as: 'text', read: (o) => o.organizationName },
  },
  {
    key: 'amount',
    head: '金额',
    width: 140,
    always: true,
    show: { as: 'money', read: (o) => o.amount, unit: 'yuan', sign: false },
  },
  {
    key: 'document',
    head: '依据文号',
    grow: 160,
    show: { as: 'text', read: (o) => o.document, grey: true },
  },
  { key: 'released', head: '入账日期', width: 104, show: { as: 'day', read: (o) => o.releasedOn } },
  { key: 'state', head: '状态', width: 104, always: true, show: { as: 'state', read: shownState } },
]

export const ACT_CHOICES: readonly { value: OrderAct; word: string }[] = (
  [
    'budget',
    'adjust',
    'reduce',
    'carry',
    'reuse',
    'settle',
    'retain',
    'return',
    'set-off',
    'sub-allocate',
    'take-back',
  ] as const
).map((act) => ({ value: act, word: ORDER_RULES[act].word }))

/** How a township gets its share. */
export const TARGET_WORDS = {
  held: '报账制（县区代管）',
  issued: '拨付到乡镇账户',
} as const

/** One sentence under the act's name: what it does to the money. */
export const ACT_EFFECTS: Record<OrderAct, string> = {
  budget: '按决议（或主席办公会文件预核定）记入本年预算，进入待分配。',
  adjust: '按调整预算的决议增加或减少待分配。',
  reduce: '对已下达、尚未拨付的金额按文件调减，退回待分配。',
  carry: '年末把未用完、用途不变的金额转入下年继续使用；已占用的金额逐份合同结转。',
  reuse: '新年度启用上年结转的金额，转入可用；结转的合同须重新登记占用。',
  settle: '项目完成或终止后，把余款转为结余，须另一人审核。',
  retain: '按省总文件留用结余，须另一人审核。',
  return: '按文件把款项逐级缴回，须另一人审核；银行付款后由上一级确认收到。',
  'return-receive': '确认已收到下级缴回的款项。',
  'return-stop': '缴回的款项被银行退回，记回原处。',
  'return-confirm': '凭银行回单确认收到缴回款。',
  'set-off': '用旧年度结余抵扣新年度的下达数，由受补单位确认。',
  'sub-allocate': '把已到账的金额分解到乡镇（街道）工会，须另一人审核。',
  'take-back': '把分解到乡镇、尚未使用的金额收回县区，须另一人审核。',
}
