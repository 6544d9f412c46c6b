import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import type { Tx } from '@qiangji/store/engine/act.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { describe, expect, test } from 'vitest'
import { openAccessWatch } from '../src/access-watch.ts'
import { signedIn } from './caller.ts'
import { personId, type Stand, stand } from './stand.ts'

const change = (s: Stand, work: (tx: Tx) => Promise<unknown>) =>
  s.store.command(
    {
      actor: 'system',
      requestId: newText(),
      name: 'test.change',
      organization: null,
      subject: null,
      input: null,
      today: day('2024-03-11'),
      origin: { address: 'local', session: null },
    },
    async (tx) => {
      await work(tx)
      return accept(null)
    },
  )

describe('what is remembered of a person', () => {
  test('is forgotten with the change of any table of access, before its command is answered', async () => {
    const clerk = personId('clerk')
    const changes: readonly (readonly [string, (tx: Tx) => Promise<unknown>])[] = [
      [
        'post',
        (tx) =>
          tx
            .updateTable('post_assignment')
            .set({ to_day: '2024-03-10' })
            .where('person_id', '=', clerk)
            .execute(),
      ],
      ['posts', (tx) => tx.deleteFrom('post_assignment').where('person_id', '=', clerk).execute()],
      [
        'person',
        (tx) => tx.updateTable('person').set({ state: 'left' }).where('id', '=', clerk).execute(),
      ],
      [
        'login',
        (tx) =>
          tx
            .updateTable('login')
            .set({ state: 'disabled' })
            .where('person_id', '=', clerk)
            .execute(),
      ],
      [
        'due password',
        (tx) =>
          tx.updateTable('login').set({ must_change: 1 }).where('person_id', '=', clerk).execute(),
      ],
      [
        'session',
        (tx) =>
          tx.updateTable('session').set({ ended_at: 1 }).where('person_id', '=', clerk).execute(),
      ],
    ]
    for (const [what, work] of changes) {
      const s = await stand()
      const caller = await signedIn(s, 'clerk')
      for (let i = 0; i < 3; i++)
        expect((await caller.query('access.person.list')).status).toBe(200)
      await change(s, work)
      expect((await caller.query('access.person.list')).status, what).not.toBe(200)
    }
  })

  test('is what was committed, however calls and changes cross', async () => {
    const s = await stand()
    const caller = await signedIn(s, 'clerk')
    for (let i = 0; i < 20; i++) {
      const to_day = i % 2 === 0 ? '2024-03-10' : null
      const calls = Array.from({ length: 6 }, () => caller.query('access.person.list'))
      const set = change(s, (tx) =>
        tx
          .updateTable('post_assignment')
          .set({ to_day })
          .where('person_id', '=', personId('clerk'))
          .execute(),
      )
      await set
      expect((await caller.query('access.person.list')).status).toBe(i % 2 === 0 ? 404 : 200)
      await Promise.all(calls)
      expect((await caller.query('access.person.list')).status).toBe(i % 2 === 0 ? 404 : 200)
    }
  })
})

describe('the watch', () => {
  test('vouches for nothing between the change and the end of its transaction', async () => {
    const watch = openAccessWatch()
    const before = watch.version()
    watch.see('update "member" set a = 1')
    watch.see('select * from person')
    expect(watch.version()).toBe(before)
    watch.see('update "login" set state = ?')
    expect(watch.version()).toBeNull()
    watch.see('rollback to c')
    watch.see('release c')
    watch.see('rollback')
    await Promise.resolve()
    expect(watch.version()).toBeNull()
    watch.see('commit')
    await Promise.resolve()
    expect(watch.version()).not.toBeNull()
    expect(watch.version()).not.toBe(before)
  })
})
