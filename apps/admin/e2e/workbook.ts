import { readFile } from 'node:fs/promises'
import { readSheet } from '@qiangji/sheet/read.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import type { ChosenFile, Downloaded } from './person.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A workbook of one sheet, all its cells text as a bank or a county exports them. */
export const workbook = async (
  name: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<ChosenFile> => {
  const columns = heads.map((header) => ({ header, width: 20, kind: 'text' as const }))
  const bytes = await writeWorkbook({
    sheets: [{ name: 'Sheet1', columns, rows: rows.map((values) => ({ values })) }],
  })
  return { name: `${name}.xlsx`, mimeType: XLSX, buffer: Buffer.from(bytes) }
}

/** The cells of a downloaded workbook or CSV, row by row, as they read. */
export const openSheet = async ({ path }: Downloaded): Promise<readonly (readonly string[])[]> => {
  const sheet = await readSheet(await readFile(path))
  if (!sheet.ok) throw new Error(`the download cannot be read: ${sheet.refusal}`)
  const { rows, columns } = sheet.value
  return rows.map((row) =>
    Array.from(
      { length: columns },
      (_, i) => row.cells.find((cell) => cell.column === i + 1)?.text ?? '',
    ),
  )
}
