import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { type Fen, fen, PositiveFen } from '../base/money.ts'
import { isMovement } from './ledger.ts'
import {
  CONTRACT,
  COUNTY,
  FUND,
  facts,
  line,
  order,
  PAPER,
  PREFECTURE,
  PROVINCE,
  TOWNSHIP,
} from './order.sample.ts'
import {
  mayBecome,
  ORDER_ACTS,
  ORDER_RULES,
  ORDER_STATES,
  type Order,
  type OrderAct,
  OrderId,
  type OrderLine,
  type OrderState,
} from './order.ts'
import { checkOrder, type MakerPlace, mayDrawOn } from './order-check.ts'
import { type OrderFacts, orderPostings } from './order-posting.ts'
import type { Stage } from './stage.ts'

const legs = (act: OrderAct, lines: readonly OrderLine[], more: Partial<Order> = {}) => {
  const made = orderPostings(order(act, { lines: [...lines], ...more }), facts())
  if (!made.ok) throw new Error(made.refusal)
  return made.value.flatMap((part) => part.postings)
}

describe('the states of an order', () => {
  const states = Object.keys(ORDER_STATES) as OrderState[]
  const allowed = new Set([
    'drafted released',
    'drafted declined',
    'drafted cancelled',
    'released reversed',
  ])
  test.each(states.flatMap((a) => states.map((b) => [a, b] as const)))('%s → %s', (a, b) => {
    expect(mayBecome(a, b)).toBe(allowed.has(`${a} ${b}`))
  })
})

describe('what an order posts stands in the table of movements', () => {
  test.each<[OrderAct, readonly OrderLine[], string]>([
    ['reduce', [line('issued', { holderId: PROVINCE })], 'issued → available'],
    ['carry', [line('held'), line('occupied')], 'held → carried, occupied → carried'],
    ['reuse', [line('carried')], 'carried → held'],
    ['settle', [line('held'), line('carried')], 'held → surplus, carried → surplus'],
    ['retain', [line('surplus')], 'surplus → held'],
    ['return', [line('held'), line('surplus')], 'held → returning, surplus → returning'],
    [
      'sub-allocate',
      [line('held', { beneficiaryId: TOWNSHIP, target: 'issued' })],
      'held → issued',
    ],
    ['take-back', [line('issued', { beneficiaryId: TOWNSHIP })], 'issued → held'],
  ])('%s', (act, lines, expected) => {
    const posted = legs(act, lines)
    expect(posted.map((p) => `${p.from.stage} → ${p.to.stage}`).join(', ')).toBe(expected)
    expect(posted.every(isMovement)).toBe(true)
  })

  test('a township keeps nothing of the county: its line comes from what the county holds', () => {
    const [posted] = legs('sub-allocate', [
      line('held', { beneficiaryId: TOWNSHIP, target: 'held' }),
    ])
    expect(posted).toMatchObject({
      from: { beneficiary: COUNTY, holder: COUNTY, stage: 'held' },
      to: { beneficiary: TOWNSHIP, holder: COUNTY, stage: 'held' },
    })
  })
})

describe('the budget', () => {
  const budget = (basis: 'leaders' | 'resolution', total: number, more: Partial<OrderFacts> = {}) =>
    orderPostings(
      order('budget', { basis, total: PositiveFen.parse(total) }),
      facts({
        fund: { id: FUND, year: 2023, source: 'union-own', budgetState: 'provisional' },
        ...more,
      }),
    )
  const first = {
    fund: { id: FUND, year: 2023, source: 'union-own', budgetState: 'none' },
  } as const

  test('by the leaders’ paper is posted whole, once', () => {
    expect(budget('leaders', 900, first)).toMatchObject({
      ok: true,
      value: [{ postings: [{ amount: 900 }] }],
    })
    expect(budget('leaders', 900)).toMatchObject({ refusal: 'BUDGET_ALREADY_PROVISIONAL' })
  })
  test('by the resolution posts the difference, up, down or none', () => {
    const resolved = (total: number) => budget('resolution', total, { budgeted: fen(900) })
    expect(resolved(1000)).toMatchObject({
      value: [{ postings: [{ amount: 100, from: { stage: 'source' } }] }],
    })
    expect(resolved(700)).toMatchObject({
      value: [{ postings: [{ amount: 200, from: { stage: 'available' } }] }],
    })
    expect(resolved(900)).toMatchObject({ value: [{ postings: [] }] })
  })
  test('is adjusted only after its resolution, and by something', () => {
    const adjust = (change: Fen | null, budgetState: 'provisional' | 'approved') =>
      orderPostings(
        order('adjust', { change }),
        facts({ fund: { id: FUND, year: 2023, source: 'union-own', budgetState } }),
      )
    expect(adjust(fen(5), 'provisional')).toMatchObject({ refusal: 'BUDGET_NOT_APPROVED' })
    expect(adjust(fen(0), 'approved')).toMatchObject({ refusal: 'CHANGE_IS_ZERO' })
    expect(adjust(null, 'approved')).toMatchObject({ refusal: 'CHANGE_IS_ZERO' })
    expect(adjust(fen(-5), 'approved')).toMatchObject({
      value: [{ postings: [{ amount: 5, to: { stage: 'source' } }] }],
    })
    expect(
      budget('resolution', 9, {
        fund: { id: FUND, year: 2023, source: 'union-own', budgetState: 'approved' },
      }),
    ).toMatchObject({
      refusal: 'BUDGET_ALREADY_APPROVED',
    })
  })
})

