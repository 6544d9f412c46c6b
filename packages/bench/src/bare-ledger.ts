import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'

/** The database with the settings that the store asks for, and nothing else. */
export const openBare = (file: string): Database.Database => {
  const db = new Database(file)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = full')
  db.pragma('foreign_keys = on')
  db.pragma('recursive_triggers = on')
  return db
}

export interface Leg {
  readonly from: number
  readonly to: number
}

export interface BareLedger {
  /** One journal with its two entries, in whatever transaction is open; amounts in fen. */
  write(leg: Leg, act: string, amount: number): void
  /** The same in a transaction of its own, durable when it returns. */
  post(leg: Leg, act: string, amount: number): void
}

/** Posts as little as the database's own guards let one post: a journal and two entries under one old request. */
export const bareLedger = (db: Database.Database, fundId: string, day: string): BareLedger => {
  db.prepare(
    `insert or ignore into request values('bench', 'bare-request-0001', 'bench', '', '', '')`,
  ).run()
  const year = Number(db.prepare('select year from fund where id = ?').pluck().get(fundId))
  db.prepare('insert or ignore into period(fund_year, month) values(?, ?)').run(
    year,
    day.slice(0, 7),
  )
  let id = Number(db.prepare('select max(id) from journal').pluck().get()) + 1_000_000
  const journal = db.prepare(
    `insert into journal values(?, ?, 'bench', null, 'bare-request-0001', 'bench', ?, 'bench', ?, ?, ?, ?, 'bench', null, 2, null)`,
  )
  const entry = db.prepare('insert into entry values(?, ?, ?, ?)')
  const write = ({ from, to }: Leg, act: string, amount: number): void => {
    id += 1
    journal.run(id, randomBytes(10).toString('hex'), act, fundId, year, day.slice(0, 7), day)
    entry.run(id, 1, from, -amount)
    entry.run(id, 2, to, amount)
  }
  return { write, post: db.transaction(write).immediate }
}

/** The number of an account. */
export const accountOf = (
  db: Database.Database,
  fundId: string,
  organizationId: string,
  stage: string,
): number => {
  const id: unknown = db
    .prepare(
      'select id from account where fund_id = ? and beneficiary_id = ? and holder_id = ? and stage = ?',
    )
    .pluck()
    .get(fundId, organizationId, organizationId, stage)
  if (typeof id !== 'number') throw new Error(`no account ${stage}`)
  return id
}
