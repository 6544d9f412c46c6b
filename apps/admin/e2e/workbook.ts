import { readFile } from 'node:fs/promises'
import { readSheet } from '@qiangji/sheet/read.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
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

/** The same workbook as a hurried clerk leaves it: a formula in one cell, and cells merged over a range. */
export const careless = (file: ChosenFile, formula: string, range: string): ChosenFile => {
  const parts = unzipSync(new Uint8Array(file.buffer))
  const sheet = 'xl/worksheets/sheet1.xml'
  const written = strFromU8(parts[sheet] ?? new Uint8Array())
    .replace(
      new RegExp(`<c r="${formula}"[^>]*>.*?</c>`),
      `<c r="${formula}"><f>1000+500</f><v>1500</v></c>`,
    )
    .replace('<pageMargins', `<mergeCells count="1"><mergeCell ref="${range}"/></mergeCells>$&`)
  return { ...file, buffer: Buffer.from(zipSync({ ...parts, [sheet]: strToU8(written) })) }
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