describe('a return goes up step by step', () => {
  const back = (step: Order['step'], more: Partial<Order> = {}) =>
    order('return', {
      lines: [line('surplus')],
      step,
      state: 'released',
      viaId: PREFECTURE,
      ...more,
    })
  const go = (
    act: OrderAct,
    continued: Order | null,
    more: Partial<OrderFacts> = {},
    at = COUNTY,
  ) =>
    orderPostings(
      order(act, { organizationId: at, continuesId: OrderId.parse('b'.repeat(20)) }),
      facts({ continued, ...more }),
    )

  test('the prefecture confirms first, then the province: to 待分配 in an open year, to 已退回 in a closed one', () => {
    expect(go('return-receive', back('paid'), {}, PREFECTURE)).toMatchObject({
      value: [
        {
          postings: [{ from: { holder: COUNTY }, to: { holder: PREFECTURE, stage: 'returning' } }],
        },
      ],
    })
    expect(go('return-confirm', back('received'))).toMatchObject({
      value: [{ postings: [{ from: { holder: PREFECTURE }, to: { stage: 'available' } }] }],
    })
    expect(go('return-confirm', back('received'), { yearClosed: true })).toMatchObject({
      value: [{ postings: [{ to: { stage: 'returned', holder: PROVINCE } }] }],
    })
  })
  test('a direct recipient’s return needs no prefecture', () => {
    expect(go('return-confirm', back('paid', { viaId: null }))).toMatchObject({
      value: [{ postings: [{ from: { holder: COUNTY } }] }],
    })
  })
  test('a bounced return goes back to where it came from', () => {
    expect(go('return-stop', back('paid'))).toMatchObject({
      value: [{ postings: [{ to: { stage: 'surplus' } }] }],
    })
  })
  test.each<[string, ReturnType<typeof go>, string]>([
    ['nothing to continue', go('return-receive', null), 'RETURN_NOT_UNDERWAY'],
    [
      'a reversed return',
      go('return-confirm', back('received', { state: 'reversed' })),
      'RETURN_NOT_UNDERWAY',
    ],
    [
      'received twice',
      go('return-receive', back('received'), {}, PREFECTURE),
      'RETURN_NOT_UNDERWAY',
    ],
    ['another prefecture', go('return-receive', back('paid'), {}, TOWNSHIP), 'RETURN_NOT_YOURS'],
    ['not yet at the prefecture', go('return-confirm', back('paid')), 'RETURN_NOT_RECEIVED'],
    ['confirmed twice', go('return-confirm', back('confirmed')), 'RETURN_NOT_UNDERWAY'],
    ['stopped by another', go('return-stop', back('paid'), {}, TOWNSHIP), 'RETURN_NOT_YOURS'],
    ['stopped after receipt', go('return-stop', back('received')), 'RETURN_RECEIVED_ALREADY'],
    ['stopped twice', go('return-stop', back('stopped')), 'RETURN_NOT_UNDERWAY'],
  ])('%s', (_, made, refusal) => expect(made).toMatchObject({ ok: false, refusal }))
})

describe('lines', () => {
  test('name a recipient, or a township, and no account twice', () => {
    const refusal = (act: OrderAct, lines: readonly OrderLine[]) =>
      orderPostings(order(act, { lines: [...lines] }), facts())
    expect(refusal('settle', [line('held', { beneficiaryId: TOWNSHIP })])).toMatchObject({
      refusal: 'NOT_A_RECIPIENT',
    })
    expect(refusal('take-back', [line('issued')])).toMatchObject({ refusal: 'NOT_A_TOWNSHIP' })
    expect(refusal('carry', [line('held'), line('held')])).toMatchObject({ refusal: 'LINE_TWICE' })
  })
})

