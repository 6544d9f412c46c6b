import { describe, expect, test } from 'vitest'
import { fen } from '../base/money.ts'
import { NO_BOUNDS } from './bounds.ts'
import { compute } from './computation.ts'
import { COMPUTATION_REFUSALS, type ComputationRefusal } from './computation-refusal.ts'
import { COMPUTATION_WORDS } from './computation-words.ts'
import type { Part } from './part.ts'
import { counties, decimal, factsOf, membersPart, plan, rule, wan } from './plan.sample.ts'
import type { PlanInputs } from './plan-inputs.ts'

const recipients = counties(6)
const good: PlanInputs = plan({
  pot: wan(400),
  recipients,
  parts: [
    { id: 'base', name: '基础补助', method: 'equal', recipients: 'all', amount: wan(60) },
    {
      id: 'class',
      name: '分档补助',
      method: 'class',
      recipients: 'all',
      amounts: { 一类: wan(5), 二类: wan(4), 三类: wan(3) },
    },
    {
      id: 'manual',
      name: '救灾',
      method: 'manual',
      reason: '受灾',
      lines: [{ recipient: 'county-2', amount: wan(7) }],
    },
    { ...membersPart, recipients: recipients.slice(0, 5).map(({ id }) => id), amount: wan(100) },
  ],
  rule: {
    ...rule,
    coefficients: { 一类: decimal('1.2'), 二类: decimal('1'), 三类: decimal('0.8') },
    bounds: { ...NO_BOUNDS, floor: wan(10), cap: wan(80) },
  },
  facts: factsOf('members', recipients, [10, 20, 30, 40, 50]),
})

const withParts = (inputs: PlanInputs, change: (part: Part) => Part): PlanInputs => ({
  ...inputs,
  parts: inputs.parts.map(change),
})
const withBounds = (inputs: PlanInputs, bounds: Partial<typeof NO_BOUNDS>): PlanInputs => ({
  ...inputs,
  rule: { ...inputs.rule, bounds: { ...inputs.rule.bounds, ...bounds } },
})
const withOwnBound = (
  inputs: PlanInputs,
  id: string,
  bound: (typeof NO_BOUNDS)['recipients'][string],
): PlanInputs =>
  withBounds(inputs, { recipients: { ...inputs.rule.bounds.recipients, [id]: bound } })
const withMembers = (inputs: PlanInputs, change: (value: string, at: number) => string) => ({
  ...inputs,
  facts: inputs.facts.map((fact, at) => ({ ...fact, value: decimal(change(fact.value, at)) })),
})
const withFactors = (inputs: PlanInputs, ...weights: readonly string[]): PlanInputs =>
  withParts(inputs, (part) =>
    part.method === 'factor'
      ? {
          ...part,
          factors: weights.map((weight, at) => ({
            key: at === 0 ? 'members' : `other-${at}`,
            name: at === 0 ? '会员数' : `因素${at}`,
            weight: decimal(weight),
          })),
        }
      : part,
  )

/** What a person may do to a good plan, the refusal it meets, and a word of its sentence. */
const SPOILS: Readonly<
  Record<ComputationRefusal, readonly [(inputs: PlanInputs) => PlanInputs, object, string]>
