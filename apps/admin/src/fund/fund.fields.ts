import type { Fen } from '@qiangji/kernel/base/money.ts'
import { rate } from '@qiangji/kernel/fund/figure.ts'
import { BUDGET_STATES, FUND_SOURCES, FUND_STATES, type Fund } from '@qiangji/kernel/fund/fund.ts'
import type { ShownState } from '../figure/state-mark.ts'
import type { Column } from '../list/column.ts'

export interface FundFigures {
  readonly approved: Fen | null
  readonly adjusted: Fen | null
  readonly budget: Fen
  readonly available: Fen
  readonly arranged: Fen
  readonly issued: Fen
  readonly remitted: Fen
  readonly received: Fen
  readonly spent: Fen
}
export interface FundShown {
  readonly fund: Fund
  readonly figures: FundFigures
}

export const shownFundState = (fund: Pick<Fund, 'state' | 'budgetState'>): ShownState => {
  if (fund.state === 'ended') return { mark: 'void', word: FUND_STATES.ended }
  return fund.budgetState === 'none'
    ? { mark: 'draft', word: BUDGET_STATES.none }
    : {
        mark: fund.budgetState === 'approved' ? 'done' : 'waiting',
        word: BUDGET_STATES[fund.budgetState],
      }
}

const money = (
  key: keyof FundFigures,
  head: string,
  more: { readonly strong?: boolean; readonly sign?: boolean; readonly wide?: boolean } = {},
): Column<FundShown> => ({
  key,
  head,
  width: 104,
  ...(more.wide ? { wide: true } : {}),
  show: {
    as: 'money',
    read: (f) => f.figures[key],
    ...(more.strong ? { strong: true } : {}),
    ...(more.sign ? { sign: true } : {}),
  },
})

/** Of the province: the budget first. Below it only what was issued to oneself. */
export const fundColumns = (province: boolean): readonly Column<FundShown>[] => [
  {
    key: 'name',
    head: '专项',
    grow: 190,
    always: true,
    show: { as: 'slot', words: (r) => r.fund.name },
  },
  { key: 'year', head: '年度', width: 56, show: { as: 'text', read: (f) => `${f.fund.year}` } },
  {
    key: 'source',
    head: '资金来源',
    width: 150,
    show: { as: 'text', read: (f) => FUND_SOURCES[f.fund.source], grey: true },
  },
  ...(province
    ? [
        money('approved', '年初核定数', { wide: true }),
        money('adjusted', '调整数', { sign: true, wide: true }),
        money('budget', '调整后预算数', { strong: true }),
        money('available', '待分配'),
        money('arranged', '已安排', { wide: true }),
      ]
    : []),
  money('issued', '已下达'),
  money('remitted', '已拨付'),
  money('received', '已到账'),
  money('spent', '已支出'),
  {
    key: 'spendRate',
    head: '支出进度',
    width: 92,
    show: { as: 'rate', read: (f) => rate(f.figures.spent, f.figures.received) },
  },
  {
    key: 'state',
    head: '状态',
    width: 84,
    always: true,
    show: { as: 'state', read: (f) => shownFundState(f.fund) },
  },
]
