import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { NO_BOUNDS } from './bounds.ts'
import { canonicalComputation, canonicalInputs } from './canonical.ts'
import { compute } from './computation.ts'
import { counties, decimal, factsOf, membersPart, plan, rule, wan } from './plan.sample.ts'
import { PlanInputs } from './plan-inputs.ts'

const recipients = counties(3)
const inputs = plan({
  pot: wan(100),
  recipients,
  parts: [membersPart],
  rule: {
    ...rule,
    coefficients: { 一类: decimal('1.40'), 二类: decimal('1'), 三类: decimal('1') },
  },
  facts: factsOf('members', recipients, [10, 20, 30]),
})
const bytes = canonicalInputs(inputs)

describe('the canonical text of a plan', () => {
  test('is this text', () => {
    expect(bytes).toBe(
      '{"format":1,"pot":100000000,"reserve":0,"rounding":[1000000,"floor"],' +
        '"bounds":[[null,null],[],[]],"coefficients":[["一类","1.4"],["三类","1"],["二类","1"]],' +
        '"recipients":[["620001","county-1","第1县","6200","一类"],' +
        '["620002","county-2","第2县","6200","二类"],["620003","county-3","第3县","6200","三类"]],' +
        '"parts":[["factor","因素分配","factor","all","rest",[["members","会员数","1"]]]],' +
        '"facts":[["620001","members","10","2023-12-31","组织台账",true],' +
        '["620002","members","20","2023-12-31","组织台账",true],' +
        '["620003","members","30","2023-12-31","组织台账",true]]}',
    )
  })
  test('is the same after a journey through JSON', () => {
    expect(canonicalInputs(PlanInputs.parse(JSON.parse(JSON.stringify(inputs))))).toBe(bytes)
  })
  test('does not change with what decides nothing', () => {
    const [first, ...others] = inputs.facts
    const more = factsOf('area', recipients, [1, 2, 3])
    const longer = first === undefined ? [] : [{ ...first, value: decimal('10.00') }]
    expect(canonicalInputs({ ...inputs, facts: [...more, ...longer, ...others] })).toBe(bytes)
  })
  test.each<readonly [string, Partial<PlanInputs>]>([
    ['the pot', { pot: wan(101) }],
    ['a fact', { facts: factsOf('members', recipients, [10, 20, 31]) }],
    ['the date of a fact', { facts: inputs.facts.map((f) => ({ ...f, date: day('2024-01-01') })) }],
    ['the source of a fact', { facts: inputs.facts.map((f) => ({ ...f, source: '年报' })) }],
    ['a class', { recipients: recipients.map((one) => ({ ...one, className: '一类' })) }],
    ['a bound', { rule: { ...inputs.rule, bounds: { ...NO_BOUNDS, floor: wan(1) } } }],
    [
      'a lifted bound',
      { rule: { ...inputs.rule, bounds: { ...NO_BOUNDS, classes: { 一类: { floor: null } } } } },
    ],
    ['the held reserve', { rule: { ...inputs.rule, reserve: wan(1) } }],
    ['the list of a part', { parts: [{ ...membersPart, recipients: ['county-1'] }] }],
    ['the amount of a part', { parts: [{ ...membersPart, amount: wan(90) }] }],
  ])('changes with %s', (_, change) => {
    expect(canonicalInputs({ ...inputs, ...change })).not.toBe(bytes)
  })
  test('of the result holds every line', () => {
    const decision = compute(inputs)
    expect(decision.ok && canonicalComputation(decision.value)).toBe(
      '{"format":1,"total":98000000,"reserve":2000000,"rounds":1,"t":"1",' +
        '"lines":[["county-1",21000000,[21000000],null],["county-2",31000000,[31000000],null],' +
        '["county-3",46000000,[46000000],null]]}',
    )
  })
})

test('a plan is parsed strictly', () => {
  const broken = (change: object) => PlanInputs.safeParse({ ...inputs, ...change }).success
  expect(broken({})).toBe(true)
  expect(broken({ pot: -1 })).toBe(false)
  expect(broken({ pot: 0.5 })).toBe(false)
  expect(broken({ colour: 'red' })).toBe(false)
  expect(broken({ parts: [{ ...membersPart, amount: 'all' }] })).toBe(false)
  expect(broken({ parts: [{ ...membersPart, lines: [] }] })).toBe(false)
  expect(broken({ facts: [{ ...inputs.facts[0], value: '1e3' }] })).toBe(false)
  expect(broken({ facts: [{ ...inputs.facts[0], source: ' ' }] })).toBe(false)
})
