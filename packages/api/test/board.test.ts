import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { sumFen } from '@qiangji/kernel/base/money.ts'
import { FIGURE_NAMES, OPENED_NAMES, type OpenedName } from '@qiangji/kernel/fund/figure.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { describe, expect, test } from 'vitest'
import { Download } from '../src/frame/download.ts'
import { BatchId } from '../src/fund/journal.ts'
import { type BoardStage, boardStage, wan } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'

const TODAY = day('2024-06-14')
const SHARES = { '620102': 10, '620121': 10, '621002': 10, '621022': 10, '620171': 5, '6202': 5 }

/** 庆阳 holds 环县's money since 10 May; 西峰, 城关 and the two direct ones have theirs. */
const begin = async () => {
  const b = await boardStage(TODAY)
  await b.issue(SHARES, day('2024-05-06'))
  await b.send('621022', 10, day('2024-05-10'), 'relayed')
  await b.send('621002', 10, day('2024-05-20'))
  await b.send('620102', 8, day('2024-05-21'))
  await b.send('620171', 5, day('2024-05-21'))
  await b.send('6202', 5, day('2024-05-22'))
  await b.spend('621002', 4, day('2024-06-03'))
  await b.spend('6202', 1, day('2024-06-04'))
  return b
}

const look = async (b: BoardStage, code: string, at: string | null = null) =>
  b.s.as(await b.person(code, 'viewer')).fund.board.overview({
    fundId: b.fundId,
    organizationId: at === null ? null : b.s.at(at).id,
  })

