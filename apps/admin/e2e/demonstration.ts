import { expect } from 'vitest'
import { LAST } from './orders.ts'
import type { Step, Walk } from './walk.ts'

const PREFECTURES = [
  ...Array.from({ length: 12 }, (_, i) => `62${String(i + 1).padStart(2, '0')}`),
  '6229',
  '6230',
]

/** The year that is loaded as history: the prefectures sum to the province, and no figure is above the one before it. */
const whole = async (walk: Walk): Promise<void> => {
  const province = walk.ledger.figures(LAST, '62')
  const prefectures = PREFECTURES.map((code) => walk.ledger.figures(LAST, code))
  expect(prefectures.reduce((sum, f) => sum + f.received, 0)).toBe(province.received)
  expect(province.budget).toBe(4_000_000_000)
  expect(province.issued).toBeGreaterThan(3_900_000_000)
  expect(province.remitted).toBeGreaterThanOrEqual(province.received)
  expect(province.received).toBeGreaterThan(province.spent)
}

export const DEMONSTRATION_STEPS: readonly Step[] = [
  { name: 'is whole: the prefectures sum to the province and nothing is lost', act: whole },
]
