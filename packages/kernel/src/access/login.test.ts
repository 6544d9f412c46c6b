import { describe, expect, test } from 'vitest'
import { OrganizationId } from '../organization/organization.ts'
import {
  disableLogin,
  enableLogin,
  LoginForm,
  openLogin,
  PERSON_ACTS,
  PersonAct,
  resetPassword,
  unlockLogin,
} from './login.ts'
import { PersonId } from './person.ts'
import { isSystemPost, POST_CODES } from './post.ts'

const organizationId = OrganizationId.parse('h'.repeat(20))
const [id, actorId] = [PersonId.parse('p'.repeat(20)), PersonId.parse('a'.repeat(20))]
const active = { id, state: 'active' } as const
const left = { id, state: 'left' } as const
const form = { loginName: ' ＨuanXian-CW ', name: ' 马晓梅 ', organizationId, department: '' }

describe('a login', () => {
  test('opens for a person who is here from then on, under its one spelling', () => {
    const asked = LoginForm.parse(form)
    expect(asked.loginName).toBe('huanxian-cw')
    expect(openLogin(asked, { id, taken: false })).toEqual({
      ok: true,
      value: { id, name: '马晓梅', organizationId, department: '', state: 'active', revision: 0 },
    })
    expect(openLogin(asked, { id, taken: true })).toMatchObject({
      refusal: 'LOGIN_TAKEN',
      facts: { loginName: 'huanxian-cw' },
    })
  })

  test.each([
    ['loginName', 'x', 'LOGIN_NAME_FORM'],
    ['loginName', '-cw', 'LOGIN_NAME_FORM'],
    ['loginName', "cw'--", 'LOGIN_NAME_FORM'],
    ['loginName', 'a b', 'LOGIN_NAME_FORM'],
    ['loginName', 'x'.repeat(33), 'LOGIN_NAME_FORM'],
    ['name', '——', 'PERSON_NAME_FORM'],
    ['name', '王\u200b敏', 'PERSON_NAME_FORM'],
    ['name', '\u202e王敏', 'PERSON_NAME_FORM'],
    ['department', '财务\u0000部', 'DEPARTMENT_FORM'],
  ])('is not opened with the %s %j', (field, typed, message) => {
    const read = LoginForm.safeParse({ ...form, [field]: typed })
    expect(read.error?.issues.map((issue) => issue.message)).toEqual([message])
  })

  test.each(['阿依古丽·买买提', 'བཀྲ་ཤིས', 'Бат-Эрдэнэ', "O'Neil (Jr.)"])(
    'is opened for %s',
    (name) => expect(LoginForm.safeParse({ ...form, name }).success).toBe(true),
  )

  test('is disabled once, by another, and not the last administrator’s', () => {
    const facts = { actorId, lastOf: null }
    expect(disableLogin(active, facts)).toEqual({ ok: true, value: left })
    expect(disableLogin(left, facts)).toMatchObject({ refusal: 'LOGIN_DISABLED' })
    expect(disableLogin(active, { ...facts, actorId: id })).toMatchObject({ refusal: 'LOGIN_OWN' })
    expect(disableLogin(active, { ...facts, lastOf: 'security-admin' })).toMatchObject({
      refusal: 'LAST_ADMINISTRATOR',
      facts: { post: '安全管理员' },
    })
  })

  test('is enabled when it was disabled, unlocked when it was locked', () => {
    expect(enableLogin(left)).toEqual({ ok: true, value: active })
    expect(enableLogin(active)).toMatchObject({ refusal: 'LOGIN_ACTIVE' })
    expect(unlockLogin(active, true)).toEqual({ ok: true, value: active })
    expect(unlockLogin(active, false)).toMatchObject({ refusal: 'LOGIN_NOT_LOCKED' })
    expect(unlockLogin(left, true)).toMatchObject({ refusal: 'LOGIN_DISABLED' })
  })

  test('gets a new password from another, unless it is disabled or an administrator’s', () => {
    const facts = { actorId, posts: ['cashier'] } as const
    expect(resetPassword(active, facts)).toEqual({ ok: true, value: active })
    expect(resetPassword(active, { ...facts, actorId: id })).toMatchObject({
      refusal: 'LOGIN_OWN_PASSWORD',
    })
    expect(resetPassword(left, facts)).toMatchObject({ refusal: 'LOGIN_DISABLED' })
    for (const post of POST_CODES.filter(isSystemPost))
      expect(resetPassword(active, { ...facts, posts: [post] })).toMatchObject({
        refusal: 'LOGIN_OF_ADMINISTRATOR',
      })
  })
})

test('every act on a person has its word', () => {
  expect(Object.keys(PERSON_ACTS)).toEqual(PersonAct.options)
})