describe('the board', () => {
  test('shows the province its prefectures, which sum to it, and 兰州新区 once more as 其中', async () => {
    const b = await begin()
    const board = await look(b, '62')
    expect(board.total).toMatchObject({
      recipients: 6,
      stayDays: 35,
      stayLate: wan(10),
      rates: {
        issue: { numerator: wan(50), denominator: wan(54), basisPoints: 9259 },
        remit: { numerator: wan(38), denominator: wan(50), basisPoints: 7600 },
        receive: { numerator: wan(28), denominator: wan(38) },
        spend: { numerator: wan(5), denominator: wan(28), basisPoints: 1786 },
      },
    })
    expect(board.rows.map((r) => [r.kind, r.name, r.recipients, r.figures.received])).toEqual([
      ['child', '兰州', 3, wan(13)],
      ['direct', '新区', 1, wan(5)],
      ['child', '嘉峪关', 1, wan(5)],
      ['child', '庆阳', 2, wan(10)],
    ])
    const counted = board.rows.filter((row) => row.kind === 'child')
    for (const figure of FIGURE_NAMES)
      if (!['budget', 'available', 'arranged'].includes(figure))
        expect(sumFen(counted, (row) => row.figures[figure])).toBe(board.total.figures[figure])
    expect(board.trail.map((step) => step.name)).toEqual(['甘肃'])
    expect(board.tiles.find((tile) => tile.code === '621022')).toMatchObject({
      issued: wan(10),
      received: 0,
      relayed: wan(10),
      stayDays: 35,
      receivedOn: null,
    })
    expect(board.tiles.find((tile) => tile.code === '621002')?.receivedOn).toBe('2024-05-20')
  })

  test('says where the money is that has not arrived, and what must be asked about', async () => {
    const b = await begin()
    const board = await look(b, '62')
    expect(board.unreached).toMatchObject([
      {
        place: 'relayed',
        amount: wan(10),
        count: 1,
        details: [{ name: '庆阳', count: 1, days: 35 }],
      },
      { place: 'unpaid', amount: wan(12), count: 2 },
    ])
    expect(board.unreachedCount).toBe(3)
    const { issued, received, returned } = board.total.figures
    expect(sumFen(board.unreached, (one) => one.amount)).toBe(issued - received - returned)
    expect(board.concerns.map((c) => [c.kind, c.count, c.amount])).toEqual([
      ['stay', 1, wan(10)],
      ['bounced', 0, 0],
      ['unconfirmed', 0, 0],
      ['discrepancy', 0, 0],
    ])
    b.s.clock.today = day('2024-06-09')
    expect((await look(b, '62')).concerns[0]).toMatchObject({ count: 0, amount: 0 })
  })

  test('goes down from the province to the county, and the trail carries the amounts', async () => {
    const b = await begin()
    const prefecture = await look(b, '62', '6210')
    expect(prefecture.trail.map((step) => [step.name, step.figures.spent])).toEqual([
      ['甘肃', wan(5)],
      ['庆阳', wan(4)],
    ])
    expect(
      prefecture.rows.map((r) => [r.name, r.figures.spent, r.stayDays, r.unspentDays]),
    ).toEqual([
      ['西峰', wan(4), null, 25],
      ['环县', 0, 35, null],
    ])
    const county = await look(b, '62', '621002')
    expect(county.trail.map((step) => step.name)).toEqual(['甘肃', '庆阳', '西峰'])
    expect(county.rows).toEqual([])
    expect(county.total.rates.issue.basisPoints).toBeNull()
  })

  test('gives the townships of a county and what stays with the county itself', async () => {
    const b = await begin()
    const township = b.s.tree.find(
      (o) => o.path.startsWith(b.s.at('620121').path) && o.level === 'township',
    )
    if (!township) throw new Error('no township')
    await b.send('620121', 10, day('2024-06-01'))
    await b.move({
      act: 'sub-allocate',
      from: b.key('620121', '620121', 'held'),
      to: b.key(township.code, '620121', 'issued'),
      amount: wan(3),
    })
    const county = await look(b, '620121')
    expect(county.rows.map((row) => [row.kind, row.figures.received])).toEqual([
      ['own', wan(7)],
      ['child', wan(3)],
    ])
    expect(sumFen(county.rows, (row) => row.figures.received)).toBe(county.total.figures.received)
    const below = await look(b, township.code)
    expect(below.total.figures).toMatchObject({ issued: wan(3), received: wan(3), spent: 0 })
  })

  test('compares with the same day of the year before, and with its whole year of spending', async () => {
    const b = await begin()
    await b.issue({ '621002': 20 }, day('2023-05-06'), b.previousId)
    await b.send('621002', 20, day('2023-05-20'), 'held', b.previousId)
    await b.spend('621002', 2, day('2023-06-14'), b.previousId)
    await b.spend('621002', 9, day('2023-06-15'), b.previousId)
    const board = await look(b, '62')
    expect(board.lastYear).toMatchObject({
      day: '2023-06-14',
      rates: { spend: { numerator: wan(2), denominator: wan(20), basisPoints: 1000 } },
    })
    const viewer = b.s.as(await b.person('62', 'viewer'))
    const trend = await viewer.fund.board.trend({ fundId: b.fundId })
    expect(trend.points.at(-1)).toMatchObject({ issued: wan(50), received: wan(28), spent: wan(5) })
    expect(trend.lastYear.at(-1)).toEqual({ day: '2023-06-15', spent: wan(11) })
    expect(trend.whole).toBe(wan(54))
  })

  test('opens every number to its postings, whose pages sum to it', async () => {
    const b = await begin()
    const viewer = b.s.as(await b.person('62', 'viewer'))
    for (const code of ['62', '6210', '621002'])
      for (const figure of OPENED_NAMES) {
        const organizationId = b.s.at(code).id
        let [sum, cursor, total]: [number, string | null, number] = [0, null, 0]
        do {
          const page: Awaited<ReturnType<typeof viewer.fund.board.crossings>> =
            await viewer.fund.board.crossings({
              fundId: b.fundId,
              organizationId,
              figure,
              cursor,
              limit: 3,
            })
          sum += sumFen(page.rows, (row) => row.amount)
          cursor = page.next
          total = page.total
        } while (cursor !== null)
        expect([code, figure, sum]).toEqual([code, figure, total])
      }
  })

  test('opens both sides of the rates that are measured against sums of figures', async () => {
    const b = await begin()
    const viewer = b.s.as(await b.person('62', 'viewer'))
    for (const code of ['62', '6210', '621002']) {
      const at = { fundId: b.fundId, organizationId: b.s.at(code).id }
      const { rates } = (await viewer.fund.board.overview(at)).total
      const opened = async (figure: OpenedName) =>
        (await viewer.fund.board.crossings({ ...at, figure })).total
      expect(await opened('kept')).toBe(rates.receive.denominator)
      expect(await opened('passedOn')).toBe(rates.relay.numerator)
      expect(await opened('toPassOn')).toBe(rates.relay.denominator)
    }
  })

  test('names act, way, day, paper and hands of a posting, and marks what was taken back', async () => {
    const b = await begin()
    const clerk = await b.person('621002', 'county-finance')
    await b.move(
      {
        act: 'spend',
        from: b.key('621002', '621002', 'held'),
        to: b.key('621002', '621002', 'spent'),
        amount: wan(1),
      },
      TODAY,
      { person: clerk.personId },
    )
    const county = b.s.as(clerk)
    const page = await county.fund.board.crossings({ fundId: b.fundId, figure: 'spent' })
    expect(page.rows[0]).toMatchObject({
      act: 'spend',
      day: TODAY,
      amount: wan(1),
      from: { holder: '西峰', stage: 'held' },
      to: { holder: '西峰', stage: 'spent' },
      maker: clerk.name,
      releaser: null,
      reversed: false,
    })
    const reviewer = b.s.as(await b.person('621002', 'county-reviewer'))
    const batch = BatchId.parse(page.rows[0]?.batch)
    await reviewer.fund.journal.reverse({ batch, reason: '重复' })
    const after = await county.fund.board.crossings({ fundId: b.fundId, figure: 'spent' })
    expect(after.rows.slice(0, 2).map((r) => [r.act, r.amount, r.reversed, r.reverses])).toEqual([
      ['reverse', -wan(1), false, true],
      ['spend', wan(1), true, false],
    ])
    expect(after.total).toBe(wan(4))
  })
})

