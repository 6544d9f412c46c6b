import { setTimeout as sleep } from 'node:timers/promises'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { mayEnd } from '@qiangji/kernel/fund/period.ts'
import { describe, expect, test } from 'vitest'
import { newText } from '../src/engine/new-id.ts'
import { listStocks } from '../src/fund/figure.ts'
import { findFund, saveFund, takeFund } from '../src/fund/fund.ts'
import { post } from '../src/fund/ledger.ts'
import { engines } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'

const arrange = (p: Province, lasting = 0) =>
  p.act(async (tx, poster) => {
    const posted = await post(tx, poster, p.fund.id, [
      {
        act: 'arrange',
        from: fundAccount(p.root.id, 'available'),
        to: fundAccount(p.root.id, 'arranged'),
        amount: fen(500),
        document: newText(),
      },
    ])
    await sleep(lasting)
    return posted
  })

const end = (p: Province, lasting = 0) =>
  p.act(async (tx) => {
    const fund = await takeFund(tx, p.fund.id)
    if (fund === null) return refuse('NOT_FOUND')
    const settled = mayEnd(await listStocks(tx, fund.id, [p.root.id]))
    if (!settled.ok) return settled
    const ended = await saveFund(tx, { ...fund, state: 'ended' }, fund.revision)
    await sleep(lasting)
    return accept(ended)
  })

describe.each(engines)('a fund and its end ($name)', ({ fresh }) => {
  test('it does not end beside a posting that has begun', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, 1_000)
    const posting = arrange(p, 400)
    await sleep(150)
    expect(await end(p)).toMatchObject({ refusal: 'FUND_NOT_SETTLED' })
    expect(await posting).toMatchObject({ ok: true })
    expect(await findFund(p.store.read, p.fund.id)).toMatchObject({ state: 'open' })
  })

  test('a posting that meets its end is refused, not lost', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, 1_000)
    const ending = end(p, 400)
    await sleep(150)
    expect(await arrange(p)).toMatchObject({ refusal: 'FUND_ENDED' })
    expect(await ending).toMatchObject({ ok: true, value: true })
  })
})

describe.each(engines.filter(({ name }) => name === 'postgres'))(
  'the database itself ($name)',
  ({ fresh }) => {
    test('lets no fund be ended past the procedures while a posting is under way', async () => {
      const { store, outside } = await fresh()
      const p = await plantProvince(store)
      await fill(p, 1_000)
      const order: string[] = []
      const posting = arrange(p, 400).then(() => order.push('posted'))
      await sleep(150)
      await outside(`update fund set state = 'ended' where id = '${p.fund.id}'`)
      order.push('ended')
      await posting
      expect(order).toEqual(['posted', 'ended'])
    })
  },
)