> = {
  NO_PARTS: [(i) => ({ ...i, parts: [] }), {}, '没有分项'],
  NO_RECIPIENTS: [(i) => ({ ...i, recipients: [] }), {}, '名单为空'],
  PART_TWICE: [
    (i) => ({ ...i, parts: [...i.parts, ...i.parts.slice(1, 2)] }),
    { part: 'class' },
    '“分档补助”',
  ],
  TWO_RESTS: [
    (i) => withParts(i, (part) => ('amount' in part ? { ...part, amount: 'rest' } : part)),
    { part: 'factor', first: '基础补助' },
    '“基础补助”和“因素分配”',
  ],
  RECIPIENT_TWICE: [
    (i) => ({
      ...i,
      recipients: i.recipients.map((one) =>
        one.id === 'county-4' ? { ...one, code: '620003' } : one,
      ),
    }),
    { name: '第4县' },
    '第4县在补助对象名单中出现两次',
  ],
  RECIPIENT_UNKNOWN: [
    (i) => withOwnBound(i, 'county-99', { floor: wan(1) }),
    { recipient: 'county-99' },
    'county-99',
  ],
  PART_REASON_MISSING: [
    (i) => withParts(i, (part) => (part.method === 'manual' ? { ...part, reason: ' ' } : part)),
    { part: 'manual' },
    '“救灾”没有填写理由',
  ],
  REMAINDER_WITHOUT_FACTOR: [
    (i) => ({
      ...withParts(i, (part) =>
        part.method === 'factor'
          ? { ...part, method: 'equal', recipients: part.recipients, amount: part.amount }
          : part,
      ),
      rule: { ...i.rule, rounding: { ...i.rule.rounding, mode: 'largest-remainder' } },
    }),
    {},
    '舍去',
  ],
  CLASS_MISSING: [
    (i) => ({
      ...i,
      recipients: i.recipients.map((one) =>
        one.id === 'county-6' ? { ...one, className: null } : one,
      ),
    }),
    { part: 'class', recipient: 'county-6' },
    '第6县没有分类',
  ],
  CLASS_AMOUNT_MISSING: [
    (i) =>
      withParts(i, (part) =>
        part.method === 'class' ? { ...part, amounts: { 一类: wan(5), 二类: wan(4) } } : part,
      ),
    { part: 'class', recipient: 'county-3', className: '三类' },
    '没有“三类”的金额',
  ],
  COEFFICIENT_MISSING: [
    (i) => {
      const kept = Object.entries(i.rule.coefficients ?? {}).filter(([name]) => name !== '二类')
      return { ...i, rule: { ...i.rule, coefficients: Object.fromEntries(kept) } }
    },
    { recipient: 'county-2', className: '二类' },
    '没有“二类”的分类系数',
  ],
  COEFFICIENT_NEGATIVE: [
    (i) => ({
      ...i,
      rule: { ...i.rule, coefficients: { ...i.rule.coefficients, 一类: decimal('-0.5') } },
    }),
    { className: '一类', coefficient: '-0.5' },
    '−0.5',
  ],
  FACTOR_TWICE: [
    (i) =>
      withParts(i, (part) =>
        part.method === 'factor'
          ? { ...part, factors: [...part.factors, ...part.factors.slice(0, 1)] }
          : part,
      ),
    { part: 'factor', fact: 'members' },
    '“会员数”出现两次',
  ],
  WEIGHT_NEGATIVE: [
    (i) => withFactors(i, '1.4', '-0.4'),
    { part: 'factor', fact: 'other-1', weight: '-0.4' },
    '−0.4',
  ],
  WEIGHTS_NOT_ONE: [
    (i) => withFactors(i, '0.95'),
    { part: 'factor', sum: '0.95', above: '-0.05' },
    '0.95，应为 1，少 0.05',
  ],
  FACT_TWICE: [
    (i) => ({ ...i, facts: [...i.facts, ...i.facts.slice(0, 1)] }),
    { recipient: 'county-1', fact: 'members' },
    '第1县',
  ],
  FACT_MISSING: [
    (i) => ({ ...i, facts: i.facts.filter(({ recipient }) => recipient !== 'county-5') }),
    { recipient: 'county-5', name: '第5县', fact: 'members', factName: '会员数' },
    '第5县缺少“会员数”',
  ],
  FACT_NEGATIVE: [
    (i) => withMembers(i, (value, at) => (at === 3 ? '-7' : value)),
    { recipient: 'county-4', fact: 'members', value: '-7' },
    '−7',
  ],
  FACTOR_SUM_ZERO: [
    (i) => withMembers(i, () => '0'),
    { part: 'factor', fact: 'members' },
    '合计为 0',
  ],
  SCORES_ALL_ZERO: [
    (i) => ({
      ...i,
      rule: {
        ...i.rule,
        coefficients: { 一类: decimal('0'), 二类: decimal('0'), 三类: decimal('0.0') },
      },
    }),
    { part: 'factor' },
    '得分均为 0',
  ],
  PART_NOT_IN_UNITS: [
    (i) =>
      withParts(i, (part) =>
        part.method === 'class'
          ? { ...part, amounts: { ...part.amounts, 二类: fen(4_000_001) } }
          : part,
      ),
    { part: 'class', recipient: 'county-2', unit: wan(1) },
    '10,000.00 元',
  ],
  BOUND_NOT_IN_UNITS: [
    (i) => withBounds(i, { classes: { 二类: { cap: fen(88_500_000) } } }),
    { of: '二类', amount: 88_500_000, unit: wan(1) },
    '885,000.00 元',
  ],
  PARTS_ABOVE_POT: [
    (i) => ({ ...i, pot: wan(150) }),
    { parts: wan(191), pot: wan(150), above: wan(41) },
    '多 410,000.00 元',
  ],
  BOUNDS_CROSS: [
    (i) => withOwnBound(i, 'county-1', { floor: wan(81) }),
    { recipient: 'county-1', floor: wan(81), cap: wan(80) },
    '高于封顶',
  ],
  CAP_BELOW_FIXED_PARTS: [
    (i) => withOwnBound(i, 'county-2', { floor: null, cap: wan(10) }),
    { recipient: 'county-2', fixed: wan(11), cap: wan(10) },
    '110,000.00 元，已高于封顶 100,000.00 元',
  ],
  FLOOR_ABOVE_FIXED_PARTS: [
    (i) =>
      withParts(i, (part) =>
        part.method === 'equal'
          ? { ...part, recipients: recipients.slice(0, 5).map(({ id }) => id) }
          : part,
      ),
    { recipient: 'county-6', fixed: wan(3), floor: wan(10) },
    '低于保底',
  ],
  FLOORS_ABOVE_POT: [
    (i) => withBounds(i, { floor: wan(70) }),
    { needed: wan(420), pot: wan(400), above: wan(20) },
    '差 200,000.00 元',
  ],
}

