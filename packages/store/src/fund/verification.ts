import type { Read } from '../engine/act.ts'
import { digestOfEffects } from '../engine/gate.ts'
import { verifyAudit } from '../record/audit.ts'
import { journalText } from './journal.ts'

/** The first row that does not agree with the others, in words that an auditor can follow. */
export interface Broken {
  readonly table: 'journal' | 'account' | 'total' | 'audit'
  /** A public id, a number of the audit, or the names of an account. */
  readonly row: string
  readonly what: string
}

export interface Verification {
  /** null when every row agrees. */
  readonly broken: Broken | null
  readonly journals: number
  readonly accounts: number
  readonly totals: number
}

/**
 * 账目核验: journals balance and stand by their audit rows, balances are the sums of their entries, counters the
 * sums of their balances, and the audit chain is whole. Reads one snapshot; names the first broken row.
 */
export const verifyLedger = async (db: Read): Promise<Verification> => {
  const journals = await verifyJournals(db)
  const accounts = await verifyAccounts(db)
  const totals = await verifyTotals(db)
  const chain = await verifyAudit(db)
  return {
    broken:
      journals.broken ??
      accounts.broken ??
      totals.broken ??
      (chain && {
        table: 'audit',
        row: String(chain.seq),
        what: `留痕第 ${chain.seq} 行与前后不衔接（${chain.reason}）`,
      }),
    journals: journals.count,
    accounts: accounts.count,
    totals: totals.count,
  }
}

interface Verified {
  readonly broken: Broken | null
  readonly count: number
}

const PAGE = 2_000

/** Two entries that sum to zero each, and the digest that the command's audit row carries. */
const verifyJournals = async (db: Read): Promise<Verified> => {
  let count = 0
  let after = 0
  const texts = new Map<string, string[]>()
  for (;;) {
    const rows = await journalRows(db, after)
    for (const row of rows) {
      count += 1
      after = row.id
      if (row.entries !== 2 || row.sum !== 0)
        return {
          count,
          broken: {
            table: 'journal',
            row: row.public_id,
            what: `${row.day} 的记账有 ${row.entries} 行分录，合计 ${row.sum} 分，应为两行、合计为零`,
          },
        }
      const key = `${row.request_person}\n${row.request_id}`
      const sameRequest = texts.get(key)
      if (sameRequest) sameRequest.push(row.text)
      else texts.set(key, [row.text])
    }
    if (rows.length < PAGE) break
  }
  return { count, broken: (await verifyEffects(db, texts)) ?? (await verifyDeleted(db)) }
}

const journalRows = async (db: Read, after: number) => {
  const rows = await db
    .selectFrom('journal as j')
    .leftJoin('entry as e1', (on) => on.onRef('e1.journal_id', '=', 'j.id').on('e1.line', '=', 1))
    .leftJoin('entry as e2', (on) => on.onRef('e2.journal_id', '=', 'j.id').on('e2.line', '=', 2))
    .leftJoin('account as a1', 'a1.id', 'e1.account_id')
    .leftJoin('account as a2', 'a2.id', 'e2.account_id')
    .select([
      'j.id',
      'j.public_id',
      'j.request_person',
      'j.request_id',
      'j.act',
      'j.fund_id',
      'j.period',
      'j.day',
      'j.batch',
      'j.document',
      'e1.amount as first',
      'e2.amount as second',
      'a1.beneficiary_id as b1',
      'a1.holder_id as h1',
      'a1.stage as s1',
      'a2.beneficiary_id as b2',
      'a2.holder_id as h2',
      'a2.stage as s2',
    ])
    .where('j.id', '>', after)
    .orderBy('j.id')
    .limit(PAGE)
    .execute()
  return rows.map((r) => {
    const [one, two] = [`${r.b1}/${r.h1}/${r.s1}`, `${r.b2}/${r.h2}/${r.s2}`]
    const [from, to] = r.act === 'reverse' ? [two, one] : [one, two]
    return {
      ...r,
      entries: (r.first === null ? 0 : 1) + (r.second === null ? 0 : 1),
      sum: (r.first ?? 0) + (r.second ?? 0),
      text: journalText({
        publicId: r.public_id,
        act: r.act,
        fundId: r.fund_id,
        period: r.period,
        day: r.day,
        batch: r.batch,
        document: r.document,
        from,
        to,
        amount: Math.abs(r.second ?? 0),
      }),
    }
  })
}

