import { checkRules, type Listed, listed } from '@qiangji/api/frame/check.ts'
import { appRouter } from '@qiangji/api/router.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { basesFor, pointAt, type RowsOf, widest } from './base.ts'
import { type Answer, call, type Ground, inTurns } from './call.ts'
import { accountNumbers, auditLines, auditRows, contentsOf } from './contents.ts'
import { EXPECTED, type Expected, type IdField, mayCall } from './expected.ts'
import { idPaths, NOBODY } from './input.ts'
import { liveOn } from './later.ts'
import { bent, ODD } from './odd.ts'
import { A, B, C, CALLERS, type Someone } from './people.ts'
import { accountNumber, canary, personOf } from './plant.ts'
import { isReached, type Row, readRows } from './rows.ts'
import { openWorld, townshipOf, type World } from './world.ts'

const PROCEDURES = listed(appRouter)
/** Signing in and out is tested where the sessions are. */
const ASKED = PROCEDURES.filter((one) => one.meta.kind !== 'open')
const LONG = 300_000

let world: World
beforeAll(async () => {
  world = await openWorld()
}, LONG)
afterAll(async () => {
  await world.end()
})

const expectedOf = (one: Listed): Expected => {
  const found = EXPECTED.get(one.path)
  if (found === undefined) throw new Error(`expected.csv does not know ${one.path}`)
  return found
}
const callers = (): readonly Someone[] => CALLERS.map((login) => personOf(world.people, login))

/** Places around county A and county B, from the root to a township of another prefecture. */
const places = (): readonly string[] => [
  '/62/',
  '/62/6210/',
  `/62/6210/${A}/`,
  townshipOf(world.tree, A).path,
  `/62/6210/${B}/`,
  townshipOf(world.tree, B).path,
  '/62/6201/',
  `/62/6201/${C}/`,
  townshipOf(world.tree, C).path,
]

interface Made {
  readonly one: Listed
  readonly who: Someone | null
  readonly words: string
  readonly answer: Answer
}

const wordsOf = (one: Listed, who: Someone | null): string =>
  `${one.path} by ${who?.login ?? 'nobody'}`

const ask = async (
  ground: Ground,
  asked: readonly { one: Listed; who: Someone | null; input: unknown; words?: string }[],
): Promise<readonly Made[]> =>
  inTurns(asked, async ({ one, who, input, words }) => ({
    ...{ one, who, words: words ?? wordsOf(one, who) },
    answer: await call(ground, who, one, input),
  }))

/** Gives nothing out: whoever holds a post leaves the trace of a list that they took out. */
const TRACE = 'record.listExport.take'

describe('the table of what is expected', () => {
  test('names every procedure and every id that its input may hold', () => {
    expect(checkRules(appRouter)).toEqual([])
    expect([...EXPECTED.keys()].toSorted()).toEqual(PROCEDURES.map(({ path }) => path).toSorted())
    for (const one of PROCEDURES)
      expect(
        expectedOf(one)
          .ids.map(({ at }) => at)
          .toSorted(),
        one.path,
      ).toEqual(idPaths(one.meta.input).toSorted())
  })

  test('is used by somebody for every procedure, and refuses somebody', () => {
    for (const one of ASKED) {
      const may = callers().filter((who) => mayCall(expectedOf(one), who))
      const refuses = may.length < CALLERS.length
      expect([may.length > 0, refuses], one.path).toEqual([true, one.path !== TRACE])
    }
  })
})

