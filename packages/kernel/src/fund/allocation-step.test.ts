import { describe, expect, test } from 'vitest'
import type { HeldPost } from '../access/actor.ts'
import { POST_CODES } from '../access/post.ts'
import {
  clerk,
  financeReviewer,
  person,
  plan,
  programmeReviewer,
  taker,
} from './allocation.sample.ts'
import { AllocationState } from './allocation.ts'
import {
  ALLOCATION_STEPS,
  ALLOCATION_TRANSITIONS,
  mayTake,
  moved,
  transitionOf,
} from './allocation-step.ts'

const ROAD: Readonly<Record<string, readonly string[]>> = {
  drafting: ['submit→programme-review', 'void→void'],
  'programme-review': ['pass→finance-review', 'send-back→drafting', 'void→void'],
  'finance-review': ['pass→deliberation', 'send-back→drafting', 'void→void'],
  deliberation: ['arrange→numbering', 'arrange→publicity', 'send-back→drafting', 'void→void'],
  publicity: [
    'close-publicity→numbering',
    'object→deliberation',
    'undo-arrange→deliberation',
    'void→void',
  ],
  numbering: ['issue→issued', 'undo-arrange→deliberation', 'void→void'],
  issued: ['undo-issue→numbering'],
  void: [],
}

describe('the road of a plan', () => {
  test.each(AllocationState.options)('from %s only these steps lead on', (state) => {
    const steps = ALLOCATION_TRANSITIONS.filter((t) => t.from === state)
    expect(steps.map((t) => `${t.step}→${t.to}`).toSorted()).toEqual(ROAD[state])
  })

  test('every other step is refused for everybody, whatever posts they hold', () => {
    const everybody = taker(9, ...POST_CODES)
    for (const state of AllocationState.options)
      for (const step of ALLOCATION_STEPS) {
        const listed = transitionOf(step, state)
        const decided = mayTake(plan({ state }), step, everybody)
        expect(decided.ok, `${step} from ${state}`).toBe(listed !== null && listed.post !== null)
      }
  })

  test('moving outside the table is a broken program', () => {
    expect(() => moved(plan({ state: 'issued' }), 'void', 'void')).toThrow('no step void')
    expect(() => moved(plan({ state: 'void' }), 'submit', 'programme-review')).toThrow('no step')
  })

  test('money moves when the meeting decides, when it is withdrawn, and with the number: nowhere else', () => {
    const posting = ALLOCATION_TRANSITIONS.filter((t) => t.posting !== null)
    expect(posting.map((t) => `${t.from} ${t.step} ${t.posting}`)).toEqual([
      'deliberation arrange arrange',
      'deliberation arrange arrange',
      'publicity object withdraw',
      'numbering issue issue',
      'publicity void withdraw',
      'numbering void withdraw',
    ])
  })
})

describe('who may take a step', () => {
  const maker = { personId: clerk.personId, onBehalfOf: null }

  test('a step needs the post of its row', () => {
    const waiting = plan({ state: 'programme-review', maker })
    expect(mayTake(waiting, 'pass', programmeReviewer).ok).toBe(true)
    expect(mayTake(waiting, 'pass', financeReviewer)).toMatchObject({
      refusal: 'STEP_NOT_YOURS',
      facts: { post: '业务审核' },
    })
  })

  test('who made the plan passes it at neither review, even with the post', () => {
    const all = taker(1, 'programme-clerk', 'programme-reviewer', 'finance-reviewer')
    for (const state of ['programme-review', 'finance-review'] as const)
      for (const step of ['pass', 'send-back'] as const)
        expect(mayTake(plan({ state, maker }), step, all)).toMatchObject({ refusal: 'SAME_PERSON' })
  })

  test('the two reviewers are two persons', () => {
    const first = { personId: programmeReviewer.personId, onBehalfOf: null }
    const both = taker(2, 'programme-reviewer', 'finance-reviewer')
    const waiting = plan({ state: 'finance-review', maker, programmeReviewer: first })
    expect(mayTake(waiting, 'pass', both)).toMatchObject({ refusal: 'SAME_PERSON' })
    expect(mayTake(waiting, 'pass', financeReviewer).ok).toBe(true)
  })

  test('a delegation does not hide the person behind it', () => {
    const from: HeldPost['from'] = { personId: clerk.personId, name: '王敏' }
    const deputy = { personId: person(8), posts: [{ post: 'programme-reviewer', from }] } as const
    const waiting = plan({ state: 'programme-review', maker })
    expect(mayTake(waiting, 'pass', deputy)).toMatchObject({ refusal: 'SAME_PERSON' })
  })

  test('who released as finance reviewer does not record the meeting, the objection or the end', () => {
    const released = { personId: person(1), onBehalfOf: null }
    for (const [state, step] of [
      ['deliberation', 'arrange'],
      ['publicity', 'object'],
      ['publicity', 'void'],
      ['numbering', 'void'],
    ] as const)
      expect(mayTake(plan({ state, financeReviewer: released }), step, clerk)).toMatchObject({
        refusal: 'SAME_PERSON',
      })
  })
})