const verifyEffects = async (
  db: Read,
  texts: ReadonlyMap<string, readonly string[]>,
): Promise<Broken | null> => {
  const requests = [...texts.keys()]
  for (let at = 0; at < requests.length; at += 400) {
    const ids = requests.slice(at, at + 400).map((key) => key.split('\n')[1] ?? '')
    const rows = await db
      .selectFrom('audit')
      .select(['actor', 'request_id', 'effect'])
      .where('request_id', 'in', ids)
      .where('effect', 'is not', null)
      .execute()
    const effects = new Map(rows.map((r) => [`${r.actor}\n${r.request_id}`, r.effect]))
    for (const key of requests.slice(at, at + 400))
      if (effects.get(key) !== digestOfEffects(texts.get(key) ?? []))
        return {
          table: 'journal',
          row: (texts.get(key)?.[0] ?? '').split('|')[0] ?? '',
          what: '记账与当时的留痕不一致：金额、账户、日期或依据被改动',
        }
  }
  return null
}

/** Audit rows that speak of postings whose journals are gone. */
const verifyDeleted = async (db: Read): Promise<Broken | null> => {
  const row = await db
    .selectFrom('audit as a')
    .leftJoin('journal as j', (on) =>
      on.onRef('j.request_person', '=', 'a.actor').onRef('j.request_id', '=', 'a.request_id'),
    )
    .select('a.seq')
    .where('a.effect', 'is not', null)
    .where('j.id', 'is', null)
    .orderBy('a.seq')
    .limit(1)
    .executeTakeFirst()
  return row ? { table: 'audit', row: String(row.seq), what: '留痕记有记账，账上却没有' } : null
}

const verifyAccounts = async (db: Read): Promise<Verified> => {
  const rows = await db
    .selectFrom('account as a')
    .leftJoin('entry as e', 'e.account_id', 'a.id')
    .innerJoin('organization as b', 'b.id', 'a.beneficiary_id')
    .innerJoin('organization as h', 'h.id', 'a.holder_id')
    .innerJoin('fund as f', 'f.id', 'a.fund_id')
    .select((eb) => [
      'a.id',
      'a.balance',
      'a.stage',
      'b.short_name as beneficiary',
      'h.short_name as holder',
      'f.name as fund',
      eb.fn.coalesce(eb.fn.sum<number>('e.amount'), eb.lit(0)).as('sum'),
    ])
    .groupBy(['a.id', 'a.balance', 'a.stage', 'b.short_name', 'h.short_name', 'f.name'])
    .orderBy('a.id')
    .execute()
  const wrong = rows.find(
    (r) => r.balance !== Number(r.sum) || (r.balance < 0 && r.stage !== 'source'),
  )
  return {
    count: rows.length,
    broken: wrong
      ? {
          table: 'account',
          row: `${wrong.fund} ${wrong.beneficiary}/${wrong.holder} ${wrong.stage}`,
          what: `余额 ${wrong.balance} 分，分录合计 ${wrong.sum} 分`,
        }
      : null,
  }
}

/** Every counter equals the balances below its organization, and none is missing. */
const verifyTotals = async (db: Read): Promise<Verified> => {
  const accounts = await db
    .selectFrom('account as a')
    .innerJoin('organization as b', 'b.id', 'a.beneficiary_id')
    .select([
      'a.fund_id',
      'a.stage',
      'a.tier',
      'a.route',
      'a.balance',
      'b.id',
      'b.county_id',
      'b.prefecture_id',
    ])
    .execute()
  const province = await db
    .selectFrom('organization')
    .select('id')
    .where('level', '=', 'province')
    .executeTakeFirst()
  const expected = new Map<string, number>()
  for (const a of accounts)
    for (const scope of new Set([a.id, a.county_id, a.prefecture_id, province?.id ?? null])) {
      if (scope === null) continue
      const key = [a.fund_id, scope, a.stage, a.tier, a.route].join('/')
      expected.set(key, (expected.get(key) ?? 0) + a.balance)
    }
  const totals = await db.selectFrom('total').selectAll().execute()
  for (const t of totals) {
    const key = [t.fund_id, t.organization_id, t.stage, t.tier, t.route].join('/')
    const sum = expected.get(key) ?? 0
    expected.delete(key)
    if (sum !== t.amount)
      return {
        count: totals.length,
        broken: { table: 'total', row: key, what: `计数 ${t.amount} 分，余额合计 ${sum} 分` },
      }
  }
  const missing = [...expected].find(([, amount]) => amount !== 0)
  return {
    count: totals.length,
    broken: missing
      ? { table: 'total', row: missing[0], what: `没有计数，余额合计 ${missing[1]} 分` }
      : null,
  }
}