/** Bank accounts for all, and the money sent by real payments. */
const withPayments = async (today = day('2024-05-10')) => {
  const b = await boardStage(today)
  await b.issue(SHARES, day('2024-05-06'))
  const clerk = b.s.as(await b.person('62', 'finance-clerk'))
  const reviewer = b.s.as(await b.person('62', 'finance-reviewer'))
  for (const code of ['6201', '6210', ...Object.keys(SHARES)]) {
    const { id, revision } = await clerk.fund.bankAccount.propose({
      organizationId: b.s.at(code).id,
      holderName: b.s.at(code).name,
      number: `62000000${code.padStart(6, '0')}`,
      bankName: '演示银行',
      bankCode: '102821000001',
      kind: 'basic',
      validFrom: day('2024-01-02'),
      reason: '首次登记',
      fileId: null,
    })
    await reviewer.fund.bankAccount.confirm({ id, revision })
  }
  const cashier = b.s.as(await b.person('62', 'cashier'))
  const accountant = b.s.as(await b.person('62', 'accountant'))
  const payables = await cashier.fund.payment.payables({})
  const batch = await cashier.fund.payment.make({
    lines: payables.map(({ fundId, beneficiaryId, amount }) => ({ fundId, beneficiaryId, amount })),
    purpose: null,
    document: null,
  })
  await accountant.fund.payment.release({ id: batch.id, revision: batch.revision })
  const { payments } = await cashier.fund.payment.batch({ id: batch.id })
  const to = (code: string) => {
    const found = payments.find((p) => p.payeeName === b.s.at(code).name)
    if (!found) throw new Error(`no payment to ${code}`)
    return found
  }
  return { b, cashier, to }
}

describe('questions that payments raise', () => {
  test('a bounce waits to be paid again, a long silence for a call, a short receipt for the rest', async () => {
    const { b, cashier, to } = await withPayments()
    const bounced = to('6202')
    await cashier.fund.payment.bounce({
      paymentId: bounced.id,
      day: day('2024-05-10'),
      reason: '户名不符',
      lines: null,
      revision: bounced.revision,
    })
    const lanzhou = b.s.as(await b.person('6201', 'prefecture-finance'))
    await lanzhou.fund.receipt.confirm({
      paymentId: to('6201').id,
      creditDay: day('2024-05-10'),
      number: '000123',
      fileId: null,
      lines: [{ beneficiaryId: b.s.at('620102').id, amount: wan(10) }],
      surplus: 0,
      note: '另一笔未到',
    })
    const asked = async (on: string, code = '62') => {
      b.s.clock.today = day(on)
      const board = await look(b, code)
      return board.concerns.map((c) => [c.kind, c.count, c.amount])
    }
    const rest = [
      ['bounced', 1, wan(5)],
      ['discrepancy', 1, wan(10)],
    ]
    // The 11th of May 2024 was a worked Saturday: the 16th is the fifth working day, the 17th the sixth.
    expect(await asked('2024-05-16')).toEqual([
      ['stay', 0, 0],
      rest[0],
      ['unconfirmed', 0, 0],
      rest[1],
    ])
    expect(await asked('2024-05-17')).toEqual([
      ['stay', 0, 0],
      rest[0],
      ['unconfirmed', 3, wan(35)],
      rest[1],
    ])
    expect(await asked('2024-05-17', '6210')).toEqual([
      ['stay', 0, 0],
      ['bounced', 0, 0],
      ['unconfirmed', 1, wan(20)],
      ['discrepancy', 0, 0],
    ])
    expect((await asked('2024-05-17', '620102'))[3]).toEqual(['discrepancy', 0, 0])
    expect((await asked('2024-05-17', '620121'))[3]).toEqual(['discrepancy', 1, wan(10)])
    const board = await look(b, '62')
    expect(board.unreached.find((one) => one.place === 'bounced')).toMatchObject({
      amount: wan(5),
      count: 1,
      details: [{ name: '嘉峪关', reason: '户名不符' }],
    })
    expect(board.rows.map((row) => [row.name, row.bounced])).toContainEqual(['嘉峪关', wan(5)])
    const viewer = b.s.as(await b.person('6201', 'viewer'))
    const { rows } = await viewer.fund.board.crossings({ fundId: b.fundId, figure: 'relayed' })
    expect(rows[0]?.reference).toMatchObject({
      kind: 'payment',
      text: '收据 000123',
      detail: `支付单 ${to('6201').number}`,
    })
  })
})

