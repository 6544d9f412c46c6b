import { describe, expect, test } from 'vitest'
import { PersonId } from '../access/person.ts'
import { day } from '../base/day.ts'
import { OrganizationId } from '../organization/organization.ts'
import { FundId } from './fund.ts'
import {
  declinePause,
  executePause,
  type LiftForm,
  liftPause,
  PAUSE_STATES,
  PAUSE_TRANSITIONS,
  type Pause,
  type PauseForm,
  PauseId,
  PauseState,
  proposeLift,
  proposePause,
} from './pause.ts'

const id = (n: number) => `${n}`.padStart(20, '0')
const person = (n: number) => ({ personId: PersonId.parse(id(n)), onBehalfOf: null })
const today = day('2024-06-14')
const form: PauseForm = {
  fundId: FundId.parse(id(1)),
  organizationId: OrganizationId.parse(id(2)),
  origin: 'audit',
  reason: '支出依据不足',
  document: { number: '演示经审〔2024〕3号', day: day('2024-06-12'), title: '审计意见' },
  auditItemId: null,
}
const facts = { id: PauseId.parse(id(3)), today, isProvince: false, open: null } as const
const lift: LiftForm = {
  origin: 'audit',
  reason: '已整改',
  document: { number: '演示经审〔2024〕9号', day: day('2024-06-13'), title: '审计意见' },
}
const proposed = (): Pause => {
  const made = proposePause(form, person(1), facts)
  if (!made.ok) throw new Error(made.refusal)
  return made.value
}
const ok = <T>(d: { ok: true; value: T } | { ok: false; refusal: string }): T => {
  if (!d.ok) throw new Error(d.refusal)
  return d.value
}

describe('暂停拨付', () => {
  test('is proposed by one person, executed by another, lifted on a proposal by a third hand', () => {
    const standing = ok(executePause(proposed(), person(2), today))
    expect(standing).toMatchObject({ state: 'standing', decidedOn: today })
    const asked = ok(proposeLift(standing, lift, person(1), today))
    expect(asked.state).toBe('standing')
    expect(ok(liftPause(asked, person(2), today))).toMatchObject({
      state: 'lifted',
      liftedOn: today,
      lift: { reason: '已整改' },
    })
  })

  test('no other change of state is possible', () => {
    const acts: Record<string, (p: Pause) => { ok: boolean; value?: Pause }> = {
      standing: (p) => executePause(p, person(2), today),
      declined: (p) => declinePause(p, person(2), today, '理由'),
      lifted: (p) =>
        liftPause(
          { ...p, lift: { ...lift, proposer: person(1), proposedOn: today } },
          person(2),
          today,
        ),
    }
    const possible: string[] = []
    for (const from of PauseState.options)
      for (const [to, act] of Object.entries(acts))
        if (act({ ...proposed(), state: from }).ok) possible.push(`${from} ${to}`)
    expect(possible).toEqual(PAUSE_TRANSITIONS.map(([from, to]) => `${from} ${to}`))
    expect(Object.keys(PAUSE_STATES)).toEqual(PauseState.options)
  })

  test('whoever proposed neither executes nor lifts, not even for somebody else', () => {
    const forHim = { ...person(2), onBehalfOf: PersonId.parse(id(1)) }
    for (const hand of [person(1), forHim]) {
      expect(executePause(proposed(), hand, today)).toMatchObject({ refusal: 'SAME_PERSON' })
      expect(declinePause(proposed(), hand, today, '理由')).toMatchObject({
        refusal: 'SAME_PERSON',
      })
    }
    const standing = ok(executePause(proposed(), person(2), today))
    const asked = ok(proposeLift(standing, lift, person(2), today))
    expect(liftPause(asked, person(2), today)).toMatchObject({ refusal: 'SAME_PERSON' })
  })

  test('is not lifted without a proposal, nor proposed to be lifted twice or before it stands', () => {
    const standing = ok(executePause(proposed(), person(2), today))
    expect(liftPause(standing, person(2), today)).toMatchObject({ refusal: 'PAUSE_LIFT_NOT_ASKED' })
    const asked = ok(proposeLift(standing, lift, person(1), today))
    expect(proposeLift(asked, lift, person(1), today)).toMatchObject({
      refusal: 'PAUSE_LIFT_ASKED_ALREADY',
    })
    expect(proposeLift(proposed(), lift, person(1), today)).toMatchObject({
      refusal: 'PAUSE_STATE',
    })
  })

  test('needs a paper with a number of its year, one unit below the province, and no other open pause', () => {
    const bad = { ...form, document: { ...form.document, number: '审计意见3号' } }
    expect(proposePause(bad, person(1), facts)).toMatchObject({ refusal: 'NUMBER_MALFORMED' })
    const old = { ...form, document: { ...form.document, number: '演示经审〔2023〕3号' } }
    expect(proposePause(old, person(1), facts)).toMatchObject({ refusal: 'NUMBER_YEAR' })
    expect(proposePause(form, person(1), { ...facts, isProvince: true })).toMatchObject({
      refusal: 'PAUSE_OF_PROVINCE',
    })
    expect(proposePause(form, person(1), { ...facts, open: 'standing' })).toMatchObject({
      refusal: 'PAUSE_OPEN_ALREADY',
      facts: { state: '暂停拨付' },
    })
  })
})
