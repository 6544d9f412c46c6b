import { day } from '@qiangji/kernel/base/day.ts'
import { Decimal } from '@qiangji/kernel/base/decimal.ts'
import { describe, expect, test } from 'vitest'
import { FUND_FORM, fill, giveFacts, refusalOf, stage } from './fund-stage.ts'

const begin = async () => {
  const s = await stage()
  const finance = s.as(s.actorOf('62', ['finance-clerk']))
  const clerk = s.as(s.actorOf('62', ['programme-clerk']))
  const fund = await finance.fund.fund.open({
    form: FUND_FORM,
    recipients: { from: 'counties', since: day('2024-01-01') },
  })
  return { s, finance, clerk, fund }
}

describe('a fund', () => {
  test('opens with the counties through their prefecture and two direct lines', async () => {
    const { finance, fund } = await begin()
    const { rows } = await finance.fund.recipient.list({ fundId: fund.id })
    expect(rows.map((row) => [row.code, row.recipient.route, row.viaName])).toEqual([
      ['620102', 'relay', '兰州市'],
      ['620121', 'relay', '兰州市'],
      ['620171', 'direct', null],
      ['6202', 'direct', null],
      ['621002', 'relay', '庆阳市'],
      ['621022', 'relay', '庆阳市'],
    ])
  })

  test('shows 年初核定数, 调整数 and 调整后预算数 to the province only', async () => {
    const { s, finance, fund } = await begin()
    await fill(s, fund.id, 4_000_000_000)
    const detail = await finance.fund.fund.detail({ id: fund.id })
    expect(detail.figures).toMatchObject({
      approved: 4_000_000_000,
      adjusted: 0,
      budget: 4_000_000_000,
      available: 4_000_000_000,
    })
    const county = s.as(s.actorOf('621022', ['county-finance']))
    const own = await county.fund.fund.detail({ id: fund.id })
    expect(own.figures).toMatchObject({ approved: null, budget: 0, available: 0 })
    expect(own.recipients).toBe(1)
    const township = s.tree.find((o) => o.level === 'township' && o.path.includes('621022'))
    const below = s.as(s.actorOf(township?.code ?? '', ['township-clerk']))
    expect((await below.fund.fund.list({})).rows).toHaveLength(1)
  })

  test('whom it does not concern does not find it', async () => {
    const { s, finance } = await begin()
    const none = await finance.fund.fund.open({
      form: { ...FUND_FORM, name: '另一专项' },
      recipients: { from: 'none' },
    })
    const county = s.as(s.actorOf('621022', ['county-finance']))
    expect(await refusalOf(county.fund.fund.detail({ id: none.id }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect((await county.fund.fund.list({})).rows.map((row) => row.fund.name)).toEqual([
      '县区专项补助',
    ])
  })

  test('a name is used once a year; an edit names the revision it read', async () => {
    const { finance, fund } = await begin()
    const again = finance.fund.fund.open({ form: FUND_FORM, recipients: { from: 'none' } })
    expect(await refusalOf(again)).toMatchObject({ refusal: 'FUND_NAME_TAKEN' })
    const edit = (department: string) =>
      finance.fund.fund.edit({
        id: fund.id,
        revision: 0,
        form: { ...FUND_FORM, department },
      })
    expect(await edit('组织部')).toMatchObject({ revision: 1, department: '组织部' })
    expect(await refusalOf(edit('财务部'))).toMatchObject({ refusal: 'REVISION_STALE' })
  })

  test('year and source stand once money is posted', async () => {
    const { s, finance, fund } = await begin()
    await fill(s, fund.id, 100)
    const edit = (change: Partial<typeof FUND_FORM>) =>
      finance.fund.fund.edit({ id: fund.id, revision: 0, form: { ...FUND_FORM, ...change } })
    expect(await refusalOf(edit({ year: 2025 }))).toMatchObject({ refusal: 'FUND_YEAR_FIXED' })
    expect(await refusalOf(edit({ source: 'donation' }))).toMatchObject({
      refusal: 'FUND_SOURCE_FIXED',
    })
  })

  test('only those whose post it is open or edit a fund', async () => {
    const { s } = await begin()
    const viewer = s.as(s.actorOf('62', ['viewer']))
    const open = viewer.fund.fund.open({
      form: { ...FUND_FORM, name: '不该有的' },
      recipients: { from: 'none' },
    })
    expect(await refusalOf(open)).toMatchObject({ refusal: 'NOT_FOUND' })
  })
})

describe('受补对象名单', () => {
  test('a change holds from its day; the list of an earlier day stays as it was', async () => {
    const { s, clerk, fund } = await begin()
    const change = (
      unionId: string,
      next: Parameters<typeof clerk.fund.recipient.change>[0]['next'],
    ) =>
      clerk.fund.recipient.change({
        fundId: fund.id,
        unionId: s.at(unionId).id,
        from: day('2024-06-01'),
        next,
      })
    await change('621022', { route: 'relay', viaId: s.at('6210').id, className: '一类' })
    await change('620102', null)
    const on = async (date: string) =>
      (await clerk.fund.recipient.list({ fundId: fund.id, on: day(date) })).rows.map((row) => [
        row.shortName,
        row.recipient.className,
      ])
    expect(await on('2024-05-31')).toContainEqual(['环县', null])
    expect(await on('2024-05-31')).toContainEqual(['城关区', null])
    expect(await on('2024-06-01')).toContainEqual(['环县', '一类'])
    expect((await on('2024-06-01')).map(([name]) => name)).not.toContain('城关区')
    const wrong = change('620121', { route: 'relay', viaId: s.at('6210').id, className: null })
    expect(await refusalOf(wrong)).toMatchObject({ refusal: 'RECIPIENT_VIA_NOT_ABOVE' })
    expect(await refusalOf(change('621022', null))).toMatchObject({
      refusal: 'RECIPIENT_DAY_TOO_EARLY',
    })
  })

  test('a county reads its own line only', async () => {
    const { s, fund } = await begin()
    const county = s.as(s.actorOf('621022', ['viewer']))
    const { rows } = await county.fund.recipient.list({ fundId: fund.id })
    expect(rows.map((row) => row.code)).toEqual(['621022'])
  })

  test('pages follow each other by code and can be searched', async () => {
    const { finance, fund } = await begin()
    const first = await finance.fund.recipient.list({ fundId: fund.id, limit: 4 })
    expect(first.rows).toHaveLength(4)
    const second = await finance.fund.recipient.list({
      fundId: fund.id,
      limit: 4,
      cursor: first.next,
    })
    expect(second.rows.map((row) => row.code)).toEqual(['621002', '621022'])
    expect(second.next).toBeNull()
    const found = await finance.fund.recipient.list({ fundId: fund.id, search: '环县' })
    expect(found.rows).toHaveLength(1)
  })
})

describe('figures for plans', () => {
  test('a kind shows its total, its days and who has none', async () => {
    const { s, clerk, fund } = await begin()
    await giveFacts(s, { '620102': '100.5', '621022': '20' })
    const kinds = await clerk.fund.fact.list({ fundId: fund.id, on: day('2024-03-11') })
    expect(kinds.find((kind) => kind.key === 'members')).toMatchObject({
      name: '会员数',
      total: '120.5',
      count: 2,
      missingCount: 4,
      newest: '2023-12-31',
    })
  })

  test('figures are added with their day and never overwritten', async () => {
    const { s, clerk } = await begin()
    const add = (value: string, date = '2023-12-31') =>
      clerk.fund.fact.add({
        facts: [
          {
            unionId: s.at('621022').id,
            key: 'members',
            value: Decimal.parse(value),
            day: day(date),
            source: '年报',
          },
        ],
      })
    expect(await add('100')).toEqual({ added: 1 })
    expect(await add('100')).toEqual({ added: 0 })
    expect(await refusalOf(add('101'))).toMatchObject({ refusal: 'FACT_DIFFERS' })
    expect(await add('101', '2024-01-31')).toEqual({ added: 1 })
  })
})
