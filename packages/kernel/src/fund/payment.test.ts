import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../base/day.ts'
import { fen } from '../base/money.ts'
import {
  type Bounce,
  BounceId,
  bounce,
  type LineAmount,
  mayUnbounce,
  repaidLines,
  unbounce,
  unrepaidLines,
} from './bounce.ts'
import { isShort } from './discrepancy.ts'
import { isMovement } from './ledger.ts'
import { COUNTY_A, COUNTY_B, PREFECTURE, paymentTo } from './payment.sample.ts'
import {
  markPaid,
  movePayment,
  outstanding,
  PAYMENT_MOVES,
  type Payment,
  type PaymentMove,
  PaymentState,
  releasePostings,
} from './payment.ts'
import { receive, unreceive } from './receipt.ts'

const MOVES: readonly PaymentMove[] = [
  'release',
  'reject',
  'withdraw',
  'succeed',
  'fail',
  'reverse',
  'unbounce',
]
const today = day('2024-06-05')
const open = { day: today, reason: '账号有误', lines: null }
const whole = {
  creditDay: day('2024-06-04'),
  number: '0012345',
  fileId: null,
  lines: null,
  surplus: fen(0),
  note: '',
}

describe('the states of a payment', () => {
  test.each(PaymentState.options.flatMap((from) => MOVES.map((move) => [from, move] as const)))(
    '%s takes %s only where the table says so',
    (from, move) => {
      const rows = PAYMENT_MOVES.filter((m) => m.from === from && m.move === move)
      const moved = movePayment(paymentTo(PREFECTURE, { state: from }), move)
      if (rows.length === 0) expect(moved).toMatchObject({ ok: false, refusal: 'PAYMENT_STATE' })
      else expect(moved).toMatchObject({ ok: true, value: { state: rows[0]?.to } })
    },
  )

  test('a rejected or cancelled payment never moves again', () => {
    expect(PAYMENT_MOVES.some((m) => ['rejected', 'cancelled'].includes(m.from))).toBe(false)
  })

  test('nothing is posted that is not in the table of movements', () => {
    for (const act of ['remit', 'relay'] as const) {
      const payment = paymentTo(PREFECTURE, { act, state: 'released' })
      const bounced = bounce(payment, open, today)
      const received = receive(payment, whole, today)
      if (!bounced.ok || !received.ok) throw new Error('refused')
      const all = [
        ...releasePostings(payment),
        ...bounced.value.postings,
        ...received.value.postings,
      ]
      expect(all).toHaveLength(6)
      expect(all.every(isMovement)).toBe(true)
    }
  })
})

describe('the bank’s answer', () => {
  const payment = paymentTo(PREFECTURE, { state: 'released' })
  test.each([
    ['2024-06-04', { ok: true, value: { state: 'paid', paidOn: '2024-06-04' } }],
    ['2024-06-06', { refusal: 'PAID_DAY_LATE' }],
    ['2024-06-02', { refusal: 'PAID_DAY_EARLY' }],
  ])('of %s', (on, answer) => {
    expect(markPaid(payment, day(on), today)).toMatchObject(answer)
  })
})

