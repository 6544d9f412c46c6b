import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../base/calendar.ts'
import { day } from '../base/day.ts'
import { fen, sumFen } from '../base/money.ts'
import { ROUTES, TIERS } from './account.ts'
import {
  isConfirmationLate,
  layersOf,
  sameDayLastYear,
  stayOf,
  trend,
  UNREACHED_PLACES,
  unreached,
} from './board.ts'
import { figures, type Stock } from './figure.ts'
import { STAGES } from './stage.ts'

const stock = fc.record({
  stage: fc.constantFrom(...STAGES),
  tier: fc.constantFrom(...TIERS),
  route: fc.constantFrom(...ROUTES),
  amount: fc.integer({ min: 0, max: 1e9 }).map(fen),
})
/** Stages stand at the tiers at which the ledger can open them. */
const possible = (s: Stock): boolean =>
  s.stage === 'relayed'
    ? s.tier === 'relay'
    : s.stage === 'issued' || s.stage === 'remitted'
      ? s.tier !== 'relay' || (s.stage === 'remitted' && s.route === 'relay')
      : s.stage === 'returning' || s.stage === 'returned'
        ? true
        : s.tier === 'recipient'

describe('未到账在哪里', () => {
  test('the places sum to what was issued and has neither arrived nor come back', () => {
    fc.assert(
      fc.property(fc.array(stock), fc.integer({ min: 0, max: 1e9 }), (all, bounced) => {
        const stocks = all.filter(
          (s) => possible(s) && !(s.stage === 'returned' && s.tier === 'recipient'),
        )
        const f = figures(stocks)
        const places = unreached(stocks, fen(bounced))
        expect(sumFen(UNREACHED_PLACES, (place) => places[place])).toBe(
          f.issued - f.received - f.returned,
        )
        expect(places.bounced).toBeLessThanOrEqual(bounced)
      }),
    )
  })
})

describe('到账待确认', () => {
  /** 2024 as a plain week without holidays; of 2025 nothing is known. */
  const calendar: Calendar = { years: new Set([2024]), off: new Set(), work: new Set() }
  const cases: readonly (readonly [string, string, boolean | 'CALENDAR_MISSING'])[] = [
    ['2024-12-20', '2024-12-27', false],
    ['2024-12-20', '2024-12-30', true],
    ['2024-12-20', '2025-03-01', true],
    ['2024-12-27', '2024-12-31', false],
    ['2024-12-27', '2025-01-02', 'CALENDAR_MISSING'],
    ['2024-12-27', '2025-03-01', 'CALENDAR_MISSING'],
  ]
  test.each(cases)('since %s, on %s: %s', (since, today, expected) => {
    const late = isConfirmationLate(calendar, day(since), day(today))
    expect(late.ok ? late.value : late.refusal).toBe(expected)
  })
})

describe('滞留', () => {
  const came = (d: string, amount: number) => ({ day: day(d), arrival: true, amount: fen(amount) })
  const went = (d: string, amount: number) => ({
    day: day(d),
    arrival: false,
    amount: fen(-amount),
  })

  test('counts natural days of the oldest fen, and as late only what is older than 30 days', () => {
    const left = layersOf([came('2024-05-14', 60), came('2024-05-15', 40), went('2024-06-01', 10)])
    expect(stayOf(left, day('2024-06-14'))).toEqual({ days: 31, amount: 90, late: 50 })
    expect(stayOf(left, day('2024-06-13'))).toEqual({ days: 30, amount: 90, late: 0 })
  })

  test('what came back by a bounce keeps the age of its first arrival', () => {
    const left = layersOf([came('2024-05-14', 60), went('2024-05-20', 60), went('2024-06-10', -60)])
    expect(stayOf(left, day('2024-06-14'))).toEqual({ days: 31, amount: 60, late: 60 })
    expect(stayOf([], day('2024-06-14'))).toEqual({ days: null, amount: 0, late: 0 })
  })
})

describe('trend', () => {
  test('runs on from day to day, takes reversals back and ends at the figures', () => {
    const at = (d: string, stage: Stock['stage'], tier: Stock['tier'], amount: number) => ({
      day: day(d),
      stage,
      tier,
      route: 'relay' as const,
      amount: fen(amount),
    })
    const points = trend([
      at('2024-05-20', 'issued', 'province', -60),
      at('2024-05-20', 'remitted', 'province', 60),
      at('2024-05-10', 'issued', 'province', 100),
      at('2024-06-01', 'remitted', 'province', -60),
      at('2024-06-01', 'held', 'recipient', 60),
      at('2024-06-02', 'held', 'recipient', -10),
      at('2024-06-02', 'spent', 'recipient', 10),
      at('2024-06-03', 'spent', 'recipient', -4),
      at('2024-06-03', 'held', 'recipient', 4),
    ])
    expect(points.map((p) => [p.day, p.issued, p.remitted, p.received, p.spent])).toEqual([
      ['2024-05-10', 100, 0, 0, 0],
      ['2024-05-20', 100, 60, 0, 0],
      ['2024-06-01', 100, 60, 60, 0],
      ['2024-06-02', 100, 60, 60, 10],
      ['2024-06-03', 100, 60, 60, 6],
    ])
  })

  test('上年同日 of a leap day is the 28th', () => {
    expect(sameDayLastYear(day('2024-06-14'))).toBe('2023-06-14')
    expect(sameDayLastYear(day('2024-02-29'))).toBe('2023-02-28')
  })
})
