import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { ApprovalRuleId, BillId } from '@qiangji/kernel/fund/approval.ts'
import { type BankAccount, BankAccountId } from '@qiangji/kernel/fund/bank-account.ts'
import type { ReadRow } from '@qiangji/kernel/fund/bank-result.ts'
import { unrepaidLines } from '@qiangji/kernel/fund/bounce.ts'
import { outstanding, type Payment, paymentAmount } from '@qiangji/kernel/fund/payment.ts'
import type { PaymentBatch } from '@qiangji/kernel/fund/payment-batch.ts'
import type { ReceiptForm } from '@qiangji/kernel/fund/receipt.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { describe, expect, test } from 'vitest'
import { newId } from '../src/engine/new-id.ts'
import { addApprovalRule, addSignature } from '../src/fund/approval.ts'
import {
  activeBankAccounts,
  addBankAccount,
  findBankAccountOf,
  listBankAccounts,
  saveBankAccount,
} from '../src/fund/bank-account.ts'
import { applyBankResult, findBankResult, hashOfResult } from '../src/fund/bank-result.ts'
import { bouncePayment, bouncesOf, listUnrepaid } from '../src/fund/bounce.ts'
import { listDiscrepancies } from '../src/fund/discrepancy.ts'
import { listPayables } from '../src/fund/payable.ts'
import { findPayment, isPaidByBank, listPayments, paymentsOfBatch } from '../src/fund/payment.ts'
import { findBatch, listBatches, partsOfBatches } from '../src/fund/payment-batch.ts'
import { makeBatch } from '../src/fund/payment-make.ts'
import { dropPayments, releaseBatch } from '../src/fund/payment-release.ts'
import { sightOf } from '../src/fund/payment-sight.ts'
import { listPaymentTodo } from '../src/fund/payment-todo.ts'
import { confirmReceipt, listReceipts } from '../src/fund/receipt.ts'
import { listReceiptTodo } from '../src/fund/receipt-todo.ts'
import { listWaiting } from '../src/fund/relay.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { UNDO, UNDO_GUARDS } from '../src/fund/undo.ts'
import { engines } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'

const wan = (n: number) => fen(n * 1_000_000)
const person = (letter: string) => PersonId.parse(letter.repeat(20))
const [CASHIER, ACCOUNTANT, OTHER] = [person('a'), person('b'), person('c')]
const hand = (personId: PersonId) => ({ personId, onBehalfOf: null })
const ISSUED = ['621022', '621002', '620121', '6202', '620171']

const accountOf = (p: Province, code: string, number = `62000000${code}`): BankAccount => ({
  id: newId(BankAccountId),
  organizationId: p.at(code).id,
  holderName: p.at(code).name,
  number,
  bankName: '演示银行',
  bankCode: '102821000001',
  kind: 'basic',
  validFrom: day('2024-01-02'),
  reason: '首次登记',
  fileId: null,
  state: 'active',
  proposer: hand(CASHIER),
  proposedOn: day('2024-01-02'),
  decider: hand(ACCOUNTANT),
  decidedOn: day('2024-01-02'),
  declineReason: null,
  supersededOn: null,
  revision: 0,
})

/** Five recipients with 10 万 issued each, and an account for everybody who is paid. */
const issued = async (p: Province): Promise<Province> => {
  await fill(p, wan(100))
  await p.move({
    act: 'arrange',
    from: fundAccount(p.root.id, 'available'),
    to: fundAccount(p.root.id, 'arranged'),
    amount: wan(50),
  })
  for (const code of ISSUED)
    await p.move({
      act: 'issue',
      from: fundAccount(p.root.id, 'arranged'),
      to: p.key(code, '62', 'issued'),
      amount: wan(10),
    })
  await p.act(async (tx) => {
    for (const code of [...ISSUED, '6210', '6201', '620121101'])
      await addBankAccount(tx, accountOf(p, code))
    return accept(null)
  })
  return p
}

const value = <T>(answer: { ok: true; value: T } | { ok: false; refusal: string }): T => {
  if (!answer.ok) throw new Error(answer.refusal)
  return answer.value
}

const document = {
  number: '演示庆工发〔2024〕9号',
  day: day('2024-05-10'),
  title: '关于转拨专项补助的通知',
}