describe('a receipt', () => {
  const payment = paymentTo(PREFECTURE, { state: 'released' })

  test('in one click takes in every line; money for others waits to be passed on', () => {
    const received = receive(payment, whole, today)
    expect(received).toMatchObject({ ok: true })
    if (!received.ok) return
    expect(outstanding(received.value.payment)).toBe(0)
    expect(received.value.postings.map((p) => p.to)).toEqual([
      { beneficiary: COUNTY_A, holder: PREFECTURE, stage: 'relayed' },
      { beneficiary: COUNTY_B, holder: PREFECTURE, stage: 'relayed' },
    ])
  })

  test('of the payee’s own money is 已到账', () => {
    const own = paymentTo(COUNTY_A, { state: 'paid' })
    const received = receive({ ...own, lines: own.lines.slice(0, 1) }, whole, today)
    expect(received.ok && received.value.postings[0]?.to.stage).toBe('held')
  })

  test('that is short leaves the rest open and is called so', () => {
    const lines = [{ beneficiaryId: COUNTY_A, amount: fen(40) }]
    const received = receive(payment, { ...whole, lines }, today)
    if (!received.ok) throw new Error(received.refusal)
    expect(outstanding(received.value.payment)).toBe(fen(260))
    expect(isShort(received.value.payment)).toBe(true)
    expect(isShort(payment)).toBe(false)
  })

  test('above a line is refused, and names what is open', () => {
    const lines = [{ beneficiaryId: COUNTY_A, amount: fen(101) }]
    expect(receive(payment, { ...whole, lines }, today)).toMatchObject({
      refusal: 'RECEIPT_ABOVE_PAYMENT',
      facts: { open: 100, asked: 101 },
    })
  })

  test('twice on the same line cannot pass the line together', () => {
    const lines = [
      { beneficiaryId: COUNTY_A, amount: fen(60) },
      { beneficiaryId: COUNTY_A, amount: fen(60) },
    ]
    expect(receive(payment, { ...whole, lines }, today)).toMatchObject({
      refusal: 'RECEIPT_ABOVE_PAYMENT',
    })
  })

  test('with money beyond the payment posts only the payment', () => {
    const received = receive(payment, { ...whole, surplus: fen(5) }, today)
    if (!received.ok) throw new Error(received.refusal)
    expect(received.value.lines.reduce((sum, l) => sum + l.amount, 0)).toBe(300)
  })

  test('cannot be short and beyond at once', () => {
    const lines = [{ beneficiaryId: COUNTY_A, amount: fen(40) }]
    expect(receive(payment, { ...whole, lines, surplus: fen(1) }, today)).toMatchObject({
      refusal: 'RECEIPT_SURPLUS_WHILE_SHORT',
    })
  })

  test.each([
    ['2024-06-06', 'RECEIPT_CREDIT_LATE'],
    ['2024-06-02', 'RECEIPT_CREDIT_EARLY'],
  ])('dated %s is refused', (on, refusal) => {
    expect(receive(payment, { ...whole, creditDay: day(on) }, today)).toMatchObject({ refusal })
  })

  test.each(['drafted', 'rejected', 'cancelled', 'failed'] as const)(
    'of a payment that is %s is refused',
    (state) => {
      expect(receive({ ...payment, state }, whole, today)).toMatchObject({
        refusal: 'RECEIPT_NOT_UNDERWAY',
      })
    },
  )

  test('of nothing is refused, and of a stranger’s line too', () => {
    expect(receive(payment, { ...whole, lines: [] }, today)).toMatchObject({
      refusal: 'RECEIPT_EMPTY',
    })
    const lines = [{ beneficiaryId: PREFECTURE, amount: fen(1) }]
    expect(receive(payment, { ...whole, lines }, today)).toMatchObject({
      refusal: 'RECEIPT_LINE_UNKNOWN',
    })
  })

  test('that is reversed opens its lines again', () => {
    const received = receive(payment, whole, today)
    if (!received.ok) throw new Error(received.refusal)
    expect(unreceive(received.value.payment, received.value.lines)).toEqual(payment)
  })
})

describe('a bounce', () => {
  const payment = paymentTo(PREFECTURE, { state: 'paid' })

  test('of the whole makes the payment 支付异常 with the bank’s reason', () => {
    const bounced = bounce(payment, open, today)
    expect(bounced).toMatchObject({
      ok: true,
      value: { payment: { state: 'failed', reason: '账号有误' } },
    })
  })

  test('of a part leaves the payment as it is', () => {
    const lines = [{ beneficiaryId: COUNTY_B, amount: fen(50) }]
    const bounced = bounce(payment, { ...open, lines }, today)
    expect(bounced.ok && bounced.value.payment.state).toBe('paid')
    expect(bounced.ok && outstanding(bounced.value.payment)).toBe(fen(250))
  })

  test('of the rest of a short receipt closes the shortfall', () => {
    const short = receive(
      payment,
      { ...whole, lines: [{ beneficiaryId: COUNTY_A, amount: fen(100) }] },
      today,
    )
    if (!short.ok) throw new Error(short.refusal)
    const bounced = bounce(short.value.payment, open, today)
    if (!bounced.ok) throw new Error(bounced.refusal)
    expect(bounced.value.lines).toEqual([{ beneficiaryId: COUNTY_B, amount: 200 }])
    expect(bounced.value.payment.state).toBe('paid')
    expect(isShort(bounced.value.payment)).toBe(false)
  })

  test('above what is open is refused, and so is one of a closed payment', () => {
    const lines = [{ beneficiaryId: COUNTY_A, amount: fen(101) }]
    expect(bounce(payment, { ...open, lines }, today)).toMatchObject({
      refusal: 'BOUNCE_ABOVE_OPEN',
    })
    const done = receive(payment, whole, today)
    if (!done.ok) throw new Error(done.refusal)
    expect(bounce(done.value.payment, open, today)).toMatchObject({
      refusal: 'BOUNCE_NOTHING_OPEN',
    })
  })

  test.each([
    ['2024-06-06', 'BOUNCE_DAY_LATE'],
    ['2024-06-02', 'BOUNCE_DAY_EARLY'],
  ])('dated %s is refused', (on, refusal) => {
    expect(bounce(payment, { ...open, day: day(on) }, today)).toMatchObject({ refusal })
  })

  test('goes back to where the payer had it', () => {
    const relay = bounce({ ...payment, act: 'relay' }, open, today)
    const remit = bounce(payment, open, today)
    expect(relay.ok && relay.value.postings[0]?.to.stage).toBe('relayed')
    expect(remit.ok && remit.value.postings[0]?.to.stage).toBe('issued')
  })

  test('that is reversed gives the payment its state back', () => {
    const bounced = bounce(payment, open, today)
    if (!bounced.ok) throw new Error(bounced.refusal)
    expect(unbounce(bounced.value.payment, bounced.value.lines, 'paid')).toEqual(payment)
  })
})

