import { session } from '@qiangji/api/access/session.ts'
import { command, query } from '@qiangji/api/frame/procedure.ts'
import { router } from '@qiangji/api/frame/trpc.ts'
import { DelegationId } from '@qiangji/kernel/access/delegation.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { Trouble } from '@qiangji/store/engine/trouble.ts'
import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { auditOf, said, signedIn, withoutId } from './caller.ts'
import { organizationId, personId, stand } from './stand.ts'

const grantOf = (receiver: string, post = 'reporter') => ({
  receiverId: personId(receiver),
  post,
  from: '2024-03-11',
  to: '2024-03-15',
})

describe('a command', () => {
  test('without a request id is not done', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    for (const id of [null, 'short', 'with spaces in it, and more'])
      expect((await caller.command('access.delegation.grant', grantOf('reader'), id)).status).toBe(
        428,
      )
  })

  test('that is not done says so with a code, a sentence and an id that the log has as well', async () => {
    const lines: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line))
      return true
    })
    const caller = await signedIn(await stand({ QIANGJI_LOG_LEVEL: 'info' }), 'clerk')
    const turned = [
      await caller.command('access.delegation.grant', grantOf('clerk')),
      await caller.command('access.delegation.grant', {}),
      await said(await caller.fetch('/trpc/access.delegation.grant', { method: 'PUT' })),
      await said(
        await caller.fetch('/trpc/access.session.logout', {
          method: 'POST',
          headers: { origin: 'https://evil.example' },
        }),
      ),
    ]
    write.mockRestore()
    const ids = turned.map(({ text }) => /"errorId":"(\w{20})"/.exec(text)?.[1] ?? 'none')
    expect(new Set(ids).size).toBe(4)
    for (const [i, { refusal, text }] of turned.entries()) {
      expect(text).toMatch(/"message":"[^"]*[\u4e00-\u9fff]/)
      const line = lines.find((one) => one.includes(ids[i] ?? '-'))
      expect(line, refusal ?? '').toContain(`"refusal":"${refusal}"`)
    }
  })

  test('sent twice is done once and answered alike', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const id = 'request-0000000001'
    const first = await caller.command('access.delegation.grant', grantOf('reader'), id)
    const second = await caller.command('access.delegation.grant', grantOf('reader'), id)
    expect([first.status, second.text]).toEqual([200, first.text])
    expect(await s.store.read.selectFrom('delegation').select('id').execute()).toHaveLength(1)
  })

  test('under an id that was used for something else is refused', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const id = 'request-0000000001'
    await caller.command('access.delegation.grant', grantOf('reader'), id)
    const other = await caller.command('access.delegation.grant', grantOf('deputy'), id)
    expect([other.status, other.refusal]).toEqual([409, 'REQUEST_MISMATCH'])
  })

  test('of another person under the same id is a request of its own', async () => {
    const s = await stand()
    const [clerk, deputy] = [await signedIn(s, 'clerk'), await signedIn(s, 'deputy')]
    const id = 'request-0000000001'
    await clerk.command('access.delegation.grant', grantOf('reader'), id)
    const theirs = await deputy.command(
      'access.delegation.grant',
      grantOf('reader', 'county-reviewer'),
      id,
    )
    expect(theirs.status).toBe(200)
  })

  test('that a rule refuses says why in Chinese', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const refused = await caller.command(
      'access.delegation.grant',
      grantOf('deputy', 'county-finance'),
    )
    expect([refused.status, refused.refusal]).toEqual([422, 'POSTS_CONFLICT'])
    expect(refused.text).toContain('“县区审核”与“县区财务”不能由同一人担任')
  })
})

describe('a delegated post', () => {
  test('counts from the next call until it is revoked', async () => {
    const s = await stand()
    const [clerk, reader] = [await signedIn(s, 'clerk'), await signedIn(s, 'reader')]
    const posts = async () => {
      const me = await reader.query('access.session.me')
      return z
        .object({
          actor: z.object({ posts: z.array(z.object({ post: z.string(), from: z.unknown() })) }),
        })
        .parse(me.data).actor.posts
    }
    const granted = await clerk.command('access.delegation.grant', grantOf('reader'))
    expect(await posts()).toEqual([
      { post: 'viewer', from: null },
      { post: 'reporter', from: { personId: personId('clerk'), name: '演示clerk' } },
    ])
    const { id } = z.object({ id: z.string() }).parse(granted.data)
    expect((await reader.command('access.delegation.revoke', { id })).status).toBe(404)
    expect((await clerk.command('access.delegation.revoke', { id })).status).toBe(200)
    expect(await posts()).toEqual([{ post: 'viewer', from: null }])
  })

  test('cannot go to someone of another organization, who looks like nobody', async () => {
    const caller = await signedIn(await stand(), 'clerk')
    const [foreign, nobody] = [
      await caller.command('access.delegation.grant', grantOf('sibling')),
      await caller.command('access.delegation.grant', {
        ...grantOf('reader'),
        receiverId: '0'.repeat(20),
      }),
    ]
    expect([foreign.status, withoutId(foreign.text)]).toEqual([404, withoutId(nobody.text)])
  })
})

