import { day } from '@qiangji/kernel/base/day.ts'
import { fen, WAN } from '@qiangji/kernel/base/money.ts'
import { AllocationForm } from '@qiangji/kernel/fund/allocation.ts'
import { describe, expect, test } from 'vitest'
import { draftOf, emptyPart, formOf, nextPartId, noteUnread, type PlanDraft } from './plan-draft.ts'

const wan = (n: number) => fen(n * WAN)
const county = 'a'.repeat(20)

/** A plan with a part of every method. */
const form = AllocationForm.parse({
  title: '2024年县区专项补助',
  on: '2024-03-11',
  pot: wan(4000),
  parts: [
    { id: 'p1', name: '均分', method: 'equal', recipients: 'all', amount: wan(100) },
    { id: 'p2', name: '分档', method: 'class', recipients: [county], amounts: { 一类: wan(24) } },
    {
      id: 'p3',
      name: '定额',
      method: 'quota',
      recipients: 'all',
      each: wan(1),
      count: { key: 'townships', name: '乡镇（街道）工会数' },
    },
    {
      id: 'p4',
      name: '因素',
      method: 'factor',
      recipients: 'all',
      amount: 'rest',
      factors: [{ key: 'members', name: '会员数', weight: '1' }],
    },
    {
      id: 'p5',
      name: '项目',
      method: 'project',
      lines: [{ recipient: county, title: '阵地建设', amount: wan(5) }],
    },
    {
      id: 'p6',
      name: '手工',
      method: 'manual',
      reason: '受灾',
      lines: [{ recipient: county, amount: wan(3) }],
    },
  ],
  rule: {
    rounding: { unit: WAN, mode: 'largest-remainder' },
    bounds: {
      floor: wan(30),
      cap: null,
      classes: { 一类: { floor: wan(35) }, 三类: { floor: null, cap: wan(60) } },
      recipients: { [county]: { cap: null } },
    },
    coefficients: { 一类: '1.40' },
    reserve: wan(60),
  },
  note: '说明',
})

const changed = (change: Partial<PlanDraft>) => formOf({ ...draftOf(form), ...change })

describe('the fields of a plan', () => {
  test('a saved plan comes back unchanged, with every method and every bound', () => {
    expect(formOf(draftOf(form))).toEqual({ form, problems: [] })
  })

  test('what is missing is named with its place, and there is no form until it is there', () => {
    const { form: made, problems } = changed({ title: ' ', on: null, pot: null })
    expect(made).toBeNull()
    expect(problems.map((problem) => problem.target)).toEqual([
      'plan-title',
      'plan-day',
      'plan-pot',
    ])
  })

  test.each([
    ['', '请填数字'],
    ['1e3', '科学记数'],
    ['０.4', '全角'],
    ['-0', '零不能带负号'],
    ['四成', '不是数字'],
  ])('a weight written “%s” is refused with a sentence', (weight, words) => {
    const factors = [{ key: 'members', name: '会员数', weight }]
    const part = { ...emptyPart('p1', 'factor'), rest: true, factors }
    const { form: made, problems } = changed({ parts: [part] })
    expect(made).toBeNull()
    expect(problems).toEqual([{ words: expect.stringContaining(words), target: 'part-p1' }])
  })

  test('a part without its amount, and a line without its county, are named', () => {
    const equal = emptyPart('p1', 'equal')
    const manual = emptyPart('p2', 'manual')
    expect(changed({ parts: [equal, manual] }).problems.map((problem) => problem.words)).toEqual([
      '请填“基础补助”的金额，或设为其余',
      '“专门安排”有行没有选县区或没有金额',
    ])
  })

  test('empty coefficients are none at all', () => {
    expect(changed({ coefficients: { 一类: ' ' } }).form?.rule.coefficients).toBeNull()
    expect(changed({ reserve: null }).form?.rule.reserve).toBe(0)
    expect(changed({ on: day('2024-04-01') }).form?.on).toBe('2024-04-01')
  })

  test('a bound that cannot be read is told and never taken for none', () => {
    const draft = draftOf(form)
    const told = { label: '保底', place: 'bound-plan', words: '“３０”是全角数字' }
    noteUnread(draft, told)
    expect(formOf({ ...draft, floor: null })).toEqual({
      form: null,
      problems: [{ words: '保底：“３０”是全角数字', target: 'bound-plan' }],
    })
    noteUnread(draft, { ...told, words: '' })
    expect(formOf(draft).form).toEqual(form)
  })

  test('a new part gets an id that the plan does not have', () => {
    expect(nextPartId([{ id: 'part-1' }, { id: 'part-3' }])).toBe('part-4')
    expect(nextPartId([{ id: 'part-2' }])).toBe('part-3')
  })
})
