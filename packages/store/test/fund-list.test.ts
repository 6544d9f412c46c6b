import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { describe, expect, test } from 'vitest'
import { addFund } from '../src/fund/fund.ts'
import {
  budgetOfFunds,
  concerns,
  isNameTaken,
  isPosted,
  listFundsWithin,
} from '../src/fund/fund-list.ts'
import { namesOfCodes, readPlanSource } from '../src/fund/plan-source.ts'
import {
  addRecipients,
  endRecipient,
  lastRecipient,
  listRecipients,
} from '../src/fund/recipient.ts'
import { engines } from './engines.ts'
import { fill, fundOf, type Province, plantProvince } from './province.ts'

const wan = (n: number) => fen(n * 1_000_000)
const scopeOf = ({ id, path, level, prefectureId, countyId }: Organization) => ({
  organizationId: id,
  path,
  level,
  prefectureId,
  countyId,
})

const adjust = (p: Province, amount: number) =>
  p.move({
    act: 'adjust',
    from: fundAccount(p.root.id, 'source'),
    to: fundAccount(p.root.id, 'available'),
    amount: wan(amount),
  })

describe.each(engines)('funds on $name', ({ fresh }) => {
  test('年初核定数 and 调整数 are the sums of their journals', async () => {
    const p = await plantProvince((await fresh()).store)
    expect(await isPosted(p.store.read, p.fund.id)).toBe(false)
    await fill(p, wan(100))
    await adjust(p, 20)
    expect((await budgetOfFunds(p.store.read)).get(p.fund.id)).toEqual({
      approved: wan(100),
      adjusted: wan(20),
    })
    expect(await isPosted(p.store.read, p.fund.id)).toBe(true)
  })

  test('a fund concerns the places on its list, those above them and their townships', async () => {
    const p = await plantProvince((await fresh()).store)
    const other = fundOf(p.root, 2024, '另一专项')
    await p.act(async (tx) => {
      await addFund(tx, other)
      const { id, prefectureId } = p.at('621022')
      const line = { route: 'relay', viaId: prefectureId, className: null, to: null } as const
      await addRecipients(tx, other.id, [{ organizationId: id, ...line, from: day('2024-01-01') }])
      return accept(null)
    })
    const township = p.tree.find((o) => o.level === 'township' && o.path.includes('621022'))
    if (!township) throw new Error('no township')
    const sees = async (o: Organization) =>
      (await listFundsWithin(p.store.read, scopeOf(o))).some((fund) => fund.id === other.id)
    expect(await Promise.all([p.root, p.at('6210'), p.at('621022'), township].map(sees))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(await Promise.all([p.at('6201'), p.at('621002')].map(sees))).toEqual([false, false])
    expect(await concerns(p.store.read, scopeOf(p.at('620102')), other.id)).toBe(false)
    const taken = { year: 2024, name: other.name }
    expect(await isNameTaken(p.store.read, p.root.id, taken, null)).toBe(true)
    expect(await isNameTaken(p.store.read, p.root.id, taken, other.id)).toBe(false)
  })

  test('a line of the list ends with its last day and the next one begins', async () => {
    const p = await plantProvince((await fresh()).store)
    const county = p.at('621022').id
    const last = await lastRecipient(p.store.read, p.fund.id, county)
    if (last === null) throw new Error('not on the list')
    await p.act(async (tx) => {
      await endRecipient(tx, p.fund.id, { ...last, to: day('2024-05-31') })
      await addRecipients(tx, p.fund.id, [{ ...last, className: '一类', from: day('2024-06-01') }])
      return accept(null)
    })
    const classOn = async (date: string) =>
      (await listRecipients(p.store.read, p.fund.id, day(date))).find(
        (line) => line.organizationId === county,
      )?.className
    expect([await classOn('2024-05-31'), await classOn('2024-06-01')]).toEqual(['二类', '一类'])
  })

  test('last year is what its fund issued to each recipient', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(100))
    const amount = wan(46)
    await p.move({
      act: 'arrange',
      from: fundAccount(p.root.id, 'available'),
      to: fundAccount(p.root.id, 'arranged'),
      amount,
    })
    await p.move({
      act: 'issue',
      from: fundAccount(p.root.id, 'arranged'),
      to: p.key('621022', '62', 'issued'),
      amount,
    })
    await p.move({
      act: 'remit',
      from: p.key('621022', '62', 'issued'),
      to: p.key('621022', '62', 'remitted'),
      amount: wan(6),
    })
    const next = { id: p.fund.id, previousFundId: p.fund.id }
    const { precedent } = await readPlanSource(p.store.read, next, day('2024-06-01'))
    expect(precedent.previous?.get(p.at('621022').id)).toBe(amount)
    expect(precedent.previous?.get(p.at('621002').id)).toBeUndefined()
    expect(await namesOfCodes(p.store.read, ['6210', '6201'])).toEqual([
      '兰州市总工会',
      '庆阳市总工会',
    ])
  })
})
