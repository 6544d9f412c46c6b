import { refuse } from '@qiangji/kernel/base/decision.ts'
import {
  BANK_FILE_COLUMNS,
  type BankFileRow,
  bankFileCsv,
  bankFileRows,
} from '@qiangji/kernel/fund/bank-file.ts'
import { PaymentBatchId } from '@qiangji/kernel/fund/payment.ts'
import { FILE_KINDS } from '@qiangji/kernel/record/file.ts'
import type { BookColumn } from '@qiangji/sheet/book.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import { paymentsOfBatch } from '@qiangji/store/fund/payment.ts'
import { z } from 'zod'
import { Download } from '../frame/download.ts'
import { download } from '../frame/procedure.ts'
import { ownBatch } from './payment-hand.ts'

const WIDTHS = [6, 32, 26, 36, 16, 16, 40, 26]
const COLUMNS: readonly BookColumn[] = BANK_FILE_COLUMNS.map((header, i) => ({
  header,
  width: WIDTHS[i] ?? 16,
  kind: header === '金额' ? 'yuan' : header === '序号' ? 'number' : 'text',
}))

/** 网银文件 of the payments of a batch that wait for the bank: the system never pays by itself. */
export const bankFile = download(
  {
    input: z.strictObject({ id: PaymentBatchId, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
    scoped: 'body',
    subject: (i) => i.id,
    rest: 'GET /fund/payment-batches/{id}/bank-file',
  },
  async ({ db, actor, input }) => {
    const batch = await ownBatch(db, actor, input.id)
    if (!batch) return refuse('NOT_FOUND')
    const rows = bankFileRows(await paymentsOfBatch(db, batch.id))
    if (rows.length === 0) return refuse('BANK_FILE_EMPTY')
    return new Download({
      name: `网银支付_${batch.number}.${input.format}`,
      type: FILE_KINDS[input.format].type,
      body: await bytesOf(rows, input.format),
    })
  },
)

const bytesOf = async (
  rows: readonly BankFileRow[],
  format: 'xlsx' | 'csv',
): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    format === 'csv'
      ? new TextEncoder().encode(bankFileCsv(rows))
      : await writeWorkbook({
          sheets: [{ name: '支付', columns: COLUMNS, rows: rows.map((values) => ({ values })) }],
        }),
  )
