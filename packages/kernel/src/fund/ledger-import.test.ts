import { describe, expect, it } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import type { LedgerCell, LedgerSheetRow } from './ledger-cell.ts'
import { findHead } from './ledger-column.ts'
import { reasonOf } from './ledger-finding.ts'
import {
  countLedger,
  type LedgerFacts,
  type LedgerRow,
  lineKey,
  readLedger,
} from './ledger-import.ts'
import { RULES } from './spending.sample.ts'

type Unplaced<C> = C extends LedgerCell ? Omit<C, 'address' | 'column'> : never
type Given = string | number | Unplaced<LedgerCell>
const LETTERS = 'ABCDEFGHIJ'

const cell = (row: number, column: number, given: Given): LedgerCell => {
  const placed = { address: `${LETTERS[column - 1]}${row}`, column }
  if (typeof given === 'number')
    return { ...placed, text: String(given), kind: 'number', format: 'General' }
  if (typeof given === 'string')
    return { ...placed, text: given, kind: given === '' ? 'empty' : 'text' }
  return { ...placed, ...given }
}

const sheet = (rows: readonly (readonly Given[])[]): readonly LedgerSheetRow[] =>
  rows.map((cells, at) => ({
    number: at + 1,
    cells: cells.map((given, i) => cell(at + 1, i + 1, given)),
  }))

const HEAD = ['日期', '凭证号', '摘要', '科目', '金额（元）', '项目']
const MAPPING = new Map([
  ['维权支出', 'rights'],
  ['培训支出', 'training'],
  ['行政支出', null],
])

const facts = (given: Partial<LedgerFacts> = {}): LedgerFacts => ({
  today: day('2024-07-03'),
  receivedOn: day('2024-06-04'),
  uses: RULES.uses,
  prohibitions: RULES.prohibitions,
  mapping: MAPPING,
  projects: null,
  known: new Map(),
  reversed: new Map(),
  refundables: [],
  advances: [],
  ...given,
})

const read = (rows: readonly (readonly Given[])[], given: Partial<LedgerFacts> = {}) => {
  const all = sheet([HEAD, ...rows])
  const head = findHead(all)
  if (!head.ok) throw new Error(head.refusal)
  return readLedger(head.value, all, facts(given))
}

const one = (row: readonly Given[], given: Partial<LedgerFacts> = {}): LedgerRow => {
  const [first] = read([row], given).rows
  if (!first) throw new Error('no row')
  return first
}

const ROW = [
  '2024-06-17',
  '记-0628',
  '乡镇工会干部培训餐费',
  '培训支出',
  9860,
  '2024年县区专项补助',
] as const
const withCell = (column: number, given: Given): readonly Given[] =>
  ROW.map((cell, at) => (at === column ? given : cell))

describe('the heads of a 明细账', () => {
  it('are found in any order, below a title, under the names of accounting packages', () => {
    const head = findHead(
      sheet([
        ['环县总工会明细账'],
        ['借方金额（万元）', '会计科目', '摘要', '凭证字号', '制单日期*'],
        [1, '培训支出', 'x', '记-1', '2024-06-17'],
      ]),
    )
    expect(head).toMatchObject({ ok: true, value: { row: 2, unit: 10_000 } })
    if (head.ok)
      expect(Object.fromEntries(head.value.columns)).toEqual({
        amount: 1,
        subject: 2,
        summary: 3,
        voucher: 4,
        day: 5,
      })
  })

  it('name what is missing or stands there twice', () => {
    expect(
      findHead(
        sheet([
          ['日期', '摘要', '金额'],
          ['', '', 1],
        ]),
      ),
    ).toMatchObject({
      refusal: 'LEDGER_COLUMNS_MISSING',
      facts: { columns: '凭证号、科目' },
    })
    expect(
      findHead(
        sheet([
          [...HEAD, '借方'],
          [...ROW, 1],
        ]),
      ),
    ).toMatchObject({
      refusal: 'LEDGER_COLUMN_TWICE',
      facts: { column: '金额' },
    })
    expect(findHead(sheet([HEAD]))).toMatchObject({ refusal: 'LEDGER_WITHOUT_ROWS' })
    expect(findHead([])).toMatchObject({ refusal: 'LEDGER_WITHOUT_ROWS' })
  })
})

