import { randomUUID } from 'node:crypto'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { describe, expect, test } from 'vitest'
import { engines } from './engines.ts'
import { startOther } from './process.ts'
import { act, addNote, fill, sampleMigrations } from './samples.ts'

describe.each(engines)('one request has one effect and one answer ($name)', ({ fresh }) => {
  const start = () => fresh({ migrations: sampleMigrations })

  test('64 at once with one id: one effect, 64 equal answers', async () => {
    const { store, outside } = await start()
    const asked = act({ input: { amount: 5 } })
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => store.command(asked, (tx) => fill(tx, 'a', 5))),
    )
    const said = new Set(answers.map(({ replayed, ...outcome }) => JSON.stringify(outcome)))
    expect([...said]).toEqual(['{"ok":true,"value":5}'])
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1)
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 5 }])
    expect(await outside('select count(*) as rows from audit')).toEqual([{ rows: 1 }])
  })

  test('the same id with another body is refused and changes nothing', async () => {
    const { store, outside } = await start()
    const requestId = randomUUID()
    await store.command(act({ requestId, input: { amount: 5 } }), (tx) => fill(tx, 'a', 5))
    const other = await store.command(act({ requestId, input: { amount: 6 } }), (tx) =>
      fill(tx, 'a', 6),
    )
    expect(other).toEqual({ ok: false, refusal: 'REQUEST_MISMATCH', facts: {}, replayed: false })
    const otherAct = act({ requestId, input: { amount: 5 }, name: 'test.purse.empty' })
    expect(await store.command(otherAct, (tx) => fill(tx, 'a', -5))).toMatchObject({
      refusal: 'REQUEST_MISMATCH',
    })
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 5 }])
    const results = await outside('select result from audit order by seq')
    expect(results.map((row) => row.result)).toEqual([
      'accepted',
      'REQUEST_MISMATCH',
      'REQUEST_MISMATCH',
    ])
  })

  test('an answer that was lost with the process is given again', async () => {
    const { store, config, outside } = await start()
    const other = startOther('commitAndHang', config)
    await other.says('committed')
    other.child.kill('SIGKILL')
    await other.ended
    const asked = act({ requestId: 'lost-answer-000000' })
    expect(await store.command(asked, (tx) => fill(tx, 'a', 7))).toEqual({
      ok: true,
      value: 7,
      replayed: true,
    })
    expect(await outside(`select amount from purse where name = 'a'`)).toEqual([{ amount: 7 }])
  })

  test('what was answered before kill -9 is there after it, whole', async () => {
    const { store, config, outside } = await start()
    for (let round = 0; round < 3; round++) {
      const other = startOther('noteForEver', config)
      await other.says('noted')
      await new Promise((resolve) => setTimeout(resolve, 50 + 100 * round))
      other.child.kill('SIGKILL')
      await other.ended
      const answered = other.lines
        .filter((line) => /^noted [0-9a-f-]{36}$/.test(line))
        .map((line) => line.slice('noted '.length))
      const kept = new Set((await outside('select id from note')).map((row) => row.id))
      expect(answered.filter((id) => !kept.has(id))).toEqual([])
      const [asked] = answered
      const again = await store.command(act({ requestId: asked ?? '' }), (tx) =>
        addNote(tx, 'twice', true),
      )
      expect(again).toEqual({ ok: true, value: asked, replayed: true })
    }
    const half = `select id from note where id not in (select note_id from seal)
      union all select note_id from seal where note_id not in (select id from note)
      union all select id from note where id not in (select client_id from request)
      union all select id from note where id not in (select request_id from audit)`
    expect(await outside(half)).toEqual([])
  })

  test('a refusal is an answer: money that comes later does not change it', async () => {
    const { store } = await start()
    const asked = act({ input: { amount: -5 } })
    const refused = { ok: false, refusal: 'PURSE_EMPTY', facts: { purse: 'a' } }
    expect(await store.command(asked, (tx) => fill(tx, 'a', -5))).toMatchObject(refused)
    await store.command(act(), (tx) => fill(tx, 'a', 100))
    expect(await store.command(asked, (tx) => fill(tx, 'a', -5))).toEqual({
      ...refused,
      replayed: true,
    })
  })

  test('what a refused body wrote is gone', async () => {
    const { store, outside } = await start()
    await store.command(act(), async (tx) => {
      await fill(tx, 'b', 9)
      return fill(tx, 'a', -1)
    })
    expect(await outside(`select amount from purse where name = 'b'`)).toEqual([{ amount: 0 }])
    expect(await outside('select count(*) as rows from request')).toEqual([{ rows: 1 }])
  })

  test('the id of one person is nothing to another', async () => {
    const { store } = await start()
    const requestId = randomUUID()
    const mine = act({ requestId, actor: 'p1' })
    const theirs = act({ requestId, actor: 'p2' })
    await store.command(mine, async () => accept('mine'))
    expect(await store.command(theirs, async () => accept('theirs'))).toEqual({
      ok: true,
      value: 'theirs',
      replayed: false,
    })
    expect(await store.command(mine, async () => accept('again'))).toMatchObject({ value: 'mine' })
  })

  test('ids made by the server are the same in the answer given again', async () => {
    const { store } = await start()
    const asked = act()
    const first = await store.command(asked, async () => accept({ id: randomUUID() }))
    const second = await store.command(asked, async () => accept({ id: randomUUID() }))
    expect({ ...second, replayed: false }).toEqual(first)
  })

  test('a fault is no answer: the same request may be tried again', async () => {
    const { store } = await start()
    const asked = act()
    const broken = store.command(asked, async () => {
      throw new Error('bug')
    })
    await expect(broken).rejects.toThrow('bug')
    expect(await store.command(asked, (tx) => fill(tx, 'a', 1))).toMatchObject({ value: 1 })
  })
})
