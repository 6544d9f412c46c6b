import { fen, WAN } from '@qiangji/kernel/base/money.ts'
import { type Bounds, NO_BOUNDS } from '@qiangji/kernel/fund/bounds.ts'
import { workOut } from '@qiangji/kernel/fund/computation.ts'
import type { Part } from '@qiangji/kernel/fund/part.ts'
import type { PlanInputs } from '@qiangji/kernel/fund/plan-inputs.ts'
import type { PlanRecipient } from '@qiangji/kernel/fund/plan-recipient.ts'
import { DEFAULT_ROUNDING } from '@qiangji/kernel/fund/rounding.ts'
import { describe, expect, test } from 'vitest'
import {
  actingOn,
  boundDrafts,
  boundsOf,
  emptyBound,
  placeOfRefusal,
  widerOf,
} from './plan-bounds.ts'

const wan = (n: number) => fen(n * WAN)
const recipients: readonly PlanRecipient[] = ['环县', '华池县', '城关区'].map((name, at) => ({
  id: `county-${at + 1}`,
  code: `62102${at}`,
  name,
  prefecture: '6210',
  className: at < 2 ? '一类' : '三类',
}))

const bounds: Bounds = {
  floor: wan(30),
  cap: wan(80),
  classes: { 一类: { floor: wan(45) }, 三类: { cap: null } },
  recipients: { 'county-1': { floor: wan(50), cap: wan(60) } },
}
const draftOf = (of: Bounds) => ({ floor: of.floor, cap: of.cap, bounds: boundDrafts(of) })

describe('the rows of floors and caps', () => {
  test('come from what was saved and say it again, also that a wider bound is lifted', () => {
    const draft = draftOf(bounds)
    expect(draft.bounds.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'class 一类',
      'class 三类',
      'recipient county-1',
    ])
    expect(draft.bounds[1]?.cap).toEqual({ amount: null, lifted: true })
    expect(boundsOf(draft)).toEqual(bounds)
  })

  test('a row in which nothing is typed says nothing', () => {
    const draft = { ...draftOf(NO_BOUNDS), bounds: [emptyBound('class', '一类')] }
    expect(boundsOf(draft)).toEqual(NO_BOUNDS)
  })

  test('an empty field takes over its class, else the plan', () => {
    const draft = draftOf(bounds)
    const of = (key: string) => emptyBound('recipient', key)
    expect(widerOf(draft, of('county-2'), 'floor', recipients)).toEqual({
      amount: wan(45),
      from: '一类',
    })
    expect(widerOf(draft, of('county-2'), 'cap', recipients)).toEqual({
      amount: wan(80),
      from: '全部',
    })
    expect(widerOf(draft, of('county-3'), 'cap', recipients)).toEqual({
      amount: null,
      from: '三类',
    })
    expect(widerOf(draft, emptyBound('class', '一类'), 'cap', recipients).from).toBe('全部')
  })
})

describe('what a bound does', () => {
  const manual: Part = {
    id: 'manual',
    name: '专门安排',
    method: 'manual',
    reason: '受灾',
    lines: [{ recipient: 'county-3', amount: wan(20) }],
  }
  const equal: Part = {
    id: 'equal',
    name: '基础补助',
    method: 'equal',
    recipients: 'all',
    amount: wan(120),
  }
  const workings = (of: Bounds, more: Partial<PlanInputs> = {}) =>
    workOut({
      pot: wan(200),
      recipients,
      parts: [equal, manual],
      rule: { rounding: DEFAULT_ROUNDING, bounds: of, coefficients: null, reserve: fen(0) },
      facts: [],
      ...more,
    })
  const refusalOf = (of: Bounds, more?: Partial<PlanInputs>) => {
    const worked = workings(of, more)
    if (worked.ok) throw new Error('computed')
    return worked
  }

  test('lines that stand on it are counted at the row that set it, not at a wider one', () => {
    const worked = workings(bounds)
    if (!worked.ok) throw new Error(worked.refusal)
    const { lines } = worked.value
    const [ofClass, , own] = boundDrafts(bounds)
    // 环县 stands on its own 50, 华池县 on the 45 of its class
    expect(actingOn(lines, own ?? null)).toBe(1)
    expect(actingOn(lines, ofClass ?? null)).toBe(1)
    expect(actingOn(lines, null)).toBe(0)
  })

  test.each<[string, Bounds, string]>([
    [
      'BOUNDS_CROSS',
      { ...bounds, recipients: { 'county-1': { cap: wan(40) } } },
      'bound-recipient-county-1',
    ],
    [
      'BOUNDS_CROSS',
      { ...bounds, classes: { 一类: { cap: wan(20) } }, recipients: {} },
      'bound-class-一类',
    ],
    ['BOUNDS_CROSS', { ...NO_BOUNDS, floor: wan(9), cap: wan(8) }, 'bound-plan'],
    [
      'CAP_BELOW_FIXED_PARTS',
      { ...NO_BOUNDS, classes: { 三类: { cap: wan(10) } } },
      'bound-class-三类',
    ],
    ['FLOORS_ABOVE_POT', { ...NO_BOUNDS, floor: wan(90) }, 'bound-plan'],
    ['BOUND_NOT_IN_UNITS', { ...NO_BOUNDS, cap: fen(5) }, 'bound-plan'],
    [
      'BOUND_NOT_IN_UNITS',
      { ...NO_BOUNDS, classes: { 一类: { cap: fen(5) } } },
      'bound-class-一类',
    ],
    [
      'BOUND_NOT_IN_UNITS',
      { ...NO_BOUNDS, recipients: { 'county-2': { floor: fen(5) } } },
      'bound-recipient-county-2',
    ],
    [
      'RECIPIENT_UNKNOWN',
      { ...NO_BOUNDS, recipients: { gone: { floor: wan(1) } } },
      'bound-recipient-gone',
    ],
  ])('%s leads to the row that can be changed', (code, of, place) => {
    const refused = refusalOf(of)
    expect(refused.refusal).toBe(code)
    expect(placeOfRefusal(refused, boundDrafts(of), recipients)).toBe(place)
  })

  test('what only fixed amounts get is led to as well; what no bound did is left to the parts', () => {
    const fixed = { ...NO_BOUNDS, recipients: { 'county-3': { floor: wan(30) } } }
    const refused = refusalOf(fixed, { parts: [manual] })
    expect(refused.refusal).toBe('FLOOR_ABOVE_FIXED_PARTS')
    expect(placeOfRefusal(refused, boundDrafts(fixed), recipients)).toBe('bound-recipient-county-3')
    const above = refusalOf(NO_BOUNDS, { pot: wan(10) })
    expect(placeOfRefusal(above, [], recipients)).toBeNull()
  })
})
