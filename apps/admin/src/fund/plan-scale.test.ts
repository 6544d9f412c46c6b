import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scaleOf } from './plan-scale.ts'

test('five classes rise by at least a step, whatever the amounts', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (values) => {
      const { limits, words } = scaleOf('万元', values, 1, String)
      expect([...limits].sort((a, b) => a - b)).toEqual(limits)
      expect(new Set(limits).size).toBe(4)
      expect(words).toHaveLength(5)
    }),
  )
})
