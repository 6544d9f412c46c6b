import { describe, expect, test } from 'vitest'
import { type Fen, fen, sumFen } from '../base/money.ts'
import { NO_BOUNDS } from './bounds.ts'
import { type Computation, compute } from './computation.ts'
import {
  counties,
  decimal,
  equalPart,
  factsOf,
  membersPart,
  plan,
  rule,
  wan,
} from './plan.sample.ts'
import type { PlanInputs } from './plan-inputs.ts'

const computed = (inputs: PlanInputs): Computation => {
  const decision = compute(inputs)
  if (!decision.ok) throw new Error(`${decision.refusal} ${JSON.stringify(decision.facts)}`)
  return decision.value
}
const amounts = (inputs: PlanInputs): readonly Fen[] =>
  computed(inputs).lines.map(({ amount }) => amount)
const toTheFen = { ...rule, rounding: { unit: fen(1), mode: 'floor' } as const }

describe('均分', () => {
  test('4,000 万 over 86 counties are 46 万 each, 44 万 stay in reserve', () => {
    const { lines, total, reserve, rounds, t } = computed(plan())
    expect(new Set(lines.map(({ amount }) => amount))).toEqual(new Set([wan(46)]))
    expect([lines.length, total, reserve]).toEqual([86, wan(3_956), wan(44)])
    expect([rounds, t]).toEqual([1, '1'])
  })
  test.each([
    [4_000_000_000, 78],
    [535_000_000, 20],
    [1_000_000_000, 84],
  ])('%i fen over 86 counties, cut to the fen, leave %i fen', (pot, reserve) => {
    expect(computed(plan({ pot: fen(pot), rule: toTheFen })).reserve).toBe(reserve)
  })
  test('a reserve that is held back is not shared', () => {
    const { total, reserve } = computed(plan({ rule: { ...rule, reserve: wan(130) } }))
    expect([total, reserve]).toEqual([wan(86 * 45), wan(130)])
  })
  test('an empty pot gives everybody nothing', () => {
    expect(new Set(amounts(plan({ pot: wan(0) })))).toEqual(new Set([0]))
  })
  test('only recipients that a part names have a line', () => {
    const part = { ...equalPart, recipients: ['county-3', 'county-2'] }
    const { lines } = computed(plan({ recipients: counties(4), parts: [part] }))
    expect(lines.map(({ recipient }) => recipient)).toEqual(['county-2', 'county-3'])
  })
})

describe('amounts that name their recipient', () => {
  const classPart = {
    id: 'class',
    name: '分档补助',
    method: 'class',
    recipients: 'all',
    amounts: { 一类: wan(52), 二类: wan(46), 三类: wan(40) },
  } as const
  test('分档: 52, 46 and 40 万 by class', () => {
    const { lines, reserve } = computed(plan({ parts: [classPart] }))
    expect(lines.slice(0, 4).map(({ amount }) => amount)).toEqual([52, 46, 40, 52].map(wan))
    expect(reserve).toBe(wan(4_000 - 29 * 52 - 29 * 46 - 28 * 40))
  })
  test('定额, 项目 and 手工 add up beside a shared rest, which alone gives way to a cap', () => {
    const recipients = counties(3)
    const inputs = plan({
      pot: wan(100),
      recipients,
      parts: [
        {
          id: 'quota',
          name: '乡镇工会定额',
          method: 'quota',
          recipients: ['county-1', 'county-2'],
          each: fen(50_000_000),
          count: { key: 'townships', name: '乡镇工会数' },
        },
        {
          id: 'project',
          name: '项目',
          method: 'project',
          lines: [
            { recipient: 'county-2', title: '职工之家', amount: wan(6) },
            { recipient: 'county-2', title: '驿站', amount: wan(4) },
          ],
        },
        {
          id: 'manual',
          name: '救灾',
          method: 'manual',
          reason: '受灾',
          lines: [{ recipient: 'county-3', amount: wan(5) }],
        },
        equalPart,
      ],
      rule: { ...rule, bounds: { ...NO_BOUNDS, cap: wan(20) } },
      facts: factsOf('townships', recipients.slice(0, 2), [1, '0.02']),
    })
    expect(computed({ ...inputs, rule: { ...rule, bounds: NO_BOUNDS } }).lines[1]?.byPart).toEqual([
      wan(1),
      wan(10),
      0,
      wan(11),
    ])
    expect(compute(inputs)).toMatchObject({ refusal: 'CAP_BELOW_FIXED_PARTS' })
    const capped = computed({
      ...inputs,
      rule: { ...rule, bounds: { ...NO_BOUNDS, cap: wan(55) } },
    })
    expect(capped.lines).toEqual([
      { recipient: 'county-1', amount: wan(55), byPart: [wan(50), 0, 0, wan(5)], bound: 'cap' },
      {
        recipient: 'county-2',
        amount: wan(25),
        byPart: [wan(1), wan(10), 0, wan(14)],
        bound: null,
      },
      { recipient: 'county-3', amount: wan(19), byPart: [0, 0, wan(5), wan(14)], bound: null },
    ])
    expect([capped.reserve, capped.t]).toEqual([wan(1), '87/68'])
  })
})

