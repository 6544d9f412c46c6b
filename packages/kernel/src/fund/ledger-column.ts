import { accept, type Decision, refuse } from '../base/decision.ts'
import { halfWidth } from '../base/money.ts'
import type { LedgerSheetRow } from './ledger-cell.ts'

/** What a 明细账 may tell, with the heads under which accounting packages print it. */
export const LEDGER_COLUMNS = {
  day: ['日期', '凭证日期', '记账日期', '业务日期', '制单日期'],
  voucher: ['凭证号', '凭证字号', '凭证编号', '凭证号数'],
  line: ['分录号', '分录', '行号', '分录序号'],
  summary: ['摘要', '摘要说明', '业务摘要'],
  subject: ['科目', '科目名称', '会计科目', '支出科目'],
  amount: ['金额', '借方', '借方金额', '借方发生额', '发生额', '支出金额'],
  project: ['项目', '项目名称', '专项', '专项名称'],
  payee: ['收款人', '收款单位', '对方单位', '往来单位', '对方户名'],
  of: ['原凭证号', '冲销凭证号', '原支出凭证号'],
  fixedAsset: ['固定资产', '是否固定资产'],
} as const satisfies Record<string, readonly string[]>

export type LedgerColumn = keyof typeof LEDGER_COLUMNS
const COLUMNS: readonly LedgerColumn[] = [
  'day',
  'voucher',
  'line',
  'summary',
  'subject',
  'amount',
  'project',
  'payee',
  'of',
  'fixedAsset',
]
const REQUIRED: readonly LedgerColumn[] = ['day', 'voucher', 'summary', 'subject', 'amount']

export const columnName = (column: LedgerColumn): string => LEDGER_COLUMNS[column][0]

/** Where the columns stand: the row of the heads, and each column's number from 1. */
export interface LedgerHead {
  readonly row: number
  readonly columns: ReadonlyMap<LedgerColumn, number>
  /** 金额（万元） counts in 10,000 yuan. */
  readonly unit: 1 | 10_000
}

export type HeadRefusal = 'LEDGER_COLUMNS_MISSING' | 'LEDGER_COLUMN_TWICE' | 'LEDGER_WITHOUT_ROWS'

/** Titles of a report stand above the heads; further down nothing is a head. */
const SEARCHED = 20

/** Finds the columns by their heads, in any order. */
export const findHead = (rows: readonly LedgerSheetRow[]): Decision<LedgerHead, HeadRefusal> => {
  const heads = rows.slice(0, SEARCHED).map(readHead)
  const best = heads.reduce<Head | null>(
    (found, head) => (found === null || head.found.length > found.found.length ? head : found),
    null,
  )
  if (!best) return refuse('LEDGER_WITHOUT_ROWS')
  const twice = best.found.find(
    (one, at) => best.found.findIndex((other) => other.column === one.column) !== at,
  )
  if (twice) return refuse('LEDGER_COLUMN_TWICE', { column: columnName(twice.column) })
  const columns = new Map(best.found.map((one) => [one.column, one.at]))
  const missing = REQUIRED.filter((column) => !columns.has(column))
  if (missing.length > 0)
    return refuse('LEDGER_COLUMNS_MISSING', { columns: missing.map(columnName).join('、') })
  if (!rows.some((row) => row.number > best.row)) return refuse('LEDGER_WITHOUT_ROWS')
  const amount = best.found.find((one) => one.column === 'amount')
  return accept({ row: best.row, columns, unit: amount?.inWan ? 10_000 : 1 })
}

interface Head {
  readonly row: number
  readonly found: readonly {
    readonly column: LedgerColumn
    readonly at: number
    readonly inWan: boolean
  }[]
}

const readHead = (row: LedgerSheetRow): Head => ({
  row: row.number,
  found: row.cells.flatMap((cell) => {
    const text = halfWidth(cell.text).replace(/[\s*]/g, '')
    const name = text.replace(/\(.*\)$|[:：]$/, '')
    const column = COLUMNS.find((one) => LEDGER_COLUMNS[one].some((head) => head === name))
    return column ? [{ column, at: cell.column, inWan: /\(万元?\)$/.test(text) }] : []
  }),
})