describe('退票', () => {
  test('of a prefecture stands at the prefecture, and leaves what the province has not paid alone', async () => {
    const { b, to } = await withPayments()
    await b.issue({ '621022': 3 }, day('2024-05-10'))
    const finance = b.s.as(await b.person('6210', 'prefecture-finance'))
    const second = b.s.as(await b.person('6210', 'prefecture-finance'))
    await finance.fund.receipt.confirm({
      paymentId: to('6210').id,
      creditDay: day('2024-05-10'),
      number: '000124',
      fileId: null,
      lines: null,
      surplus: 0,
      note: '',
    })
    const batch = await finance.fund.payment.make({
      lines: [{ fundId: b.fundId, beneficiaryId: b.s.at('621022').id, amount: wan(6) }],
      purpose: null,
      document: { number: '演示庆工发〔2024〕9号', day: day('2024-05-10'), title: '转拨' },
    })
    await second.fund.payment.release({ id: batch.id, revision: batch.revision })
    const [payment] = (await finance.fund.payment.batch({ id: batch.id })).payments
    if (!payment) throw new Error('no payment')
    await finance.fund.payment.bounce({
      paymentId: payment.id,
      day: day('2024-05-10'),
      reason: '户名不符',
      lines: null,
      revision: payment.revision,
    })
    const { unreached, rows } = await look(b, '6210')
    expect(unreached.map((one) => [one.place, one.amount])).toEqual([
      ['relayed', wan(20)],
      ['unpaid', wan(3)],
    ])
    expect(rows.map((row) => [row.name, row.bounced])).toContainEqual(['环县', wan(6)])
  })

  test('is paid again beneficiary by beneficiary and fen by fen', async () => {
    const { b, cashier, to } = await withPayments()
    const { id, revision } = to('6210')
    const on = day('2024-05-10')
    const back = { paymentId: id, day: on, reason: '账号有误', lines: null, revision }
    await cashier.fund.payment.bounce(back)
    const seen = async () => {
      const { concerns, unreached } = await look(b, '6210')
      return [
        concerns.find((c) => c.kind === 'bounced')?.amount,
        ...unreached.map((one) => [one.place, one.amount]),
      ]
    }
    expect(await seen()).toEqual([wan(20), ['bounced', wan(20)]])
    const draft = await cashier.fund.payment.make({
      lines: [{ fundId: b.fundId, beneficiaryId: b.s.at('621022').id, amount: 1 }],
      purpose: null,
      document: null,
    })
    expect(await seen()).toEqual([wan(20) - 1, ['bounced', wan(20) - 1], ['unpaid', 1]])
    const { payments } = await cashier.fund.payment.batch({ id: draft.id })
    await cashier.fund.payment.withdraw({
      id: draft.id,
      revision: draft.revision,
      paymentIds: payments.map((p) => p.id),
      reason: '金额有误',
    })
    expect(await seen()).toEqual([wan(20), ['bounced', wan(20)]])
  })
})

describe('a year without a calendar', () => {
  test('says of which payments it cannot tell whether they are late, and guesses nothing', async () => {
    const { b } = await withPayments(day('2026-12-29'))
    const asked = async (on: string) => {
      b.s.clock.today = day(on)
      const board = await look(b, '62')
      return board.concerns.find((c) => c.kind === 'unconfirmed')
    }
    expect(await asked('2026-12-31')).toMatchObject({ count: 0, unjudged: null })
    expect(await asked('2027-03-01')).toMatchObject({
      count: 0,
      amount: 0,
      items: [],
      unjudged: { count: 4, year: 2027 },
    })
  })
})

