import { day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type BadInputWorld, byTest, openBadInputWorld } from './bad-input-world.ts'

const [COUNTY, TOWNSHIP, OTHER] = ['621022', '621022100', '620121100']
const Made = z.object({ id: z.string() })

/** 1,000 yuan go from 已下达 to the own account of a township. */
const pay = async ({ s, fundId, unionId }: BadInputWorld): Promise<void> => {
  const requestId = newText()
  const at = (beneficiary: string, holder: string, stage: Stage) => ({
    beneficiary: unionId(beneficiary),
    holder: unionId(holder),
    stage,
  })
  const roads = [
    ['remit', at(COUNTY, '62', 'issued'), at(COUNTY, '62', 'remitted')],
    ['receive', at(COUNTY, '62', 'remitted'), at(COUNTY, '6210', 'relayed')],
    ['relay', at(COUNTY, '6210', 'relayed'), at(COUNTY, '6210', 'remitted')],
    ['receive', at(COUNTY, '6210', 'remitted'), at(COUNTY, COUNTY, 'held')],
    ['sub-allocate', at(COUNTY, COUNTY, 'held'), at(TOWNSHIP, COUNTY, 'issued')],
    ['remit', at(TOWNSHIP, COUNTY, 'issued'), at(TOWNSHIP, COUNTY, 'remitted')],
    ['receive', at(TOWNSHIP, COUNTY, 'remitted'), at(TOWNSHIP, TOWNSHIP, 'held')],
  ] as const
  const paid = await byTest(
    s.store,
    (tx) =>
      post(
        tx,
        { personId: 'system', requestId, today: day('2024-03-11') },
        fundId,
        roads.map(([act, from, to]) => ({
          ...{ act, from, to, amount: fen(100_000), document: newText() },
        })),
      ),
    requestId,
  )
  if (!paid.ok) throw new Error(paid.refusal)
}

test('a county signs, pays and advances for a township from that township’s own account', async () => {
  const world = await openBadInputWorld()
  await pay(world)
  const { fundId, unionId } = world
  const { clerk, reviewer, drafter } = world.as
  const line = { fundId, beneficiaryId: unionId(TOWNSHIP), day: '2024-03-11' }
  const contract = {
    ...line,
    holderId: unionId(TOWNSHIP),
    title: '职工活动室改造',
    counterparty: '陇东建筑',
    amount: 60_000,
  }
  for (const wrong of [COUNTY, OTHER])
    expect(
      (await clerk.command('fund.commitment.occupy', { ...contract, holderId: unionId(wrong) }))
        .refusal,
    ).toBe('NOT_FOUND')
  expect((await drafter.command('fund.commitment.occupy', contract)).refusal).toBe('NOT_FOUND')
  const signed = await clerk.command('fund.commitment.occupy', contract)
  expect(signed.refusal).toBeNull()
  const advanced = await clerk.command('fund.advance.record', {
    ...{ ...line, holderId: unionId(TOWNSHIP), title: '困难职工慰问', voucher: null },
    amount: 30_000,
  })
  const spend = (given: object) =>
    clerk.command('fund.spending.record', {
      fundId,
      form: {
        ...{ beneficiaryId: unionId(TOWNSHIP), holderId: unionId(TOWNSHIP), day: '2024-03-11' },
        ...{ line: 1, summary: '材料款', use: 'training', payee: '陇东建筑', roster: null },
        ...{ fixedAsset: false, commitmentId: null, advanceId: null, amount: 20_000, ...given },
      },
      fileIds: [],
    })
  const { id: commitmentId } = Made.parse(signed.data)
  const { id: advanceId } = Made.parse(advanced.data)
  const kept = await spend({ voucher: '记-1', commitmentId, holderId: null })
  expect(kept.refusal).toBe('NOTHING_RECEIVED')
  const rows = [
    await spend({ voucher: '记-1', commitmentId }),
    await spend({ voucher: '记-2', advanceId }),
  ]
  const ids = rows.map((row) => Made.parse(row.data).id)
  const released = await reviewer.command('fund.spending.release', { ids })
  expect(released.data).toMatchObject({ results: [{ outcome: 'posted' }, { outcome: 'posted' }] })
  const ask = { fundId, organizationId: unionId(TOWNSHIP) }
  expect((await clerk.query('fund.spending.summary', ask)).data).toMatchObject({
    ...{ received: 100_000, spent: 40_000, occupied: 40_000, free: 20_000 },
    contracts: { rows: 1, amount: 40_000 },
    advances: { rows: 1, amount: 10_000 },
  })
})