describe('a day', () => {
  it.each([
    '2024-06-17',
    '2024/6/17',
    '2024.06.17',
    '2024年6月17日',
    '20240617',
    '2024-06-17 10:30',
  ])('is read from %s', (typed) => {
    expect(one(withCell(0, typed))).toMatchObject({ mark: 'good', entry: { day: '2024-06-17' } })
  })

  it('is taken from a date of the workbook', () => {
    const given = { kind: 'date', text: '2024-06-17', day: day('2024-06-17') } as const
    expect(one(withCell(0, given)).entry?.day).toBe('2024-06-17')
  })

  it.each([
    ['2024/13/06', '日期“2024/13/06”没有这一天，月份应为 1 至 12'],
    ['2024-06-31', '日期“2024-06-31”没有这一天，6月没有 31 日'],
    ['2023-02-29', '日期“2023-02-29”没有这一天，2月没有 29 日'],
    ['昨天', '“昨天”不是日期，请写成 2024-06-06 的样子'],
    ['', '日期为空'],
    ['2024-07-04', '日期晚于今天（2024-07-03）'],
    ['2024-06-03', '日期早于到账日 2024-06-04；本级经费垫付的，先登记“先行垫付”，再在摘要写“归垫”'],
  ])('%s is refused in words', (typed, words) => {
    const row = one(withCell(0, typed))
    expect([row.mark, reasonOf(row.findings)]).toEqual(['bad', words])
  })

  it('in full-width digits waits for a yes', () => {
    const row = one(withCell(0, '２０２４－０６－１７'))
    expect([row.mark, row.entry?.day]).toEqual(['doubtful', '2024-06-17'])
  })
})

describe('an amount', () => {
  it.each([
    [9860, 986_000],
    ['9,860.00', 986_000],
    ['0.01', 1],
    ['12345678.9', 1_234_567_890],
  ])('%s is read exactly', (typed, expected) => {
    expect(one(withCell(4, typed))).toMatchObject({ mark: 'good', entry: { amount: expected } })
  })

  it.each([
    ['1.2万', '金额“1.2万”不是数字，请写成 12000'],
    ['3千元', '金额“3千元”不是数字，请写成 3000'],
    ['500元', '金额“500元”不是数字，请写成 500'],
    ['1e3', '金额“1e3”是科学记数，请写成普通数字'],
    ['0.001', '金额“0.001”小于分，请保留两位小数'],
    ['12,34', '金额“12,34”不是数字'],
    ['-0', '金额为 −0'],
    ['0', '金额为 0'],
    ['', '金额为空'],
    ['九千', '金额“九千”不是数字'],
    ['99999999999999999', '金额“99999999999999999”过大，请核对'],
  ])('%s is refused in words', (typed, words) => {
    const row = one(withCell(4, typed))
    expect([row.mark, reasonOf(row.findings)]).toEqual(['bad', words])
  })

  it('in full-width digits is read and waits for a yes', () => {
    const row = one(withCell(4, '３５００.００'))
    expect([row.mark, row.entry?.amount, reasonOf(row.findings)]).toEqual([
      'doubtful',
      350_000,
      '金额“３５００.００”是全角数字，读作 3,500.00，请确认',
    ])
  })

  it('from a percentage, an id number or a date is refused', () => {
    const odd: readonly Given[] = [
      { kind: 'number', text: '0.35', format: '0.00%' },
      { kind: 'number', text: '620102199001011000', format: 'General', lossy: true },
      { kind: 'date', text: '2024-06-17', day: day('2024-06-17') },
    ]
    expect(odd.map((given) => one(withCell(4, given)).mark)).toEqual(['bad', 'bad', 'bad'])
  })
})

describe('a cell', () => {
  it('that is a formula, merged or an error is refused by name', () => {
    expect(
      reasonOf(one(withCell(4, { kind: 'formula', formula: 'SUM(E1:E3)', text: '3' })).findings),
    ).toBe('E2 是公式，请粘贴为数值')
    expect(reasonOf(one(withCell(1, { kind: 'empty', text: '', merged: true })).findings)).toBe(
      'B2 是合并单元格，请取消合并并逐行填写',
    )
    expect(reasonOf(one(withCell(3, { kind: 'error', text: '#N/A' })).findings)).toBe(
      '单元格是错误值“#N/A”，请改成实际内容',
    )
  })

  it('tells all that is wrong with its row at once', () => {
    const row = one(['2024-06-28', '', '乡镇工会干部培训讲课费', '培训支出', '３５００.００', ''])
    expect(reasonOf(row.findings)).toBe(
      '凭证号为空；金额“３５００.００”是全角数字，读作 3,500.00，请确认',
    )
  })
})

