import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { describe, expect, test } from 'vitest'
import type { Tx } from '../src/engine/act.ts'
import { newText } from '../src/engine/new-id.ts'
import { nextNumber } from '../src/engine/number.ts'
import { type Poster, post } from '../src/fund/ledger.ts'
import { verifyLedger } from '../src/fund/verification.ts'
import { engines } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'

const GOOD = 64
const GUILTY = 20

/** A journal of one leg, written past the door of the ledger; only COMMIT can see that its other leg is missing. */
const postHalf = async (tx: Tx, { fund, root }: Province, poster: Poster) => {
  const { id: account } = await tx
    .selectFrom('account')
    .select('id')
    .where('fund_id', '=', fund.id)
    .where('beneficiary_id', '=', root.id)
    .where('stage', '=', 'available')
    .executeTakeFirstOrThrow()
  const id = nextNumber()
  await tx
    .insertInto('journal')
    .values({
      ...{ id, public_id: newText(), batch: newText(), act: 'arrange', document: 'd' },
      ...{ request_person: poster.personId, request_id: poster.requestId },
      ...{ fund_id: fund.id, fund_year: fund.year, period: '2024-05', day: poster.today },
      ...{ maker: poster.personId, releaser: null, legs: 2, reverses: null },
    })
    .execute()
  await tx
    .insertInto('entry')
    .values({ journal_id: id, line: 1, account_id: account, amount: -5 })
    .execute()
  return accept('half')
}

describe.each(engines)('the ledger under many at once ($name)', ({ fresh }) => {
  test('one unbalanced journal among 64 good ones falls alone', { timeout: 120_000 }, async () => {
    const { store, outside } = await fresh({
      // On PostgreSQL all wait for one balance; on a busy machine longer than a person would.
      limits: { batchTime: 1_000, deadline: 100_000, busy: 100_000 },
    })
    const p = await plantProvince(store)
    await fill(p, 10_000)
    const { root, fund } = p
    const ended = await Promise.allSettled(
      Array.from({ length: GOOD + 1 }, (_, n) =>
        p.act((tx, poster) =>
          n === GUILTY
            ? postHalf(tx, p, poster)
            : post(tx, poster, fund.id, [
                {
                  act: 'arrange',
                  from: fundAccount(root.id, 'available'),
                  to: fundAccount(root.id, 'arranged'),
                  amount: fen(n + 1),
                  document: newText(),
                },
              ]),
        ),
      ),
    )
    expect(ended.flatMap((one, n) => (one.status === 'rejected' ? [n] : []))).toEqual([GUILTY])
    expect(ended.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(GOOD)
    const arranged = ((GOOD + 1) * (GOOD + 2)) / 2 - (GUILTY + 1)
    expect(
      await outside(
        `select stage, balance from account where stage in ('available', 'arranged') order by stage`,
      ),
    ).toEqual([
      { stage: 'arranged', balance: arranged },
      { stage: 'available', balance: 10_000 - arranged },
    ])
    expect(await store.snapshot(verifyLedger)).toMatchObject({ broken: null, journals: GOOD + 1 })
  })
})
