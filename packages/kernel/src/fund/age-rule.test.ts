import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { ageRuleWords, type Kept, overdueFrom, proposeSettle } from './age-rule.ts'
import type { AgeRule } from './fund.ts'

const rule = (years: number): AgeRule => ({ kind: 'years', years, source: '演示管理办法' })
const NONE: AgeRule = { kind: 'none' }
const came = (on: string, amount: number) => ({ day: day(on), arrival: true, amount: fen(amount) })
const went = (on: string, amount: number) => ({
  day: day(on),
  arrival: false,
  amount: fen(-amount),
})

describe('the age rule of a fund', () => {
  test.each([
    ['2024-03-11', 2, '2026-03-11'],
    ['2024-02-29', 1, '2025-03-01'],
    ['2024-02-29', 4, '2028-02-29'],
  ])('money that came on %s counts as 结余 after %i years, from %s on', (since, years, from) => {
    expect(overdueFrom(rule(years), day(since))).toBe(from)
  })

  test('is none by default: then nothing ever counts as 结余', () => {
    expect(overdueFrom(NONE, day('2020-01-01'))).toBeNull()
    expect(ageRuleWords(NONE)).toBe('不设')
    expect(ageRuleWords(rule(2))).toBe('到账满 2 年未用完的转为结余（演示管理办法）')
  })
})

describe('转结余 is proposed', () => {
  /** 10 came in May 2023 and 5 in February 2024; 3 were spent, 2 carried over the year end. */
  const kept = (more: Partial<Kept> = {}): Kept => ({
    held: fen(10),
    carried: fen(2),
    flows: [came('2024-02-10', 5), came('2023-05-10', 10), went('2023-08-01', 3)],
    asked: [],
    ...more,
  })
  const on = (today: string, more: Partial<Kept> = {}, by = rule(1)) =>
    proposeSettle(by, kept(more), day(today))

  test('from the day on which the oldest fen is too old, and what went took the oldest', () => {
    expect(on('2024-05-09')).toBeNull()
    expect(on('2024-05-10')).toEqual({ since: '2024-05-10', carried: 2, held: 5, amount: 7 })
    expect(on('2025-02-10')).toEqual({ since: '2024-05-10', carried: 2, held: 10, amount: 12 })
    expect(on('2030-01-01', {}, NONE)).toBeNull()
  })

  test('less what an order that waits asks for already', () => {
    const asked = [{ stage: 'carried' as const, amount: fen(2) }]
    expect(on('2024-05-10', { asked })).toEqual({
      since: '2024-05-10',
      carried: 0,
      held: 5,
      amount: 5,
    })
    const all = [...asked, { stage: 'held' as const, amount: fen(5) }]
    expect(on('2024-05-10', { asked: all })).toBeNull()
  })

  test('of what 留用 brought back only when that is too old in its turn', () => {
    const flows = [came('2023-05-10', 10), went('2024-06-01', 10), came('2024-07-01', 10)]
    expect(on('2025-06-30', { held: fen(10), carried: fen(0), flows })).toBeNull()
    expect(on('2025-07-01', { held: fen(10), carried: fen(0), flows })).toMatchObject({
      amount: 10,
    })
  })

  test('never for more than is there', () => {
    expect(on('2026-01-01', { held: fen(1), carried: fen(0) })).toMatchObject({ amount: 1 })
  })
})
