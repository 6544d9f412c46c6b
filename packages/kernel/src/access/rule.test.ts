import { describe, expect, test } from 'vitest'
import { may, PERMISSIONS, permitted } from '../permissions.ts'
import { sentence } from '../refusals.ts'
import { isSystemPost, POST_CODES, type PostCode, standsAt } from './post.ts'
import { allows } from './rule.ts'
import { ACCESS_REFUSAL_WORDS } from './words.ts'

const with_ = (posts: readonly PostCode[], passwordDue = false) => ({
  posts: posts.map((post) => ({ post, from: null })),
  passwordDue,
})

describe('a rule', () => {
  test('lets nobody through where nothing is written', () => {
    expect(allows(undefined, with_(POST_CODES))).toBe(false)
    for (const path of ['', 'toString', '__proto__', 'constructor', 'access.session'])
      expect(may(with_(POST_CODES), path), path).toBe(false)
  })
  test('keeps administrators out of business and everybody out of the audit but its keeper', () => {
    for (const admin of ['system-admin', 'security-admin', 'audit-admin'] as const)
      expect(may(with_([admin]), 'access.person.list'), admin).toBe(false)
    const readers = POST_CODES.filter((post) => may(with_([post]), 'record.audit.list'))
    expect(readers).toEqual(['audit-admin'])
  })
  test('lets a person without a post see only themselves', () => {
    for (const path of permitted(with_([])))
      expect(['self', 'open']).toContain(PERMISSIONS[path]?.posts)
  })
  test('stops everything but one’s own affairs while the password is due', () => {
    for (const path of permitted(with_(POST_CODES, true)))
      expect(['self', 'open']).toContain(PERMISSIONS[path]?.posts)
    expect(may(with_([], true), 'access.password.change')).toBe(true)
  })
  test('parts what keeps the system in three: doors, posts and the record of both', () => {
    const own = (post: PostCode) =>
      permitted(with_([post])).filter(
        (path) =>
          path !== 'record.listExport.take' &&
          !['self', 'open'].includes(`${PERMISSIONS[path]?.posts}`),
      )
    expect(own('audit-admin')).toEqual(['record.audit.list'])
    const [system, security] = [own('system-admin'), own('security-admin')]
    expect(security.filter((path) => system.includes(path))).toEqual([
      'access.login.list',
      'access.login.detail',
      'access.login.history',
    ])
    for (const path of Object.keys(PERMISSIONS).filter((one) =>
      /^access\.(login|appointment)/.test(one),
    ))
      expect(may(with_(POST_CODES.filter((post) => !isSystemPost(post))), path), path).toBe(false)
  })
  test('lets whoever may read a list leave the trace of taking it out, with any one post', () => {
    for (const post of POST_CODES)
      expect(may(with_([post]), 'record.listExport.take'), post).toBe(true)
    expect(may(with_([]), 'record.listExport.take')).toBe(false)
  })
  test('grants no system post a business procedure: one’s own door, the record, and the trace of a list taken out', () => {
    const admins = with_(['system-admin', 'security-admin', 'audit-admin'])
    for (const path of permitted(admins))
      expect(path, path).toMatch(
        /^(access\.(session|password|login|appointment)|record\.(audit|listExport))\./,
      )
  })
})

test('county posts stand at counties and at a union that is paid straight by the province', () => {
  expect(standsAt('county-finance', { level: 'county', direct: false })).toBe(true)
  expect(standsAt('county-finance', { level: 'prefecture', direct: true })).toBe(true)
  expect(standsAt('county-finance', { level: 'prefecture', direct: false })).toBe(false)
  expect(standsAt('cashier', { level: 'county', direct: true })).toBe(false)
})

test('refusals are worded with their facts, and a code without words is named', () => {
  expect(sentence('PASSWORD_SHORT', { shortest: 12 })).toBe('密码至少 12 个字符。')
  expect(sentence('__proto__')).toBe('未办理（__proto__）。')
  for (const words of Object.values(ACCESS_REFUSAL_WORDS)) expect(words).toMatch(/。$/)
})