describe('who may not call a procedure', () => {
  test(
    'is told what everybody is told who asks for nothing, does nothing and is written down once',
    async () => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const before = contentsOf(ground.file)
      const nothing = await call(
        ground,
        personOf(world.people, `${A}-caiwu`),
        theProcedure('fund.spending.detail'),
        { id: NOBODY },
      )
      const made = await ask(
        ground,
        ASKED.flatMap((one) =>
          callers()
            .filter((who) => !mayCall(expectedOf(one), who))
            .map((who) => ({ one, who, input: basesFor(one, expectedOf(one), who, rows)[0] })),
        ),
      )
      expect(
        made.filter(({ answer }) => answer.text !== nothing.text).map(({ words }) => words),
      ).toEqual([])
      expect(contentsOf(ground.file)).toBe(before)
      const noted = auditRows(ground.file)
      expect(made.filter(({ answer }) => noted.get(answer.requestId) !== 1)).toEqual([])
      expect(made.length).toBeGreaterThan(1_000)
    },
    LONG,
  )

  test('is asked to sign in while nobody is known', async () => {
    const ground = await world.copy()
    const made = await ask(
      ground,
      ASKED.map((one) => ({ one, who: null, input: {} })),
    )
    expect(new Set(made.map(({ answer }) => answer.refusal))).toEqual(new Set(['SIGN_IN_REQUIRED']))
  })

  test('is anyone without a post, and anyone who keeps the system', async () => {
    const ground = await world.copy()
    const clerk = personOf(world.people, `${A}-caiwu`)
    const idle: Someone = { login: 'idle', actor: { ...clerk.actor, posts: [] } }
    const made = await ask(
      ground,
      ASKED.map((one) => ({ one, who: idle, input: {} })),
    )
    expect(new Set(made.map(({ answer }) => answer.refusal))).toEqual(new Set(['NOT_FOUND']))
    const opened = (login: string) => {
      const who = personOf(world.people, login)
      return ASKED.filter((one) => mayCall(expectedOf(one), who)).map(({ path }) => path)
    }
    expect(opened('sheng-shenji')).toEqual(['record.audit.list', TRACE])
    for (const login of ['sheng-xitong', 'sheng-anquan'])
      expect(opened(login).filter((path) => !/^access\.(login|appointment)\./.test(path))).toEqual([
        TRACE,
      ])
  })
})

const theProcedure = (path: string): Listed => {
  const found = PROCEDURES.find((one) => one.path === path)
  if (found === undefined) throw new Error(`no procedure ${path}`)
  return found
}

interface Pair {
  readonly one: Listed
  readonly who: Someone
  readonly words: string
  readonly foreign: unknown
  readonly nowhere: unknown
}

/** Whose posts and place somebody else has, as far as ids beyond their reach go. */
const ALIKE = new Set(['6210-fuhe', '6201-caiwu', `${B}-shenhe`, 'sheng-yeshen', 'sheng-lingdao'])

/** Every id of an input in turn: a real one beyond the reach, and beside it one that nothing has. */
const pairsOf = (one: Listed, who: Someone, rows: RowsOf): readonly Pair[] => {
  const expected = expectedOf(one)
  if (!mayCall(expected, who)) return []
  return basesFor(one, expected, who, rows).flatMap((base, way) =>
    expected.ids.flatMap((field) =>
      beyond(field, who, rows).map(
        (row): Pair => ({
          ...{ one, who },
          words: `${wordsOf(one, who)}, way ${way}: ${field.at} at ${row.paths[0]}`,
          foreign: pointAt(one, base, field, row),
          nowhere: pointAt(one, base, field, { ...row, id: NOBODY, revision: 0 }),
        }),
      ),
    ),
  )
}

const beyond = (field: IdField, who: Someone, rows: RowsOf): readonly Row[] => {
  const all = rows.get(field.noun)
  if (all === undefined) throw new Error(`expected.csv: no noun ${field.noun}`)
  const outside = all.filter((row) => !isReached(field.reach, who, row))
  const near = places().flatMap((path) =>
    outside.filter((row) => row.paths.includes(path)).slice(0, 2),
  )
  return [...new Set(near)]
}

/** An answer without the ids that the caller sent: lists of results name them again. */
const plain = ({ answer }: Made, pair: Pair): string => {
  const sent = JSON.stringify([pair.foreign, pair.nowhere]).match(/"[0-9a-z]{20}"/g) ?? []
  return sent.reduce((text, id) => text.replaceAll(id, '""'), answer.text)
}

/** Asks the same of a foreign id and of an id of nothing, and says where the answers differ. */
const compare = async (ground: Ground, one: Listed, pairs: readonly Pair[]) => {
  const foreign = await ask(
    ground,
    pairs.map((pair) => ({ ...pair, input: pair.foreign })),
  )
  const keys = pairs.map(({ who, nowhere }) => `${who.login} ${JSON.stringify(nowhere)}`)
  const distinct = [...new Map(pairs.map((pair, i) => [keys[i] ?? '', pair]))]
  const nowhere = await ask(
    ground,
    distinct.map(([, pair]) => ({ ...pair, input: pair.nowhere })),
  )
  const none = new Map(distinct.map(([key], i) => [key, nowhere[i]]))
  const noted = auditRows(ground.file)
  const differ = pairs.filter((pair, i) => {
    const [there, nothing] = [foreign[i], none.get(keys[i] ?? '')]
    return (
      there === undefined || nothing === undefined || plain(there, pair) !== plain(nothing, pair)
    )
  })
  const unnoted = [...foreign, ...nowhere].filter(
    ({ answer }) =>
      (noted.get(answer.requestId) ?? 0) !==
      (one.meta.audit === 'always' || answer.refusal === 'NOT_FOUND' ? 1 : 0),
  )
  return [
    ...differ.map(({ words }) => `${words} is told apart`),
    ...unnoted.map(({ words }) => `${words} does not stand once in the audit`),
  ]
}

