import { z } from 'zod'
import { Day } from '../base/day.ts'
import { Revision } from '../base/id.ts'
import { Fen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import { FundId } from './fund.ts'
import type { HeadRefusal } from './ledger-column.ts'
import { LedgerImportId } from './spending.ts'

/** faulty: has errors, nothing was registered. read: may be registered. registered: its rows are in the list. */
export const LEDGER_IMPORT_STATES = {
  faulty: '有错误，未入账',
  read: '已检查，未入账',
  registered: '已入账，见列表',
  discarded: '已放弃',
} as const
export const LedgerImportState = z.enum(['faulty', 'read', 'registered', 'discarded'])
export type LedgerImportState = z.infer<typeof LedgerImportState>

/** One file of one county for one line of one fund, from the first reading to its registration. */
export const LedgerImport = z.strictObject({
  id: LedgerImportId,
  fundId: FundId,
  organizationId: OrganizationId,
  beneficiaryId: OrganizationId,
  /** Whose list it is: null, the desk's own; else that of the township with its own account. */
  holderId: OrganizationId.nullable(),
  fileId: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  /** Worksheet; null: the first. */
  sheet: z.string().nullable(),
  /** Names of the 项目 column that are of the fund; null: the column is not looked at. */
  projects: z.array(z.string().max(100)).max(50).nullable(),
  state: LedgerImportState,
  rows: z.int().min(0),
  entries: z.int().min(0),
  amount: Fen,
  bad: z.int().min(0),
  doubtful: z.int().min(0),
  passed: z.int().min(0),
  makerId: z.string(),
  readOn: Day,
  revision: Revision,
})
export type LedgerImport = z.infer<typeof LedgerImport>

export const LEDGER_IMPORT_REFUSALS = [
  'LEDGER_HAS_ERRORS',
  'LEDGER_DOUBT_NOT_CONFIRMED',
  'LEDGER_NOT_READ',
  'LEDGER_NOTHING_NEW',
  'LEDGER_FILE_IS_NO_SHEET',
  'LEDGER_SHEET_UNREADABLE',
] as const
export type LedgerImportRefusal = (typeof LEDGER_IMPORT_REFUSALS)[number] | HeadRefusal

export const LEDGER_IMPORT_WORDS: Record<LedgerImportRefusal, string> = {
  LEDGER_COLUMNS_MISSING: '没有找到列：{columns}。请在前 20 行内写明列名后重新上传。',
  LEDGER_COLUMN_TWICE: '“{column}”列出现了两次，请只保留一列。',
  LEDGER_WITHOUT_ROWS: '列名下面没有内容，请检查是否选错了文件或工作表。',
  LEDGER_HAS_ERRORS: '表中有 {bad} 行错误，一行都没有入账。请下载错误表，改好后重新上传。',
  LEDGER_DOUBT_NOT_CONFIRMED: '有 {doubtful} 行需要确认读法，请查看黄色单元格后勾选确认。',
  LEDGER_NOT_READ: '这份表格已入账或已放弃，请重新上传。',
  LEDGER_NOTHING_NEW: '表中各行都已登记过，没有新的内容。',
  LEDGER_SHEET_UNREADABLE: '{why}',
  LEDGER_FILE_IS_NO_SHEET: '请选择 .xlsx 或 .csv 格式的明细账。',
}
