import { expect, test } from 'vitest'
import { fen } from '../base/money.ts'
import { mayEnd } from './period.ts'
import { STAGES, type Stage } from './stage.ts'

const lying = (stage: Stage) =>
  mayEnd([{ stage, tier: 'recipient', route: 'direct', amount: fen(5) }]).ok

test('a fund ends only when nothing could still be spent, returned or set off', () => {
  expect(STAGES.filter(lying)).toEqual(['source', 'available', 'spent', 'returned'])
})