describe('an id beyond one’s reach', () => {
  test(
    'is answered like an id of nothing; nothing happens, and every try stands once in the audit',
    async () => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const people = callers().filter(({ login }) => !ALIKE.has(login))
      const complaints: string[] = []
      let count = 0
      let before = contentsOf(ground.file)
      for (const one of ASKED) {
        const pairs = people.flatMap((caller) => pairsOf(one, caller, rows))
        count += pairs.length
        complaints.push(...(await compare(ground, one, pairs)))
        if (one.type === 'query') continue
        const after = contentsOf(ground.file)
        if (after !== before) complaints.push(`${one.path} has changed something`)
        before = after
      }
      expect(complaints).toEqual([])
      expect(ground.faults).toEqual([])
      expect(count).toBeGreaterThan(2_500)
    },
    LONG,
  )
})

/** Every reading procedure with every way to ask about what is one's own. */
const readings = (rows: RowsOf, people: readonly Someone[]) =>
  ASKED.filter(({ type }) => type === 'query').flatMap((one) =>
    people
      .filter((who) => mayCall(expectedOf(one), who))
      .flatMap((who) =>
        basesFor(one, expectedOf(one), who, rows)
          .flatMap((input) => [input, ...widest(one, expectedOf(one), who, rows, input)])
          .map((input) => ({ one, who, input })),
      ),
  )

let read: Promise<{ readonly ground: Ground; readonly made: readonly Made[] }> | null = null
/** Every reading procedure, asked by everyone about what is theirs; done once. */
const everythingRead = () => {
  read ??= (async () => {
    const ground = await world.copy()
    const rows = await readRows(ground.store.read)
    return { ground, made: await ask(ground, readings(rows, callers())) }
  })()
  return read
}

describe('what lies within one’s reach', () => {
  test(
    'is answered to whoever may ask, reads of secrets are written down once, others never',
    async () => {
      const { ground, made } = await everythingRead()
      const noted = auditRows(ground.file)
      for (const { one, answer, words } of made) {
        const denied = answer.refusal === 'NOT_FOUND'
        const rowsOfIt = noted.get(answer.requestId) ?? 0
        expect([words, rowsOfIt]).toEqual([words, one.meta.audit === 'always' || denied ? 1 : 0])
      }
      const answered = new Set(made.filter(({ answer }) => answer.ok).map(({ one }) => one.path))
      const asked = new Set(made.map(({ one }) => one.path))
      expect([...asked].filter((path) => !answered.has(path)).toSorted()).toEqual([])
      expect(ground.faults).toEqual([])
    },
    LONG,
  )
})

describe('what county A receives', () => {
  const ofA = () =>
    [...CALLERS]
      .filter((login) => login.startsWith(A))
      .map((login) => personOf(world.people, login))

  test(
    'never holds a word, an id or an account number of county B',
    async () => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const made = await ask(ground, [
        ...readings(rows, ofA()),
        ...searches(canary(B)).map((asked) => ({
          ...asked,
          who: personOf(world.people, `${A}-caiwu`),
        })),
      ])
      const texts = made.map(({ answer }) => answer.text)
      const secrets = [
        ...[canary('6210'), canary(B), accountNumber(B), ...(await numbersOf(ground, B))],
        ...idsOf(rows, `/62/6210/${B}/`),
      ]
      for (const secret of secrets)
        expect(
          made.filter(({ answer }) => answer.text.includes(secret)).map((m) => m.words),
        ).toEqual([])
      expect(texts.filter((text) => text.includes(canary(A))).length).toBeGreaterThan(10)
      const named = made.filter(({ answer }) => answer.text.includes(shortNameOf(B)))
      expect(new Set(named.map(({ one }) => one.path))).toEqual(PUBLIC)
    },
    LONG,
  )

  test(
    'is byte for byte the same after county B has lived on',
    async () => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const asked = readings(rows, ofA())
      const before = await ask(ground, asked)
      await liveOn(ground, world.tree, world.people, B)
      const after = await ask(ground, asked)
      const moved = before.flatMap((was, i) =>
        was.answer.text === after[i]?.answer.text
          ? []
          : [`${was.words}: ${firstDifference(was, after[i])}`],
      )
      expect(moved).toEqual([])
    },
    LONG,
  )
})