describe('the form of an order', () => {
  const maker: MakerPlace = {
    organizationId: COUNTY,
    level: 'county',
    provinceId: PROVINCE,
    isOwnOrBelow: (id) => id === COUNTY || id === TOWNSHIP,
  }
  const check = (act: OrderAct, more: Partial<Order> = {}) => {
    const {
      fundId,
      lines,
      total,
      change,
      basis,
      document,
      reason,
      continuesId,
      newFundId,
      newDocument,
    } = order(act, more)
    return checkOrder(
      {
        fundId,
        act,
        lines,
        total,
        change,
        basis,
        document,
        reason,
        continuesId,
        newFundId,
        newDocument,
      },
      maker,
      day('2024-03-11'),
    )
  }
  test.each<[OrderAct, Stage, readonly string[]]>([
    ['carry', 'held', ['own', 'kept', 'township']],
    ['reuse', 'carried', ['own', 'kept', 'township']],
    ['take-back', 'held', ['kept', 'township']],
    ['sub-allocate', 'held', ['own']],
    ['settle', 'held', ['own']],
    ['return', 'held', ['own']],
    ['return', 'spent', []],
    ['reduce', 'issued', []],
  ])('%s of the county draws from %s: %j', (act, stage, expected) => {
    const accounts = {
      own: line(stage),
      kept: line(stage, { beneficiaryId: TOWNSHIP }),
      township: line(stage, { beneficiaryId: TOWNSHIP, holderId: TOWNSHIP }),
      above: line(stage, { holderId: PREFECTURE }),
      foreign: line(stage, { beneficiaryId: PREFECTURE, holderId: PREFECTURE }),
    }
    const offered = Object.entries(accounts).filter(([, a]) => mayDrawOn(act, a, maker))
    expect(offered.map(([name]) => name)).toEqual(expected)
  })

  test.each<[string, ReturnType<typeof check>, string]>([
    ['without its document', check('return', { document: null }), 'DOCUMENT_MISSING'],
    [
      'with a number that is none',
      check('budget', { document: { ...PAPER, number: '随便写' } }),
      'NUMBER_MALFORMED',
    ],
    [
      'with a number of another year',
      check('budget', { document: { ...PAPER, day: day('2023-03-11') } }),
      'NUMBER_YEAR',
    ],
    [
      'with a paper of tomorrow',
      check('budget', { document: { ...PAPER, day: day('2024-03-12') } }),
      'DOCUMENT_IN_FUTURE',
    ],
    [
      'with a second paper of tomorrow',
      check('set-off', { newDocument: { ...PAPER, day: day('2024-03-12') } }),
      'DOCUMENT_IN_FUTURE',
    ],
    ['without its reason', check('settle', { reason: '' }), 'REASON_MISSING'],
    ['without lines', check('carry'), 'LINES_MISSING'],
    ['with lines it does not take', check('budget', { lines: [line('held')] }), 'ORDER_INCOMPLETE'],
    ['continuing nothing', check('return-receive'), 'ORDER_INCOMPLETE'],
    [
      'from a stage it may not draw on',
      check('reuse', { lines: [line('held')] }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'from an account of another union',
      check('settle', { lines: [line('held', { holderId: PREFECTURE })] }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'a sub-allocation to a union of another county',
      check('sub-allocate', {
        lines: [line('held', { beneficiaryId: PREFECTURE, target: 'held' })],
      }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'money taken back from a union of another county',
      check('take-back', { lines: [line('held', { beneficiaryId: PREFECTURE })] }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'relayed money of a union of another prefecture',
      check('return', { lines: [line('relayed', { beneficiaryId: PREFECTURE })] }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'with a new fund where nothing is set off',
      check('carry', { lines: [line('held')], newFundId: order('carry').fundId }),
      'ORDER_INCOMPLETE',
    ],
    [
      'relayed money of one’s own',
      check('return', { lines: [line('relayed')] }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'a sub-allocation without its road',
      check('sub-allocate', { lines: [line('held', { beneficiaryId: TOWNSHIP })] }),
      'ORDER_INCOMPLETE',
    ],
    [
      'a sub-allocation to oneself',
      check('sub-allocate', { lines: [line('held', { target: 'held' })] }),
      'STAGE_NOT_ALLOWED',
    ],
    [
      'what is occupied, without its contract',
      check('carry', { lines: [line('occupied')] }),
      'COMMITMENT_NOT_NAMED',
    ],
    [
      'a contract where nothing is occupied',
      check('carry', { lines: [line('held', { commitmentId: CONTRACT })] }),
      'COMMITMENT_NOT_NAMED',
    ],
    [
      'a reduction of what is not at the province',
      check('reduce', { lines: [line('issued')] }),
      'STAGE_NOT_ALLOWED',
    ],
  ])('%s', (_, checked, refusal) => expect(checked).toMatchObject({ ok: false, refusal }))

  test('every act names who makes it, and two posts that differ where two persons are asked', () => {
    for (const act of ORDER_ACTS) {
      expect(ORDER_RULES[act].makers.length).toBeGreaterThan(0)
      expect(ORDER_RULES[act].releasers).not.toEqual(ORDER_RULES[act].makers)
    }
  })
})