const make = (p: Province, payer: string, lines: readonly (readonly [string, number])[]) =>
  p.act(
    (tx, poster) =>
      makeBatch(tx, poster, hand(CASHIER), p.at(payer), {
        lines: lines.map(([code, amount]) => ({
          fundId: p.fund.id,
          beneficiaryId: p.at(code).id,
          amount: fen(amount),
        })),
        document: p.at(payer).level === 'prefecture' ? document : null,
        purpose: null,
      }),
    { person: CASHIER },
  )

const release = (p: Province, batch: PaymentBatch, by = ACCOUNTANT) =>
  p.act((tx, poster) => releaseBatch(tx, poster, hand(by), batch), { person: by })

/** Makes and releases; answers the payments. */
const pay = async (
  p: Province,
  payer: string,
  lines: readonly (readonly [string, number])[],
): Promise<readonly Payment[]> => {
  const batch = value(await make(p, payer, lines))
  value(await release(p, batch))
  return paymentsOfBatch(p.store.read, batch.id)
}

const first = (payments: readonly Payment[]): Payment => {
  const [payment] = payments
  if (!payment) throw new Error('no payment')
  return payment
}

let receipts = 0
const confirm = (p: Province, payment: Payment, given: Partial<ReceiptForm> = {}) =>
  p.act(
    async (tx, poster) => {
      const now = await findPayment(tx, payment.id)
      if (!now) return refuse('NOT_FOUND')
      receipts += 1
      return confirmReceipt(tx, poster, hand(OTHER), now, {
        paymentId: payment.id,
        creditDay: day('2024-05-10'),
        number: `收${receipts}`,
        fileId: null,
        lines: null,
        surplus: fen(0),
        note: '',
        ...given,
      })
    },
    { person: OTHER },
  )

const sendBack = (
  p: Province,
  payment: Payment,
  lines: { beneficiaryId: Payment['payeeId']; amount: ReturnType<typeof fen> }[] | null = null,
) =>
  p.act(async (tx, poster) => {
    const now = await findPayment(tx, payment.id)
    if (!now) return refuse('NOT_FOUND')
    return bouncePayment(tx, poster, now, { day: poster.today, reason: '账号有误', lines })
  })

const resultRow = (
  payment: Payment,
  outcome: 'paid' | 'failed',
  more: Partial<ReadRow['row']> = {},
): ReadRow => ({
  row: {
    row: 2,
    number: payment.number,
    amount: paymentAmount(payment),
    outcome,
    reason: outcome === 'failed' ? '账号户名不符' : '',
    day: day('2024-05-10'),
    ...more,
  },
  errors: [],
})

const apply = (p: Province, payer: string, rows: readonly ReadRow[], leaveErrors = false) =>
  p.act((tx, poster) =>
    applyBankResult(tx, poster, p.at(payer).id, rows, { fileName: '结果.xlsx', leaveErrors }),
  )

const balance = async (p: Province, code: string, holder: string, stage: Stage) =>
  (
    await p.store.read
      .selectFrom('account')
      .select('balance')
      .where('beneficiary_id', '=', p.at(code).id)
      .where('holder_id', '=', p.at(holder).id)
      .where('stage', '=', stage)
      .executeTakeFirst()
  )?.balance ?? 0

const reverse = (p: Province, batch: string | null, by = OTHER, today?: Day) =>
  p.act(
    async (tx, poster) => {
      const posting = batch ?? ''
      const journal = await tx
        .selectFrom('journal')
        .select(['act', 'document'])
        .where('batch', '=', posting)
        .executeTakeFirstOrThrow()
      const stopped = await UNDO_GUARDS[journal.act]?.(tx, posting)
      if (stopped) return stopped
      const reversed = await reverseBatch(tx, poster, posting, await isPaidByBank(tx, posting))
      if (!reversed.ok) return reversed
      await UNDO[journal.act]?.(tx, {
        act: journal.act,
        batch: posting,
        documents: [journal.document],
        today: poster.today,
      })
      return reversed
    },
    { person: by, ...(today ? { today } : {}) },
  )

