import { describe, expect, test } from 'vitest'
import { IMPORT_LIMITS } from '../src/limits.ts'
import { parseSheet } from '../src/parse.ts'
import { readSheet } from '../src/read.ts'
import { type Cell, cellAt, type Sheet } from '../src/sheet.ts'
import { type Wish, workbook } from './samples.ts'

const read = async (wish: Wish = {}, name?: string): Promise<Sheet> => {
  return parseSheet(await workbook(wish), IMPORT_LIMITS, name)
}
const cell = (sheet: Sheet, row: number, column: number): Cell | undefined => {
  const found = sheet.rows.find((r) => r.number === row)
  return found && cellAt(found, column)
}
const first = async (wish: Wish): Promise<Cell | undefined> => {
  const sheet = await read(wish)
  return sheet.rows[0]?.cells[0]
}

test('a ledger is read with the row numbers and addresses of its sheet', async () => {
  const sheet = await read()
  expect(sheet).toMatchObject({ name: '明细账', names: ['明细账'], source: 'xlsx', columns: 3 })
  expect(sheet.rows.map((row) => [row.number, row.cells.map((c) => c.text)])).toEqual([
    [1, ['日期', '摘要', '金额（元）']],
    [2, ['2024-06-06', '驿站饮水机', '12.3']],
    [3, ['2024-06-07', '曲子镇工会书架', '435']],
  ])
  expect(cell(sheet, 2, 1)).toEqual({
    kind: 'date',
    address: 'A2',
    column: 1,
    text: '2024-06-06',
    day: '2024-06-06',
  })
  expect(cell(sheet, 2, 3)).toEqual({
    kind: 'number',
    address: 'C2',
    column: 3,
    text: '12.3',
    format: '#,##0.00',
  })
  expect(cell(sheet, 3, 9)).toEqual({ kind: 'empty', address: 'I3', column: 9, text: '' })
})

describe('numbers', () => {
  test.each([
    ['0.1', '0.1'],
    ['0.30000000000000004', '0.3'],
    ['1234567890.12', '1234567890.12'],
    ['1E-7', '0.0000001'],
    ['1.5E21', '1500000000000000000000'],
    ['-3.50', '-3.5'],
    ['-0', '0'],
    ['999999999999.99', '999999999999.99'],
  ])('%s is shown as %s', async (stored, text) =>
    expect(await first({ sheet: `<row><c><v>${stored}</v></c></row>` })).toMatchObject({
      kind: 'number',
      text,
    }),
  )

  test('an id number typed as a number has lost its last digits, and says so', async () => {
    expect(await first({ sheet: '<row><c><v>6.2010219900101126E17</v></c></row>' })).toMatchObject({
      kind: 'number',
      text: '620102199001011000',
      lossy: true,
    })
  })

  test('a percentage keeps its format, so that 50% is not taken for 0.5 yuan', async () => {
    expect(
      await first({ sheet: '<row><c s="1"><v>0.5</v></c></row>', formats: ['0.00%'] }),
    ).toMatchObject({ kind: 'number', text: '0.5', format: '0.00%' })
  })
})

describe('days', () => {
  test.each([
    [14, '45449', '2024-06-06'],
    [31, '45449', '2024-06-06'],
    [57, '45449', '2024-06-06'],
    ['yyyy"年"m"月"d"日"', '45449', '2024-06-06'],
    ['[$-804]yyyy/m/d;@', '45449.4375', '2024-06-06'],
    ['m"月"d"日"', '45449', '2024-06-06'],
    ['[$-F800]dddd, mmmm dd, yyyy', '45449', '2024-06-06'],
    ['yyyy-mm-dd', '1', '1900-01-01'],
    ['yyyy-mm-dd', '59', '1900-02-28'],
    ['yyyy-mm-dd', '61', '1900-03-01'],
    ['yyyy-mm-dd', '2958465', '9999-12-31'],
  ])('format %s shows %s as %s', async (format, serial, day) =>
    expect(
      await first({ sheet: `<row><c s="1"><v>${serial}</v></c></row>`, formats: [format] }),
    ).toMatchObject({ kind: 'date', day }),
  )

  test.each([
    ['h:mm', '0.4375'],
    ['mm:ss', '0.4375'],
    ['[h]:mm', '45449'],
    ['0.00E+00', '45449'],
    ['#,##0.00"元/day"', '45449'],
    ['0"d"', '45449'],
    ['yyyy-mm-dd', '60'],
    ['yyyy-mm-dd', '-1'],
    ['yyyy-mm-dd', '2958466'],
    [20, '0.4375'],
  ])('format %s with %s is a number, no day', async (format, serial) =>
    expect(
      await first({ sheet: `<row><c s="1"><v>${serial}</v></c></row>`, formats: [format] }),
    ).toMatchObject({ kind: 'number', text: serial }),
  )

  test('the system of 1904 counts 1,462 days less', async () => {
    const sheet = '<row><c s="1"><v>43987</v></c></row>'
    expect(await first({ sheet, formats: [14], date1904: true })).toMatchObject({
      day: '2024-06-06',
    })
  })

  test('a day typed as text stays text', async () => {
    expect(
      await first({ sheet: '<row><c t="s"><v>0</v></c></row>', strings: ['2024/13/06'] }),
    ).toMatchObject({ kind: 'text', text: '2024/13/06' })
  })

  test('a day stored in words of ISO 8601 is a day', async () => {
    expect(
      await first({ sheet: '<row><c t="d"><v>2024-06-06T10:30:00</v></c></row>' }),
    ).toMatchObject({ kind: 'date', day: '2024-06-06' })
  })
})

