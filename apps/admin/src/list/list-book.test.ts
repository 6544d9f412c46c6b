// @vitest-environment node
import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { rate } from '@qiangji/kernel/fund/figure.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { describe, expect, test } from 'vitest'
import type { Amount } from '../figure/amount.ts'
import type { Column } from './column.ts'
import { bookOf } from './list-book.ts'
import { packBook } from './list-file.ts'

interface Row {
  readonly name: string
  readonly amount: Amount
  readonly count: number | null
}
const COLUMNS: readonly Column<Row>[] = [
  { key: 'name', head: '单位', show: { as: 'slot', words: (r) => r.name } },
  { key: 'amount', head: '金额', show: { as: 'money', unit: 'wan', read: (r) => r.amount } },
  { key: 'count', head: '笔数', show: { as: 'count', read: (r) => r.count } },
  { key: 'rate', head: '支出进度', show: { as: 'rate', read: () => rate(fen(1), fen(8)) } },
  { key: 'day', head: '日期', show: { as: 'day', read: () => day('2024-03-11') } },
  { key: 'act', head: '', show: { as: 'slot' } },
]
const ROWS: readonly Row[] = [
  { name: '环县', amount: fen(123_456_789), count: 3 },
  { name: '=cmd|calc', amount: null, count: null },
  { name: '庆城', amount: 'unreported', count: 0 },
]
const book = bookOf({ name: '支付批次', notes: ['演示数据'], columns: COLUMNS, rows: ROWS })

describe('an exported list', () => {
  test('has the shown columns without the buttons, and says its unit', () => {
    expect(book.sheets[0]?.columns.map((c) => c.header)).toEqual([
      '单位',
      '金额（元）',
      '笔数',
      '支出进度',
      '日期',
    ])
    expect(book.sheets[0]?.heading).toEqual(['支付批次', '演示数据'])
  })

  test('is a workbook with exact amounts as numbers, and text that is never a formula', async () => {
    const bytes = new Uint8Array(await (await packBook(book)).arrayBuffer())
    const read = await readSheet(bytes)
    if (!read.ok) throw new Error(read.refusal)
    const cells = read.value.rows
      .slice(-3)
      .map((row) => row.cells.map((cell) => [cell.kind, cell.text]))
    expect(cells[0]).toEqual([
      ['text', '环县'],
      ['number', '1234567.89'],
      ['number', '3'],
      ['number', '0.125'],
      expect.anything(),
    ])
    expect(cells[1]?.[0]).toEqual(['text', '=cmd|calc'])
    expect(cells[2]?.[1]).toEqual(['text', '待报'])
  })
})