const firstDifference = (was: Made, is: Made | undefined): string => {
  const [a, b] = [was.answer.text, is?.answer.text ?? '']
  const at = [...a].findIndex((letter, i) => letter !== b[i])
  return `${a.slice(Math.max(0, at - 80), at + 80)} → ${b.slice(Math.max(0, at - 80), at + 80)}`
}

describe('what those receive who keep the system', () => {
  test(
    'holds no word that anybody fills in about money, and no account number',
    async () => {
      const { ground, made } = await everythingRead()
      const keepers = ['sheng-xitong', 'sheng-anquan', 'sheng-shenji']
      const told = made.filter(({ who }) => keepers.includes(who?.login ?? ''))
      expect(new Set(told.map(({ one }) => one.path)).size).toBe(5)
      const secrets = [...[A, B, C, '6210'].map(canary), ...accountNumbers(ground.file)]
      expect(
        told.filter(({ answer }) => secrets.some((secret) => answer.text.includes(secret))),
      ).toEqual([])
    },
    LONG,
  )
})

/** The only reads that cross scope: what is published, with the names and amounts of all. */
const PUBLIC = new Set(['fund.allocation.publishedLines'])

const shortNameOf = (code: string): string =>
  world.tree.find((o) => o.code === code)?.shortName ?? 'no such place'

/** The ids of everything that belongs to a place and to nobody above or beside it, the place itself included. */
const idsOf = (rows: RowsOf, path: string): readonly string[] =>
  [...rows.values()]
    .flat()
    .filter((row) => row.paths.length > 0 && row.paths.every((one) => one.startsWith(path)))
    .map(({ id }) => id)

/** The bank accounts of a county: all that were ever proposed. */
const numbersOf = async (ground: Ground, code: string): Promise<readonly string[]> =>
  (
    await ground.store.read
      .selectFrom('bank_account as b')
      .innerJoin('organization as o', 'o.id', 'b.organization_id')
      .select('b.account_number')
      .where('o.code', '=', code)
      .execute()
  ).map((row) => row.account_number)

/** Whatever can be searched, asked for a word. */
const searches = (word: string) => {
  const own = world.tree.find((o) => o.code === A)?.id
  return PROCEDURES.flatMap((one) => {
    const fields = 'search' in shapeOf(one) ? ['search'] : 'words' in shapeOf(one) ? ['words'] : []
    return fields.map((field) => ({ one, input: { ...idsFor(one, own), [field]: word } }))
  })
}

const shapeOf = ({ meta }: Listed): object =>
  'shape' in meta.input ? Object(meta.input.shape) : {}
const idsFor = (one: Listed, organizationId: string | undefined): object =>
  idPaths(one.meta.input).includes('organizationId') ? { organizationId } : {}

const PAYING = new Set<PostCode>([
  'cashier',
  'accountant',
  'finance-clerk',
  'finance-reviewer',
  'prefecture-finance',
  'county-finance',
  'county-reviewer',
  'township-clerk',
])
/** Where the whole number may stand: asked for by itself, on the paper that is paid by, in the bank's file. */
const WHOLE = new Set(['fund.bankAccount.reveal', 'fund.payment.batch', 'fund.payment.bankFile'])

describe('a bank account number', () => {
  test(
    'is masked everywhere but where money is paid, and to everyone but those who pay',
    async () => {
      const { ground, made } = await everythingRead()
      const numbers = accountNumbers(ground.file)
      const whole = made.filter(({ answer }) => numbers.some((n) => answer.text.includes(n)))
      const wrong = whole.filter(
        ({ one, who }) =>
          !WHOLE.has(one.path) || !who?.actor.posts.some((held) => PAYING.has(held.post)),
      )
      expect(wrong.map(({ words }) => words)).toEqual([])
      expect(new Set(whole.map(({ one }) => one.path))).toEqual(WHOLE)
      const said = JSON.stringify(auditLines(ground.file))
      expect(numbers.filter((number) => said.includes(number))).toEqual([])
    },
    LONG,
  )
})