describe('a plan that cannot be computed says why', () => {
  test('the plan that is spoilt below can be computed', () => {
    expect(compute(good)).toMatchObject({ ok: true })
  })
  test.each(COMPUTATION_REFUSALS)('%s', (refusal) => {
    const [spoil, facts, words] = SPOILS[refusal]
    const decision = compute(spoil(good))
    expect(decision).toMatchObject({ ok: false, refusal, facts })
    if (!decision.ok) {
      const sentence = COMPUTATION_WORDS[decision.refusal](decision.facts)
      expect(sentence).toContain(words)
      expect(sentence).toMatch(/。$/)
      expect(sentence).not.toMatch(/undefined|NaN|“”/)
    }
  })
})

test('a recipient is named once in a part, but may have two projects', () => {
  const parts = withParts(good, (part) =>
    part.method === 'equal' ? { ...part, recipients: ['county-1', 'county-1'] } : part,
  )
  expect(compute(parts)).toMatchObject({ refusal: 'RECIPIENT_TWICE', facts: { part: 'base' } })
  const twice = [...recipients, ...recipients.slice(0, 1).map((one) => ({ ...one, code: '1' }))]
  expect(compute({ ...good, recipients: twice })).toMatchObject({ refusal: 'RECIPIENT_TWICE' })
})

test('an unknown recipient of a part is named with the part', () => {
  const parts = withParts(good, (part) =>
    part.method === 'equal' ? { ...part, recipients: ['county-7'] } : part,
  )
  expect(compute(parts)).toMatchObject({
    refusal: 'RECIPIENT_UNKNOWN',
    facts: { part: 'base', recipient: 'county-7' },
  })
})

test('a count that does not come to whole units is refused with its recipient', () => {
  const quota: Part = {
    id: 'quota',
    name: '定额',
    method: 'quota',
    recipients: 'all',
    each: wan(1),
    count: { key: 'members', name: '会员数' },
  }
  const inputs = plan({
    recipients: counties(2),
    parts: [quota],
    facts: factsOf('members', counties(2), ['3', '0.5']),
  })
  expect(compute(inputs)).toMatchObject({
    refusal: 'PART_NOT_IN_UNITS',
    facts: { recipient: 'county-2' },
  })
  expect(
    compute({ ...inputs, facts: factsOf('members', counties(2), ['999999999999999', '0']) }),
  ).toMatchObject({ refusal: 'PARTS_ABOVE_POT', facts: { above: '999999999995999000000' } })
})

