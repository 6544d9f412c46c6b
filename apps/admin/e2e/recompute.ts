import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Figures of one scope in fen, recomputed from the entries alone by SQL that shares nothing with the product. */
export interface Recomputed {
  readonly budget: number
  readonly available: number
  readonly arranged: number
  readonly issued: number
  readonly remitted: number
  readonly returned: number
  readonly received: number
  readonly receivedThroughRelay: number
  readonly spent: number
  readonly occupied: number
  readonly held: number
  readonly carried: number
  readonly surplus: number
  readonly relayed: number
  /** Passed on by prefectures and not yet confirmed. */
  readonly underwayFromPrefecture: number
}

/** A fund's name and where the scope lies. */
interface Scope {
  readonly fund: string
  readonly length: number
  readonly path: string
}

const SQL = `
  with recipient as materialized (
    select r.fund_id, o.path, max(r.route) as route from fund_recipient r
      join organization o on o.id = r.organization_id
      join fund f on f.id = r.fund_id
    where f.name = @fund group by r.fund_id, o.path
  ), balance as materialized (
    select a.fund_id, a.stage, a.beneficiary_id, a.holder_id, sum(e.amount) as amount
      from entry e join account a on a.id = e.account_id join fund f on f.id = a.fund_id
    where f.name = @fund group by a.id
  ), line as (
    select c.amount, c.stage, h.path as holder_path, h.level as holder_level,
      (select r.path from recipient r
        where r.fund_id = c.fund_id and substr(b.path, 1, length(r.path)) = r.path
        order by length(r.path) desc limit 1) as recipient_path,
      c.fund_id
    from balance c
      join organization b on b.id = c.beneficiary_id
      join organization h on h.id = c.holder_id
    where substr(b.path, 1, @length) = @path
  ), sorted as (
    select l.*, r.route, l.stage in ('source','available','arranged') as of_fund,
      substr(l.holder_path, 1, length(l.recipient_path)) = l.recipient_path
        and l.stage not in ('source','available','arranged','returning')
        and l.holder_level <> 'province' as arrived
    from line l left join recipient r on r.fund_id = l.fund_id and r.path = l.recipient_path
  )
  select
    coalesce(-sum(case when stage = 'source' then amount end), 0) as budget,
    coalesce(sum(case when stage = 'available' then amount end), 0) as available,
    coalesce(sum(case when stage = 'arranged' then amount end), 0) as arranged,
    coalesce(sum(case when not of_fund then amount end), 0) as issued,
    coalesce(sum(case when not of_fund and not (stage = 'issued' and holder_level = 'province') then amount end), 0) as remitted,
    coalesce(sum(case when stage in ('returning','returned') then amount end), 0) as returned,
    coalesce(sum(case when arrived then amount end), 0) as received,
    coalesce(sum(case when arrived and route = 'relay' then amount end), 0) as receivedThroughRelay,
    coalesce(sum(case when stage = 'spent' then amount end), 0) as spent,
    coalesce(sum(case when stage = 'occupied' then amount end), 0) as occupied,
    coalesce(sum(case when stage = 'held' then amount end), 0) as held,
    coalesce(sum(case when stage = 'carried' then amount end), 0) as carried,
    coalesce(sum(case when stage = 'surplus' then amount end), 0) as surplus,
    coalesce(sum(case when stage = 'relayed' then amount end), 0) as relayed,
    coalesce(sum(case when stage = 'remitted' and holder_level = 'prefecture' and not arrived then amount end), 0) as underwayFromPrefecture
  from sorted`

const BELOW = `
  select c.short_name as name, c.code from organization c join organization p
    on substr(c.path, 1, length(p.path)) = p.path and c.id <> p.id where p.code = ?
  order by length(c.path) desc`

/** Opens the server's database beside it, reading only. */
export const openLedger = (data: string) => {
  const db = new Database(join(data, 'qiangji.db'), { readonly: true, timeout: 5_000 })
  const pathOf = (code: string): string => {
    const found = db
      .prepare<[string], { path: string }>('select path from organization where code = ?')
      .get(code)
    if (!found) throw new Error(`no organization ${code}`)
    return found.path
  }
  return {
    /** By the fund's name and the code of the scope: '62', '6210', '621022'. */
    figures: (fund: string, code: string): Recomputed => {
      const path = pathOf(code)
      const row = db.prepare<[Scope], Recomputed>(SQL).get({ fund, length: path.length, path })
      if (!row) throw new Error('no figures')
      return row
    },
    /** Codes of the places below one, by their short names; the nearer one has the name of its seat. */
    below: (code: string): ReadonlyMap<string, string> =>
      new Map(
        db
          .prepare<[string], { name: string; code: string }>(BELOW)
          .all(code)
          .map((row) => [row.name, row.code]),
      ),
    /** The full name of a place. */
    nameOf: (code: string): string => {
      const found = db
        .prepare<[string], { name: string }>('select name from organization where code = ?')
        .get(code)
      if (!found) throw new Error(`no organization ${code}`)
      return found.name
    },
    /** Short names of all places by their codes. */
    names: (): ReadonlyMap<string, string> =>
      new Map(
        db
          .prepare<[], { name: string; code: string }>(
            'select short_name as name, code from organization',
          )
          .all()
          .map((row) => [row.code, row.name]),
      ),
    /** A figure of a place in a year, and the sum of all recipients' of its kind. */
    fact: (code: string, key: string, year: number): { own: number; whole: number } => {
      const rows = db
        .prepare<[string, string], { code: string; value: string }>(
          'select o.code, f.value from fact f join organization o on o.id = f.organization_id where f.key = ? and substr(f.day, 1, 4) = ?',
        )
        .all(key, String(year))
      const own = rows.find((row) => row.code === code)
      if (!own) throw new Error(`no ${key} of ${code} in ${year}`)
      return { own: Number(own.value), whole: rows.reduce((a, row) => a + Number(row.value), 0) }
    },
    /** The acts that have been posted from a day on. */
    actsSince: (day: string): readonly string[] =>
      db
        .prepare<[string], { act: string }>(
          'select distinct act from journal where day >= ? order by act',
        )
        .all(day)
        .map((row) => row.act),
    close: () => db.close(),
  }
}
export type Ledger = ReturnType<typeof openLedger>

/** Sets the day of the demonstration's clock, which its page only moves forward by working days. */
export const setDay = (data: string, day: string): void => {
  const db = new Database(join(data, 'qiangji.db'), { timeout: 5_000 })
  db.prepare('update business_clock set today = ?').run(day)
  db.close()
}
