import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { describe, expect, test, vi } from 'vitest'
import { annotate } from '../src/annotate.ts'
import { annotateFile } from '../src/annotate-file.ts'
import type { Annotation } from '../src/annotation.ts'
import { IMPORT_LIMITS } from '../src/limits.ts'
import { readSheet } from '../src/read.ts'
import type { Sheet } from '../src/sheet.ts'
import { unpack } from '../src/unpack.ts'
import { workbook, workbookWith } from './samples.ts'

const annotation: Annotation = {
  sheetName: '明细账',
  headRow: 1,
  marks: [
    { address: 'A2', tone: 'refused', text: '没有\n这一天' },
    { address: 'C2', tone: 'confirm' },
  ],
  reasons: [
    { row: 2, tone: 'refused', text: '=日期“2024/13/06”没有这一天' },
    { row: 3, tone: 'posted', text: '已经入账，本次跳过' },
  ],
}
const marked = async (bytes: Uint8Array, what = annotation): Promise<Uint8Array> => {
  const answer = await annotate(bytes, what)
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.value
}
const open = async (bytes: Uint8Array, name = '明细账'): Promise<Worksheet> => {
  const book = new Workbook()
  await book.xlsx.load(bytes)
  const sheet = book.getWorksheet(name)
  if (sheet === undefined) throw new Error(`no sheet ${name}`)
  return sheet
}
const read = async (bytes: Uint8Array): Promise<Sheet> => {
  const answer = await readSheet(bytes)
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.value
}
const colour = (sheet: Worksheet, address: string): string | undefined => {
  const fill = sheet.getCell(address).fill
  return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined
}
const noteOf = (sheet: Worksheet, address: string): string =>
  JSON.stringify(sheet.getCell(address).note)

describe('a file sent back', () => {
  test('has its cells coloured and noted, and a reason per row behind the last column', async () => {
    const sheet = await open(await marked(await workbook()))
    expect(colour(sheet, 'A2')).toBe('FFFBD9D6')
    expect(colour(sheet, 'C2')).toBe('FFFDEBC8')
    expect(noteOf(sheet, 'A2')).toContain('没有 这一天')
    expect(sheet.getCell('C2').note).toBeUndefined()
    expect(sheet.getCell('D1').value).toBe('错误说明')
    expect(sheet.getCell('D2').value).toBe('=日期“2024/13/06”没有这一天')
    expect(sheet.getCell('D3').value).toBe('已经入账，本次跳过')
  })

  test('leaves every other cell as it was, also those that share a style with a marked one', async () => {
    const bytes = await marked(await workbook())
    const sheet = await open(bytes)
    expect([colour(sheet, 'A3'), colour(sheet, 'C3')]).toEqual([undefined, undefined])
    const cells = (of: Sheet) =>
      of.rows.map((row) => row.cells.filter((c) => c.column <= 3).map((c) => [c.kind, c.text]))
    expect(cells(await read(bytes))).toEqual(cells(await read(await workbook())))
  })

  test.each([
    ['a workbook without a theme', () => workbook()],
    ['separated text', () => new TextEncoder().encode('日期,摘要\n1,2\n')],
  ])('is whole, also when it was %s', async (_, file) => {
    const complaint = vi.spyOn(console, 'warn').mockReturnValue()
    const bytes = await annotateFile(await file(), IMPORT_LIMITS, annotation)
    expect(complaint).not.toHaveBeenCalled()
    complaint.mockRestore()
    const parts = unpack(bytes, IMPORT_LIMITS)
    expect([...parts.keys()]).toContain('xl/theme/theme1.xml')
  })

  test('keeps its formulas and other sheets', async () => {
    const bytes = await workbook({
      sheet: '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>',
      extraSheets: '<sheet name="说明" sheetId="2" r:id="rId4"/>',
    })
    const back = await read(await marked(bytes, { ...annotation, marks: [], reasons: [] }))
    expect(back.names).toEqual(['明细账', '说明'])
    expect(back.rows[0]?.cells[1]).toMatchObject({ kind: 'formula', formula: 'A1*2', text: '2' })
  })

  test('loses the marks of the last round when it is sent again, and gets no second column', async () => {
    const first = await marked(await workbook())
    const second = await marked(first, {
      ...annotation,
      marks: [{ address: 'B3', tone: 'refused', text: '摘要太短' }],
      reasons: [{ row: 3, tone: 'refused', text: '摘要太短' }],
    })
    const sheet = await open(second)
    expect([colour(sheet, 'A2'), colour(sheet, 'C2')]).toEqual([undefined, undefined])
    expect(sheet.getCell('A2').note).toBeUndefined()
    expect(sheet.getCell('D2').value).toBeNull()
    expect(sheet.getCell('D3').value).toBe('摘要太短')
    expect(sheet.getCell('E1').value).toBeNull()
    expect(noteOf(sheet, 'B3')).toContain('摘要太短')
  })

  test('keeps the user’s own note below ours, and gives it back alone', async () => {
    const book = new Workbook()
    await book.xlsx.load(await workbook())
    const own = book.getWorksheet('明细账')
    if (own !== undefined) own.getCell('A2').note = '会计：已核对'
    const first = await marked(new Uint8Array(await book.xlsx.writeBuffer()))
    expect(noteOf(await open(first), 'A2')).toMatch(/没有 这一天.*会计：已核对/)
    const second = await marked(first, { ...annotation, marks: [], reasons: [] })
    expect(noteOf(await open(second), 'A2')).toContain('会计：已核对')
    expect(noteOf(await open(second), 'A2')).not.toContain('没有 这一天')
  })

  test('is a workbook when it came as separated text; every cell stays text', async () => {
    const bytes = new TextEncoder().encode('日期,摘要,金额\n2024/13/06,=1+1,007\n\n,x\n')
    const sheet = await open(await marked(bytes), '数据')
    expect(sheet.getCell('C2').value).toBe('007')
    expect(sheet.getCell('B2').value).toBe('=1+1')
    expect(sheet.getCell('B4').value).toBe('x')
    expect(sheet.getCell('D2').value).toBe('=日期“2024/13/06”没有这一天')
    expect(colour(sheet, 'A2')).toBe('FFFBD9D6')
  })

  test.each([
    ['a broken file', () => workbookWith('xl/styles.xml', () => '<a>'), 'SHEET_DAMAGED'],
    ['nothing', () => new Uint8Array(), 'SHEET_EMPTY'],
    ['a file with macros', () => workbookWith('xl/vbaProject.bin', () => 'x'), 'SHEET_HAS_MACROS'],
  ])('%s is refused as on reading', async (_, file, refusal) =>
    expect(await annotate(await file(), annotation, IMPORT_LIMITS)).toMatchObject({ refusal }),
  )

  test('a sheet that is not there is refused', async () => {
    expect(await annotate(await workbook(), { ...annotation, sheetName: '无' })).toMatchObject({
      refusal: 'SHEET_NO_SUCH_SHEET',
    })
  })
})
