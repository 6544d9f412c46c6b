import { fen, WAN } from '@qiangji/kernel/base/money.ts'
import type { AllocationLine } from '@qiangji/kernel/fund/allocation-line.ts'
import { annexOf, type Notice } from '@qiangji/kernel/fund/notice.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { describe, expect, test } from 'vitest'
import { annexColumns, annexLayout } from './notice.fields.ts'
import { annexRemark, bodyOf } from './notice-text.ts'

const wan = (n: number) => fen(n * WAN)
const id = (n: number) => OrganizationId.parse(String(n).padStart(20, '0'))
const PLACES = [{ code: '6210', name: '庆阳市' }]

const line = (n: number, parts: readonly number[]): AllocationLine => ({
  organizationId: id(n),
  code: `62102${n}`,
  name: `演示${n}县`,
  prefecture: '6210',
  className: '一类',
  amount: fen(parts.reduce((a, b) => a + b, 0)),
  byPart: parts.map(fen),
  bound: null,
  previous: wan(40),
  earlier: fen(0),
})

const annex = (
  setOffs: ReadonlyMap<string, { amount: number; pending: number }> = new Map(),
  parts: readonly number[] = [wan(46)],
  basis: readonly string[] = [],
) =>
  annexOf(
    [1, 2, 3].map((n) => ({ ...line(n, parts), basis: basis.map(() => '2154713') })),
    PLACES,
    {
      basis: basis.map((key) => ({ key, name: '会员数' })),
      parts: parts.map((_, at) => `分项${at}`),
    },
    new Map(
      [...setOffs].map(([key, { amount, pending }]) => [
        key,
        { amount: fen(amount), pending: fen(pending) },
      ]),
    ),
  )

const notice = (of: Notice['annex'], setOffPapers: readonly string[] = []): Notice => ({
  body: '甘肃省总工会',
  title: '2024年县区专项补助',
  fundName: '县区专项补助',
  year: 2024,
  source: 'union-own',
  number: '演示总工发〔2024〕12号',
  day: null,
  meeting: null,
  addressees: ['庆阳市总工会'],
  total: of.total.amount,
  setOffPapers,
  uses: ['组织建设'],
  prohibitions: [],
  annex: of,
  places: PLACES,
  remark: '注：金额取整到1万元。',
  demonstration: true,
})

const SOME = new Map([
  [id(1), { amount: 1_336_676, pending: 0 }],
  [id(3), { amount: 20_000, pending: 20_000 }],
])
const headsOf = (of: Notice['annex']) => annexColumns(of).map(({ head }) => head.join(''))

describe('the columns of the annex', () => {
  test('其中抵扣 and 实拨 stand there only where something is set off', () => {
    expect(headsOf(annex())).toEqual(['上年金额', '本次金额'])
    expect(headsOf(annex(SOME))).toEqual(['上年金额', '本次金额', '其中抵扣', '实拨金额'])
  })

  test('as printed they add up, along the row and down the column', () => {
    const of = annex(SOME)
    const columns = annexColumns(of)
    const printed = (head: string, at: Parameters<(typeof columns)[number]['text']>[0]) => {
      const text = columns.find((column) => column.head.join('') === head)?.text(at) ?? ''
      const [whole = '', fraction = ''] = text.replace('—', '0').replaceAll(',', '').split('.')
      return Number(whole + fraction.padEnd(6, '0'))
    }
    const rows = of.groups.flatMap((group) => group.rows)
    for (const row of [of.total, ...rows])
      expect(printed('其中抵扣', row) + printed('实拨金额', row)).toBe(printed('本次金额', row))
    for (const head of ['本次金额', '其中抵扣', '实拨金额'])
      expect(rows.reduce((sum, row) => sum + printed(head, row), 0)).toBe(printed(head, of.total))
  })

  test('what waits for the recipient is marked, what is posted is not', () => {
    const of = annex(SOME)
    const column = annexColumns(of).find(({ key }) => key === 'set-off')
    const rows = of.groups.flatMap((group) => group.rows)
    expect(rows.map((row) => column?.waits?.(row))).toEqual([false, false, true])
  })

  test('a table too wide for upright paper lies on its side, so that no digit is cut', () => {
    expect(annexLayout(annex(SOME)).paper).toBe('upright')
    const parts = [wan(5), fen(1_234_567), fen(7_654_321)]
    const wide = annexLayout(annex(SOME, parts, ['members', 'new-unions']))
    expect(wide.paper).toBe('wide')
    const width = wide.columns.reduce((sum, column) => sum + column.width, 9 + 19 + 21 + 11 + 13)
    expect(width).toBeLessThanOrEqual(266)
    for (const column of wide.columns)
      expect(column.width).toBeGreaterThan(column.text(annex(SOME, parts).total).length)
  })
})

describe('the words about what is set off', () => {
  test('nothing is said where nothing is set off', () => {
    const plain = notice(annex())
    expect(annexRemark(plain)).toBe('注：金额取整到1万元。本次金额合计 138 万元。')
    expect(JSON.stringify(bodyOf(plain))).not.toContain('抵扣')
  })

  test('amount, papers and what is paid are named, and what the recipients have yet to confirm', () => {
    const one = notice(annex(SOME), ['演示总工财〔2024〕11号'])
    expect(annexRemark(one)).toBe(
      '注：金额取整到1万元。本次金额合计 138 万元，其中抵扣结余1.356676万元（依据演示总工财〔2024〕11号，其中0.02万元待受补单位确认），实拨136.643324万元。带*的抵扣待受补单位确认。',
    )
    const [opening, relay] = bodyOf(one).map(({ text }) => text)
    expect(opening).toContain('实拨136.643324万元，资金来源为')
    expect(relay).toContain('按附件实拨金额逐级转拨')
    const two = notice(annex(SOME), ['演示总工财〔2024〕11号', '演示总工财〔2024〕12号'])
    expect(annexRemark(two)).toContain('依据演示总工财〔2024〕11号等2件')
  })
})