describe('who may not', () => {
  test('is told the same as for what does not exist, and leaves one line', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const start = (await auditOf(s)).length
    const [denied, unknown] = [
      await caller.query('record.audit.list', {}),
      await caller.query('no.such.list', {}),
    ]
    expect([denied.status, withoutId(denied.text)]).toEqual([404, withoutId(unknown.text)])
    const rows = (await auditOf(s)).slice(start)
    expect(rows.map((row) => [row.actor, row.act, row.result])).toEqual([
      [personId('clerk'), 'record.audit.list', 'denied'],
    ])
  })

  test('is asked to sign in first', async () => {
    const s = await stand()
    const response = await fetch(`${s.url}/trpc/access.person.list`)
    expect((await said(response)).refusal).toBe('SIGN_IN_REQUIRED')
    expect(response.status).toBe(401)
  })

  test('as an administrator sees no business', async () => {
    const s = await stand()
    for (const name of ['system', 'keeper']) {
      const caller = await signedIn(s, name)
      expect((await caller.query('access.person.list')).status, name).toBe(404)
    }
  })
})

describe('the audit', () => {
  test('is read by its keeper in pages, newest first, and its reading is in it', async () => {
    const s = await stand()
    await signedIn(s, 'clerk')
    const keeper = await signedIn(s, 'keeper')
    const Page = z.object({
      rows: z.array(
        z.object({ seq: z.number(), act: z.string(), actorName: z.string().nullable() }),
      ),
      next: z.string().nullable(),
    })
    const first = Page.parse((await keeper.query('record.audit.list', { limit: 1 })).data)
    const second = Page.parse(
      (await keeper.query('record.audit.list', { limit: 1, cursor: first.next })).data,
    )
    expect(first.rows.map((row) => [row.act, row.actorName])).toEqual([
      ['access.session.login', '演示keeper'],
    ])
    expect(second.rows.map((row) => [row.act, row.actorName])).toEqual([
      ['access.session.login', '演示clerk'],
    ])
    const acts = (await auditOf(s)).map((row) => row.act)
    expect(acts.slice(-2)).toEqual(['record.audit.list', 'record.audit.list'])
    expect((await keeper.query('record.audit.list', { cursor: 'bm9uc2Vuc2U' })).status).toBe(400)
  })
})

/** Procedures that go wrong in every way, under names that have rules. */
const broken = router({
  access: router({
    session,
    person: router({
      list: query(
        {
          input: z.strictObject({ organizationId: OrganizationId }),
          output: z.string(),
          scope: (i) => i.organizationId,
        },
        async ({ organization }) => organization.path,
      ),
    }),
    delegation: router({
      list: query(
        {
          input: z.strictObject({}).optional(),
          output: z.strictObject({ a: z.string() }),
          scoped: 'own',
        },
        async () => {
          const answer = { a: 'seen', secret: 'NEVER-SHOWN' }
          return answer
        },
      ),
      grant: command(
        {
          input: z.strictObject({
            how: z.enum(['unique', 'string', 'error', 'busy', 'late', 'more']),
          }),
          output: z.strictObject({ a: z.string() }).nullable(),
          scoped: 'own',
        },
        async ({ tx, input, actor }) => {
          if (input.how === 'unique')
            await tx
              .insertInto('person')
              .values({
                id: actor.personId,
                name: 'NEVER-SHOWN',
                organization_id: actor.organization.organizationId,
                department: '',
                state: 'active',
                revision: 0,
              })
              .execute()
          if (input.how === 'error') throw new Error('NEVER-SHOWN')
          if (input.how === 'busy') throw new Trouble('BUSY_RETRY')
          if (input.how === 'late') throw new Trouble('OVERLONG')
          if (input.how === 'string') throw 'NEVER-SHOWN'
          if (input.how !== 'more') return accept(null)
          await tx
            .insertInto('person')
            .values({
              id: personId('extra'),
              name: 'NEVER-KEPT',
              department: '',
              organization_id: actor.organization.organizationId,
              state: 'active',
              revision: 0,
            })
            .execute()
          const answer = { a: 'seen', secret: 'NEVER-SHOWN' }
          return accept(answer)
        },
      ),
      revoke: command(
        {
          input: z.strictObject({ id: DelegationId, organizationId: OrganizationId }),
          output: z.string(),
          scope: (i) => i.organizationId,
        },
        async ({ organization }) => accept(organization.path),
      ),
    }),
  }),
})

