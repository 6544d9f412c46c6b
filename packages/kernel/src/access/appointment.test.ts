import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { OrganizationId } from '../organization/organization.ts'
import {
  type Appointment,
  AppointmentId,
  type GiveFacts,
  giveAppointment,
  withdrawAppointment,
} from './appointment.ts'
import type { Holding } from './conflict.ts'
import { PersonId } from './person.ts'
import { isSystemPost, POST_CODES, type PostCode } from './post.ts'

const here = OrganizationId.parse('h'.repeat(20))
const there = OrganizationId.parse('t'.repeat(20))
const [id, actorId] = [PersonId.parse('p'.repeat(20)), PersonId.parse('a'.repeat(20))]
const today = day('2024-03-11')
const held = (post: PostCode, organizationId = here): Holding => ({
  post,
  organizationId,
  from: day('2024-01-01'),
  to: null,
})
const county: GiveFacts = {
  today,
  actorId,
  person: { id, state: 'active', organizationId: here },
  union: { name: '环县总工会', level: 'county', direct: true },
  appointed: [],
  delegated: [],
}
const province: GiveFacts = {
  ...county,
  union: { name: '省总工会', level: 'province', direct: false },
}

describe('a post', () => {
  test('is given from today until further notice, in the union that keeps the person', () => {
    expect(giveAppointment('county-finance', county)).toEqual({
      ok: true,
      value: { post: 'county-finance', organizationId: here, from: today, to: null },
    })
  })

  test.each<[string, PostCode, Partial<GiveFacts>]>([
    ['APPOINTMENT_OF_SELF', 'reporter', { actorId: id }],
    ['LOGIN_DISABLED', 'reporter', { person: { ...county.person, state: 'left' } }],
    ['POST_NOT_HERE', 'cashier', {}],
    ['POST_NOT_HERE', 'system-admin', {}],
    ['POST_NOT_HERE', 'prefecture-finance', {}],
    ['APPOINTMENT_HELD', 'reporter', { appointed: [held('reporter')] }],
    ['POSTS_CONFLICT', 'county-reviewer', { appointed: [held('county-finance')] }],
    ['POSTS_CONFLICT', 'county-reviewer', { delegated: [held('county-finance')] }],
  ])('is refused with %s', (refusal, post, other) => {
    expect(giveAppointment(post, { ...county, ...other })).toMatchObject({ refusal })
  })

  test('that is only lent may still be given', () => {
    const facts = { ...county, delegated: [held('reporter')] }
    expect(giveAppointment('reporter', facts).ok).toBe(true)
  })

  test('of an administrator stands beside no other, whichever came first', () => {
    for (const system of POST_CODES.filter(isSystemPost)) {
      const facts = { ...province, appointed: [held('reporter', there)] }
      expect(giveAppointment(system, facts)).toMatchObject({ refusal: 'POSTS_CONFLICT' })
      const next = { ...province, appointed: [held(system)] }
      expect(giveAppointment('viewer', next)).toMatchObject({ refusal: 'POSTS_CONFLICT' })
    }
  })
})

describe('a post taken away', () => {
  const given: Appointment = {
    id: AppointmentId.parse('d'.repeat(20)),
    personId: id,
    ...held('viewer'),
  }
  const facts = { today, actorId, last: false }

  test('was held until yesterday; one given today was held on no day', () => {
    expect(withdrawAppointment(given, facts)).toEqual({
      ok: true,
      value: { ...given, to: day('2024-03-10') },
    })
    expect(withdrawAppointment({ ...given, from: today }, facts)).toEqual({ ok: true, value: null })
  })

  test.each<[string, Partial<Appointment>, Partial<typeof facts>]>([
    ['APPOINTMENT_OF_SELF', {}, { actorId: id }],
    ['APPOINTMENT_OVER', { to: day('2024-03-10') }, {}],
    ['LAST_ADMINISTRATOR', { post: 'system-admin' }, { last: true }],
  ])('is refused with %s', (refusal, changed, other) => {
    expect(withdrawAppointment({ ...given, ...changed }, { ...facts, ...other })).toMatchObject({
      refusal,
    })
  })
})
