import { z } from 'zod'
import type { PostCode } from '../access/post.ts'
import { Day } from '../base/day.ts'
import { publicId, Revision } from '../base/id.ts'
import { ChangeFen, type Fen, MOST_FEN, NO_FEN, PositiveFen, sumFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { CommitmentId } from './commitment.ts'
import { DocumentForm } from './document.ts'
import { FundId } from './fund.ts'
import { STAGES, type Stage } from './stage.ts'

/**
 * 资金单: one document of money work outside plans, payments and spendings, prepared by a maker and, where
 * two persons are named, posted only when a releaser lets it through.
 */
export const OrderId = publicId<'Order'>()
export type OrderId = z.infer<typeof OrderId>

export const ORDER_ACTS = [
  'budget',
  'adjust',
  'reduce',
  'carry',
  'reuse',
  'settle',
  'retain',
  'return',
  'return-receive',
  'return-stop',
  'return-confirm',
  'set-off',
  'sub-allocate',
  'take-back',
] as const
export const OrderAct = z.enum(ORDER_ACTS)
export type OrderAct = z.infer<typeof OrderAct>

/** What an act of this family asks for: who prepares, who releases, whence the money may come. */
export interface OrderRule {
  readonly word: string
  readonly makers: readonly PostCode[]
  /** null: one person is enough. */
  readonly releasers: readonly PostCode[] | null
  readonly document: boolean
  readonly reason: boolean
  /** Stages a line may draw on; empty where the act names no lines. */
  readonly from: readonly Stage[]
  /** The order it continues: a return's receipt, stop and confirmation. */
  readonly continues: boolean
}

const PROVINCE = {
  makers: ['finance-clerk'],
  releasers: ['finance-reviewer'],
} as const
const COUNTY = { makers: ['county-finance'], releasers: ['county-reviewer'] } as const
const COUNTY_ALONE = { makers: ['county-finance'], releasers: null } as const
const lines = (...from: readonly Stage[]) => ({ from, continues: false })

export const ORDER_RULES: Record<OrderAct, OrderRule> = {
  budget: { word: '核定预算', ...PROVINCE, document: true, reason: false, ...lines() },
  adjust: { word: '调整预算', ...PROVINCE, document: true, reason: true, ...lines() },
  reduce: { word: '调减下达', ...PROVINCE, document: true, reason: true, ...lines('issued') },
  carry: {
    word: '结转',
    ...COUNTY_ALONE,
    document: false,
    reason: false,
    ...lines('held', 'occupied'),
  },
  reuse: { word: '启用结转', ...COUNTY_ALONE, document: false, reason: false, ...lines('carried') },
  settle: { word: '转结余', ...COUNTY, document: false, reason: true, ...lines('held', 'carried') },
  retain: { word: '留用结余', ...COUNTY, document: true, reason: true, ...lines('surplus') },
  return: {
    word: '缴回',
    makers: ['county-finance', 'prefecture-finance'],
    releasers: ['county-reviewer', 'prefecture-finance'],
    document: true,
    reason: true,
    ...lines('held', 'carried', 'surplus', 'relayed'),
  },
  'return-receive': {
    word: '收到缴回',
    makers: ['prefecture-finance'],
    releasers: null,
    document: false,
    reason: false,
    from: [],
    continues: true,
  },
  'return-stop': {
    word: '缴回退票',
    makers: ['county-finance', 'prefecture-finance'],
    releasers: null,
    document: false,
    reason: true,
    from: [],
    continues: true,
  },
  'return-confirm': {
    word: '确认缴回',
    ...PROVINCE,
    document: false,
    reason: true,
    from: [],
    continues: true,
  },
  'set-off': {
    word: '抵扣下年',
    makers: ['finance-clerk'],
    releasers: ['county-finance'],
    document: true,
    reason: false,
    ...lines('surplus'),
  },
  'sub-allocate': {
    word: '分解到乡镇',
    ...COUNTY,
    document: false,
    reason: false,
    ...lines('held'),
  },
  'take-back': {
    word: '收回分解',
    ...COUNTY,
    document: false,
    reason: true,
    ...lines('issued', 'held', 'carried'),
  },
}

export const ORDER_STATES = {
  drafted: '待复核',
  released: '已入账',
  declined: '已退回',
  cancelled: '已撤回',
  reversed: '已冲销',
} as const
export type OrderState = keyof typeof ORDER_STATES

/** No other change of state is possible; a one-person act is born released. */
export const ORDER_TRANSITIONS: readonly (readonly [OrderState, OrderState])[] = [
  ['drafted', 'released'],
  ['drafted', 'declined'],
  ['drafted', 'cancelled'],
  ['released', 'reversed'],
]

export const mayBecome = (from: OrderState, to: OrderState): boolean =>
  ORDER_TRANSITIONS.some(([a, b]) => a === from && b === to)

/** Where a return stands: paid by its payer, confirmed by the prefecture, by the province, or bounced. */
export const RETURN_STEPS = {
  paid: '缴回在途',
  received: '市级已收',
  confirmed: '省级已确认',
  stopped: '缴回退票',
} as const
export type ReturnStep = keyof typeof RETURN_STEPS

/** One account that is drawn on, and how much; `target` only for a sub-allocation. */
export const OrderLine = z.strictObject({
  beneficiaryId: OrganizationId,
  holderId: OrganizationId,
  stage: z.enum(STAGES),
  amount: PositiveFen,
  /** issued: the township has an account and will be paid; held: 报账制, the county keeps the money for it. */
  target: z.enum(['issued', 'held']).nullable(),
  /** 结转 of 占用: the contract whose unpaid money is carried. */
  commitmentId: CommitmentId.nullable().default(null),
})
export type OrderLine = z.infer<typeof OrderLine>

export const OrderForm = z.strictObject({
  fundId: FundId,
  act: OrderAct,
  lines: z
    .array(OrderLine)
    .max(1500)
    // Asked also of amounts that were refused just now, so they are added as plain numbers.
    .refine((lines) => lines.reduce((sum, { amount }) => sum + amount, 0) <= MOST_FEN, {
      error: 'AMOUNT_TOO_LARGE',
    }),
  /** budget: the approved total. */
  total: PositiveFen.nullable(),
  /** adjust: the change, more or less. */
  change: ChangeFen.nullable(),
  /** budget: whether the resolution is there, or only the leaders' paper (预核定). */
  basis: z.enum(['leaders', 'resolution']).nullable(),
  document: DocumentForm.nullable(),
  reason: z.string().trim().max(500),
  /** The return that is continued. */
  continuesId: OrderId.nullable(),
  /** set-off: the new fund and its document. */
  newFundId: FundId.nullable(),
  newDocument: DocumentForm.nullable(),
})
export type OrderForm = z.infer<typeof OrderForm>

export const Order = OrderForm.extend({
  id: OrderId,
  organizationId: OrganizationId,
  state: z.enum(['drafted', 'released', 'declined', 'cancelled', 'reversed']),
  step: z.enum(['paid', 'received', 'confirmed', 'stopped']).nullable(),
  /** A released return: the prefecture through which it goes up, whatever the list says later; null: straight. */
  viaId: OrganizationId.nullable(),
  makerId: z.string(),
  makerForId: z.string().nullable(),
  madeOn: Day,
  releaserId: z.string().nullable(),
  releaserForId: z.string().nullable(),
  releasedOn: Day.nullable(),
  declineReason: z.string().nullable(),
  batch: z.string().nullable(),
  revision: Revision,
})
export type Order = z.infer<typeof Order>

/** What the posted journals name: a continued return keeps one document, so that undoing goes last to first. */
export const documentOf = (order: Pick<Order, 'id' | 'continuesId'>): string =>
  order.continuesId ?? order.id

/** What a list shows as the order's amount: its lines, else its total, else its change. */
export const orderAmount = (order: Pick<Order, 'lines' | 'total' | 'change'>): Fen =>
  order.lines.length > 0
    ? sumFen(order.lines, (line) => line.amount)
    : (order.total ?? order.change ?? NO_FEN)
