import { randomUUID } from 'node:crypto'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { sql } from 'kysely'
import type { Act, Outcome, Tx, Witnessed } from '../src/engine/act.ts'
import type { Migration } from '../src/engine/migration.ts'
import { frame } from '../src/migrations/0001-frame.ts'

/** A purse that must not go below zero, and notes that need their seal before COMMIT, as journals need their proof. */
export const purses: Migration = {
  name: '0002-purses',
  up: (db) => {
    db.define(`
      create table purse (name text primary key, amount integer not null check (amount >= 0));
      insert into purse (name, amount) values ('a', 0);
      insert into purse (name, amount) values ('b', 0);
      create table seal (note_id text primary key);
      create table note (
        id text primary key references seal (note_id) deferrable initially deferred,
        line text not null
      );
    `)
  },
}

export const sampleMigrations: readonly Migration[] = [frame, purses]

export const act = (given: Partial<Act> = {}): Act => ({
  actor: 'p1',
  requestId: randomUUID(),
  name: 'test.purse.fill',
  organization: 'o1',
  subject: null,
  input: { amount: 1 },
  today: day('2024-03-11'),
  origin: { address: '10.0.0.1', session: 's1' },
  ...given,
})

export const witnessed = (given: Partial<Witnessed> = {}): Witnessed => ({
  ...act(),
  requestId: null,
  name: 'access.session.open',
  result: 'denied',
  ...given,
})

export const fill = async (tx: Tx, purse: string, amount: number): Promise<Outcome<number>> => {
  const changed = await sql<{ amount: number }>`
    update purse set amount = amount + ${amount} where name = ${purse} and amount + ${amount} >= 0 returning amount`.execute(
    tx,
  )
  const row = changed.rows[0]
  return row ? accept(row.amount) : refuse('PURSE_EMPTY', { purse })
}

export const addNote = async (tx: Tx, id: string, sealed: boolean): Promise<Outcome<string>> => {
  await sql`insert into note (id, line) values (${id}, 'x')`.execute(tx)
  if (sealed) await sql`insert into seal (note_id) values (${id})`.execute(tx)
  return accept(id)
}

export const soon = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