describe('formulas, errors and other cells', () => {
  test('a formula is marked and carries what the workbook last showed', async () => {
    expect(await first({ sheet: '<row><c s="2"><f>SUM(A2:A3)</f><v>12.30</v></c></row>' })).toEqual(
      {
        kind: 'formula',
        address: 'A1',
        column: 1,
        text: '12.3',
        formula: 'SUM(A2:A3)',
        cached: { kind: 'number', address: 'A1', column: 1, text: '12.3', format: '#,##0.00' },
      },
    )
  })

  test.each([
    ['<f t="shared" si="0"/><v>1</v>', 'number', ''],
    ['<f>A1</f>', 'empty', 'A1'],
  ])('%s is a formula too', async (inner, cached, formula) =>
    expect(await first({ sheet: `<row><c>${inner}</c></row>` })).toMatchObject({
      kind: 'formula',
      formula,
      cached: { kind: cached },
    }),
  )

  test.each([
    ['<c t="str"><f>A1&amp;"x"</f><v>甲x</v></c>', { kind: 'formula', text: '甲x' }],
    ['<c t="e"><v>#N/A</v></c>', { kind: 'error', text: '#N/A' }],
    ['<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', { kind: 'formula', text: '#DIV/0!' }],
    ['<c t="b"><v>1</v></c>', { kind: 'boolean', text: 'TRUE' }],
    ['<c t="b"><v>0</v></c>', { kind: 'boolean', text: 'FALSE' }],
    ['<c t="inlineStr"><is><r><t>两</t></r><r><t>当</t></r></is></c>', { text: '两当' }],
    ['<c t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', { text: 'a\rb_x000D_' }],
    ['<c t="inlineStr"><is><t><![CDATA[<甲&乙>]]></t></is></c>', { text: '<甲&乙>' }],
    ['<c t="inlineStr"><is><t>&lt;&#x4e19;&#19969;</t></is></c>', { text: '<丙丁' }],
    ['<c t="inlineStr"><is><t>=1+1</t></is></c>', { kind: 'text', text: '=1+1' }],
  ])('%s', async (xml, expected) =>
    expect(await first({ sheet: `<row>${xml}</row>` })).toMatchObject(expected),
  )

  test('readings above Chinese characters are no part of the text', async () => {
    const strings = ['<r><t>宕昌</t></r><rPh sb="0" eb="2"><t>Tanchang</t></rPh>']
    expect(await first({ sheet: '<row><c t="s"><v>0</v></c></row>', strings })).toMatchObject({
      text: '宕昌',
    })
  })
})

describe('rows and sheets', () => {
  test('merged cells are marked, also those that the block covers', async () => {
    const sheet = await read({
      sheet:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="B3"><v>1</v></c></row>',
      afterData:
        '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="C1:XFD1048576"/></mergeCells>',
    })
    expect(sheet.rows.map((row) => row.cells.map((c) => [c.address, c.kind, c.merged]))).toEqual([
      [
        ['A1', 'text', true],
        ['C1', 'text', true],
      ],
      [
        ['A3', 'empty', true],
        ['B3', 'number', undefined],
        ['C3', 'empty', true],
      ],
    ])
  })

  test('blank rows with a format, and rows of blanks, are left out', async () => {
    const sheet = await read({
      sheet:
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" s="1"/></row><row r="3"><c r="A3" t="inlineStr"><is><t> </t></is></c></row><row r="1048576"><c r="B1048576"><v>7</v></c></row>',
    })
    expect(sheet.rows.map((row) => row.number)).toEqual([1, 1_048_576])
  })

  test('prefixed names and cells without addresses are read like others', async () => {
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="B2"><v>3</v></c></row>'
    const plain = `<worksheet xmlns:x="urn:m"><sheetData>${rows}</sheetData></worksheet>`
    const sheet = await read({ sheet: plain.replace(/<(\/?)(?=[a-z])/g, '<$1x:') })
    expect(sheet.rows.map((row) => row.cells.map((c) => `${c.address} ${c.text}`))).toEqual([
      ['A1 1', 'B1 2'],
      ['B2 3'],
    ])
  })

  test('hidden sheets are passed over, others are found by name', async () => {
    const extraSheets = '<sheet name="说明" sheetId="2" r:id="rId4"/>'
    expect((await read({ extraSheets })).names).toEqual(['明细账', '说明'])
    expect((await read({ extraSheets }, '说明')).rows[0]?.cells[0]?.text).toBe('第二页')
    expect((await read({ extraSheets, sheet: '' })).name).toBe('说明')
    const again = await readSheet(await workbook({ extraSheets }), IMPORT_LIMITS, '说明')
    expect(again).toEqual({ ok: true, value: await read({ extraSheets }, '说明') })
    const hidden = extraSheets.replace('<sheet', '<sheet state="hidden"')
    expect(await readSheet(await workbook({ extraSheets: hidden }), IMPORT_LIMITS, '说明')).toEqual(
      { ok: false, refusal: 'SHEET_NO_SUCH_SHEET', facts: { name: '说明' } },
    )
  })
})
