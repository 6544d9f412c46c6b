import { z } from 'zod'
import { LEVELS, type Level } from '../organization/organization.ts'

/** 岗位: what a person may hold in an organization. The order is the order on screen. */
export const POST_CODES = [
  'programme-clerk',
  'programme-reviewer',
  'finance-clerk',
  'finance-reviewer',
  'cashier',
  'accountant',
  'office',
  'prefecture-finance',
  'county-finance',
  'county-reviewer',
  'township-clerk',
  'reporter',
  'report-reviewer',
  'roster-keeper',
  'audit-committee',
  'viewer',
  'system-admin',
  'security-admin',
  'audit-admin',
] as const
export const PostCode = z.enum(POST_CODES)
export type PostCode = z.infer<typeof PostCode>

/** money: moves or releases money. business: reads and writes business records. system: 三员, which do neither. */
export type PostKind = 'money' | 'business' | 'system'

export interface Post {
  readonly name: string
  readonly kind: PostKind
  readonly levels: readonly Level[]
  /** Also where the union is paid straight by the province though it is not a county (嘉峪关市总工会). */
  readonly whereDirect?: true
}

const post = (name: string, kind: PostKind, levels: readonly Level[]): Post => ({
  name,
  kind,
  levels,
})
const county = (name: string): Post => ({
  ...post(name, 'money', ['county']),
  whereDirect: true,
})

export const POSTS: Readonly<Record<PostCode, Post>> = {
  'programme-clerk': post('业务经办', 'money', ['province']),
  'programme-reviewer': post('业务审核', 'money', ['province']),
  'finance-clerk': post('财务经办', 'money', ['province']),
  'finance-reviewer': post('财务审核', 'money', ['province']),
  cashier: post('出纳（制单）', 'money', ['province']),
  accountant: post('会计（授权）', 'money', ['province']),
  office: post('办公室（文号）', 'business', ['province']),
  'prefecture-finance': post('市州财务', 'money', ['prefecture']),
  'county-finance': county('县区财务'),
  'county-reviewer': county('县区审核'),
  'township-clerk': post('乡镇工会报账员', 'money', ['township']),
  reporter: post('填报员', 'business', LEVELS),
  'report-reviewer': post('审核员', 'business', LEVELS),
  'roster-keeper': post('基层组织管理员', 'business', LEVELS),
  'audit-committee': post('经费审查', 'business', LEVELS),
  viewer: post('只读', 'business', LEVELS),
  'system-admin': post('系统管理员', 'system', ['province']),
  'security-admin': post('安全管理员', 'system', ['province']),
  'audit-admin': post('审计管理员', 'system', ['province']),
}

export const isSystemPost = (code: PostCode): boolean => POSTS[code].kind === 'system'
export const isMoneyPost = (code: PostCode): boolean => POSTS[code].kind === 'money'

/** Whether the post exists at this organization; `direct`: it is a recipient paid straight by the province. */
export const standsAt = (code: PostCode, at: { readonly level: Level; readonly direct: boolean }) =>
  POSTS[code].levels.includes(at.level) || (POSTS[code].whereDirect === true && at.direct)
