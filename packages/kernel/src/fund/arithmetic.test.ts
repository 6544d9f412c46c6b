import { describe, expect, test } from 'vitest'
import { fen } from '../base/money.ts'
import { arithmeticOf } from './arithmetic.ts'
import { workOut } from './computation.ts'
import { explain } from './explanation.ts'
import { counties, decimal, equalPart, factsOf, membersPart, rule, wan } from './plan.sample.ts'

const recipients = counties(3)
const read = (inputs: Parameters<typeof workOut>[0], id: string) => {
  const worked = workOut(inputs)
  if (!worked.ok) throw new Error(worked.refusal)
  const explanation = explain(worked.value, id)
  if (explanation === null) throw new Error('no line')
  return arithmeticOf(explanation)
}

describe('怎么算出来的', () => {
  test('a factor line shows value, total, share, weight and score, then its steps to the rounding', () => {
    const arithmetic = read(
      {
        pot: wan(100),
        recipients,
        parts: [membersPart],
        rule: {
          ...rule,
          coefficients: { 一类: decimal('1.40'), 二类: decimal('1.20'), 三类: decimal('1') },
        },
        facts: factsOf('members', recipients, [18420, 20000, 30000]),
      },
      'county-1',
    )
    expect(arithmetic.factors).toMatchObject([
      {
        name: '会员数',
        value: '18,420',
        total: '68,420',
        share: '26.9220%',
        weight: '1',
        unit: '人',
      },
    ])
    expect(arithmetic.steps.map((step) => step.label)).toEqual([
      '得分合计 × 一类系数',
      '÷ 各家得分 × 因素分配',
      '取整到 1 万元',
    ])
    expect(arithmetic.steps.at(-1)?.result).toBe('32')
  })

  test('an equal part beside a class part: the fixed amount is added after rounding', () => {
    const arithmetic = read(
      {
        pot: wan(100),
        recipients,
        parts: [
          {
            id: 'class',
            name: '分档补助',
            method: 'class',
            recipients: 'all',
            amounts: { 一类: wan(10), 二类: wan(5), 三类: wan(5) },
          },
          equalPart,
        ],
        rule: { ...rule, rounding: { ...rule.rounding, unit: fen(10_000_00) } },
        facts: [],
      },
      'county-1',
    )
    expect(arithmetic.steps).toEqual([
      { label: '分档补助（固定）', detail: '一类', result: '10' },
      { label: '基础补助 ÷ 家数', detail: '80 ÷ 3', result: '26.6667' },
      { label: '取整到 1 万元', detail: '舍去 0.6666', result: '26' },
      { label: '加固定金额', detail: '26 + 10', result: '36' },
    ])
  })

  test('a line on its cap says so', () => {
    const arithmetic = read(
      {
        pot: wan(100),
        recipients,
        parts: [membersPart],
        rule: { ...rule, bounds: { ...rule.bounds, cap: wan(40) } },
        facts: factsOf('members', recipients, [80, 10, 10]),
      },
      'county-1',
    )
    expect(arithmetic.steps).toContainEqual({
      label: '压到封顶',
      detail: '80.0000 → 40',
      result: '40.0000',
    })
  })

  test('a line on the bound of its class or on its own says whose it is, and what the fixed parts leave of it', () => {
    const quota = {
      id: 'quota',
      name: '专门安排',
      method: 'manual',
      reason: '受灾',
      lines: [{ recipient: 'county-3', amount: wan(4) }],
    } as const
    const steps = (id: string) =>
      read(
        {
          pot: wan(100),
          recipients,
          parts: [quota, membersPart],
          rule: {
            ...rule,
            bounds: {
              ...rule.bounds,
              floor: wan(1),
              classes: { 一类: { cap: wan(60) } },
              recipients: { 'county-3': { floor: wan(30) } },
            },
          },
          facts: factsOf('members', recipients, [80, 10, 10]),
        },
        id,
      ).steps
    expect(steps('county-1')).toContainEqual({
      label: '压到一类封顶',
      detail: '76.8000 → 60',
      result: '60.0000',
    })
    expect(steps('county-3')).toContainEqual({
      label: '提到单设保底',
      detail: '9.6000 → 30 − 固定 4',
      result: '26.0000',
    })
    expect(steps('county-2').map(({ label }) => label)).toContain('按比例承担保底封顶的差额')
  })
})
