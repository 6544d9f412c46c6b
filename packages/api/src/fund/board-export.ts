import type { Day } from '@qiangji/kernel/base/day.ts'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { figures, type Rate } from '@qiangji/kernel/fund/figure.ts'
import { FUND_SOURCES, type Fund, FundId } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FILE_KINDS } from '@qiangji/kernel/record/file.ts'
import type { BookColumn, BookRow, BookSheet } from '@qiangji/sheet/book.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import { budgetOfFunds } from '@qiangji/store/fund/fund-list.ts'
import { z } from 'zod'
import { Download } from '../frame/download.ts'
import { download } from '../frame/procedure.ts'
import { type BoardFacts, gatherBoard } from './board-facts.ts'
import type { BoardRow } from './board-output.ts'
import { boardRows, totalRow } from './board-row.ts'
import { findScope } from './board-scope.ts'

/** The board as a workbook for Excel and WPS: 资金执行 by unit, and 项目预算执行分析表 by recipient. */
export const boardExport = download(
  {
    input: z.strictObject({
      fundId: FundId,
      organizationId: OrganizationId.nullable().default(null),
      unit: z.enum(['yuan', 'wan']).default('wan'),
    }),
    scoped: 'body',
    snapshot: true,
    subject: (i) => i.fundId,
    rest: 'GET /fund/board/{fundId}/export',
  },
  async ({ db, actor, input, today }) => {
    const found = await findScope(db, actor, input)
    if (found === null) return refuse('NOT_FOUND')
    const { fund, scope } = found
    const facts = await gatherBoard(db, actor.organization.path, fund, scope, today)
    const sums = (await budgetOfFunds(db)).get(fund.id)
    const budget = scope.level === 'province' && sums ? sums : null
    return new Download({
      name: `资金执行_${fund.name}_${facts.self.name}_${today}.xlsx`,
      type: FILE_KINDS.xlsx.type,
      body: new Uint8Array(
        await writeWorkbook({
          sheets: [
            boardSheet(facts, fund, input.unit, today),
            executionSheet(facts, fund, input.unit, today, budget),
          ],
        }),
      ),
    })
  },
)

type Unit = 'yuan' | 'wan'
const unitWord = (unit: Unit): string => (unit === 'yuan' ? '单位：元' : '单位：万元')
const percent = (rate: Rate): number | null =>
  rate.denominator === 0 ? null : rate.numerator / rate.denominator

const text = (header: string, width: number): BookColumn => ({ header, width, kind: 'text' })

const boardSheet = (facts: BoardFacts, fund: Fund, unit: Unit, today: Day): BookSheet => {
  const money = (header: string): BookColumn => ({ header, width: 16, kind: unit })
  const rate = (header: string): BookColumn => ({ header, width: 12, kind: 'percent' })
  return {
    name: '资金执行',
    heading: [`${fund.name}资金执行表`, `${facts.self.fullName}　截至 ${today}　${unitWord(unit)}`],
    frozenColumns: 1,
    columns: [
      text('单位', 24),
      { header: '受补单位数', width: 12, kind: 'number' },
      ...['已下达', '已拨付', '市级待转拨', '已到账', '已占用', '已支出', '已退'].map(money),
      { header: '滞留市级（天）', width: 14, kind: 'number' },
      ...['拨付率', '到账率', '支出进度'].map(rate),
    ],
    rows: [
      rowOf(totalRow(facts), 'total', '合计'),
      ...boardRows(facts).map((row) => rowOf(row, undefined, nameOf(row))),
    ],
  }
}

const nameOf = (row: BoardRow): string =>
  row.kind === 'own'
    ? `${row.fullName}本级`
    : row.kind === 'direct'
      ? `其中：${row.name}`
      : row.name

const rowOf = (row: BoardRow, weight: 'total' | undefined, name: string): BookRow => {
  const f = row.figures
  return {
    values: [
      name,
      row.recipients,
      f.issued,
      f.remitted,
      f.relayed,
      f.received,
      f.occupied,
      f.spent,
      f.returned,
      row.stayDays,
      percent(row.rates.remit),
      percent(row.rates.receive),
      percent(row.rates.spend),
    ],
    ...(weight ? { weight } : {}),
  }
}

/** Columns as union systems print them: 占用 is what is signed for, 未用 what is received and neither spent nor returned. */
const executionSheet = (
  facts: BoardFacts,
  fund: Fund,
  unit: Unit,
  today: Day,
  budget: { readonly approved: number; readonly adjusted: number } | null,
): BookSheet => {
  const money = (header: string): BookColumn => ({ header, width: 16, kind: unit })
  const fundCells = [
    fund.name,
    fund.subject.code === null ? fund.subject.name : `${fund.subject.code} ${fund.subject.name}`,
    fund.department,
    FUND_SOURCES[fund.source],
  ]
  const values = (f: ReturnType<typeof figures>) => [
    f.issued,
    f.received,
    f.occupied,
    f.spent,
    fen(f.received - f.spent - f.occupied),
    f.received === 0 ? null : (f.spent + f.occupied) / f.received,
    f.received === 0 ? null : f.spent / f.received,
  ]
  return {
    name: '项目预算执行',
    heading: [
      '项目预算执行分析表',
      budget === null
        ? `截至 ${today}　${unitWord(unit)}`
        : `截至 ${today}　${unitWord(unit)}　核定年初预算数 ${shown(budget.approved, unit)}　调整数 ${shown(budget.adjusted, unit)}　调整后预算数 ${shown(budget.approved + budget.adjusted, unit)}`,
    ],
    frozenColumns: 2,
    columns: [
      { header: '序号', width: 6, kind: 'number' },
      text('单位名称', 28),
      text('项目名称', 28),
      text('预算科目', 18),
      text('预算部门', 16),
      text('资金来源', 20),
      ...['下达数', '到账数', '占用金额', '已用额度', '未用额度'].map(money),
      { header: '（含占用）执行率', width: 16, kind: 'percent' },
      { header: '执行率（支出进度）', width: 16, kind: 'percent' },
    ],
    rows: [
      {
        values: [null, '合计', ...fundCells, ...values(totalRow(facts).figures)],
        weight: 'total',
      },
      ...facts.recipients.map((r, i) => ({
        values: [
          i + 1,
          r.fullName,
          ...fundCells,
          ...values(figures(facts.stocksOf(r.organizationId))),
        ],
      })),
    ],
  }
}

const shown = (amount: number, unit: Unit): string =>
  (amount / (unit === 'yuan' ? 100 : 1_000_000)).toFixed(2)
