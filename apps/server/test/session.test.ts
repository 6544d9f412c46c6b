import { SESSION_LIMITS } from '@qiangji/kernel/access/session.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { tokenHash } from '@qiangji/store/access/token.ts'
import { describe, expect, test } from 'vitest'
import { auditOf, Caller, signedIn } from './caller.ts'
import { PASSWORD, personId, stand } from './stand.ts'

const MINUTE = 60_000
const PROXY = {
  QIANGJI_TRUSTED_PROXY: '127.0.0.1',
  QIANGJI_ORIGINS: 'https://qj.example.cn',
}

describe('the session cookie', () => {
  test('cannot be read by a script nor sent by another site, and lasts no longer than the browser', async () => {
    const caller = new Caller(await stand())
    const login = await caller.login('clerk')
    const line = login.headers.get('set-cookie') ?? ''
    expect(line).toMatch(/^qiangji=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  test('over TLS is bound to this host', async () => {
    const caller = new Caller(await stand(PROXY))
    const login = await caller.login('clerk')
    const line = login.headers.get('set-cookie') ?? ''
    expect(line).toMatch(
      /^__Host-qiangji=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
    expect(login.headers.get('strict-transport-security')).toMatch(/max-age/)
    expect(await caller.isKnown()).toBe(true)
  })

  test('is kept as a hash, is new at every login, and one planted before it is worth nothing', async () => {
    const s = await stand()
    const planted = new Caller(s)
    planted.cookie = `qiangji=${'a'.repeat(43)}`
    await planted.login('clerk')
    expect(planted.cookie).not.toContain('a'.repeat(43))
    const again = await signedIn(s, 'clerk')
    expect(again.cookie).not.toBe(planted.cookie)
    const rows = await s.store.read.selectFrom('session').select('token_hash').execute()
    const token = again.cookie?.split('=')[1] ?? ''
    expect(rows.map((row) => row.token_hash)).toContain(tokenHash(token))
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('a session', () => {
  test('ends on the server when its person signs out', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    const kept = caller.cookie
    await caller.command('access.session.logout')
    expect(caller.cookie).toBeNull()
    caller.cookie = kept
    expect(await caller.isKnown()).toBe(false)
    expect((await caller.query('access.person.list')).refusal).toBe('SIGN_IN_REQUIRED')
  })

  test('ends after 30 minutes without use and goes on while it is used', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    for (let i = 0; i < 4; i++) {
      s.machine.now += 29 * MINUTE
      expect(await caller.isKnown()).toBe(true)
    }
    s.machine.now += 30 * MINUTE
    expect(await caller.isKnown()).toBe(false)
  })

  test('ends after eight hours of constant use', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    for (let at = 0; at < 479; at += 25) {
      expect(await caller.isKnown(), `${at} minutes`).toBe(true)
      s.machine.now += 25 * MINUTE
    }
    expect(await caller.isKnown()).toBe(false)
  })

  test('that has expired is not revived by a clock set back', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    s.machine.now += 31 * MINUTE
    expect(await caller.isKnown()).toBe(false)
    s.machine.now -= 30 * MINUTE
    expect(await caller.isKnown()).toBe(false)
    const expired = (await auditOf(s)).filter((row) => row.act === 'access.session.expire')
    expect(expired).toHaveLength(1)
  })

  test('survives a restart with the time of its last use', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    s.machine.now += 20 * MINUTE
    expect(await caller.isKnown()).toBe(true)
    const next = await s.restart()
    const after = new Caller(next)
    after.cookie = caller.cookie
    s.machine.now += 20 * MINUTE
    expect(await after.isKnown()).toBe(true)
  })

  test('too many ends the oldest one of the same login', async () => {
    const s = await stand()
    const callers: Caller[] = []
    for (let i = 0; i <= SESSION_LIMITS.parallel; i++) {
      s.machine.now += 1000
      callers.push(await signedIn(s, 'clerk'))
    }
    const known = await Promise.all(callers.map((caller) => caller.isKnown()))
    expect(known).toEqual([false, ...Array.from({ length: SESSION_LIMITS.parallel }, () => true)])
  })

  test('of someone who has left is dead at the next call', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    await s.store.command(
      {
        actor: 'system',
        requestId: 'x'.repeat(20),
        name: 'test.leave',
        organization: null,
        subject: null,
        input: null,
        today: day('2024-03-11'),
        origin: { address: 'local', session: null },
      },
      async (tx) => {
        await tx
          .updateTable('person')
          .set({ state: 'left' })
          .where('id', '=', personId('clerk'))
          .execute()
        return { ok: true, value: null }
      },
    )
    expect(await caller.isKnown()).toBe(false)
  })
})

describe('a password', () => {
  test('once changed ends every session, goes on in a new one and leaves the old word useless', async () => {
    const s = await stand()
    const [here, elsewhere] = [await signedIn(s, 'clerk'), await signedIn(s, 'clerk')]
    const before = here.cookie
    const next = 'Wei-2024-Yuan+1'
    const changed = await here.command('access.password.change', { present: PASSWORD, next })
    expect(changed.status).toBe(200)
    expect(here.cookie).not.toBe(before)
    expect(await here.isKnown()).toBe(true)
    expect(await elsewhere.isKnown()).toBe(false)
    const old = new Caller(s)
    old.cookie = before
    expect(await old.isKnown()).toBe(false)
    expect((await new Caller(s).login('clerk')).refusal).toBe('LOGIN_REFUSED')
    expect((await new Caller(s).login('clerk', next)).status).toBe(200)
  })

  test.each([
    ['PASSWORD_WRONG', 'Not-The-2024-One', 'Wei-2024-Yuan+1'],
    ['PASSWORD_SHORT', PASSWORD, 'Wei-2024'],
    ['PASSWORD_USED_BEFORE', PASSWORD, PASSWORD],
    ['PASSWORD_KNOWN', PASSWORD, 'Qwertyuiop123!'],
  ])('is refused with %s and stays as it was', async (refusal, present, next) => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    expect((await caller.command('access.password.change', { present, next })).refusal).toBe(
      refusal,
    )
    expect((await new Caller(s).login('clerk')).status).toBe(200)
  })

  test('that somebody else gave must be changed before anything else', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'newcomer')
    const due = await caller.query('access.person.list')
    expect([due.status, due.refusal]).toEqual([403, 'PASSWORD_DUE'])
    await caller.command('access.password.change', { present: PASSWORD, next: 'Wei-2024-Yuan+1' })
    expect((await caller.query('access.person.list')).status).toBe(200)
  })

  test('under the other profile is long and of any kind', async () => {
    const s = await stand({ QIANGJI_PASSWORD_PROFILE: 'asvs' })
    const caller = await signedIn(s, 'clerk')
    const short = await caller.command('access.password.change', {
      present: PASSWORD,
      next: 'Wei-2024-Yuan',
    })
    expect([short.refusal, short.facts.shortest]).toEqual(['PASSWORD_SHORT', 15])
    const long = await caller.command('access.password.change', {
      present: PASSWORD,
      next: 'the yellow river bends here',
    })
    expect(long.status).toBe(200)
  })
})
