import { z } from 'zod'
import { Day, Year } from '../base/day.ts'
import { publicId, Revision } from '../base/id.ts'
import { PositiveFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { ROUTES } from './account.ts'

export const FundId = publicId<'Fund'>()
export type FundId = z.infer<typeof FundId>

/** 资金来源: never netted, never moved between. */
export const FUND_SOURCES = {
  'union-own': '工会经费（省总本级）',
  'acftu-grant': '全总补助',
  'central-fiscal': '中央财政',
  'provincial-fiscal': '省级财政',
  donation: '社会捐赠',
} as const
export const FundSource = z.enum([
  'union-own',
  'acftu-grant',
  'central-fiscal',
  'provincial-fiscal',
  'donation',
])
export type FundSource = z.infer<typeof FundSource>

const line = z.string().trim().min(1).max(200)

/** One 用途 of the allowed range; a spending names its code. */
export const FundUse = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  name: line,
})
export type FundUse = z.infer<typeof FundUse>

/** One item of the 负面清单: a spending whose summary holds one of the words is refused with the rule. */
export const Prohibition = z.strictObject({
  name: line,
  words: z.array(z.string().trim().min(1).max(20)).min(1).max(20),
  source: z.string().max(200),
})
export type Prohibition = z.infer<typeof Prohibition>

/** When unspent money counts as 结余; none by default: fiscal money's two years are a field, not a law here. */
export const AgeRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('years'), years: z.int().min(1).max(5), source: line }),
])
export type AgeRule = z.infer<typeof AgeRule>

/** 科目 is data of an edition; the codes of the 2021 edition are not known, so a code may be absent. */
export const BudgetSubject = z.strictObject({
  edition: line,
  code: z.string().max(20).nullable(),
  name: line,
})

export const FundForm = z.strictObject({
  year: Year,
  name: line,
  source: FundSource,
  subject: BudgetSubject,
  department: line,
  /** 立项或管理依据 */
  basis: line,
  uses: z.array(FundUse).min(1).max(40),
  prohibitions: z.array(Prohibition).max(40),
  ageRule: AgeRule,
  /** Whether a plan of this fund is shown in 公示 before its number; default by method. */
  publicity: z.boolean(),
  /** 定额单价 and other parameters that no source gives, marked as such on screen. */
  quotaUnit: PositiveFen.nullable(),
  /** The same purpose in the year before: plans compare with it. */
  previousFundId: FundId.nullable(),
})
export type FundForm = z.infer<typeof FundForm>

export const FUND_STATES = { open: '执行中', ended: '已结束' } as const
export const BUDGET_STATES = { none: '未核定', provisional: '预核定', approved: '已核定' } as const

export const Fund = FundForm.extend({
  id: FundId,
  organizationId: OrganizationId,
  state: z.enum(['open', 'ended']),
  budgetState: z.enum(['none', 'provisional', 'approved']),
  revision: Revision,
})
export type Fund = z.infer<typeof Fund>

/**
 * 受补对象名单: who is paid, since when, by which road. The next holder of a payment comes from here,
 * never from the tree. `viaId` is the prefecture that passes the money on; null for 直拨.
 */
export const Recipient = z.strictObject({
  organizationId: OrganizationId,
  route: z.enum(ROUTES),
  viaId: OrganizationId.nullable(),
  /** 分类 (一类/二类/三类), where the fund sorts its recipients. */
  className: z.string().max(20).nullable(),
  from: Day,
  to: Day.nullable(),
})
export type Recipient = z.infer<typeof Recipient>

/** Who is paid next for this recipient by this holder. */
export const nextHolder = (
  recipient: Pick<Recipient, 'organizationId' | 'viaId'>,
  holder: OrganizationId,
): OrganizationId =>
  recipient.viaId !== null && holder !== recipient.viaId
    ? recipient.viaId
    : recipient.organizationId

/** How a fund is called where its year is not said beside it: 2024年县区专项补助. */
export const fundTitle = (fund: Pick<Fund, 'year' | 'name'>): string =>
  fund.name.startsWith(`${fund.year}年`) ? fund.name : `${fund.year}年${fund.name}`