describe('what came back and is paid again', () => {
  const lines = (...amounts: readonly (readonly [typeof COUNTY_A, number])[]): LineAmount[] =>
    amounts.map(([beneficiaryId, amount]) => ({ beneficiaryId, amount: fen(amount) }))
  const bounced = (letter: string, given: Partial<Bounce>): Bounce => ({
    id: BounceId.parse(letter.repeat(20)),
    paymentId: payment.id,
    day: today,
    postedOn: today,
    reason: '账号有误',
    lines: lines([COUNTY_A, 60], [COUNTY_B, 200]),
    state: 'posted',
    before: 'paid',
    repaid: [],
    postingBatch: letter.repeat(20),
    ...given,
  })
  const payment = paymentTo(PREFECTURE, { state: 'paid' })

  test('waits beneficiary by beneficiary, and by the fen that nothing pays again', () => {
    const open = unrepaidLines(bounced('b', { repaid: lines([COUNTY_A, 1], [COUNTY_B, 200]) }))
    expect(open).toEqual(lines([COUNTY_A, 59]))
  })

  test('is taken from the oldest bounce first; what is more than came back is paid anew', () => {
    const some = [
      bounced('b', { repaid: lines([COUNTY_A, 50]) }),
      bounced('c', { lines: lines([COUNTY_A, 40]) }),
    ]
    expect(repaidLines(payment, some)).toEqual([
      { bounceId: some[0]?.id, beneficiaryId: COUNTY_A, amount: 10 },
      { bounceId: some[1]?.id, beneficiaryId: COUNTY_A, amount: 40 },
      { bounceId: some[0]?.id, beneficiaryId: COUNTY_B, amount: 200 },
    ])
  })

  test('does not come back to the payment that bounced while another pays it again', () => {
    expect(mayUnbounce(null)).toMatchObject({ ok: true })
    expect(mayUnbounce(payment.number)).toMatchObject({
      refusal: 'BOUNCE_REPAID',
      facts: { number: payment.number },
    })
  })
})

describe('whatever happens to a payment', () => {
  const act = fc.record({
    kind: fc.constantFrom('receive', 'bounce', 'undo'),
    line: fc.constantFrom(COUNTY_A, COUNTY_B),
    amount: fc.integer({ min: 1, max: 250 }),
    whole: fc.boolean(),
  })

  test('no line receives or gives back more than was paid, and every act undone restores it', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const before: { payment: Payment; undo: (now: Payment) => Payment }[] = []
        let payment = paymentTo(PREFECTURE, { state: 'paid' })
        for (const { kind, line, amount, whole: all } of acts) {
          const lines = all ? null : [{ beneficiaryId: line, amount: fen(amount) }]
          if (kind === 'undo') {
            const last = before.pop()
            if (!last) continue
            payment = last.undo(payment)
            expect(payment).toEqual(last.payment)
            continue
          }
          const held = payment
          const done =
            kind === 'receive'
              ? receive(payment, { ...whole, lines }, today)
              : bounce(payment, { ...open, lines }, today)
          if (!done.ok) continue
          payment = done.value.payment
          const taken = done.value.lines
          before.push({
            payment: held,
            undo: (now) =>
              kind === 'receive' ? unreceive(now, taken) : unbounce(now, taken, 'paid'),
          })
        }
        for (const line of payment.lines) {
          expect(line.received + line.bounced).toBeLessThanOrEqual(line.amount)
          expect(line.received).toBeGreaterThanOrEqual(0)
          expect(line.bounced).toBeGreaterThanOrEqual(0)
        }
        expect(payment.state).toBe(
          payment.lines.every((l) => l.bounced === l.amount) ? 'failed' : 'paid',
        )
      }),
      { numRuns: 500 },
    )
  })
})