test('of two reasons the earlier of the list is given', () => {
  const wrong: string[] = []
  for (const [at, first] of COMPUTATION_REFUSALS.entries())
    for (const second of COMPUTATION_REFUSALS.slice(at + 1)) {
      const decision = compute(SPOILS[first][0](SPOILS[second][0](good)))
      if (decision.ok || decision.refusal !== first)
        wrong.push(`${first} with ${second}: ${decision.ok ? 'computed' : decision.refusal}`)
    }
  expect(wrong).toEqual([])
})

test('a reserve that is held back counts against the parts and the floors', () => {
  const held = (reserve: number, inputs: PlanInputs) =>
    compute({ ...inputs, rule: { ...inputs.rule, reserve: wan(reserve) } })
  expect(held(209, good)).toMatchObject({ ok: true })
  const parts = held(210, good)
  expect(parts).toMatchObject({
    refusal: 'PARTS_ABOVE_POT',
    facts: { parts: wan(191), reserve: wan(210), pot: wan(400), above: wan(1) },
  })
  expect(!parts.ok && COMPUTATION_WORDS[parts.refusal](parts.facts)).toBe(
    '各分项合计 1,910,000.00 元，加固定预留 2,100,000.00 元，超出专项总额 4,000,000.00 元，多 10,000.00 元。请调减分项金额或预留。',
  )
  const floors = withBounds(good, { floor: wan(60) })
  expect(held(40, floors)).toMatchObject({ ok: true })
  expect(held(41, floors)).toMatchObject({
    refusal: 'FLOORS_ABOVE_POT',
    facts: { needed: wan(360), pot: wan(359), above: wan(1) },
  })
})

test('a typed amount of a shared part is in whole units, the rest need not be', () => {
  const odd = withParts(good, (part) =>
    part.method === 'equal' ? { ...part, amount: fen(60_500_000) } : part,
  )
  const decision = compute(odd)
  expect(decision).toMatchObject({
    refusal: 'PART_NOT_IN_UNITS',
    facts: { part: 'base', amount: 60_500_000, unit: wan(1) },
  })
  expect(!decision.ok && COMPUTATION_WORDS[decision.refusal](decision.facts)).toContain(
    '605,000.00 元 不是取整单位 10,000.00 元',
  )
  const rest = withParts(good, (part) =>
    part.method === 'equal' ? { ...part, amount: 'rest' } : part,
  )
  expect(compute({ ...rest, pot: fen(400_500_000) })).toMatchObject({ ok: true })
})

test('a recipient needs a class for coefficients and for bounds by class, not otherwise', () => {
  const classless = plan({
    recipients: counties(2).map((one) => ({ ...one, className: null })),
    parts: [membersPart],
    facts: factsOf('members', counties(2), [1, 2]),
  })
  expect(compute(classless)).toMatchObject({ ok: true })
  const coefficients = { 一类: decimal('1') }
  expect(compute({ ...classless, rule: { ...rule, coefficients } })).toMatchObject({
    refusal: 'CLASS_MISSING',
    facts: { part: 'factor', recipient: 'county-1' },
  })
  expect(compute(withBounds(classless, { classes: { 一类: { floor: wan(1) } } }))).toMatchObject({
    refusal: 'CLASS_MISSING',
  })
})

test('a class is looked up by its own name only', () => {
  const odd = counties(6).map((one) => ({ ...one, className: 'constructor' }))
  expect(compute({ ...good, recipients: odd })).toMatchObject({ refusal: 'CLASS_AMOUNT_MISSING' })
})

test('weights above one are refused too, and a bound of one recipient must be in units', () => {
  expect(compute(withFactors(good, '0.9', '0.12'))).toMatchObject({
    refusal: 'WEIGHTS_NOT_ONE',
    facts: { sum: '1.02', above: '0.02' },
  })
  expect(compute(withOwnBound(good, 'county-3', { cap: fen(1) }))).toMatchObject({
    refusal: 'BOUND_NOT_IN_UNITS',
    facts: { of: '第3县', amount: 1 },
  })
})
