import { type Fen, fen } from '@qiangji/kernel/base/money.ts'
import type { Read, Tx } from '../engine/act.ts'
import type { Counted } from './spending-row.ts'
import type { SpendingTotalRow } from './spending-tables.ts'

/** A row that changed: as it was counted (null: new) and as it counts now. */
export interface Change {
  readonly before: Counted | null
  readonly after: Counted
}

/** Rows of a multi-row insert: both engines bound the number of parameters of a statement. */
const CHUNK = 500

/** Moves the counters of every scope, summed per counter and in one fixed order. */
export const moveSpendingTotals = async (tx: Tx, changes: readonly Change[]): Promise<void> => {
  const moved = new Map<string, SpendingTotalRow>()
  for (const { before, after } of changes) {
    if (before) add(moved, before, -1)
    add(moved, after, 1)
  }
  const rows = [...moved]
    .filter(([, row]) => row.rows !== 0 || row.amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row)
  for (let at = 0; at < rows.length; at += CHUNK)
    await tx
      .insertInto('spending_total')
      .values(rows.slice(at, at + CHUNK))
      .onConflict((c) =>
        c
          .columns([
            'fund_id',
            'organization_id',
            'month',
            'use_code',
            'kind',
            'state',
            'file_missing',
          ])
          .doUpdateSet((eb) => ({
            rows: eb('spending_total.rows', '+', eb.ref('excluded.rows')),
            amount: eb('spending_total.amount', '+', eb.ref('excluded.amount')),
          })),
      )
      .execute()
}

const add = (moved: Map<string, SpendingTotalRow>, c: Counted, sign: 1 | -1): void => {
  for (const scope of c.scopes) {
    const key = [c.fundId, scope, c.month, c.use, c.kind, c.state, c.missing].join('/')
    const row = moved.get(key)
    if (row) {
      row.rows += sign
      row.amount += sign * c.signed
    } else
      moved.set(key, {
        fund_id: c.fundId,
        organization_id: scope,
        month: c.month,
        use_code: c.use,
        kind: c.kind,
        state: c.state,
        file_missing: c.missing,
        rows: sign,
        amount: sign * c.signed,
      })
  }
}

/** What a foot of the list sums; 净额 is what stands in the ledger's 已支出. */
export interface SpendingSums {
  readonly rows: number
  /** 已入账支出, reversed ones included. */
  readonly gross: Fen
  /** 冲销、收回: negative. */
  readonly back: Fen
  readonly net: Fen
  readonly pending: { readonly rows: number; readonly amount: Fen }
  readonly returned: number
  readonly missing: number
}

type Part = Pick<SpendingTotalRow, 'kind' | 'state' | 'file_missing' | 'rows' | 'amount'>

export const sumsOf = (parts: readonly Part[]): SpendingSums => {
  const sum = (of: (p: Part) => boolean) =>
    parts
      .filter(of)
      .reduce((all, p) => ({ rows: all.rows + p.rows, amount: all.amount + p.amount }), {
        rows: 0,
        amount: 0,
      })
  const stands = (p: Part) => p.state === 'posted' || p.state === 'reversed'
  const gross = fen(sum((p) => stands(p) && p.kind === 'spend').amount)
  const back = fen(sum((p) => stands(p) && p.kind !== 'spend').amount)
  const pending = sum((p) => p.state === 'pending')
  return {
    rows: sum((p) => p.state !== 'withdrawn').rows,
    gross,
    back,
    net: fen(gross + back),
    pending: { rows: pending.rows, amount: fen(pending.amount) },
    returned: sum((p) => p.state === 'returned').rows,
    missing: sum((p) => p.file_missing === 1).rows,
  }
}

export interface TotalAsk {
  readonly organizationId: string
  readonly fundId: string
  readonly from: string | null
  readonly to: string | null
  readonly use: string | null
  readonly state: SpendingTotalRow['state'] | null
  readonly missing: boolean
}

/** The sums of a list from its counters; a search for words cannot be answered by them. */
export const readSpendingSums = async (db: Read, ask: TotalAsk): Promise<SpendingSums> => {
  let query = db
    .selectFrom('spending_total')
    .select(['kind', 'state', 'file_missing', 'rows', 'amount'])
    .where('fund_id', '=', ask.fundId)
    .where('organization_id', '=', ask.organizationId)
    .where('rows', '<>', 0)
  if (ask.from !== null) query = query.where('month', '>=', ask.from)
  if (ask.to !== null) query = query.where('month', '<=', ask.to)
  if (ask.use !== null) query = query.where('use_code', '=', ask.use)
  if (ask.state !== null) query = query.where('state', '=', ask.state)
  if (ask.missing) query = query.where('file_missing', '=', 1)
  return sumsOf(await query.execute())
}