describe('what goes wrong inside', () => {
  test.each([
    ['unique', 500, 'FAULT'],
    ['string', 500, 'FAULT'],
    ['error', 500, 'FAULT'],
    ['busy', 503, 'BUSY'],
    ['late', 408, 'OVERLONG'],
    ['more', 500, 'FAULT'],
  ])('%s is answered with %i and says nothing of itself', async (how, status, refusal) => {
    const s = await stand({}, { router: broken })
    const caller = await signedIn(s, 'clerk')
    for (const path of ['/trpc/access.delegation.grant', '/trpc/access.delegation.grant?batch=1']) {
      const response = await caller.fetch(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `request-0000-${how}-${path.length}`,
        },
        body: JSON.stringify(path.endsWith('1') ? { 0: { how } } : { how }),
      })
      const text = await response.text()
      expect([response.status, text.includes(refusal)]).toEqual([status, true])
      expect(text).not.toMatch(/NEVER-SHOWN|UNIQUE|person\.|stack|at \w+ \(|\.ts/)
    }
  })

  test('undoes a command whose answer holds more than it may say', async () => {
    const s = await stand({}, { router: broken })
    const caller = await signedIn(s, 'clerk')
    const answer = await caller.command('access.delegation.grant', { how: 'more' })
    expect([answer.status, answer.refusal]).toEqual([500, 'FAULT'])
    const people = await s.store.read.selectFrom('person').select('name').execute()
    expect(people.map(({ name }) => name)).not.toContain('NEVER-KEPT')
    expect((await auditOf(s)).at(-1)).toMatchObject({
      act: 'access.delegation.grant',
      result: 'fault',
    })
  })

  test('leaves one line in the audit, and an id to read out', async () => {
    const s = await stand({}, { router: broken })
    const caller = await signedIn(s, 'clerk')
    const answer = await caller.command('access.delegation.grant', { how: 'error' })
    expect(answer.text).toMatch(/"errorId":"[0-9a-z]{20}"/)
    const looked = await caller.query('access.delegation.list')
    const id = /"errorId":"([0-9a-z]{20})"/.exec(looked.text)?.[1]
    const faults = (await auditOf(s)).filter((row) => row.result === 'fault')
    expect(faults.map((row) => [row.act, row.subject])).toEqual([
      ['access.delegation.grant', null],
      ['access.delegation.list', id],
    ])
  })

  test('an answer with a field too many is a fault, not a leak', async () => {
    const caller = await signedIn(await stand({}, { router: broken }), 'clerk')
    const answer = await caller.query('access.delegation.list')
    expect([answer.status, answer.text.includes('NEVER-SHOWN')]).toEqual([500, false])
  })
})

describe('an organization that the input names', () => {
  const reach = async (name: string, code: string) => {
    const s = await stand({}, { router: broken })
    const caller = await signedIn(s, name)
    const id = code === 'none' ? '0'.repeat(20) : organizationId(code)
    const looked = await caller.query('access.person.list', { organizationId: id })
    const changed = await caller.command('access.delegation.revoke', {
      id: '0'.repeat(20),
      organizationId: id,
    })
    return { looked, changed }
  }
  test.each([
    ['its own', 'clerk', '621022', 200, 200],
    ['a township below', 'clerk', '621022100', 200, 404],
    ['a county beside', 'clerk', '621023', 404, 404],
    ['the prefecture above', 'clerk', '6210', 404, 404],
    ['none', 'clerk', 'none', 404, 404],
    ['a county from the province', 'cashier', '621023', 200, 404],
  ])('%s: may be read below, changed only at home', async (_, name, code, look, change) => {
    const { looked, changed } = await reach(name, code)
    expect([looked.status, changed.status]).toEqual([look, change])
  })

  test('is the same nothing whether it lies elsewhere or nowhere', async () => {
    const [foreign, none] = [await reach('clerk', '621023'), await reach('clerk', 'none')]
    expect(withoutId(foreign.looked.text)).toBe(withoutId(none.looked.text))
    expect(withoutId(foreign.changed.text)).toBe(withoutId(none.changed.text))
  })
})
