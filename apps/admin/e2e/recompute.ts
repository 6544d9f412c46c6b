import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Figures of one scope in fen, recomputed from the entries alone by SQL that shares nothing with the product. */
export interface Recomputed {
  readonly budget: number
  readonly available: number
  readonly issued: number
  readonly remitted: number
  readonly returned: number
  readonly received: number
  readonly spent: number
  readonly relayed: number
}

const SQL = `
  with line as (
    select e.amount, a.stage, a.beneficiary_id, a.holder_id,
      b.path as beneficiary_path, h.path as holder_path, h.level as holder_level,
      (select o.path from fund_recipient r join organization o on o.id = r.organization_id
        where r.fund_id = a.fund_id and substr(b.path, 1, length(o.path)) = o.path
        order by length(o.path) desc limit 1) as recipient_path
    from entry e
      join account a on a.id = e.account_id
      join organization b on b.id = a.beneficiary_id
      join organization h on h.id = a.holder_id
      join fund f on f.id = a.fund_id
    where f.name = ? and substr(b.path, 1, ?) = ?
  ), sorted as (
    select *, stage in ('source','available','arranged') as of_fund,
      substr(holder_path, 1, length(recipient_path)) = recipient_path as at_recipient
    from line
  )
  select
    -coalesce(sum(case when stage = 'source' then amount end), 0) as budget,
    coalesce(sum(case when stage = 'available' then amount end), 0) as available,
    coalesce(sum(case when not of_fund then amount end), 0) as issued,
    coalesce(sum(case when not of_fund and not (stage = 'issued' and holder_level = 'province') then amount end), 0) as remitted,
    coalesce(sum(case when stage in ('returning','returned') then amount end), 0) as returned,
    coalesce(sum(case when not of_fund and at_recipient and stage <> 'returning' and holder_level <> 'province' then amount end), 0) as received,
    coalesce(sum(case when stage = 'spent' then amount end), 0) as spent,
    coalesce(sum(case when stage = 'relayed' then amount end), 0) as relayed
  from sorted`

/** Opens the server's database beside it, reading only. */
export const openLedger = (data: string) => {
  const db = new Database(join(data, 'qiangji.db'), { readonly: true, timeout: 5_000 })
  return {
    /** By the fund's name and the code of the scope: '62', '6210', '621022'. */
    figures: (fund: string, code: string): Recomputed => {
      const found = db
        .prepare<[string], { path: string }>('select path from organization where code = ?')
        .get(code)
      if (!found) throw new Error(`no organization ${code}`)
      const row = db
        .prepare<[string, number, string], Recomputed>(SQL)
        .get(fund, found.path.length, found.path)
      if (!row) throw new Error('no figures')
      return row
    },
    close: () => db.close(),
  }
}
export type Ledger = ReturnType<typeof openLedger>
