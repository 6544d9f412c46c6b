import { fen, PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { FundForm } from '@qiangji/kernel/fund/fund.ts'

/** What every fund of the demonstration allows and forbids; the list stands in for the province's own rules. */
const USES: FundForm['uses'] = [
  { code: 'organizing', name: '组织建设' },
  { code: 'cadres', name: '队伍建设' },
  { code: 'facilities', name: '服务阵地建设' },
  { code: 'training', name: '干部培训' },
  { code: 'rights', name: '法律维权' },
  { code: 'hardship', name: '困难帮扶' },
  { code: 'new-employment', name: '新业态服务' },
]
const PROHIBITIONS: FundForm['prohibitions'] = [
  { name: '津贴补贴、奖金', words: ['津贴', '奖金', '绩效奖'], source: '演示负面清单第1条' },
  { name: '公务接待', words: ['接待', '宴请'], source: '演示负面清单第2条' },
  { name: '楼堂馆所建设', words: ['办公楼', '会所'], source: '演示负面清单第3条' },
  { name: '购置公务用车', words: ['购车', '车辆购置'], source: '演示负面清单第4条' },
  { name: '旅游、购物卡', words: ['旅游', '购物卡'], source: '演示负面清单第5条' },
]

type Kind = 'county' | 'new-employment' | 'palace' | 'township'

interface Shape {
  readonly name: string
  readonly department: string
  /** The year's budget in yuan. */
  readonly budget: number
  readonly publicity: boolean
  /** 定额单价 in yuan; no source gives it, so it is a parameter and marked on screen. */
  readonly quotaUnit: number | null
  /** By default none; one purpose shows what a rule does. */
  readonly ageRule?: FundForm['ageRule']
}

/**
 * The province's announced money for county unions: 4,000 万 a year, 535 万, 1,000 万, and a quota for each township
 * union. Whether the three overlap is left open by the source, so they are separate funds.
 */
export const SHAPES: Readonly<Record<Kind, Shape>> = {
  county: {
    name: '县区专项补助',
    department: '基层工作部',
    budget: 40_000_000,
    publicity: false,
    quotaUnit: null,
  },
  'new-employment': {
    name: '新业态工会联合会补助',
    department: '基层工作部',
    budget: 5_350_000,
    publicity: false,
    quotaUnit: null,
    ageRule: { kind: 'years', years: 1, source: '演示专项资金管理办法第9条' },
  },
  palace: {
    name: '工人文化宫（俱乐部）补助',
    department: '宣传教育部',
    budget: 10_000_000,
    publicity: true,
    quotaUnit: null,
  },
  township: {
    name: '乡镇（街道）工会定额补助',
    department: '基层工作部',
    budget: 13_600_000,
    publicity: false,
    quotaUnit: 10_000,
  },
}
export const KINDS = [
  'county',
  'new-employment',
  'palace',
  'township',
] as const satisfies readonly Kind[]
export type FundKind = Kind

export const formOf = (
  kind: FundKind,
  year: number,
  previousFundId: FundForm['previousFundId'],
): FundForm => {
  const shape = SHAPES[kind]
  return {
    year,
    name: `${year}年${shape.name}`,
    source: 'union-own',
    subject: { edition: '财会〔2021〕7号', code: null, name: '补助下级支出' },
    department: shape.department,
    basis: '“县级工会加强年”专项工作安排（演示）',
    uses: USES,
    prohibitions: PROHIBITIONS,
    ageRule: shape.ageRule ?? { kind: 'none' },
    publicity: shape.publicity,
    quotaUnit: shape.quotaUnit === null ? null : PositiveFen.parse(fen(shape.quotaUnit * 100)),
    previousFundId,
  }
}
