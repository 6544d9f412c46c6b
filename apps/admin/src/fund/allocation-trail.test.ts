import { day } from '@qiangji/kernel/base/day.ts'
import type { AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import { describe, expect, test } from 'vitest'
import { trailOf } from './allocation-trail.ts'

const step = (name: string, state: AllocationState, personName: string, on: string) => ({
  step: name,
  state,
  version: 1,
  personName,
  day: day(on),
})
const first = [
  step('draft', 'drafting', '王敏', '2024-03-12'),
  step('submit', 'programme-review', '王敏', '2024-03-13'),
  step('pass', 'finance-review', '李建国', '2024-03-14'),
]

describe('the step trail of a plan', () => {
  test('shows who took each step and where the plan stands', () => {
    const trail = trailOf('finance-review', first)
    expect(trail.map((one) => one.at)).toEqual(['done', 'done', 'now', 'ahead', 'ahead', 'ahead'])
    expect(trail[1]?.about).toEqual(['李建国', '3月14日'])
  })

  test('a return stays on the step that returned it until the plan is submitted again', () => {
    const returned = [...first, step('send-back', 'drafting', '赵永红', '2024-03-15')]
    const trail = trailOf('drafting', returned)
    expect(trail[2]).toEqual({
      word: '财务审核',
      about: ['赵永红', '3月15日退回'],
      at: 'returned',
    })
    expect(trail[0]).toMatchObject({ at: 'now', about: ['王敏', '3月15日 第2稿'] })
    const again = [...returned, step('submit', 'programme-review', '王敏', '2024-03-16')]
    expect(trailOf('programme-review', again).map((one) => one.at)).toEqual([
      'done',
      'now',
      'ahead',
      'ahead',
      'ahead',
      'ahead',
    ])
  })
})