describe('who sees the board', () => {
  test('neither sideways nor up: a neighbour is as absent as an id that nobody has', async () => {
    const b = await begin()
    const county = b.s.as(await b.person('621002', 'county-finance', 'audit-committee'))
    const foreign = [b.s.at('621022').id, b.s.at('6210').id, b.s.at('62').id, newId(OrganizationId)]
    for (const organizationId of foreign) {
      const input = { fundId: b.fundId, organizationId }
      const answers = [
        await refusalOf(county.fund.board.overview(input)),
        await refusalOf(county.fund.board.trend(input)),
        await refusalOf(county.fund.board.crossings({ ...input, figure: 'spent' })),
      ]
      for (const answer of answers)
        expect(answer).toEqual({ refusal: 'NOT_FOUND', facts: {}, issues: [] })
    }
    expect(await refusalOf(county.fund.board.overview({ fundId: newId(FundId) }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })

  test('a fund on whose list neither the place nor what is below it stands is as absent as none', async () => {
    const b = await begin()
    await b.s.act(async (tx) => {
      await tx
        .deleteFrom('fund_recipient')
        .where('fund_id', '=', b.previousId)
        .where('organization_id', '=', b.s.at('621002').id)
        .execute()
      return accept(null)
    })
    const county = b.s.as(await b.person('621002', 'county-finance'))
    expect((await county.fund.board.funds({})).map((fund) => fund.id)).toEqual([b.fundId])
    expect(await refusalOf(county.fund.board.overview({ fundId: b.previousId }))).toEqual({
      refusal: 'NOT_FOUND',
      facts: {},
      issues: [],
    })
  })

  test('what happens at a neighbour changes nothing that a county sees', async () => {
    const b = await begin()
    const county = b.s.as(await b.person('621002', 'county-finance'))
    const seen = async () =>
      JSON.stringify([
        await county.fund.board.overview({ fundId: b.fundId }),
        await county.fund.board.trend({ fundId: b.fundId }),
        await county.fund.board.crossings({ fundId: b.fundId, figure: 'issued' }),
      ])
    const before = await seen()
    await b.move({
      act: 'relay',
      from: b.key('621022', '6210', 'relayed'),
      to: b.key('621022', '6210', 'remitted'),
      amount: wan(10),
    })
    await b.move({
      act: 'receive',
      from: b.key('621022', '6210', 'remitted'),
      to: b.key('621022', '621022', 'held'),
      amount: wan(10),
    })
    await b.spend('621022', 3, TODAY)
    expect(await seen()).toBe(before)
  })

  test('the trail begins at one’s own organization', async () => {
    const b = await begin()
    const board = await look(b, '6210', '621022')
    expect(board.trail.map((step) => step.name)).toEqual(['庆阳', '环县'])
  })
})

describe('the exported workbook', () => {
  test('holds numbers as numbers, and text that looks like a formula as text', async () => {
    const b = await begin()
    await b.s.act(async (tx) => {
      await tx.updateTable('fund').set({ department: '=1+1' }).where('id', '=', b.fundId).execute()
      return accept(null)
    })
    const actor = await b.person('62', 'viewer')
    const file = await b.s.as(actor, 'rest').fund.board.export({ fundId: b.fundId, unit: 'yuan' })
    if (!(file instanceof Download) || !(file.body instanceof Uint8Array))
      throw new Error('no file')
    expect(file.name).toBe('资金执行_2024年县区专项补助_甘肃_2024-06-14.xlsx')
    const sheet = await readSheet(file.body, undefined, '项目预算执行')
    if (!sheet.ok) throw new Error(sheet.refusal)
    const cells = sheet.value.rows.flatMap((row) => row.cells)
    const at = (address: string) => cells.find((cell) => cell.address === address)
    expect(at('A2')?.text).toContain('核定年初预算数 540000.00')
    expect(at('B4')).toMatchObject({ kind: 'text', text: '合计' })
    expect(at('E4')).toMatchObject({ kind: 'text', text: '=1+1' })
    expect(at('G4')).toMatchObject({ kind: 'number', text: '500000' })
    expect(at('J4')).toMatchObject({ kind: 'number', text: '50000' })
    expect(await refusalOf(b.s.as(actor).fund.board.export({ fundId: b.fundId }))).toMatchObject({
      refusal: 'WRONG_METHOD',
    })
    const county = b.s.as(await b.person('621002', 'county-finance'), 'rest')
    const foreign = { fundId: b.fundId, organizationId: b.s.at('621022').id }
    expect(await refusalOf(county.fund.board.export(foreign))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })
})
