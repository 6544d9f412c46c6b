import { Workbook } from '@cj-tech-master/excelts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Book, BookColumn, BookValue, ColumnKind } from '../src/book.ts'
import { sheetXml } from '../src/book-sheet.ts'
import { IMPORT_LIMITS } from '../src/limits.ts'
import { parseSheet } from '../src/parse.ts'
import type { Cell } from '../src/sheet.ts'
import { newStyleTable } from '../src/style-table.ts'
import { unpack } from '../src/unpack.ts'
import { writeWorkbook } from '../src/write.ts'

const column = (kind: ColumnKind, decimals?: number): BookColumn => ({
  header: '列',
  width: 12,
  kind,
  ...(decimals === undefined ? {} : { decimals }),
})
const oneColumn = (kind: ColumnKind, values: readonly BookValue[], decimals?: number): Book => ({
  sheets: [
    {
      name: '表',
      columns: [column(kind, decimals)],
      rows: values.map((value) => ({ values: [value] })),
    },
  ],
})
const cellsBelowHead = (bytes: Uint8Array): readonly (Cell | undefined)[] => {
  const { rows } = parseSheet(bytes, IMPORT_LIMITS)
  return rows.filter((row) => row.number > 1).map((row) => row.cells[0])
}
const openElsewhere = async (bytes: Uint8Array): Promise<Workbook> => {
  const workbook = new Workbook()
  await workbook.xlsx.load(bytes)
  return workbook
}

const dangerous = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  '=cmd|"/c calc"!A1',
  ' =1',
  "'=1",
  '";=1',
  ',=1',
  '_x000D_',
  '_x005F_x000D_',
  '_x0041\u0001',
  '\ud800',
  '\udc00x',
  '\ufffe\uffff',
  '<v>1</v>',
  ']]>',
  '&amp;',
  '00123',
  '620102199001011234',
  '1E5',
  'TRUE',
  '#N/A',
  '2024-06-06',
  '𠮷',
]

describe('text', () => {
  test('that looks like something else comes back as the same text, never as a formula', async () => {
    const cells = cellsBelowHead(await writeWorkbook(oneColumn('text', dangerous)))
    expect(cells.map((cell) => cell?.text)).toEqual(dangerous)
    expect(new Set(cells.map((cell) => cell?.kind))).toEqual(new Set(['text']))
  })

  test('of any kind comes back unchanged', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('_', 'x', '0', '4', '1', 'D', '\r', '\0', '\ud83d', '=', '<'),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 40 }), async (texts) => {
        const marked = texts.map((text) => `${text}.`)
        const cells = cellsBelowHead(await writeWorkbook(oneColumn('text', marked)))
        expect(cells.map((cell) => [cell?.kind, cell?.text])).toEqual(
          marked.map((text) => ['text', text]),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('is text to another reader too, and stays so when edited', async () => {
    const workbook = await openElsewhere(await writeWorkbook(oneColumn('text', ['=1+1', '@a'])))
    const cell = workbook.getWorksheet('表')?.getCell('A2')
    expect(cell?.value).toBe('=1+1')
    expect(cell?.formula).toBeUndefined()
    expect(cell?.numFmt).toBe('@')
  })

  test('in a column of figures, such as 待报, is text; a number in a text column is a broken program', async () => {
    const [said] = cellsBelowHead(await writeWorkbook(oneColumn('yuan', ['待报'])))
    expect(said).toMatchObject({ kind: 'text', text: '待报' })
    await expect(writeWorkbook(oneColumn('text', [1]))).rejects.toThrow('broken assumption')
  })

  test('longer than a cell is a broken program', async () => {
    expect(
      cellsBelowHead(await writeWorkbook(oneColumn('text', ['甲'.repeat(32_767)]))),
    ).toHaveLength(1)
    await expect(writeWorkbook(oneColumn('text', ['甲'.repeat(32_768)]))).rejects.toThrow(
      'broken assumption',
    )
  })
})

describe('figures', () => {
  test('amounts are numbers and exact to the fen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1e14, max: 1e14 }), { minLength: 1 }),
        async (amounts) => {
          const cells = cellsBelowHead(await writeWorkbook(oneColumn('yuan', amounts)))
          expect(cells.map((cell) => cell?.kind)).toEqual(amounts.map(() => 'number'))
          expect(cells.map((cell) => Math.round(Number(cell?.text) * 100))).toEqual(
            amounts.map((amount) => amount + 0),
          )
        },
      ),
      { numRuns: 30 },
    )
  })

  test.each([
    ['yuan', 1230, undefined, '12.3', '#,##0.00'],
    ['yuan', -1, undefined, '-0.01', '#,##0.00'],
    ['yuan', 0, undefined, '0', '#,##0.00'],
    ['wan', 49_000_000, undefined, '49', '#,##0.00'],
    ['wan', 49_000_000, 0, '49', '#,##0'],
    ['wan', 1, 6, '0.000001', '#,##0.000000'],
    ['percent', 0.1744, undefined, '0.1744', '0.00%'],
    ['number', 86, undefined, '86', 'General'],
    ['number', 0.0000001, undefined, '0.0000001', 'General'],
  ] as const)('%s %d with %s decimals is %s as %s', async (kind, value, decimals, text, format) => {
    const [cell] = cellsBelowHead(await writeWorkbook(oneColumn(kind, [value], decimals)))
    expect(cell).toMatchObject({ kind: 'number', text, format })
  })

  test.each([
    ['yuan', 0.5],
    ['wan', Number.NaN],
    ['number', Number.POSITIVE_INFINITY],
  ] as const)('%s %d is a broken program', async (kind, value) =>
    expect(writeWorkbook(oneColumn(kind, [value]))).rejects.toThrow('broken assumption'),
  )

  test('days are days, and words in their column are text', async () => {
    const days = ['1900-03-01', '2024-02-29', '2024-06-06', '9999-12-31', '2024-02-30', '长期']
    const cells = cellsBelowHead(await writeWorkbook(oneColumn('day', days)))
    expect(cells.map((cell) => [cell?.kind, cell?.text])).toEqual([
      ['date', '1900-03-01'],
      ['date', '2024-02-29'],
      ['date', '2024-06-06'],
      ['date', '9999-12-31'],
      ['text', '2024-02-30'],
      ['text', '长期'],
    ])
  })
})

