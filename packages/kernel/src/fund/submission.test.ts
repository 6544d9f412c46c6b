import { describe, expect, test } from 'vitest'
import { fen } from '../base/money.ts'
import { planForm } from './allocation.sample.ts'
import {
  type AllocationLine,
  countChanges,
  differenceOf,
  groupLines,
  linesOf,
  sumLines,
} from './allocation-line.ts'
import { amountInWords } from './amount-in-words.ts'
import { compareVersions } from './comparison.ts'
import { compute } from './computation.ts'
import { addressLine, annexOf, sumTexts } from './notice.ts'
import { counties, equalPart, rule, wan } from './plan.sample.ts'
import { inWan, methodText, settingsOf } from './plan-text.ts'
import { checkSubmission, maySubmit } from './submission.ts'

const recipients = counties(3).map((recipient, at) => ({
  ...recipient,
  id: String(at + 1).padStart(20, '0'),
}))

const lines = (pot: number, previous: readonly number[] | null): readonly AllocationLine[] => {
  const computed = compute({ pot: wan(pot), recipients, parts: [equalPart], rule, facts: [] })
  if (!computed.ok) throw new Error(computed.refusal)
  return linesOf(computed.value, recipients, {
    previous:
      previous === null
        ? null
        : new Map(recipients.map(({ id }, at) => [id, wan(previous[at] ?? 0)])),
    earlier: new Map(),
  })
}

describe('lines', () => {
  test('a line stands beside last year, and beside what this year already issued', () => {
    const [first] = lines(120, [52, 40, 40])
    expect(first).toMatchObject({ amount: wan(40), previous: wan(52), earlier: 0 })
    expect(first && differenceOf(first)).toBe(wan(-12))
    expect(first && differenceOf({ ...first, earlier: wan(20) })).toBe(wan(8))
    const [alone] = lines(120, null)
    expect(alone && differenceOf(alone)).toBeNull()
  })

  test('subtotals add up to the total, prefecture by prefecture', () => {
    const all = lines(100, [30, 33, 40]).map((line, at) => ({
      ...line,
      prefecture: at === 0 ? '6201' : '6202',
    }))
    const groups = groupLines(all, [
      { code: '6202', name: '乙市' },
      { code: '6201', name: '甲市' },
      { code: '6203', name: '丙市' },
    ])
    expect(groups.map((g) => [g.place.name, g.lines.length])).toEqual([
      ['甲市', 1],
      ['乙市', 2],
    ])
    const subtotals = groups.map((g) => sumLines(g.lines, 1).amount)
    expect(subtotals.reduce<number>((a, b) => a + b, 0)).toBe(sumLines(all, 1).amount)
    expect(sumLines(all, 1)).toMatchObject({ count: 3, previous: wan(103), difference: wan(-4) })
    expect(countChanges(all)).toEqual({ more: 1, less: 1, same: 1 })
  })
})

describe('提交前检查', () => {
  const form = { ...planForm, pot: wan(120) }

  test('a plan within its money and near last year passes', () => {
    const checks = checkSubmission(form, lines(120, [40, 40, 40]), wan(120))
    expect(checks.every((check) => check.passed)).toBe(true)
    expect(maySubmit(checks).ok).toBe(true)
  })

  test('a pot above what is available is refused with the amount that is missing', () => {
    const checks = checkSubmission(form, lines(120, null), wan(119))
    expect(maySubmit(checks)).toMatchObject({
      refusal: 'POT_ABOVE_AVAILABLE',
      facts: { pot: wan(120), available: wan(119), above: wan(1) },
    })
  })

  test('large changes ask for a note, and only above ten 万', () => {
    const changed = lines(120, [30, 51, 29])
    expect(maySubmit(checkSubmission(form, changed, wan(120)))).toMatchObject({
      refusal: 'CHANGE_WITHOUT_NOTE',
      facts: { count: 2 },
    })
    const noted = { ...form, note: '分类调整' }
    expect(maySubmit(checkSubmission(noted, changed, wan(120))).ok).toBe(true)
  })

  test('a plan without any amount, or with a line of nothing, does not pass silently', () => {
    expect(maySubmit(checkSubmission(form, lines(0, null), wan(120)))).toMatchObject({
      refusal: 'PLAN_EMPTY',
    })
    const one = lines(120, null).map((line, at) => (at === 1 ? { ...line, amount: wan(0) } : line))
    expect(maySubmit(checkSubmission(form, one, wan(120)))).toMatchObject({
      refusal: 'LINE_WITHOUT_AMOUNT',
      facts: { count: 1, name: '第2县' },
    })
  })
})

