import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PersonId } from '../access/person.ts'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import {
  AUDIT_ITEM_ACTS,
  AUDIT_ITEM_TRANSITIONS,
  AuditItem,
  AuditItemState,
  stepItem,
} from './audit-item.ts'
import { type Candidate, drawSample } from './audit-sample.ts'

const candidate = (n: number, amount: number): Candidate => ({
  id: `j${n}`,
  amount: fen(amount),
  rank: `${(n * 7919) % 1000}`.padStart(4, '0'),
})
const asked = { from: day('2024-05-01'), to: day('2024-06-30'), threshold: fen(1000), count: 2 }
const many = [5, 1000, 20, 3000, 7, 999].map((amount, n) => candidate(n, amount))

describe('抽查', () => {
  test('takes everything from the threshold up and the lowest ranks of the rest', () => {
    const drawn = drawSample(asked, many)
    expect(drawn.ok && drawn.value.map((d) => [d.candidate.id, d.certain])).toEqual([
      ['j3', true],
      ['j1', true],
      ['j0', false],
      ['j5', false],
    ])
  })

  test('draws the same whatever the order of the spendings, each once, and as many as asked', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 50 }), (list, count) => {
        const all = list.map((amount, n) => candidate(n, amount))
        const ids = (from: readonly Candidate[]) => {
          const drawn = drawSample({ ...asked, count }, from)
          return drawn.ok ? drawn.value.map((d) => d.candidate.id) : drawn.refusal
        }
        expect(ids([...all].reverse())).toEqual(ids(all))
        const certain = list.filter((amount) => amount >= 1000).length
        const size = certain + Math.min(count, list.length - certain)
        expect(size === 0 ? 'SAMPLE_EMPTY' : new Set(ids(all)).size).toBe(
          size === 0 ? ids(all) : size,
        )
      }),
    )
  })

  test('is refused when it asks for nothing, finds nothing, runs backwards or is too large', () => {
    expect(drawSample({ ...asked, threshold: null, count: 0 }, many)).toMatchObject({
      refusal: 'SAMPLE_ASKS_NOTHING',
    })
    expect(drawSample(asked, [])).toMatchObject({ refusal: 'SAMPLE_EMPTY' })
    expect(drawSample({ ...asked, to: day('2024-04-30') }, many)).toMatchObject({
      refusal: 'SAMPLE_PERIOD_BACKWARDS',
    })
    const flood = Array.from({ length: 501 }, (_, n) => candidate(n, 5000))
    expect(drawSample(asked, flood)).toMatchObject({ refusal: 'SAMPLE_TOO_LARGE' })
  })
})

const id = (n: number) => `${n}`.padStart(20, '0')
const hand = { personId: PersonId.parse(id(1)), onBehalfOf: null }
const item = (state: AuditItemState): AuditItem =>
  AuditItem.parse({
    id: id(1),
    sampleId: id(2),
    place: 1,
    journal: id(3),
    document: id(4),
    beneficiaryId: id(5),
    holderId: id(5),
    day: '2024-05-20',
    amount: 100,
    certain: false,
    state,
    note: null,
    examiner: null,
    examinedOn: null,
    rectification: null,
    rectifier: null,
    rectifiedOn: null,
    closeNote: null,
    closer: null,
    closedOn: null,
    revision: 0,
  })

describe('发现问题、整改、销号', () => {
  test('no other step is possible', () => {
    const possible: string[] = []
    const listed: string[] = []
    for (const act of AUDIT_ITEM_ACTS) {
      for (const state of AuditItemState.options) {
        const next = stepItem(item(state), { act, note: '说明', hand, today: day('2024-06-14') })
        if (next.ok) possible.push(`${state} ${act} ${next.value.state}`)
      }
      const { from, to } = AUDIT_ITEM_TRANSITIONS[act]
      listed.push(...from.map((state) => `${state} ${act} ${to}`))
    }
    expect(possible).toEqual(listed)
    expect(possible).toEqual([
      'drawn clear clear',
      'drawn report problem',
      'clear report problem',
      'problem rectify rectified',
      'rectified return problem',
      'rectified close closed',
    ])
  })
})
