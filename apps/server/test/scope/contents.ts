import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

/** Tables that every call may write to: what it was asked and who asked it. */
const RECORDS = new Set(['request', 'audit'])

/** A hash of every row of every table but the two records: equal while nothing has happened. */
export const contentsOf = (file: string): string => {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const hash = createHash('sha256')
    const tables = db
      .prepare(`select name from sqlite_schema where type = 'table' order by name`)
      .all()
    for (const { name } of tables) {
      if (typeof name !== 'string' || RECORDS.has(name)) continue
      for (const row of db.prepare(`select * from "${name}"`).iterate())
        hash.update(JSON.stringify(Object.values(row)))
    }
    return hash.digest('hex')
  } finally {
    db.close()
  }
}

/** How many rows the audit has for each request. */
export const auditRows = (file: string): ReadonlyMap<string, number> => {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = db.prepare('select request_id as id, count(*) as n from audit group by 1').all()
    return new Map(rows.map(({ id, n }) => [String(id), Number(n)]))
  } finally {
    db.close()
  }
}

/** Every line of the audit, oldest first, with all that it says. */
export const auditLines = (file: string): readonly Readonly<Record<string, unknown>>[] => {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return db.prepare('select * from audit order by seq').all()
  } finally {
    db.close()
  }
}

/** Every bank account number that is kept, on accounts and on payments. */
export const accountNumbers = (file: string): readonly string[] => {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = db
      .prepare(
        'select account_number as n from bank_account union select account_number from payment',
      )
      .all()
    return rows.map(({ n }) => String(n))
  } finally {
    db.close()
  }
}