/** Keys that people try to slip in. */
const SLIPPED = {
  id: NOBODY,
  organizationId: NOBODY,
  role: 'audit-admin',
  posts: ['finance-reviewer'],
  state: 'released',
  revision: 99,
  createdBy: NOBODY,
  makerId: NOBODY,
  releaserId: NOBODY,
  approvedBy: NOBODY,
  approvedAt: '2024-03-20',
  releasedOn: '2024-03-20',
  balance: 1,
  amount: 1,
  isAdmin: true,
  deletedAt: null,
  batch: NOBODY,
  requestId: 'sample-sample-sample',
  today: '2020-01-01',
  actor: { personId: NOBODY },
  personId: NOBODY,
  passwordHash: 'x',
  path: '/62/',
  level: 'province',
  constructor: { prototype: { polluted: true } },
}

/** The input with one key more, at each object of it. */
const slipped = (input: unknown, key: string, value: unknown): readonly unknown[] => {
  if (typeof input !== 'object' || input === null) return []
  if (Array.isArray(input))
    return input.flatMap((one, i) => slipped(one, key, value).map((made) => input.with(i, made)))
  const own = Object.hasOwn(input, key) ? [] : [{ ...input, [key]: value }]
  return [
    ...own,
    ...Object.entries(input).flatMap(([name, part]) =>
      slipped(part, key, value).map((made) => ({ ...input, [name]: made })),
    ),
  ]
}

/** A holder of a post that may call it, for every procedure. */
const ableTo = (one: Listed): Someone => {
  const who = callers().find((caller) => mayCall(expectedOf(one), caller))
  if (who === undefined) throw new Error(`nobody may call ${one.path}`)
  return who
}

describe('an input with a key too many', () => {
  test(
    'is refused whole, wherever the key stands',
    async () => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const before = contentsOf(ground.file)
      const asked = ASKED.filter(({ type }) => type === 'mutation').flatMap((one) => {
        const who = ableTo(one)
        return basesFor(one, expectedOf(one), who, rows).flatMap((base) =>
          Object.entries(SLIPPED)
            .filter(([key]) => !mentions(one, key))
            .flatMap(([key, value]) =>
              slipped(base ?? {}, key, value).map((input) => ({
                one,
                who,
                input,
                words: `${one.path} with ${key}`,
              })),
            ),
        )
      })
      const made = await ask(ground, asked)
      expect(
        made.filter(({ answer }) => answer.refusal !== 'INPUT_INVALID').map(({ words }) => words),
      ).toEqual([])
      expect(contentsOf(ground.file)).toBe(before)
      expect(made.length).toBeGreaterThan(2_000)
    },
    LONG,
  )
})

/** Keys that the schema itself knows somewhere are no strangers to it. */
const mentions = (one: Listed, key: string): boolean =>
  new RegExp(`"${key}":`).test(
    JSON.stringify(z.toJSONSchema(one.meta.input, { io: 'input', unrepresentable: 'any' })),
  )

describe('an input that nobody would send', () => {
  test(
    'is answered or refused, never a fault',
    async () => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const asked = ASKED.flatMap((one) => {
        const who = ableTo(one)
        const [base] = basesFor(one, expectedOf(one), who, rows)
        return ODD.flatMap((value) =>
          [value, ...bent(base ?? {}, value)].map((input) => ({ one, who, input })),
        )
      })
      const made = await ask(ground, asked)
      const broken = made.filter(({ answer }) => answer.refusal === 'FAULT')
      expect(new Set(broken.map(({ words }) => words))).toEqual(new Set())
      expect(made.length).toBeGreaterThan(4_000)
    },
    LONG,
  )
})

describe('a place that is not written out', () => {
  test.each(['', '/', '62/6210/', '/62/6210/621022'])(
    'reaches nothing: %j',
    async (path) => {
      const ground = await world.copy()
      const rows = await readRows(ground.store.read)
      const clerk = personOf(world.people, `${A}-caiwu`)
      const { organization } = clerk.actor
      const lost: Someone = {
        login: 'lost',
        actor: { ...clerk.actor, organization: { ...organization, path } },
      }
      const made = await ask(
        ground,
        readings(rows, [clerk]).map(({ one, input }) => ({ one, who: lost, input })),
      )
      const words = [B, C].map(canary)
      expect(
        made
          .filter(({ answer }) => words.some((word) => answer.text.includes(word)))
          .map((m) => m.words),
      ).toEqual([])
    },
    LONG,
  )
})
