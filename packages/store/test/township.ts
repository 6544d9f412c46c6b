import { fen } from '@qiangji/kernel/base/money.ts'
import { accepted, type County, RECEIVED } from './county.ts'

/** A township of the county. */
export const townshipOf = (c: County) => {
  const township = c.p.tree.find((o) => o.level === 'township' && o.countyId === c.id)
  if (!township) throw new Error('no township')
  return township
}

/** What a township has on its own account, by stage. */
export const ownBalances = async (c: County, id: string): Promise<Record<string, number>> => {
  const rows = await c.t.store.read
    .selectFrom('account')
    .select(['stage', 'balance'])
    .where('beneficiary_id', '=', id)
    .where('holder_id', '=', id)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.stage, row.balance]))
}

/** Shares money out to the township's own account: 分解, 拨付, 到账. `step` hears of each act. */
export const payTownship = async (
  c: County,
  amount: number,
  step: (act: 'sub-allocate' | 'remit' | 'receive') => Promise<void> = async () => {},
): Promise<void> => {
  const { code } = townshipOf(c)
  for (const [act, from, to] of [
    ['sub-allocate', c.p.key('621022', '621022', 'held'), c.p.key(code, '621022', 'issued')],
    ['remit', c.p.key(code, '621022', 'issued'), c.p.key(code, '621022', 'remitted')],
    ['receive', c.p.key(code, '621022', 'remitted'), c.p.key(code, code, 'held')],
  ] as const) {
    accepted(await c.p.move({ act, from, to, amount: fen(amount) }, { today: RECEIVED }))
    await step(act)
  }
}
