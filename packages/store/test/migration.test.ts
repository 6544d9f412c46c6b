import { describe, expect, test } from 'vitest'
import type { Migration } from '../src/engine/migration.ts'
import { frame } from '../src/migrations/0001-frame.ts'
import { engines } from './engines.ts'
import { act, fill, purses, sampleMigrations } from './samples.ts'

const later: Migration = {
  name: '0003-later',
  up: (db) => db.define('create table later (id integer primary key, word text not null);'),
}

describe.each(engines)('migrations ($name)', ({ fresh }) => {
  const start = () => fresh({ migrations: sampleMigrations })
  const refused = (refusal: string, migration: string) => ({
    name: 'MigrationRefused',
    refusal,
    migration,
  })

  test('are applied once, however often asked and by however many', async () => {
    const { again, outside } = await start()
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => again({ migrations: [...sampleMigrations, later] })),
    )
    await Promise.all(stores.map((store) => store.migrate()))
    expect(await outside('select place, name from migration order by place')).toEqual([
      { place: 0, name: '0001-frame' },
      { place: 1, name: '0002-purses' },
      { place: 2, name: '0003-later' },
    ])
    await stores[0]?.selfCheck()
  })

  test('a changed one is refused', async () => {
    const { again } = await start()
    const changed: Migration = {
      name: purses.name,
      up: (db) => db.define('create table purse (name text primary key);'),
    }
    const store = await again({ migrations: [frame, changed] })
    await expect(store.migrate()).rejects.toMatchObject(refused('CHANGED', '0002-purses'))
    await expect(store.selfCheck()).rejects.toMatchObject(refused('CHANGED', '0002-purses'))
  })

  test('a database that is newer is refused', async () => {
    const { again } = await start()
    const store = await again({ migrations: [frame] })
    await expect(store.migrate()).rejects.toMatchObject(refused('UNKNOWN', '0002-purses'))
  })

  test('one that slips in before another is refused', async () => {
    const { again } = await start()
    const between: Migration = { name: '0001-later', up: () => undefined }
    const store = await again({ migrations: [frame, between, purses] })
    await expect(store.migrate()).rejects.toMatchObject(refused('OUT_OF_ORDER', '0002-purses'))
    const unsorted = await again({ migrations: [frame, later, purses] })
    await expect(unsorted.migrate()).rejects.toMatchObject(refused('OUT_OF_ORDER', '0002-purses'))
  })

  test('one that fails leaves the version before it, in use', async () => {
    const { again, store, outside } = await start()
    const broken: Migration = {
      name: '0004-broken',
      up: (db) => {
        db.define('create table half (id integer primary key);')
        db.raw('insert into nowhere values (1)')
      },
    }
    const newer = await again({ migrations: [...sampleMigrations, later, broken] })
    await expect(newer.migrate()).rejects.toThrow(/nowhere/)
    expect(await outside('select max(place) as last from migration')).toEqual([{ last: 1 }])
    await store.selfCheck()
    expect(await store.command(act(), (tx) => fill(tx, 'a', 1))).toMatchObject({ ok: true })
  })

  test('the whole list applies to an empty database, and checks', async () => {
    const { store } = await fresh()
    await expect(store.selfCheck()).resolves.toBeUndefined()
  })

  test('numbers are as wide, text as strict and as sorted on either engine', async () => {
    const { again, outside } = await start()
    const newer = await again({ migrations: [...sampleMigrations, later] })
    await newer.migrate()
    await outside(`insert into later (id, word) values (4000000000, 'a'), (2, 'B'), (3, '中')`)
    expect(await outside('select id, word from later order by word')).toEqual([
      { id: 2, word: 'B' },
      { id: 4_000_000_000, word: 'a' },
      { id: 3, word: '中' },
    ])
    for (const wrong of ["'x'", "'1.5'", 'null']) {
      const insert = `insert into purse (name, amount) values ('c', ${wrong})`
      await expect(outside(insert)).rejects.toThrow()
    }
  })
})