describe('the summary and the subject', () => {
  it('names the item of the 负面清单', () => {
    expect(reasonOf(one(withCell(2, '接待兄弟县工会工作餐')).findings)).toBe(
      '“接待”在本专项负面清单第 2 条（公务接待），不能在此列支',
    )
  })

  it('asks for a use once, and leaves out a subject that is not of the fund', () => {
    expect(reasonOf(one(withCell(3, '资本性支出')).findings)).toBe('科目“资本性支出”还没有选用途')
    expect(one(withCell(3, '行政支出')).mark).toBe('passed')
  })

  it('leaves out rows of other projects, and totals', () => {
    const projects = new Set(['2024年县区专项补助'])
    expect(one(ROW, { projects }).mark).toBe('good')
    expect(one(withCell(5, '职工之家'), { projects }).mark).toBe('passed')
    expect(one(['', '', '本月合计', '', 51_000, '']).mark).toBe('passed')
  })
})

describe('a voucher', () => {
  const known = (amount: number) => ({
    day: day('2024-06-17'),
    amount: fen(amount),
    registeredOn: day('2024-06-20'),
  })

  it('counts its lines in the order of the file', () => {
    const reading = read([ROW, withCell(4, 20), withCell(1, '记-0629'), withCell(4, 30)])
    expect(reading.entries.map((e) => `${e.voucher}/${e.line}`)).toEqual([
      '记-0628/1',
      '记-0628/2',
      '记-0629/1',
      '记-0628/3',
    ])
  })

  it('that is registered already is left out and listed, and once more asked when it differs', () => {
    const known = new Map([
      [
        lineKey(2024, '记-0628', 1),
        { day: day('2024-06-17'), amount: fen(986_000), registeredOn: day('2024-06-20') },
      ],
    ])
    expect(one(ROW, { known })).toMatchObject({ mark: 'passed', entry: null })
    const other = one(withCell(4, 9861), { known })
    expect(other).toMatchObject({ mark: 'doubtful', entry: null })
    expect(reasonOf(other.findings)).toContain('2024-06-17、9,860.00 元，与本行不同')
  })

  it('that was reversed stays out when the same list comes again, and is asked for when it is changed', () => {
    const reversed = new Map([[lineKey(2024, '记-0628', 1), known(986_000)]])
    const again = one(ROW, { reversed })
    expect(again).toMatchObject({ mark: 'passed', entry: null })
    expect(reasonOf(again.findings)).toContain('已在 2024-06-20 登记，后来冲销，本次跳过')
    const mended = one(withCell(4, 9861), { reversed })
    expect(mended).toMatchObject({ mark: 'doubtful', entry: { amount: 986_100 } })
    expect(reasonOf(mended.findings)).toContain('2024-06-17、9,860.00 元后已冲销')
    const standing = new Map([[lineKey(2024, '记-0628', 1), known(986_100)]])
    expect(one(withCell(4, 9861), { known: standing, reversed }).mark).toBe('passed')
  })

  it('is the same however the package writes it', () => {
    const standing = new Map([[lineKey(2024, '记-0628', 1), known(986_000)]])
    for (const written of ['记－０６２８', '记 -0628', '记—0628'])
      expect(one(withCell(1, written), { known: standing }).mark).toBe('passed')
    const reading = read([ROW, withCell(1, '记－０６２８')])
    expect(reading.entries.map((e) => `${e.voucher}/${e.line}`)).toEqual(['记-0628/1', '记-0628/2'])
    expect(one(withCell(1, '\u200b'))).toMatchObject({ mark: 'bad', entry: null })
  })

  it('of another year is another voucher', () => {
    const known = new Map([
      [
        lineKey(2023, '记-0628', 1),
        { day: day('2023-06-17'), amount: fen(986_000), registeredOn: day('2023-06-20') },
      ],
    ])
    expect(one(ROW, { known }).mark).toBe('good')
  })

  it('with the same line twice in one file is refused', () => {
    const all = sheet([
      [...HEAD, '分录号'],
      [...ROW, 1],
      [...ROW, 1],
    ])
    const head = findHead(all)
    if (!head.ok) throw new Error(head.refusal)
    const [, second] = readLedger(head.value, all, facts()).rows
    expect(second && reasonOf(second.findings)).toBe('与第 2 行的凭证号、分录号相同')
  })
})