describe.each(engines)('payments on $name', ({ fresh }) => {
  test('a batch under 审批权限 is released once it is signed, and again only signed anew', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const rule = await p.act(async (tx, poster) => {
      await addApprovalRule(tx, {
        ...{ id: newId(ApprovalRuleId), organizationId: p.root.id, bill: 'payment' },
        ...{ lower: wan(20), upper: wan(20), posts: ['office'], joint: false },
        ...{ from: poster.today, to: null, setter: hand(OTHER), setOn: poster.today },
        ...{ ender: null, revision: 0 },
      })
      return accept(null)
    })
    value(rule)
    const signed = async (batch: PaymentBatch, revision: number) =>
      value(
        await p.act(async (tx, poster) => {
          const id = BillId.parse(batch.id)
          await addSignature(tx, {
            ...{ bill: 'payment', billId: id, revision, post: 'office', hand: hand(OTHER) },
            ...{ on: poster.today, opinion: '同意' },
          })
          return accept(null)
        }),
      )
    const batch = value(
      await make(
        p,
        '62',
        ISSUED.slice(0, 3).map((code) => [code, wan(10)]),
      ),
    )
    const payments = await paymentsOfBatch(p.store.read, batch.id)
    const less = value(
      await p.act((tx) => dropPayments(tx, batch, payments.slice(1), 'reject', '金额有误')),
    )
    expect(await release(p, less)).toMatchObject({ refusal: 'APPROVAL_MISSING' })
    await signed(batch, batch.revision)
    expect(await release(p, less)).toMatchObject({
      refusal: 'APPROVAL_MISSING',
      facts: { posts: '办公室（文号）' },
    })
    await signed(batch, less.revision)
    value(await release(p, less))
    expect(await balance(p, '621022', '62', 'remitted')).toBe(wan(10))
  })

  test('the province pays each prefecture once, its counties as lines, and the direct recipients', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const payables = await listPayables(p.store.read, p.root.id, null, day('2024-05-10'))
    expect(payables.map((x) => [x.beneficiaryId, x.payeeId, x.balance])).toEqual(
      [
        ['620121', '6201'],
        ['620171', '620171'],
        ['6202', '6202'],
        ['621002', '6210'],
        ['621022', '6210'],
      ].map(([code = '', payee = '']) => [p.at(code).id, p.at(payee).id, wan(10)]),
    )
    const payments = await pay(
      p,
      '62',
      ISSUED.map((code) => [code, wan(10)]),
    )
    expect(payments.map((x) => [x.payeeId, paymentAmount(x), x.state])).toEqual([
      [p.at('6210').id, wan(20), 'released'],
      [p.at('6201').id, wan(10), 'released'],
      [p.at('6202').id, wan(10), 'released'],
      [p.at('620171').id, wan(10), 'released'],
    ])
    expect(payments.map((x) => x.number.slice(-3))).toEqual(['001', '002', '003', '004'])
    expect(await balance(p, '621022', '62', 'remitted')).toBe(wan(10))
    expect(await listPayables(p.store.read, p.root.id, null, day('2024-05-10'))).toEqual([])
    const journals = await p.store.read
      .selectFrom('journal')
      .select(['batch', 'document', 'maker', 'releaser'])
      .where('document', '=', first(payments).id)
      .execute()
    expect(journals).toHaveLength(2)
    expect(new Set(journals.map((j) => j.batch)).size).toBe(1)
    expect(journals[0]).toMatchObject({ maker: CASHIER, releaser: ACCOUNTANT })
  })

  test('a payment that waits for release is not offered twice, and is free again when it is dropped', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const batch = value(await make(p, '62', [['621022', wan(7)]]))
    expect(await make(p, '62', [['621022', wan(4)]])).toMatchObject({
      refusal: 'PAYMENT_ABOVE_BALANCE',
    })
    expect(await release(p, batch, CASHIER)).toMatchObject({ refusal: 'SAME_PERSON' })
    const waiting = await paymentsOfBatch(p.store.read, batch.id)
    value(await p.act((tx) => dropPayments(tx, batch, waiting, 'reject', '金额有误')))
    expect(await release(p, { ...batch, revision: 1 })).toMatchObject({
      refusal: 'PAYMENT_NOTHING_DRAFTED',
    })
    expect(await make(p, '62', [['621022', wan(10)]])).toMatchObject({
      ok: true,
      value: { number: '20240510-62-02' },
    })
  })

  test('a batch that two people release at once is released once', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const batch = value(await make(p, '62', [['621022', wan(10)]]))
    const answers = await Promise.all([release(p, batch), release(p, batch, OTHER)])
    expect(answers.filter((a) => a.ok)).toHaveLength(1)
    expect(await balance(p, '621022', '62', 'remitted')).toBe(wan(10))
  })

  test('a changed account never alters a payment, and the next one goes to the new account', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const batch = value(await make(p, '62', [['621022', wan(4)]]))
    value(
      await p.act(async (tx) => {
        const old = await findBankAccountOf(tx, p.at('6210').id, 'active')
        if (!old) return refuse('NOT_FOUND')
        await saveBankAccount(tx, { ...old, state: 'superseded', supersededOn: day('2024-05-10') })
        await addBankAccount(tx, accountOf(p, '6210', '6299999999993310'))
        return accept(null)
      }),
    )
    value(await release(p, batch))
    const before = first(await paymentsOfBatch(p.store.read, batch.id))
    expect(before.bank.number).toBe('620000006210')
    const next = first(await pay(p, '62', [['621022', wan(6)]]))
    expect(next.bank.number).toBe('6299999999993310')
  })

  test('an organization has one account in use', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    await expect(
      p.act(async (tx) => {
        await addBankAccount(tx, accountOf(p, '6210', '6299999999993310'))
        return accept(null)
      }),
    ).rejects.toThrow()
    expect((await activeBankAccounts(p.store.read, [p.at('6210').id])).size).toBe(1)
  })

  test('a payee without an account is named', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    value(
      await p.act(async (tx) => {
        const old = await findBankAccountOf(tx, p.at('6202').id, 'active')
        if (old) await saveBankAccount(tx, { ...old, state: 'superseded' })
        return accept(null)
      }),
    )
    expect(await make(p, '62', [['6202', wan(1)]])).toMatchObject({
      refusal: 'PAYEE_ACCOUNT_MISSING',
      facts: { organization: '嘉峪关' },
    })
  })

  test('money goes through the prefecture to the county, any part of it, and ages by its receipt', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const remit = first(
      await pay(p, '62', [
        ['621022', wan(10)],
        ['621002', wan(10)],
      ]),
    )
    value(await confirm(p, remit))
    expect(await balance(p, '621022', '6210', 'relayed')).toBe(wan(10))
    const relay = first(await pay(p, '6210', [['621022', wan(3)]]))
    expect(relay).toMatchObject({ act: 'relay', payeeId: p.at('621022').id })
    value(await confirm(p, relay))
    expect(await balance(p, '621022', '621022', 'held')).toBe(wan(3))
    const waiting = await listWaiting(p.store.read, sightOf(p.at('6210')), null)
    expect(waiting.map((w) => [w.beneficiaryId, w.layers])).toEqual([
      [p.at('621002').id, [{ since: '2024-05-10', amount: wan(10) }]],
      [p.at('621022').id, [{ since: '2024-05-10', amount: wan(7) }]],
    ])
  })

  test('a county pays a township to which it has sub-allocated', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const remit = first(await pay(p, '62', [['620121', wan(10)]]))
    value(await confirm(p, remit))
    const relay = first(await pay(p, '6201', [['620121', wan(10)]]))
    value(await confirm(p, relay))
    const township = p.tree.find((o) => o.countyId === p.at('620121').id && o.level === 'township')
    if (!township) throw new Error('no township')
    await p.move({
      act: 'sub-allocate',
      from: p.key('620121', '620121', 'held'),
      to: p.key(township.code, '620121', 'issued'),
      amount: wan(2),
    })
    if (township.code !== '620121101')
      await p.act(async (tx) => {
        await addBankAccount(tx, accountOf(p, township.code))
        return accept(null)
      })
    const own = first(await pay(p, '620121', [[township.code, wan(2)]]))
    expect(own).toMatchObject({ act: 'remit', payeeId: township.id })
    value(await confirm(p, own))
    expect(await balance(p, township.code, township.code, 'held')).toBe(wan(2))
  })

  test('a short receipt is open until the rest comes', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const payment = first(
      await pay(p, '62', [
        ['621022', wan(10)],
        ['621002', wan(10)],
      ]),
    )
    const lines = [{ beneficiaryId: p.at('621022').id, amount: wan(4) }]
    value(await confirm(p, payment, { lines, note: '少到 16 万' }))
    const open = { sight: sightOf(p.root), state: 'open' as const, limit: 10, after: null }
    expect(await listDiscrepancies(p.store.read, open)).toMatchObject([
      { kind: 'short', amount: wan(16) },
    ])
    const over = [{ beneficiaryId: p.at('621022').id, amount: fen(wan(6) + 1) }]
    expect(await confirm(p, payment, { lines: over })).toMatchObject({
      refusal: 'RECEIPT_ABOVE_PAYMENT',
    })
    value(await confirm(p, payment, { surplus: fen(500) }))
    expect(await listDiscrepancies(p.store.read, { ...open, state: null })).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'short', state: 'closed', closedBy: 'receipt' }),
        expect.objectContaining({ kind: 'surplus', state: 'open', amount: 500 }),
      ]),
    )
    expect(await balance(p, '621022', '6210', 'relayed')).toBe(wan(10))
  })

  test('a receipt number is used once', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const [one, two] = [
      first(await pay(p, '62', [['6202', wan(5)]])),
      first(await pay(p, '62', [['6202', wan(5)]])),
    ]
    value(await confirm(p, one, { number: '0001' }))
    expect(await confirm(p, two, { number: '0001' })).toMatchObject({
      refusal: 'RECEIPT_NUMBER_USED',
    })
  })

  test('a bounce of what never came closes the shortfall and the money is paid again', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const payment = first(
      await pay(p, '62', [
        ['621022', wan(10)],
        ['621002', wan(10)],
      ]),
    )
    const lines = [{ beneficiaryId: p.at('621022').id, amount: wan(10) }]
    value(await confirm(p, payment, { lines }))
    value(await sendBack(p, payment))
    const all = { sight: sightOf(p.root), state: null, limit: 10, after: null }
    expect(await listDiscrepancies(p.store.read, all)).toMatchObject([{ closedBy: 'bounce' }])
    expect(await balance(p, '621002', '62', 'issued')).toBe(wan(10))
    expect(await listUnrepaid(p.store.read, p.root.id)).toHaveLength(1)
    const again = first(await pay(p, '62', [['621002', wan(10)]]))
    expect(await listUnrepaid(p.store.read, p.root.id)).toEqual([])
    expect(await bouncesOf(p.store.read, [payment.id])).toMatchObject([
      { repaid: [{ beneficiaryId: p.at('621002').id, amount: wan(10) }] },
    ])
    value(await confirm(p, again))
    expect(await balance(p, '621002', '6210', 'relayed')).toBe(wan(10))
  })

  test('what is paid again of a bounce is counted, and given back when it is not paid after all', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const payment = first(await pay(p, '62', [['6202', wan(10)]]))
    value(await sendBack(p, payment))
    const batch = (await bouncesOf(p.store.read, [payment.id]))[0]?.postingBatch ?? null
    const left = async () =>
      (await listUnrepaid(p.store.read, p.root.id)).map((b) =>
        unrepaidLines(b).map((line) => line.amount),
      )
    const draft = value(await make(p, '62', [['6202', wan(3)]]))
    const again = first(await pay(p, '62', [['6202', wan(4)]]))
    expect(await left()).toEqual([[wan(3)]])
    const repaid = { refusal: 'BOUNCE_REPAID', facts: { number: `${draft.number}-001` } }
    expect(await reverse(p, batch, ACCOUNTANT)).toMatchObject(repaid)
    const drafted = await paymentsOfBatch(p.store.read, draft.id)
    value(await p.act((tx) => dropPayments(tx, draft, drafted, 'withdraw', '金额有误')))
    expect(await left()).toEqual([[wan(6)]])
    expect(await reverse(p, batch, ACCOUNTANT)).toMatchObject({
      refusal: 'BOUNCE_REPAID',
      facts: { number: again.number },
    })
    value(await reverse(p, again.postingBatch))
    expect(await left()).toEqual([[wan(10)]])
    value(await reverse(p, batch, ACCOUNTANT))
    expect(await left()).toEqual([])
    expect(await findPayment(p.store.read, payment.id)).toMatchObject({ state: 'released' })
  })

  test('what bounced is paid again by whoever the list says is paid then', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    value(await sendBack(p, first(await pay(p, '62', [['621022', wan(10)]]))))
    await p.act(async (tx) => {
      await tx
        .updateTable('fund_recipient')
        .set({ route: 'direct', via_id: null })
        .where('organization_id', '=', p.at('621022').id)
        .execute()
      return accept(null)
    })
    const again = first(await pay(p, '62', [['621022', wan(10)]]))
    expect(again.payeeId).toBe(p.at('621022').id)
    expect(await listUnrepaid(p.store.read, p.root.id)).toEqual([])
  })

  test('the bank’s result pays, fails and bounces; the same result twice changes nothing', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const payments = await pay(p, '62', [
      ['621022', wan(10)],
      ['6202', wan(10)],
    ])
    const [one, two] = payments
    if (!one || !two) throw new Error('two payments')
    const rows = [resultRow(one, 'paid'), resultRow(two, 'failed', { row: 3 })]
    expect(value(await apply(p, '62', rows))).toEqual({ paid: 1, failed: 1, skipped: 0, errors: 0 })
    expect(
      (await paymentsOfBatch(p.store.read, one.batchId)).map((x) => [x.state, x.reason]),
    ).toEqual([
      ['paid', null],
      ['failed', '账号户名不符'],
    ])
    expect(await balance(p, '6202', '62', 'issued')).toBe(wan(10))
    const counted = async () =>
      (await p.store.read.selectFrom('journal').select('id').execute()).length
    const before = await counted()
    expect(value(await apply(p, '62', rows))).toEqual({ paid: 0, failed: 0, skipped: 2, errors: 0 })
    expect(await counted()).toBe(before)
    const known = await findBankResult(p.store.read, p.root.id, hashOfResult([...rows].reverse()))
    expect(known).toMatchObject({ applied_on: '2024-05-10', paid: 1, failed: 1 })
  })

  test('a result with an error posts nothing unless the user leaves that row out', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const [one, two] = await pay(p, '62', [
      ['621022', wan(10)],
      ['6202', wan(10)],
    ])
    if (!one || !two) throw new Error('two payments')
    const rows = [resultRow(one, 'paid'), resultRow(two, 'paid', { amount: fen(1) })]
    expect(await apply(p, '62', rows)).toMatchObject({
      refusal: 'RESULT_HAS_ERRORS',
      facts: { errors: 1 },
    })
    expect((await findPayment(p.store.read, one.id))?.state).toBe('released')
    expect(value(await apply(p, '62', rows, true))).toMatchObject({ paid: 1, errors: 1 })
    expect((await findPayment(p.store.read, two.id))?.state).toBe('released')
    expect(await findBankResult(p.store.read, p.root.id, hashOfResult(rows))).toBeNull()
  })

  test('another payer’s numbers are unknown', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const one = first(await pay(p, '62', [['621022', wan(10)]]))
    expect(await apply(p, '6210', [resultRow(one, 'paid')])).toMatchObject({
      refusal: 'RESULT_HAS_ERRORS',
    })
  })

  test('a paused county stops its batch, and nothing of it is posted', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const batch = value(
      await make(p, '62', [
        ['6202', wan(10)],
        ['621022', wan(10)],
      ]),
    )
    await p.act(async (tx) => {
      await tx
        .insertInto('pause')
        .values({
          id: 'p'.repeat(20),
          fund_id: p.fund.id,
          organization_id: p.at('621022').id,
          state: 'standing',
          reason: '审计意见',
          document: '演示',
          proposed_by: OTHER,
          proposed_on: '2024-05-10',
          executed_by: ACCOUNTANT,
          executed_on: '2024-05-10',
          lifted_by: null,
          lifted_on: null,
          lift_reason: null,
          revision: 0,
        })
        .execute()
      return accept(null)
    })
    expect(await release(p, batch)).toMatchObject({ refusal: 'PAYMENT_PAUSED' })
    expect(await balance(p, '6202', '62', 'remitted')).toBe(0)
    const payables = await listPayables(p.store.read, p.root.id, p.fund.id, day('2024-05-10'))
    expect(payables.filter((x) => x.paused).map((x) => x.beneficiaryId)).toEqual([
      p.at('621022').id,
    ])
  })

  test('a released payment can be reversed until the bank has paid it', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const one = first(await pay(p, '62', [['621022', wan(10)]]))
    value(await reverse(p, one.postingBatch))
    expect((await findPayment(p.store.read, one.id))?.state).toBe('cancelled')
    expect(await balance(p, '621022', '62', 'issued')).toBe(wan(10))
    const two = first(await pay(p, '62', [['621022', wan(10)]]))
    value(await apply(p, '62', [resultRow(two, 'paid')]))
    expect(await reverse(p, two.postingBatch)).toMatchObject({ refusal: 'PAID_BY_BANK' })
  })

  test('receipts and bounces are reversed from last to first', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const one = first(
      await pay(p, '62', [
        ['621022', wan(10)],
        ['621002', wan(10)],
      ]),
    )
    const lines = [{ beneficiaryId: p.at('621022').id, amount: wan(10) }]
    const receipt = value(await confirm(p, one, { lines }))
    value(await sendBack(p, one))
    expect(await reverse(p, receipt.postingBatch, ACCOUNTANT)).toMatchObject({
      refusal: 'LATER_ACT',
    })
    const [bounced] = await bouncesOf(p.store.read, [one.id])
    value(await reverse(p, bounced?.postingBatch ?? null, ACCOUNTANT))
    const open = { sight: sightOf(p.root), state: 'open' as const, limit: 10, after: null }
    expect(await listDiscrepancies(p.store.read, open)).toMatchObject([{ kind: 'short' }])
    value(await reverse(p, receipt.postingBatch, ACCOUNTANT))
    expect(await listDiscrepancies(p.store.read, open)).toEqual([])
    const now = await findPayment(p.store.read, one.id)
    expect(now && outstanding(now)).toBe(wan(20))
    value(await reverse(p, one.postingBatch))
    expect(await balance(p, '621022', '62', 'issued')).toBe(wan(10))
  })

  test('what a reversed receipt had opened is closed on the day of the reversal', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const one = first(await pay(p, '62', [['6202', wan(10)]]))
    const lines = [{ beneficiaryId: p.at('6202').id, amount: wan(4) }]
    const receipt = value(await confirm(p, one, { lines }))
    value(await reverse(p, receipt.postingBatch, ACCOUNTANT, day('2024-06-20')))
    const all = { sight: sightOf(p.root), state: null, limit: 10, after: null }
    expect(await listDiscrepancies(p.store.read, all)).toMatchObject([
      { openedOn: '2024-05-10', closedOn: '2024-06-20', closedBy: 'reversed' },
    ])
  })

  test('a list shows what one pays, what one is paid, and what is for one; batches only one’s own and below', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const [toQingyang] = await pay(p, '62', [
      ['621022', wan(10)],
      ['6202', wan(10)],
    ])
    const seen = async (code: string) =>
      (
        await listPayments(p.store.read, {
          sight: sightOf(p.at(code)),
          payerId: null,
          payeeId: null,
          fundId: null,
          act: null,
          states: null,
          open: true,
          search: '',
          limit: 10,
          after: null,
        })
      ).map((x) => x.payment.payeeId)
    expect(await seen('62')).toHaveLength(2)
    expect(await seen('6210')).toEqual([p.at('6210').id])
    expect(await seen('621022')).toEqual([p.at('6210').id])
    expect(await seen('621002')).toEqual([])
    expect(await seen('6201')).toEqual([])
    const ask = { payerId: null, state: 'released' as const, search: '', limit: 10, after: null }
    const batches = await listBatches(p.store.read, { ...ask, path: p.root.path })
    expect(batches).toHaveLength(1)
    expect(await listBatches(p.store.read, { ...ask, path: p.at('6210').path })).toEqual([])
    expect(await partsOfBatches(p.store.read, [toQingyang?.batchId ?? ''])).toEqual([
      { batchId: toQingyang?.batchId, state: 'released', count: 2, amount: wan(20) },
    ])
    expect(await findBatch(p.store.read, batches[0]?.id ?? first([]).batchId)).toMatchObject({
      number: '20240510-62-01',
    })
  })

  test('each person is told what waits for them, and nothing else', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const actor = (code: string, personId: PersonId, ...posts: PostCode[]): Actor => {
      const { id, path, level, prefectureId, countyId } = p.at(code)
      return {
        personId,
        name: '演示',
        organization: { organizationId: id, path, level, prefectureId, countyId },
        posts: posts.map((post) => ({ post, from: null })),
        sessionId: newId(SessionId),
        address: '127.0.0.1',
        passwordDue: false,
      }
    }
    const kinds = async (who: Actor, on = day('2024-05-10')) => [
      ...(await listPaymentTodo(p.store.read, who, on)).map((t) => t.kind),
      ...(await listReceiptTodo(p.store.read, who, on)).map((t) => t.kind),
    ]
    const cashier = actor('62', CASHIER, 'cashier')
    const accountant = actor('62', ACCOUNTANT, 'accountant')
    const prefecture = actor('6210', OTHER, 'prefecture-finance')
    const batch = value(
      await make(p, '62', [
        ['621022', wan(10)],
        ['621002', wan(10)],
      ]),
    )
    expect(await kinds(accountant)).toEqual(['待授权'])
    expect(await kinds(cashier)).toEqual([])
    value(await release(p, batch))
    expect(await kinds(accountant)).toEqual([])
    expect(await kinds(cashier)).toEqual(['支付结果'])
    expect(await kinds(prefecture)).toEqual(['到账确认'])
    expect(await kinds(cashier, day('2024-05-20'))).toEqual(['支付结果', '催确认'])
    const payment = first(await paymentsOfBatch(p.store.read, batch.id))
    const lines = [{ beneficiaryId: p.at('621022').id, amount: wan(10) }]
    value(await confirm(p, payment, { lines }))
    expect(await kinds(prefecture)).toEqual(['待转拨', '到账确认', '金额不符'])
    const [passOn] = await listPaymentTodo(p.store.read, prefecture, day('2024-05-20'))
    expect(passOn).toMatchObject({ amount: wan(10), due: '2024-06-09', since: '2024-05-10' })
    value(await sendBack(p, payment))
    expect(await kinds(cashier)).toEqual(['支付结果', '退票重拨'])
    const relay = value(await make(p, '6210', [['621022', wan(10)]]))
    const reviewer = actor('62', ACCOUNTANT, 'finance-reviewer')
    expect(await kinds(reviewer)).toEqual(['待授权'])
    expect(relay.payerId).toBe(p.at('6210').id)
    const county = actor('621022', OTHER, 'county-finance')
    const ask = {
      payeeId: null,
      fundId: null,
      withoutScan: true,
      search: '',
      limit: 5,
      after: null,
    }
    expect(await listReceipts(p.store.read, { ...ask, sight: sightOf(p.at('6210')) })).toHaveLength(
      1,
    )
    for (const code of ['621022', '6201'])
      expect(
        await listReceipts(p.store.read, { ...ask, sight: sightOf(p.at(code)) }),
        code,
      ).toEqual([])
    expect(await kinds(county)).toEqual([])
    const accounts = await listBankAccounts(p.store.read, {
      path: p.at('6210').path,
      organizationId: null,
      states: ['active'],
      search: '',
      limit: 2,
      after: null,
    })
    expect(accounts.map((a) => a.account.organizationId)).toEqual(
      ['6210', '621002', '621022'].map((code) => p.at(code).id),
    )
  })

  test('a document number is one document of the payer, however many batches it covers', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    const remit = first(await pay(p, '62', [['621022', wan(10)]]))
    value(await confirm(p, remit))
    const relay = (given: Partial<typeof document>) =>
      p.act((tx, poster) =>
        makeBatch(tx, poster, hand(CASHIER), p.at('6210'), {
          lines: [{ fundId: p.fund.id, beneficiaryId: p.at('621022').id, amount: wan(1) }],
          document: { ...document, ...given },
          purpose: null,
        }),
      )
    value(await relay({}))
    value(await relay({}))
    expect(await relay({ title: '另一份文件' })).toMatchObject({ refusal: 'NUMBER_USED' })
    expect(await relay({ number: '第9号' })).toMatchObject({ refusal: 'NUMBER_MALFORMED' })
    expect(await relay({ day: day('2024-05-11') })).toMatchObject({
      refusal: 'DOCUMENT_IN_FUTURE',
    })
  })

  test('a notice under which nothing is paid leaves its number to the corrected one', async () => {
    const p = await issued(await plantProvince((await fresh()).store))
    value(await confirm(p, first(await pay(p, '62', [['621022', wan(10)]]))))
    const relay = (title: string) =>
      p.act((tx, poster) =>
        makeBatch(tx, poster, hand(CASHIER), p.at('6210'), {
          lines: [{ fundId: p.fund.id, beneficiaryId: p.at('621022').id, amount: wan(1) }],
          document: { ...document, title },
          purpose: null,
        }),
      )
    const drop = async (batch: PaymentBatch, move: 'withdraw' | 'reject') => {
      const payments = await paymentsOfBatch(p.store.read, batch.id)
      return p.act((tx) => dropPayments(tx, batch, payments, move, '标题错字'))
    }
    value(await drop(value(await relay('关于转拨的通之')), 'withdraw'))
    value(await drop(value(await relay('关于转拨的通支')), 'reject'))
    const right = value(await relay('关于转拨的通知'))
    expect(await relay('关于转拨的通之')).toMatchObject({ refusal: 'NUMBER_USED' })
    value(await release(p, right))
    expect(await relay('关于转拨的通之')).toMatchObject({ refusal: 'NUMBER_USED' })
  })
})
