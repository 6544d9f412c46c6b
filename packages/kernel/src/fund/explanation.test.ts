import { describe, expect, test } from 'vitest'
import { fen, YUAN } from '../base/money.ts'
import { NO_BOUNDS } from './bounds.ts'
import { type Workings, workOut } from './computation.ts'
import { explain } from './explanation.ts'
import { counties, decimal, equalPart, factsOf, plan, rule, wan } from './plan.sample.ts'
import type { PlanInputs } from './plan-inputs.ts'

const recipients = counties(3)
const inputs: PlanInputs = plan({
  pot: wan(100),
  recipients,
  parts: [
    {
      id: 'quota',
      name: '定额补助',
      method: 'quota',
      recipients: 'all',
      each: wan(1),
      count: { key: 'townships', name: '乡镇工会数' },
    },
    {
      id: 'factor',
      name: '因素分配',
      method: 'factor',
      recipients: ['county-1', 'county-2'],
      amount: 'rest',
      factors: [
        { key: 'members', name: '会员数', weight: decimal('0.40') },
        { key: 'townships', name: '乡镇工会数', weight: decimal('0.60') },
      ],
    },
  ],
  rule: {
    ...rule,
    rounding: { unit: wan(1), mode: 'largest-remainder' },
    coefficients: { 一类: decimal('1.40'), 二类: decimal('1'), 三类: decimal('0.8') },
  },
  facts: [
    ...factsOf('members', recipients, ['1000.5', '2000', '0']),
    ...factsOf('townships', recipients, [4, 3, 2]),
  ],
})
const worked = (changes: Partial<PlanInputs> = {}): Workings => {
  const decision = workOut({ ...inputs, ...changes })
  if (!decision.ok) throw new Error(decision.refusal)
  return decision.value
}

describe('a line is explained step by step', () => {
  test('factors with value, sum, share, weight and score; coefficient; rank and remainder', () => {
    // 会员数 1000.5/3000.5 · 0.4 + 乡镇 4/7 · 0.6 = 0.476235; × 1.4 = 0.666729; Σ = 1.190494
    expect(explain(worked(), 'county-1')).toEqual({
      recipient: 'county-1',
      className: '一类',
      amount: wan(55),
      byPart: [wan(4), wan(51)],
      parts: [
        {
          part: 'quota',
          name: '定额补助',
          kind: 'fixed',
          amount: wan(4),
          from: {
            method: 'quota',
            each: wan(1),
            count: {
              key: 'townships',
              name: '乡镇工会数',
              value: '4',
              date: '2023-12-31',
              source: '组织台账',
              demonstration: true,
            },
          },
        },
        {
          part: 'factor',
          name: '因素分配',
          kind: 'factor',
          partAmount: wan(91),
          factors: [
            {
              key: 'members',
              name: '会员数',
              value: '1000.5',
              date: '2023-12-31',
              source: '组织台账',
              demonstration: true,
              total: '3000.5',
              share: '0.333444',
              weight: '0.40',
              score: '0.133378',
            },
            {
              key: 'townships',
              name: '乡镇工会数',
              value: '4',
              date: '2023-12-31',
              source: '组织台账',
              demonstration: true,
              total: '7',
              share: '0.571429',
              weight: '0.60',
              score: '0.342857',
            },
          ],
          weighed: '0.476235',
          className: '一类',
          coefficient: '1.40',
          score: '0.666729',
          scores: '1.190494',
          exact: '50.9640',
        },
      ],
      fixed: wan(4),
      floating: {
        scaling: {
          before: '50.9640',
          t: '1.000000',
          floor: null,
          cap: null,
          bound: null,
          scope: null,
          after: '50.9640',
        },
        rounding: {
          unit: wan(1),
          mode: 'largest-remainder',
          exact: '50.9640',
          remainder: '0.9639',
          rank: { place: 1, raises: 1, among: 2 },
          raised: true,
          amount: wan(51),
        },
      },
    })
  })
  test('a bound shows before and after, and the others the common scale', () => {
    const bounds = { ...NO_BOUNDS, recipients: { 'county-1': { cap: wan(30) } } }
    const capped = worked({ rule: { ...inputs.rule, bounds } })
    expect(explain(capped, 'county-1')?.floating?.scaling).toMatchObject({
      before: '50.9640',
      cap: wan(30),
      bound: 'cap',
      scope: 'recipient',
      after: '26.0000',
    })
    expect(explain(capped, 'county-2')?.floating?.scaling).toMatchObject({
      before: '40.0360',
      t: '1.623539',
      bound: null,
      after: '65.0000',
    })
  })
  test('a recipient of fixed parts only has nothing to scale or round', () => {
    const line = explain(worked(), 'county-3')
    expect(line?.floating).toBeNull()
    expect(line?.parts.map(({ kind }) => kind)).toEqual(['fixed'])
    expect([line?.fixed, line?.amount]).toEqual([wan(2), wan(2)])
    expect(explain(worked(), 'county-4')).toBeNull()
  })
  test('均分 names among how many, in yuan where the plan is small', () => {
    const even = worked({
      parts: [equalPart],
      rule: { ...rule, rounding: { unit: fen(1), mode: 'floor' } },
    })
    const line = explain(even, 'county-2', { per: YUAN, decimals: 3 })
    expect(line?.parts).toEqual([
      {
        part: 'equal',
        name: '基础补助',
        kind: 'equal',
        partAmount: wan(100),
        among: 3,
        exact: '333333.333',
      },
    ])
    expect(line?.floating?.rounding).toMatchObject({
      remainder: '0.3333',
      rank: null,
      raised: false,
      amount: 33_333_333,
    })
  })
  test('project, manual and class amounts say what they follow from', () => {
    const fixed = worked({
      parts: [
        {
          id: 'project',
          name: '项目',
          method: 'project',
          lines: [
            { recipient: 'county-1', title: '职工之家', amount: wan(6) },
            { recipient: 'county-2', title: '驿站', amount: wan(4) },
          ],
        },
        {
          id: 'manual',
          name: '救灾',
          method: 'manual',
          reason: '受灾',
          lines: [{ recipient: 'county-1', amount: wan(5) }],
        },
        {
          id: 'class',
          name: '分档',
          method: 'class',
          recipients: 'all',
          amounts: { 一类: wan(3), 二类: wan(2), 三类: wan(1) },
        },
      ],
      rule,
    })
    const sources = explain(fixed, 'county-1')?.parts.map((step) =>
      step.kind === 'fixed' ? [step.amount, step.from] : [],
    )
    expect(sources).toEqual([
      [wan(6), { method: 'project', projects: [{ title: '职工之家', amount: wan(6) }] }],
      [wan(5), { method: 'manual', reason: '受灾' }],
      [wan(3), { method: 'class', className: '一类' }],
    ])
  })
})