describe('a negative amount', () => {
  const spent = (line: number, left: number) => ({
    id: `s${line}`,
    row: null,
    voucher: '记-0590',
    line,
    day: day('2024-06-08'),
    use: 'training',
    amount: fen(900_000),
    left: fen(left),
  })
  const back = (summary: string, amount = -1260, voucher = '记-0695') =>
    ['2024-07-02', voucher, summary, '培训支出', amount, ''] as const

  it('becomes the refund of the spending that its summary names', () => {
    expect(
      one(back('退回记-0590培训餐费余款'), { refundables: [spent(1, 900_000)] }),
    ).toMatchObject({
      mark: 'good',
      entry: { kind: 'refund', amount: 126_000, ofId: 's1', use: 'training' },
    })
  })

  it('finds it however its number is written there', () => {
    const refundables = [spent(1, 900_000)]
    for (const written of ['退回记－０５９０余款', '退回记—0590#1余款'])
      expect(one(back(written), { refundables }).entry?.ofId).toBe('s1')
    const paid = [{ ...spent(1, 900_000), voucher: '现付12' }]
    expect(one(back('退回 现付 12 余款'), { refundables: paid }).entry?.ofId).toBe('s1')
  })

  it('may name a spending of the same file', () => {
    const reading = read([ROW, back('冲回 记-0628 多付')])
    expect(reading.rows[1]).toMatchObject({ mark: 'good', entry: { ofRow: 2, ofId: null } })
    expect(countLedger(reading)).toMatchObject({ entries: 2, amount: 860_000, bad: 0 })
  })

  it('never takes back more than there is, over all rows together', () => {
    const reading = read([ROW, back('冲 记-0628', -9000), back('冲 记-0628', -861, '记-0696')])
    expect(reading.rows.map((row) => row.mark)).toEqual(['good', 'good', 'bad'])
    expect(reasonOf(reading.rows[2]?.findings ?? [])).toBe(
      '记-0628 还可收回 860.00 元，不够 861.00 元',
    )
  })

  it('that names nothing, something unknown or one of several is refused with what to write', () => {
    const refundables = [spent(1, 900_000), spent(2, 900_000)]
    expect(reasonOf(one(back('退回余款'), { refundables }).findings)).toContain('退回 记-0631')
    const of = sheet([
      [...HEAD, '原凭证号'],
      [...back('退回余款'), '记-0001'],
      [...back('退回余款'), '记-0590#2'],
    ])
    const head = findHead(of)
    if (!head.ok) throw new Error(head.refusal)
    const [unknown, named] = readLedger(head.value, of, facts({ refundables })).rows
    expect(unknown && reasonOf(unknown.findings)).toContain('没有找到凭证 记-0001')
    expect(named?.entry?.ofId).toBe('s2')
    expect(reasonOf(one(back('退回记-0590余款'), { refundables }).findings)).toBe(
      '记-0590 有 2 行，请写明行号，如“记-0590#1”',
    )
  })
})

describe('归垫', () => {
  const advance = (id: string, left: number) => ({ id, title: '3月慰问', left: fen(left) })
  const repay = ['2024-05-20', '记-0684', '归垫3月困难职工慰问', '维权支出', 23_000, ''] as const

  it('finds the advance of its amount, even before the receipt', () => {
    expect(
      one(repay, { advances: [advance('a', 2_300_000), advance('b', 9_000_000)] }),
    ).toMatchObject({
      mark: 'good',
      entry: { advanceId: 'a' },
    })
  })

  it('takes the only larger advance after a yes', () => {
    expect(one(repay, { advances: [advance('b', 9_000_000)] })).toMatchObject({
      mark: 'doubtful',
      entry: { advanceId: 'b' },
    })
  })

  it('is refused without an advance, or where two would do', () => {
    expect(one(repay).mark).toBe('bad')
    const two = one(repay, { advances: [advance('a', 4_000_000), advance('b', 9_000_000)] })
    expect(reasonOf(two.findings)).toContain('有 2 笔垫付都可能')
  })

  it('does not take one advance twice', () => {
    const reading = read([repay, [...repay.slice(0, 1), '记-0685', ...repay.slice(2)]], {
      advances: [advance('a', 2_300_000)],
    })
    expect(reading.rows.map((row) => row.mark)).toEqual(['good', 'bad'])
  })
})

describe('a long list', () => {
  it('of 10,000 rows with 137 bad ones names each of the 137', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => [
      '2024-06-17',
      `记-${i}`,
      '干部培训',
      '培训支出',
      i % 73 === 0 && i < 73 * 137 ? '1.2万' : 100,
      '',
    ])
    const counts = countLedger(read(rows))
    expect(counts).toMatchObject({ rows: 10_000, bad: 137, entries: 9_863, amount: 98_630_000 })
  })
})