describe('因素法', () => {
  const recipients = counties(3)
  const members = plan({
    pot: wan(100),
    recipients,
    parts: [membersPart],
    facts: factsOf('members', recipients, [1, 1, 1]),
  })
  test('coefficients multiply the score of a class', () => {
    const coefficients = { 一类: decimal('1.5'), 二类: decimal('1'), 三类: decimal('0.00') }
    expect(amounts({ ...members, rule: { ...rule, coefficients } })).toEqual([60, 40, 0].map(wan))
  })
  test('factors count by their share of the sum, not by their size', () => {
    const factors = [
      { key: 'members', name: '会员数', weight: decimal('0.4') },
      { key: 'townships', name: '乡镇工会数', weight: decimal('0.60') },
    ]
    const facts = [
      ...factsOf('members', recipients, [200_000, 0, 0]),
      ...factsOf('townships', recipients, [0, '1.5', '0.5']),
    ]
    const parts = [{ ...membersPart, factors }]
    expect(amounts({ ...members, parts, facts })).toEqual([40, 45, 15].map(wan))
  })
  test('最大余数 gives the whole pot, ties to the lower code', () => {
    const rounding = { ...rule.rounding, mode: 'largest-remainder' } as const
    const even = { ...members, rule: { ...rule, rounding } }
    expect(amounts(even)).toEqual([34, 33, 33].map(wan))
    expect(amounts({ ...even, recipients: recipients.toReversed() })).toEqual([34, 33, 33].map(wan))
    expect(amounts({ ...even, facts: factsOf('members', recipients, [100, 101, 99]) })).toEqual(
      [33, 34, 33].map(wan),
    )
    expect(amounts(members)).toEqual([33, 33, 33].map(wan))
  })
  test('codes are text: "10" stands before "9"', () => {
    const rounding = { ...rule.rounding, mode: 'largest-remainder' } as const
    const coded = recipients.map((one, at) => ({ ...one, code: ['9', '10', '8'][at] ?? '' }))
    const { lines } = computed({ ...members, recipients: coded, rule: { ...rule, rounding } })
    expect(lines.map(({ recipient, amount }) => [recipient, amount])).toEqual([
      ['county-2', wan(34)],
      ['county-3', wan(33)],
      ['county-1', wan(33)],
    ])
  })
})

describe('保底 and 封顶 act on the total of a recipient', () => {
  const recipients = counties(4)
  const inputs = plan({
    pot: wan(100),
    recipients,
    parts: [membersPart],
    facts: factsOf('members', recipients, [70, 20, 10, 0]),
  })
  const bounded = (bounds: Partial<typeof NO_BOUNDS>): PlanInputs => ({
    ...inputs,
    rule: { ...rule, bounds: { ...NO_BOUNDS, ...bounds } },
  })
  test('a floor is paid by those who float, in proportion', () => {
    const { lines, t } = computed(bounded({ floor: wan(10) }))
    expect(lines.map(({ amount }) => amount)).toEqual([62, 17, 10, 10].map(wan))
    expect(lines.map(({ bound }) => bound)).toEqual([null, null, 'floor', 'floor'])
    expect(t).toBe('8/9')
  })
  test('what a cap cuts goes to the others; what nobody may take stays in reserve', () => {
    expect(amounts(bounded({ cap: wan(40) }))).toEqual([40, 40, 20, 0].map(wan))
    const { lines, reserve, t } = computed(bounded({ cap: wan(25) }))
    expect(lines.map(({ amount }) => amount)).toEqual([25, 25, 25, 0].map(wan))
    expect([reserve, t]).toEqual([wan(25), null])
  })
  test('a class has its own bound, a recipient another, and null lifts it', () => {
    const bounds = {
      floor: wan(12),
      classes: { 一类: { floor: wan(15) } },
      recipients: {
        'county-1': { cap: wan(30) },
        'county-3': { floor: null },
        'county-4': { floor: wan(14) },
      },
    }
    const { lines } = computed(bounded(bounds))
    expect(lines.map(({ amount }) => amount)).toEqual([30, 37, 18, 14].map(wan))
    expect(lines.map(({ bound }) => bound)).toEqual(['cap', null, null, 'floor'])
  })
  test('where floors lack what caps exceed by, both are held in one round', () => {
    const { lines, rounds } = computed(
      bounded({
        floor: wan(15),
        cap: wan(65),
        recipients: { 'county-4': { floor: null } },
      }),
    )
    expect(lines.map(({ amount }) => amount)).toEqual([65, 20, 15, 0].map(wan))
    expect(rounds).toBe(2)
  })
  test('floors may need more than the shared parts hold, out of the unshared pot', () => {
    const small = { ...bounded({ floor: wan(20) }), parts: [{ ...membersPart, amount: wan(30) }] }
    const { lines, reserve } = computed(small)
    expect(lines.map(({ amount }) => amount)).toEqual([20, 20, 20, 20].map(wan))
    expect(reserve).toBe(wan(20))
  })
})

test('其中 splits the rounded amount over the shared parts, to the fen', () => {
  const recipients = counties(3)
  const { lines } = computed(
    plan({
      pot: wan(100),
      recipients,
      parts: [{ ...equalPart, amount: wan(50) }, membersPart],
      facts: factsOf('members', recipients, [3, 2, 1]),
    }),
  )
  expect(lines.map(({ amount }) => amount)).toEqual([41, 33, 25].map(wan))
  expect(lines[0]?.byPart).toEqual([16_400_000, 24_600_000])
  expect(lines[1]?.byPart).toEqual([16_500_000, 16_500_000])
  for (const { amount, byPart } of lines) expect(sumFen(byPart, (one) => one)).toBe(amount)
})