describe('words of a plan', () => {
  test('settings name amounts in 万元 without empty decimals', () => {
    expect(inWan(wan(24))).toBe('24')
    expect(inWan(fen(1_350_000))).toBe('1.35')
    expect(inWan(wan(4000))).toBe('4,000')
    expect(settingsOf(planForm).find(({ label }) => label === '专项总额')?.text).toBe('4,000 万元')
    expect(methodText(planForm)).toBe('基础补助（均分）：其余，各家相同')
  })

  test('bounds of a class and of one recipient are named, with what each side says', () => {
    const [first] = lines(120, null)
    if (first === undefined) throw new Error('no line')
    const bounds = {
      floor: wan(30),
      cap: null,
      classes: { 一类: { floor: wan(35), cap: wan(60) } },
      recipients: { [first.organizationId]: { floor: null }, stranger: { cap: wan(80) } },
    }
    const form = { ...planForm, rule: { ...planForm.rule, bounds } }
    const textOf = (name: string) =>
      settingsOf(form, [first]).find(({ label }) => label === name)?.text
    expect(textOf('保底')).toBe('30 万元')
    expect(textOf('分类保底封顶')).toBe('一类 保底 35 万元 封顶 60 万元')
    expect(textOf('单设保底封顶')).toBe('第1县 不设保底；不在名单的单位 封顶 80 万元')
  })

  test('versions are compared setting by setting and line by line', () => {
    const before = { form: { ...planForm, pot: wan(120) }, lines: lines(120, null) }
    const after = { form: { ...planForm, pot: wan(150) }, lines: lines(150, null).slice(1) }
    const compared = compareVersions(before, after)
    expect(compared.settings).toEqual([
      { label: '专项总额', before: '120 万元', after: '150 万元' },
    ])
    expect(
      compared.lines.map((line) => [line.name, line.before, line.after, line.difference]),
    ).toEqual([
      ['第1县', wan(40), null, wan(-40)],
      ['第2县', wan(40), wan(50), wan(10)],
      ['第3县', wan(40), wan(50), wan(10)],
    ])
  })

  test.each([
    [wan(3940), '叁仟玖佰肆拾万元整'],
    [fen(0), '零元整'],
    [fen(100_000_000_00), '壹亿元整'],
    [fen(1_0001_0000_00), '壹亿零壹万元整'],
    [fen(10_0010_05), '壹拾万零壹拾元零伍分'],
    [fen(6_0007_14), '陆万零柒元壹角肆分'],
    [fen(1_680_32), '壹仟陆佰捌拾元叁角贰分'],
    [fen(325_20), '叁佰贰拾伍元贰角整'],
    [fen(9), '玖分'],
  ])('%i fen is spelled %s', (amount, words) => {
    expect(amountInWords(amount)).toBe(words)
  })
})

describe('the notice', () => {
  test('the annex gives the total first and a subtotal per prefecture, numbered through', () => {
    const all = lines(100, [30, 33, 40]).map((line, at) => ({
      ...line,
      prefecture: at === 0 ? '6201' : '6202',
      basis: [['12', '3.5', null][at] ?? null],
    }))
    const places = [
      { code: '6201', name: '甲市' },
      { code: '6202', name: '乙市' },
    ]
    const annex = annexOf(all, places, {
      basis: [{ key: 'members', name: '会员数' }],
      parts: ['基础补助'],
    })
    expect(annex.total).toMatchObject({ name: '合计', count: 3, amount: wan(99), basis: ['15.5'] })
    expect(annex.groups.map((g) => g.subtotal.amount)).toEqual([wan(33), wan(66)])
    expect(annex.groups.flatMap((g) => g.rows.map((row) => row.number))).toEqual([1, 2, 3])
  })

  test('an extract of one prefecture has its own total', () => {
    const own = lines(100, null).map((line) => ({ ...line, prefecture: '6201', basis: [] }))
    const annex = annexOf(own.slice(0, 2), [{ code: '6201', name: '甲市' }], {
      basis: [],
      parts: [],
    })
    expect(annex.total).toMatchObject({ count: 2, amount: wan(66), previous: null })
  })

  test('主送 says 总工会 once', () => {
    expect(addressLine(['兰州市总工会', '嘉峪关市总工会', '兰州新区工会'])).toBe(
      '兰州市、嘉峪关市总工会，兰州新区工会',
    )
    expect(sumTexts([null, null])).toBeNull()
  })
})
