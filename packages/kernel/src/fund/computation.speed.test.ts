import { describe, expect, test } from 'vitest'
import { fen } from '../base/money.ts'
import { NO_BOUNDS } from './bounds.ts'
import { compute, workOut } from './computation.ts'
import { explain } from './explanation.ts'
import { counties, decimal, equalPart, factsOf, plan, rule, wan } from './plan.sample.ts'
import type { PlanInputs } from './plan-inputs.ts'

/** Three factors, coefficients, a quota, an equal part, floors and caps that bind, 最大余数. */
const busy = (count: number): PlanInputs => {
  const recipients = counties(count)
  const keys = ['members', 'townships', 'founded']
  return plan({
    pot: wan(50 * count),
    recipients,
    parts: [
      { ...equalPart, amount: wan(10 * count) },
      {
        id: 'quota',
        name: '定额',
        method: 'quota',
        recipients: 'all',
        each: fen(wan(1) / 2),
        count: { key: 'pairs', name: '乡镇数' },
      },
      {
        id: 'factor',
        name: '因素分配',
        method: 'factor',
        recipients: 'all',
        amount: 'rest',
        factors: keys.map((key, at) => ({
          key,
          name: key,
          weight: decimal(['0.40', '0.35', '0.25'][at] ?? '0'),
        })),
      },
    ],
    rule: {
      ...rule,
      rounding: { unit: wan(1), mode: 'largest-remainder' },
      coefficients: { 一类: decimal('1.40'), 二类: decimal('1.20'), 三类: decimal('1.00') },
      bounds: { ...NO_BOUNDS, floor: wan(30), cap: wan(80) },
    },
    facts: [...keys, 'pairs'].flatMap((key, k) =>
      factsOf(
        key,
        recipients,
        recipients.map((_, at) =>
          key === 'pairs' ? 2 * (at % 12) : ((at + 7) * 7_919 * (k + 1)) % 50_021,
        ),
      ),
    ),
  })
}

const median = (run: () => void): number => {
  const times = Array.from({ length: 31 }, () => {
    const from = performance.now()
    run()
    return performance.now() - from
  }).toSorted((a, b) => a - b)
  return times[15] ?? 0
}

describe.runIf(process.env.QIANGJI_HEAVY === '1')('recomputing while typing', () => {
  test.each([
    [86, 5],
    [1_360, 50],
  ])('%i recipients take less than %i ms', (count, limit) => {
    const inputs = busy(count)
    expect(compute(inputs)).toMatchObject({ ok: true })
    const computing = median(() => compute(inputs))
    const worked = workOut(inputs)
    const explaining = median(() => worked.ok && explain(worked.value, 'county-3'))
    process.stdout.write(
      `${count}: compute ${computing.toFixed(2)} ms, explain ${explaining.toFixed(3)} ms\n`,
    )
    expect(computing).toBeLessThan(limit)
  })
})
