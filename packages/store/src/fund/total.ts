import type { Posting, Route, Tier } from '@qiangji/kernel/fund/account.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import type { Tx } from '../engine/act.ts'
import type { OpenAccount } from './ledger.ts'

interface Change {
  readonly organizationId: string
  readonly stage: Stage
  readonly tier: Tier
  readonly route: Route
  amount: number
}

/** Moves the counters of every scope above the beneficiaries, summed per counter and in one fixed order. */
export const moveTotals = async (
  tx: Tx,
  fundId: string,
  moved: readonly {
    readonly posting: Posting
    readonly from: OpenAccount
    readonly to: OpenAccount
  }[],
): Promise<void> => {
  const changes = new Map<string, Change>()
  const add = (account: OpenAccount, amount: number): void => {
    for (const organizationId of account.place.scopes) {
      const key = `${organizationId}/${account.stage}/${account.tier}/${account.route}`
      const change = changes.get(key)
      if (change) change.amount += amount
      else
        changes.set(key, {
          organizationId,
          stage: account.stage,
          tier: account.tier,
          route: account.route,
          amount,
        })
    }
  }
  for (const { posting, from, to } of moved) {
    add(from, -posting.amount)
    add(to, posting.amount)
  }
  const rows = [...changes]
    .filter(([, change]) => change.amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, c]) => ({
      fund_id: fundId,
      organization_id: c.organizationId,
      stage: c.stage,
      tier: c.tier,
      route: c.route,
      amount: c.amount,
    }))
  for (let at = 0; at < rows.length; at += 500)
    await tx
      .insertInto('total')
      .values(rows.slice(at, at + 500))
      .onConflict((c) =>
        c
          .columns(['fund_id', 'organization_id', 'stage', 'tier', 'route'])
          .doUpdateSet((eb) => ({ amount: eb('total.amount', '+', eb.ref('excluded.amount')) })),
      )
      .execute()
}
