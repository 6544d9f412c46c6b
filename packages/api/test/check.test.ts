import { PERMISSIONS } from '@qiangji/kernel/permissions.ts'
import { lazy } from '@trpc/server'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checkRules, listed, looseParts, sampleFor, strayRules } from '../src/frame/check.ts'
import { open } from '../src/frame/open.ts'
import { query } from '../src/frame/procedure.ts'
import { router, t } from '../src/frame/trpc.ts'
import { appRouter } from '../src/router.ts'

const list = <I extends z.ZodType>(input: I) =>
  query({ input, output: z.null(), scoped: 'own' }, async () => null)
const under = (procedure: ReturnType<typeof list>) =>
  router({ access: router({ person: router({ list: procedure }) }) })

describe('the router', () => {
  test('is complete: every procedure has a rule, an example and strict schemas', () => {
    expect(checkRules(appRouter)).toEqual([])
    expect(strayRules(appRouter)).toEqual([])
  })

  test('takes examples that it makes from its own schemas', () => {
    for (const one of listed(appRouter))
      expect(one.meta.input.safeParse(sampleFor(one)).success, one.path).toBe(true)
  })

  test('refuses every privileged field at every depth of every command', () => {
    const keys = [
      'organizationId',
      'role',
      'status',
      'state',
      'revision',
      'createdBy',
      'approvedBy',
      'isAdmin',
      'balance',
      'polluted',
    ]
    const commands = listed(appRouter).filter((one) => one.type === 'mutation')
    expect(commands.length).toBeGreaterThan(3)
    for (const one of commands) {
      const sample = sampleFor(one)
      for (const key of keys)
        for (const injected of inject(sample, `x-${key}`))
          expect(one.meta.input.safeParse(injected).success, `${one.path} ${key}`).toBe(false)
    }
  })
})

/** The value with a further field in each object inside it, one at a time. */
const inject = (value: unknown, key: string): readonly unknown[] => {
  if (Array.isArray(value))
    return value.flatMap((part, i) => inject(part, key).map((one) => value.with(i, one)))
  if (typeof value !== 'object' || value === null) return []
  return [
    { ...value, [key]: 1 },
    ...Object.entries(value).flatMap(([name, part]) =>
      inject(part, key).map((one) => ({ ...value, [name]: one })),
    ),
  ]
}

describe('the check of the router', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(checkRules(under(list(z.strictObject({ year: z.int() }))))).toEqual([])
  })

  test.each([
    [
      'a procedure without a rule',
      router({ access: router({ dummy: list(z.strictObject({})) }) }),
      'no rule in PERMISSIONS',
    ],
    [
      'one not made by a builder',
      router({ dummy: t.procedure.query(() => 1) }),
      'not made by a builder',
    ],
    [
      'a lazy router',
      router({ late: lazy(async () => ({ default: router({}) })) }),
      'lazy routers cannot be checked',
    ],
    ['an input that is not strict', under(list(z.object({ a: z.int() }))), 'input is not strict'],
    [
      'a loose part deep inside',
      under(list(z.strictObject({ a: z.array(z.strictObject({ b: z.looseObject({}) })) }))),
      'input.a[].b is not strict',
    ],
    [
      'a record with free keys',
      under(list(z.strictObject({ a: z.record(z.string(), z.int()) }))),
      'input.a is not strict',
    ],
    ['anything', under(list(z.strictObject({ a: z.unknown() }))), 'input.a is not strict'],
    [
      'an input without an example',
      under(list(z.strictObject({ a: z.string().regex(/^never-guessed-\d{3}$/) }))),
      'no sample input',
    ],
    [
      'an open builder under a rule that needs a post',
      router({
        access: router({
          person: router({
            list: open({ input: z.strictObject({}), output: z.null() }, async () => ({
              ok: true,
              value: null,
            })),
          }),
        }),
      }),
      'an open builder under a rule',
    ],
    [
      'a builder that needs an actor under an open rule',
      router({ access: router({ session: router({ me: list(z.strictObject({})) }) }) }),
      'needs an actor but its rule is open',
    ],
  ])('finds %s', (_, made, words) => {
    expect(checkRules(made).join('\n')).toContain(words)
  })

  test('looks into unions, options, defaults and pipes', () => {
    const part = z.object({})
    for (const schema of [
      part.optional(),
      part.nullable(),
      part.default({}),
      z.union([z.int(), part]),
      part.transform((x) => x),
      z.tuple([part]),
      part.readonly(),
    ])
      expect(looseParts(z.strictObject({ a: schema }))).toHaveLength(1)
  })
})

test('every open rule is one that was meant to be', () => {
  const opened = Object.keys(PERMISSIONS).filter((path) => PERMISSIONS[path]?.posts === 'open')
  expect(opened.filter((path) => path.startsWith('access.'))).toEqual([
    'access.session.login',
    'access.session.issue',
    'access.session.me',
  ])
})
