import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { OrganizationId } from '../organization/organization.ts'
import { type FundForm, FundId, type Recipient } from './fund.ts'
import { changeRecipient, countyRecipients, editFund, openFund } from './fund-act.ts'

const today = day('2024-03-11')
const id = FundId.parse(`${'0'.repeat(19)}f`)
const organization = (last: string) => OrganizationId.parse('0'.repeat(20 - last.length) + last)
const province = organization('1')
const form: FundForm = {
  year: 2024,
  name: '县区专项补助',
  source: 'union-own',
  subject: { edition: '2021', code: null, name: '补助下级支出' },
  department: '基层工作部',
  basis: '2024年度预算',
  uses: [{ code: 'training', name: '干部培训' }],
  prohibitions: [],
  ageRule: { kind: 'none' },
  publicity: false,
  quotaUnit: null,
  previousFundId: null,
}
const facts = { today, nameTaken: false, previousYear: null }

const opened = () => {
  const decided = openFund(form, id, province, facts)
  if (!decided.ok) throw new Error(decided.refusal)
  return decided.value
}

describe('opening and editing a fund', () => {
  test('a fund opens without a budget', () => {
    expect(opened()).toMatchObject({ state: 'open', budgetState: 'none', revision: 0 })
  })

  test.each([
    [{ ...form }, { ...facts, nameTaken: true }, 'FUND_NAME_TAKEN'],
    [{ ...form, year: 2034 }, facts, 'FUND_YEAR_FAR'],
    [
      { ...form, uses: [...form.uses, { code: 'training', name: '培训' }] },
      facts,
      'FUND_USE_TWICE',
    ],
    [{ ...form, previousFundId: id }, facts, 'FUND_PREVIOUS_UNKNOWN'],
    [{ ...form, previousFundId: id }, { ...facts, previousYear: 2024 }, 'FUND_PREVIOUS_NOT_BEFORE'],
  ])('refusal %#', (asked, given, refusal) => {
    expect(openFund(asked, id, province, given)).toMatchObject({ ok: false, refusal })
  })

  test('once the ledger knows it, year and source stand; an ended fund is not edited', () => {
    const fund = opened()
    const edit = (change: Partial<FundForm>, posted: boolean) =>
      editFund(fund, { ...form, ...change }, { ...facts, posted })
    expect(edit({ year: 2025 }, true)).toMatchObject({ refusal: 'FUND_YEAR_FIXED' })
    expect(edit({ source: 'donation' }, true)).toMatchObject({ refusal: 'FUND_SOURCE_FIXED' })
    expect(edit({ source: 'donation' }, false).ok).toBe(true)
    expect(edit({ name: '强县级工会专项' }, true)).toMatchObject({
      value: { name: '强县级工会专项' },
    })
    expect(editFund({ ...fund, state: 'ended' }, form, { ...facts, posted: true })).toMatchObject({
      refusal: 'FUND_ENDED',
    })
  })
})

describe('受补对象名单', () => {
  const lanzhou = organization('2')
  const jiayuguan = organization('3')

  test('a county fund starts with the counties through their prefecture and two direct lines', () => {
    const list = countyRecipients(
      [
        { id: province, level: 'province', kind: 'province', prefectureId: null },
        { id: lanzhou, level: 'prefecture', kind: 'prefecture', prefectureId: lanzhou },
        { id: organization('4'), level: 'county', kind: 'county', prefectureId: lanzhou },
        { id: organization('5'), level: 'county', kind: 'new-area', prefectureId: lanzhou },
        { id: jiayuguan, level: 'prefecture', kind: 'prefecture', prefectureId: jiayuguan },
        { id: organization('6'), level: 'township', kind: 'township', prefectureId: jiayuguan },
      ],
      today,
      () => null,
    )
    expect(list.map((r) => [r.organizationId, r.route, r.viaId])).toEqual([
      [organization('4'), 'relay', lanzhou],
      [organization('5'), 'direct', null],
      [jiayuguan, 'direct', null],
    ])
  })

  const county = { level: 'county', path: '/62/6210/621022/', shortName: '环县' } as const
  const via = { level: 'prefecture', path: '/62/6210/', shortName: '庆阳市' } as const
  const next = { route: 'relay', viaId: lanzhou, className: '一类' } as const
  const standing: Recipient = {
    organizationId: organization('4'),
    ...next,
    from: day('2024-01-01'),
    to: null,
  }

  test('a change ends the old line the day before the new one', () => {
    const from = day('2024-03-01')
    expect(
      changeRecipient(
        { from, next: { ...next, className: '二类' } },
        { union: county, via, standing },
      ),
    ).toMatchObject({ value: { ended: { to: '2024-02-29' }, begun: { from, className: '二类' } } })
    expect(
      changeRecipient({ from, next: null }, { union: county, via: null, standing }),
    ).toMatchObject({
      value: { ended: { to: '2024-02-29' }, begun: null },
    })
  })

  test.each([
    ['RECIPIENT_DAY_TOO_EARLY', '2024-01-01', next, { union: county, via, standing }],
    ['RECIPIENT_VIA_MISSING', '2024-03-01', next, { union: county, via: null, standing }],
    [
      'RECIPIENT_VIA_NOT_ABOVE',
      '2024-03-01',
      next,
      { union: county, via: { ...via, path: '/62/6201/' }, standing },
    ],
    ['RECIPIENT_VIA_NOT_ABOVE', '2024-03-01', next, { union: county, via: county, standing }],
    ['RECIPIENT_NOT_LISTED', '2024-03-01', null, { union: county, via: null, standing: null }],
    [
      'RECIPIENT_LEVEL',
      '2024-03-01',
      next,
      { union: { ...county, level: 'township' as const }, via, standing: null },
    ],
  ] as const)('%s', (refusal, from, asked, given) => {
    expect(changeRecipient({ from: day(from), next: asked }, given)).toMatchObject({
      ok: false,
      refusal,
    })
  })
})