describe('a workbook', () => {
  const book: Book = {
    sheets: [
      {
        name: '县区补助',
        heading: ['2024年县区专项补助分配表', '单位：万元'],
        frozenColumns: 1,
        columns: [
          { header: '单位', width: 24, kind: 'text' },
          { header: '金额', width: 14, kind: 'wan' },
        ],
        rows: [
          { values: ['合计', 49_000_000], weight: 'total' },
          { values: ['庆阳市', 49_000_000], weight: 'group' },
          { values: ['环县总工会', 49_000_000] },
          { values: ['宁县总工会', null] },
        ],
      },
      { name: '县区补助', columns: [], rows: [] },
    ],
  }

  test('has a heading, a frozen head with a filter, bold totals and shaded subtotals', async () => {
    const workbook = await openElsewhere(await writeWorkbook(book))
    const sheet = workbook.getWorksheet('县区补助')
    expect(sheet?.getCell('A1').value).toBe('2024年县区专项补助分配表')
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 3 })
    expect(sheet?.autoFilter).toBe('A3:B7')
    expect(sheet?.getColumn(1).width).toBe(24)
    expect(sheet?.getCell('A4').font?.bold).toBe(true)
    expect(sheet?.getCell('A4').fill).toMatchObject({ pattern: 'none' })
    expect(sheet?.getCell('B5').font?.bold).toBe(true)
    expect(sheet?.getCell('B5').fill).toMatchObject({ pattern: 'solid' })
    expect(sheet?.getCell('B6').value).toBe(49)
    expect(sheet?.getCell('B6').font?.bold).not.toBe(true)
    expect(sheet?.getCell('B7').value).toBeNull()
  })

  test('is written the same, byte for byte, every time, and is verified by its own reader', async () => {
    const [one, two] = [await writeWorkbook(book), await writeWorkbook(book)]
    expect(one).toEqual(two)
    expect([...unpack(one, IMPORT_LIMITS).keys()]).toContain('xl/worksheets/sheet2.xml')
  })

  test('gives every tab a name that it may bear, once', async () => {
    const names = ["'甲/乙:丙'", '甲_乙_丙', '', ' ', 'A', 'a', `${'长'.repeat(30)}𠮷`, '\ud800']
    const sheets = names.map((name) => ({ name, columns: [column('text')], rows: [] }))
    const workbook = await openElsewhere(await writeWorkbook({ sheets }))
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual([
      '甲_乙_丙',
      '甲_乙_丙(2)',
      '工作表',
      '工作表(2)',
      'A',
      'a(2)',
      '长'.repeat(30),
      '\ufffd',
    ])
  })

  test('lets other work go on while it writes a long table', async () => {
    let turned = false
    setImmediate(() => {
      turned = true
    })
    const rows = Array.from({ length: 2_000 }, (_, i) => ({ values: [`第${i}行`, i] }))
    const columns = [column('text'), column('yuan')]
    await sheetXml({ name: '长表', columns, rows }, newStyleTable())
    expect(turned).toBe(true)
  })
})
