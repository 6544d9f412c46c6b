import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import { layers, oldestAge } from './age.ts'

const arrivals = [
  { day: day('2024-05-20'), amount: fen(300) },
  { day: day('2024-05-02'), amount: fen(500) },
]

describe('the age of money', () => {
  test('what goes takes the oldest arrivals first', () => {
    expect(layers(arrivals, fen(600))).toEqual([{ since: '2024-05-20', amount: 200 }])
    expect(oldestAge(layers(arrivals, fen(100)), day('2024-06-01'))).toBe(30)
  })
  test('nothing left has no age, and what came back restarts none', () => {
    expect(oldestAge(layers(arrivals, fen(800)), day('2024-06-01'))).toBeNull()
    expect(layers(arrivals, fen(0))[0]).toEqual({ since: '2024-05-02', amount: 500 })
  })
})
