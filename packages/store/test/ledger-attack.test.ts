import { copyFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { verifyLedger } from '../src/fund/verification.ts'
import { POSTGRES_GUARDS } from '../src/migrations/0004-ledger-guards-postgres.ts'
import { SQLITE_GUARDS } from '../src/migrations/0004-ledger-guards-sqlite.ts'
import { type Attack, attacksOn, isAnswered, prepare } from './attacks.ts'
import { engines, type TestStore } from './engines.ts'

/** What the database says to the statements: null when it takes them. */
const answerOf = (attacked: Promise<unknown>): Promise<string | null> =>
  attacked.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )

/** Attacks that something else answers than what should, until the first. */
const firstUnanswered = async (
  attacks: Readonly<Record<string, Attack>>,
  say: (statements: readonly string[]) => Promise<string | null>,
): Promise<string | null> => {
  for (const [name, attack] of Object.entries(attacks)) {
    if (attack[0] === null) continue
    const message = await say(attack[1]())
    if (message === null || !isAnswered(attack, message)) return `${name}: ${message}`
  }
  return null
}

describe.each(engines)('the ledger stands against SQL on $name', (engine) => {
  test('fifty attacks are refused for what they are and leave every row as it was', {
    timeout: 60_000,
  }, async () => {
    const ground = await prepare(engine)
    const { t, attack } = ground
    const { attacks, right } = await attacksOn(engine, ground)
    const before = JSON.stringify(await t.outside('select * from account order by id'))
    const asOwner = (...s: readonly string[]) => t.outside(['begin', ...s, 'commit'].join(';\n'))
    const survived: string[] = []
    for (const [name, one] of Object.entries(attacks)) {
      const message = await answerOf(attack(...one[1]()))
      if (message === null) survived.push(`${name} is taken`)
      else if (engine.name === 'sqlite' && !isAnswered(one, message))
        survived.push(`${name}: ${message}`)
      // The role may not even try some of them; the guards hold for the owner too.
      if (engine.name === 'sqlite' || one[0] === null) continue
      const own = await answerOf(asOwner(...one[1]()))
      if (own === null || !isAnswered(one, own)) survived.push(`${name} as the owner: ${own}`)
    }
    expect(survived).toEqual([])
    expect(Object.keys(attacks).length).toBeGreaterThanOrEqual(45)
    expect(JSON.stringify(await t.outside('select * from account order by id'))).toBe(before)
    expect(await t.store.snapshot(verifyLedger)).toMatchObject({ broken: null, journals: 6 })
    // The same statements, put right, do enter: the attacks failed for what they name.
    await attack(...right())
  })

  test('no guard falls unnoticed: without it an attack is taken, or something else answers', {
    timeout: 180_000,
  }, async () => {
    const ground = await prepare(engine)
    const { attacks } = await attacksOn(engine, ground)
    const without =
      engine.name === 'sqlite' ? withoutOnSqlite(ground.t) : withoutOnPostgres(ground.t)
    const guards = (engine.name === 'sqlite' ? SQLITE_GUARDS : POSTGRES_GUARDS).flatMap(
      (text) => /^create trigger (\w+)[^$]*? on (\w+)/.exec(text)?.slice(1, 3) ?? [],
    )
    // A guard of another table makes no difference, so whatever is noticed below comes from the one that is gone.
    const control = await without(
      engine.name === 'sqlite' ? 'audit_no_delete' : 'audit_no_change',
      'audit',
    )
    expect(await firstUnanswered(attacks, control.say)).toBeNull()
    await control.end()
    const unnoticed: string[] = []
    for (let i = 0; i < guards.length; i += 2) {
      const [name = '', table = ''] = guards.slice(i, i + 2)
      const { say, end } = await without(name, table)
      if ((await firstUnanswered(attacks, say)) === null) unnoticed.push(name)
      await end()
    }
    expect(guards.length).toBeGreaterThan(2 * (engine.name === 'sqlite' ? 20 : 12))
    expect(unnoticed).toEqual([])
  })

  test('verification names the first row that somebody changed behind the guards', {
    timeout: 60_000,
  }, async () => {
    const { t, p } = await prepare(engine)
    expect(await t.store.snapshot(verifyLedger)).toMatchObject({ broken: null })
    const unguarded = (table: string, trigger: string, change: string) =>
      t.outside(
        engine.name === 'sqlite'
          ? `drop trigger ${trigger}; ${change}`
          : `alter table ${table} disable trigger user; ${change}`,
      )
    const found = async () => (await t.store.snapshot(verifyLedger)).broken
    const wrongTotal = (by: number) =>
      t.outside(`update total set amount = amount + ${by} where stage = 'available'`)
    await wrongTotal(1)
    expect(await found()).toMatchObject({ table: 'total' })
    await wrongTotal(-1)
    expect(await found()).toBeNull()
    await unguarded(
      'account',
      'account_moved',
      `update account set balance = balance + 1 where stage = 'arranged' and fund_id = '${p.fund.id}'`,
    )
    expect(await found()).toMatchObject({ table: 'account' })
    await unguarded(
      'journal',
      'journal_fixed',
      `update journal set document = 'other' where act = 'arrange'`,
    )
    expect(await found()).toMatchObject({ table: 'journal', what: expect.stringContaining('留痕') })
    await unguarded('entry', 'entry_fixed', `update entry set amount = 3 where line = 2`)
    expect(await found()).toMatchObject({ table: 'journal', what: expect.stringContaining('合计') })
  })
})

interface Unguarded {
  readonly say: (statements: readonly string[]) => Promise<string | null>
  readonly end: () => Promise<void>
}
type Without = (guard: string, table: string) => Promise<Unguarded>

/** A copy of the file whose guard is dropped. */
const withoutOnSqlite =
  ({ config }: TestStore): Without =>
  async (guard) => {
    const file = config.url.slice('sqlite:'.length)
    const copy = `${file}.${guard}`
    const whole = new Database(file)
    whole.pragma('wal_checkpoint(truncate)')
    whole.close()
    copyFileSync(file, copy)
    const db = new Database(copy)
    db.exec(`pragma foreign_keys = on; pragma recursive_triggers = on; drop trigger ${guard}`)
    return {
      say: (statements) =>
        answerOf(
          (async () => {
            try {
              db.exec(['begin', ...statements, 'commit'].join(';\n'))
            } finally {
              if (db.inTransaction) db.exec('rollback')
            }
          })(),
        ),
      end: async () => {
        db.close()
      },
    }
  }

/** The guard is dropped in the attack's own transaction, which never commits. */
const withoutOnPostgres =
  ({ config }: TestStore): Without =>
  async (guard, table) => {
    const client = new pg.Client({ connectionString: config.url })
    await client.connect()
    await client.query(`set search_path = ${config.schema}`)
    return {
      say: async (statements) => {
        const all = ['begin', `drop trigger ${guard} on ${table}`, ...statements]
        const said = await answerOf(
          client.query([...all, 'set constraints all immediate'].join(';\n')),
        )
        await client.query('rollback')
        return said
      },
      end: () => client.end(),
    }
  }
