import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { fen, NO_FEN } from '@qiangji/kernel/base/money.ts'
import { type Kept, proposeSettle, type SettleProposal } from '@qiangji/kernel/fund/age-rule.ts'
import type { Flow } from '@qiangji/kernel/fund/board.ts'
import type { Fund } from '@qiangji/kernel/fund/fund.ts'
import type { PostingAct } from '@qiangji/kernel/fund/movement.ts'
import { OrderLine } from '@qiangji/kernel/fund/order.ts'
import type { Read } from '../engine/act.ts'

/** What the fund's age rule proposes to this recipient today; null without a rule or when nothing is too old. */
export const settleProposal = async (
  db: Read,
  fund: Pick<Fund, 'id' | 'ageRule' | 'state'>,
  organizationId: string,
  today: Day,
): Promise<SettleProposal | null> => {
  if (fund.ageRule.kind === 'none' || fund.state === 'ended') return null
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'stage', 'balance'])
    .where('fund_id', '=', fund.id)
    .where('beneficiary_id', '=', organizationId)
    .where('holder_id', '=', organizationId)
    .where('stage', 'in', ['held', 'carried'])
    .execute()
  if (accounts.every((account) => account.balance === 0)) return null
  const kept: Kept = {
    held: fen(accounts.find((a) => a.stage === 'held')?.balance ?? NO_FEN),
    carried: fen(accounts.find((a) => a.stage === 'carried')?.balance ?? NO_FEN),
    flows: await flowsOf(
      db,
      accounts.map((account) => account.id),
    ),
    asked: await askedLines(db, fund.id, organizationId),
  }
  return proposeSettle(fund.ageRule, kept, today)
}

const ARRIVALS: readonly PostingAct[] = ['receive', 'set-off-new', 'retain']

/** What came to these accounts from outside them and left them, per day; not what was reversed. */
const flowsOf = async (db: Read, accountIds: readonly number[]): Promise<readonly Flow[]> => {
  const rows = await db
    .selectFrom('entry as e')
    .innerJoin('journal as j', 'j.id', 'e.journal_id')
    .innerJoin('entry as o', (on) =>
      on.onRef('o.journal_id', '=', 'e.journal_id').onRef('o.line', '<>', 'e.line'),
    )
    .leftJoin('journal as r', 'r.reverses', 'j.id')
    .select((eb) => ['j.day', 'j.act', eb.fn.sum<number>('e.amount').as('amount')])
    .where('e.account_id', 'in', accountIds)
    .where('o.account_id', 'not in', accountIds)
    .where('j.reverses', 'is', null)
    .where('r.id', 'is', null)
    .groupBy(['j.day', 'j.act'])
    .execute()
  return rows.map((row) => ({
    day: day(row.day),
    arrival: ARRIVALS.includes(row.act),
    amount: fen(Number(row.amount)),
  }))
}

const askedLines = async (
  db: Read,
  fundId: string,
  organizationId: string,
): Promise<readonly OrderLine[]> => {
  const rows = await db
    .selectFrom('fund_order')
    .select('lines')
    .where('fund_id', '=', fundId)
    .where('organization_id', '=', organizationId)
    .where('act', '=', 'settle')
    .where('state', '=', 'drafted')
    .execute()
  return rows.flatMap((row) => OrderLine.array().parse(JSON.parse(row.lines)))
}
