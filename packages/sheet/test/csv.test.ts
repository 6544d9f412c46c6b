import { describe, expect, test } from 'vitest'
import { IMPORT_LIMITS } from '../src/limits.ts'
import { parseSheet } from '../src/parse.ts'
import { readSheet } from '../src/read.ts'
import { decide } from '../src/stop.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const tableOf = (bytes: Uint8Array): readonly (readonly string[])[] =>
  parseSheet(bytes, IMPORT_LIMITS).rows.map((row) => [
    String(row.number),
    ...row.cells.map((cell) => cell.text),
  ])
const refusalOf = async (text: string): Promise<string> => {
  const answer = await decide(() =>
    parseSheet(utf8(text), { ...IMPORT_LIMITS, rows: 3, columns: 3 }),
  )
  return answer.ok ? 'read' : answer.refusal
}
/** 日期,金额 / 环县,1 as a Chinese Windows saves it. */
const GBK = Uint8Array.from([
  0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0d, 0x0a, 0xbb, 0xb7, 0xcf, 0xd8, 0x2c,
  0x31,
])

describe('separated text', () => {
  test.each([
    ['UTF-8', utf8('日期,金额\n环县,1')],
    ['UTF-8 with a mark', utf8('\ufeff日期,金额\r\n环县,1\r\n')],
    ['GBK', GBK],
    ['UTF-16', Buffer.from('\ufeff日期\t金额\r\n环县\t1', 'utf16le')],
    ['tabs', utf8('日期\t金额\n环县\t1')],
    ['semicolons', utf8('日期;金额\n环县;1')],
    ['old line ends', utf8('日期,金额\r环县,1')],
  ])('in %s', (_, bytes) =>
    expect(tableOf(bytes)).toEqual([
      ['1', '日期', '金额'],
      ['2', '环县', '1'],
    ]),
  )

  test('every cell is text: zeros stay, nothing is a formula', async () => {
    const answer = await readSheet(utf8('a,b\n00123,=1+1\n'))
    expect(answer.ok && answer.value).toMatchObject({ source: 'csv', columns: 2 })
    expect(answer.ok && answer.value.rows[1]?.cells).toEqual([
      { kind: 'text', address: 'A2', column: 1, text: '00123' },
      { kind: 'text', address: 'B2', column: 2, text: '=1+1' },
    ])
  })

  test('quotes hold separators, quotes and line ends; empty cells and rows keep their places', () => {
    expect(tableOf(utf8('a,"b,""c""\r\nd"\n\n,,e\n'))).toEqual([
      ['1', 'a', 'b,"c"\r\nd'],
      ['3', 'e'],
    ])
    expect(parseSheet(utf8(',x,'), IMPORT_LIMITS)).toMatchObject({
      columns: 2,
      rows: [{ cells: [{ address: 'B1' }] }],
    })
  })

  test.each([
    ['a,"b', 'SHEET_DAMAGED'],
    ['a,"b"c', 'SHEET_DAMAGED'],
    ['a,"b";c', 'SHEET_DAMAGED'],
    [' \n,,\n', 'SHEET_EMPTY'],
    ['1\n2\n3\n4', 'SHEET_TOO_MANY_ROWS'],
    ['1\n2\n\n\n3', 'read'],
    ['1,2,3,4', 'SHEET_TOO_MANY_COLUMNS'],
    ['1,2,3, ', 'read'],
  ])('%j: %s', async (text, expected) => expect(await refusalOf(text)).toBe(expected))
})
