import type { Actor } from '@qiangji/kernel/access/actor.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { addFund } from '@qiangji/store/fund/fund.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { addRecipients } from '@qiangji/store/fund/recipient.ts'
import { addFile } from '@qiangji/store/record/file.ts'
import { expect, test } from 'vitest'
import { Download } from '../src/frame/download.ts'
import { FUND_FORM, refusalOf, type Stage, stage } from './fund-stage.ts'

const wan = (n: number) => fen(n * 1_000_000)
const RECIPIENTS = ['621002', '621022', '6202', '620171', '620121']
const TODAY = day('2024-05-10')

interface Cast {
  readonly s: Stage
  readonly fundId: FundId
  readonly people: Record<
    | 'cashier'
    | 'accountant'
    | 'prefecture'
    | 'second'
    | 'county'
    | 'reviewer'
    | 'provincial'
    | 'stranger',
    Actor
  >
}

const account = (s: Stage, code: string, number = `62000000${code.padStart(6, '0')}`) => ({
  organizationId: s.at(code).id,
  holderName: s.at(code).name,
  number,
  bankName: '演示银行',
  bankCode: '102821000001',
  kind: 'basic' as const,
  validFrom: day('2024-01-02'),
  reason: '首次登记',
  fileId: null,
})

/** A fund with 10 万 issued to each recipient, the people of a payment, and confirmed accounts. */
const cast = async (): Promise<Cast> => {
  const s = await stage(TODAY)
  const fundId = newId(FundId)
  const root = s.at('62')
  const direct = ['6202', '620171']
  const laid = await s.act(async (tx) => {
    await addFund(tx, {
      ...FUND_FORM,
      id: fundId,
      organizationId: root.id,
      state: 'open',
      budgetState: 'approved',
      revision: 0,
    })
    await addRecipients(
      tx,
      fundId,
      RECIPIENTS.map((code) => ({
        organizationId: s.at(code).id,
        route: direct.includes(code) ? 'direct' : 'relay',
        viaId: direct.includes(code) ? null : s.at(code).prefectureId,
        className: null,
        from: day('2024-01-01'),
        to: null,
      })),
    )
    return accept(null)
  })
  expect(laid.ok).toBe(true)
  const requestId = newText()
  const issued = await s.act(
    (tx) =>
      post(tx, { personId: 'system', requestId, today: TODAY }, fundId, [
        {
          act: 'budget',
          from: fundAccount(root.id, 'source'),
          to: fundAccount(root.id, 'available'),
          amount: wan(100),
          document: newText(),
        },
        {
          act: 'arrange',
          from: fundAccount(root.id, 'available'),
          to: fundAccount(root.id, 'arranged'),
          amount: wan(50),
          document: newText(),
        },
        ...RECIPIENTS.map((code) => ({
          act: 'issue' as const,
          from: fundAccount(root.id, 'arranged'),
          to: { beneficiary: s.at(code).id, holder: root.id, stage: 'issued' as const },
          amount: wan(10),
          document: newText(),
        })),
      ]),
    requestId,
  )
  expect(issued.ok).toBe(true)
  const who = (code: string, ...posts: PostCode[]) => s.actorOf(code, posts)
  const people = {
    cashier: who('62', 'cashier'),
    accountant: who('62', 'accountant'),
    prefecture: who('6210', 'prefecture-finance'),
    second: who('6210', 'prefecture-finance'),
    county: who('621022', 'county-finance'),
    reviewer: who('621022', 'county-reviewer'),
    provincial: who('62', 'finance-reviewer', 'finance-clerk'),
    stranger: who('621002', 'county-finance', 'county-reviewer'),
  }
  for (const { personId, name, organization } of Object.values(people))
    await s.act(async (tx) =>
      accept(
        await addPerson(tx, {
          id: personId,
          name,
          organizationId: organization.organizationId,
          department: '',
          state: 'active',
          revision: 0,
        }),
      ),
    )
  const clerk = s.as(who('62', 'finance-clerk'))
  for (const code of ['6210', '6201', ...RECIPIENTS]) {
    const { id, revision } = await clerk.fund.bankAccount.propose(account(s, code))
    await s.as(people.provincial).fund.bankAccount.confirm({ id, revision })
  }
  return { s, fundId, people }
}

/** Everything that the actor may pay now, in one batch. */
const payAll = async ({ s }: Cast, maker: Actor, document = false) => {
  const lines = (await s.as(maker).fund.payment.payables({})).map(
    ({ fundId, beneficiaryId, amount }) => ({ fundId, beneficiaryId, amount }),
  )
  return s.as(maker).fund.payment.make({
    lines,
    purpose: null,
    document: document
      ? { number: '演示庆工发〔2024〕9号', day: TODAY, title: '关于转拨专项补助的通知' }
      : null,
  })
}

const confirmAll = async ({ s }: Cast, actor: Actor, number: string) => {
  const [waiting] = await s.as(actor).fund.receipt.expected({})
  if (!waiting) throw new Error('nothing expected')
  return s.as(actor).fund.receipt.confirm({
    paymentId: waiting.payment.id,
    creditDay: TODAY,
    number,
    fileId: null,
    lines: null,
    surplus: 0,
    note: '',
  })
}

const uploaded = async ({ s }: Cast, actor: Actor, name: string, bytes: Uint8Array) => {
  const id = newId(FileId)
  const hash = Buffer.from(name.padEnd(32)).toString('hex').slice(0, 64)
  s.files.set(hash, bytes)
  const added = await s.act(async (tx) =>
    accept(
      await addFile(tx, {
        id,
        hash,
        size: bytes.length,
        kind: 'csv',
        name,
        uploadedBy: actor.personId,
        organizationId: actor.organization.organizationId,
        at: '2024-05-10T09:00:00.000Z',
      }),
    ),
  )
  expect(added.ok).toBe(true)
  return id
}

test('the money walks from the province to a county in four presses and two receipts', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: batch.revision })
  const seen = await s.as(people.cashier).fund.payment.batch({ id: batch.id })
  expect(seen.payments.map((p) => [p.payeeName, p.lines.length, p.state])).toEqual([
    [s.at('6201').name, 1, 'released'],
    [s.at('620171').name, 1, 'released'],
    [s.at('6202').name, 1, 'released'],
    [s.at('6210').name, 2, 'released'],
  ])
  await confirmAll(c, people.prefecture, '0001')
  expect(await s.as(people.prefecture).fund.relay.list({})).toMatchObject([
    { beneficiaryName: s.at('621002').shortName, days: 0, due: '2024-06-09', overdue: false },
    { beneficiaryName: s.at('621022').shortName, days: 0 },
  ])
  const relay = await payAll(c, people.prefecture, true)
  expect(
    await refusalOf(
      s.as(people.prefecture).fund.payment.release({ id: relay.id, revision: relay.revision }),
    ),
  ).toMatchObject({ refusal: 'SAME_PERSON' })
  await s.as(people.second).fund.payment.release({ id: relay.id, revision: relay.revision })
  await confirmAll(c, people.county, '0002')
  const [received] = (await s.as(people.county).fund.receipt.list({ payeeId: s.at('621022').id }))
    .rows
  expect(received).toMatchObject({ receipt: { number: '0002' }, payment: { outstanding: 0 } })
})

test('the province releases for a prefecture that has one person', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  await confirmAll(c, people.prefecture, '0001')
  const relay = await payAll(c, people.prefecture, true)
  const ask = { id: relay.id, revision: relay.revision }
  expect(await refusalOf(s.as(people.accountant).fund.payment.release(ask))).toMatchObject({
    refusal: 'PAYMENT_RELEASE_NOT_YOURS',
  })
  expect(await s.as(people.provincial).fund.payment.release(ask)).toMatchObject({
    releaser: { personId: people.provincial.personId },
  })
})

test('what is not one’s own is not found, and lines of others are not shown', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  const { payments } = await s.as(people.cashier).fund.payment.batch({ id: batch.id })
  const toQingyang = payments.find((p) => p.payeeId === s.at('6210').id)
  const id = toQingyang?.id ?? payments[0]?.id
  if (!id) throw new Error('no payment')
  for (const call of [
    () => s.as(people.county).fund.payment.batch({ id: batch.id }),
    () => s.as(people.county).fund.payment.release({ id: batch.id, revision: 1 }),
    () =>
      s.as(people.prefecture).fund.payment.bounce({
        paymentId: id,
        day: TODAY,
        reason: '退票',
        lines: null,
        revision: 1,
      }),
    () =>
      s.as(people.county).fund.receipt.confirm({
        paymentId: id,
        creditDay: TODAY,
        number: '1',
        fileId: null,
        lines: null,
        surplus: 0,
        note: '',
      }),
  ])
    expect(await refusalOf(call())).toMatchObject({ refusal: 'NOT_FOUND' })
  const mine = await s.as(people.county).fund.payment.get({ id })
  expect(mine.payment).toMatchObject({ whole: false, amount: wan(10), account: null })
  expect(mine.payment.lines.map((line) => line.beneficiaryId)).toEqual([s.at('621022').id])
  const whole = await s.as(people.prefecture).fund.payment.get({ id })
  expect(whole.payment).toMatchObject({
    whole: true,
    amount: wan(20),
    account: { masked: '尾号 6210', number: null },
  })
  expect(toQingyang?.account?.number).toBe('62000000006210')
})

test('the bank file carries what waits, and the bank’s result is read, applied and known again', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  expect(
    await refusalOf(
      s.as(people.cashier, 'rest').fund.payment.bankFile({ id: batch.id, format: 'xlsx' }),
    ),
  ).toMatchObject({ refusal: 'BANK_FILE_EMPTY' })
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  const file = await s
    .as(people.cashier, 'rest')
    .fund.payment.bankFile({ id: batch.id, format: 'xlsx' })
  if (!(file instanceof Download) || !(file.body instanceof Uint8Array)) throw new Error('no file')
  const sheet = await readSheet(file.body)
  if (!sheet.ok) throw new Error(sheet.refusal)
  const written = sheet.value.rows.slice(1).map((row) => row.cells.map((cell) => cell.text))
  expect(written[0]).toEqual([
    '1',
    s.at('6201').name,
    '62000000006201',
    '演示银行',
    '102821000001',
    '100000',
    '县区专项补助',
    `${batch.number}-001`,
  ])
  const bytes = await writeWorkbook({
    sheets: [
      {
        name: '结果',
        heading: ['网银批量支付结果'],
        columns: ['支付单编号', '交易金额', '交易状态', '失败原因', '交易日期'].map((header) => ({
          header,
          width: 20,
          kind: header === '交易金额' ? ('yuan' as const) : ('text' as const),
        })),
        rows: [
          { values: [`${batch.number}-001`, wan(10), '支付成功', '', '2024-05-10'] },
          {
            values: [
              `${batch.number}-004`,
              wan(20),
              '支付失败（退票）',
              '账号户名不符',
              '2024-05-10',
            ],
          },
          { values: ['20240510-62-99-001', wan(1), '支付成功', '', '2024-05-10'] },
        ],
      },
    ],
  })
  const fileId = await uploaded(c, people.cashier, '结果.xlsx', bytes)
  const read = await s.as(people.cashier).fund.payment.readResult({ fileId })
  expect(read.rows.map((row) => [row.row, row.verdict, row.payeeName])).toEqual([
    [3, 'pay', s.at('6201').name],
    [4, 'fail', s.at('6210').name],
    [5, 'error', ''],
  ])
  expect(read.rows[2]?.errors[0]?.text).toBe('没有编号为“20240510-62-99-001”的支付单')
  expect(
    await refusalOf(s.as(people.cashier).fund.payment.applyResult({ fileId, leaveErrors: false })),
  ).toMatchObject({ refusal: 'RESULT_HAS_ERRORS', facts: { errors: 1 } })
  expect(
    await s.as(people.cashier).fund.payment.applyResult({ fileId, leaveErrors: true }),
  ).toMatchObject({ paid: 1, failed: 1, errors: 1, knownOn: null })
  const rest = new TextEncoder().encode(
    `支付单编号,金额,状态\r\n${batch.number}-002,"100,000.00",交易成功\r\n`,
  )
  const second = await uploaded(c, people.cashier, '结果2.csv', rest)
  expect(
    await s.as(people.cashier).fund.payment.applyResult({ fileId: second, leaveErrors: false }),
  ).toMatchObject({ paid: 1, knownOn: null })
  expect(
    await s.as(people.cashier).fund.payment.applyResult({ fileId: second, leaveErrors: false }),
  ).toMatchObject({ paid: 0, skipped: 1, knownOn: TODAY })
  expect(await s.as(people.cashier).fund.payment.readResult({ fileId: second })).toMatchObject({
    knownOn: TODAY,
    rows: [{ verdict: 'same' }],
  })
  const failed = (await s.as(people.cashier).fund.payment.list({ state: 'failed' })).rows
  expect(failed).toMatchObject([{ reason: '账号户名不符', bounced: wan(20) }])
  expect((await s.as(people.cashier).fund.todo.list({})).map((t) => t.kind)).toEqual(
    expect.arrayContaining(['退票重拨', '支付结果']),
  )
})

test('an unreadable file says what to do and changes nothing', async () => {
  const c = await cast()
  const { s, people } = c
  const none = await uploaded(
    c,
    people.cashier,
    '空.csv',
    new TextEncoder().encode('姓名,金额\r\n'),
  )
  expect(
    await refusalOf(s.as(people.cashier).fund.payment.readResult({ fileId: none })),
  ).toMatchObject({ refusal: 'RESULT_HEAD_MISSING' })
  const odd = await uploaded(
    c,
    people.cashier,
    '网页.xls',
    new TextEncoder().encode('<html></html>'),
  )
  expect(
    await refusalOf(s.as(people.cashier).fund.payment.readResult({ fileId: odd })),
  ).toMatchObject({ refusal: 'RESULT_UNREADABLE' })
  expect(
    await refusalOf(s.as(people.county).fund.payment.readResult({ fileId: odd })),
  ).toMatchObject({ refusal: 'NOT_FOUND' })
})

test('a result that is longer than the system takes is refused whole, and not taken as known', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  const row = `${batch.number}-001,100000.00,支付成功\r\n`
  const result = (rows: number, last: string) =>
    new TextEncoder().encode(`支付单编号,金额,支付状态\r\n${row.repeat(rows - 1)}${last}\r\n`)
  const last = `${batch.number}-002,100000.00,支付成功`
  const long = await uploaded(c, people.cashier, '长.csv', result(2_001, last))
  const apply = (fileId: FileId) =>
    s.as(people.cashier).fund.payment.applyResult({ fileId, leaveErrors: false })
  const refused = { refusal: 'RESULT_TOO_LONG', facts: { rows: 2_001, most: 2_000 } }
  expect(await refusalOf(apply(long))).toMatchObject(refused)
  expect(
    await refusalOf(s.as(people.cashier).fund.payment.readResult({ fileId: long })),
  ).toMatchObject(refused)
  const { payments } = await s.as(people.cashier).fund.payment.batch({ id: batch.id })
  expect(payments.every((p) => p.state === 'released')).toBe(true)
  const whole = await uploaded(c, people.cashier, '分.csv', result(2_000, last))
  expect(await apply(whole)).toMatchObject({ paid: 2, knownOn: null })
})

test('a bank account is changed by two persons within their reach and shown masked', async () => {
  const { s, people } = await cast()
  const county = s.as(people.county)
  const fileId = newId(FileId)
  await s.act(async (tx) =>
    accept(
      await addFile(tx, {
        id: fileId,
        hash: 'a'.repeat(64),
        size: 1,
        kind: 'pdf',
        name: '账户变更申请.pdf',
        uploadedBy: people.county.personId,
        organizationId: s.at('621022').id,
        at: '2024-05-10T09:00:00.000Z',
      }),
    ),
  )
  const change = { ...account(s, '621022', '6200555566663310'), fileId, reason: '更换开户行' }
  expect(
    await refusalOf(
      county.fund.bankAccount.propose({ ...change, organizationId: s.at('621002').id }),
    ),
  ).toMatchObject({ refusal: 'NOT_FOUND' })
  const proposed = await county.fund.bankAccount.propose(change)
  expect(
    await refusalOf(
      s.as(people.stranger).fund.bankAccount.confirm({ id: proposed.id, revision: 0 }),
    ),
  ).toMatchObject({ refusal: 'NOT_FOUND' })
  expect((await s.as(people.reviewer).fund.todo.list({})).map((t) => t.kind)).toContain('账户确认')
  await s.as(people.reviewer).fund.bankAccount.confirm({ id: proposed.id, revision: 0 })
  const { rows } = await s.as(people.prefecture).fund.bankAccount.list({ search: '环县' })
  expect(rows).toMatchObject([{ masked: '尾号 3310', state: 'active', reason: '更换开户行' }])
  expect(JSON.stringify(rows)).not.toContain('6200555566663310')
  expect(await s.as(people.prefecture).fund.bankAccount.reveal({ id: proposed.id })).toMatchObject({
    number: '6200555566663310',
  })
  const audit = await s.store.read
    .selectFrom('audit')
    .select(['act', 'body'])
    .where('act', 'like', 'fund.bankAccount.%')
    .execute()
  expect(audit.map((row) => row.act)).toContain('fund.bankAccount.reveal')
  expect(JSON.stringify(audit)).not.toContain('6200555566663310')
})

test('a short receipt is a discrepancy; words close only what is beyond a payment', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  const [waiting] = await s.as(people.prefecture).fund.receipt.expected({})
  if (!waiting) throw new Error('nothing expected')
  expect(waiting).toMatchObject({ due: '2024-05-11', rule: '到账后 1 个工作日' })
  const form = {
    paymentId: waiting.payment.id,
    creditDay: TODAY,
    fileId: null,
    note: '',
    surplus: 0,
  }
  const lines = [{ beneficiaryId: s.at('621022').id, amount: wan(3) }]
  await s.as(people.prefecture).fund.receipt.confirm({ ...form, number: '1', lines })
  const [short] = (await s.as(people.prefecture).fund.discrepancy.list({})).rows
  if (!short) throw new Error('no discrepancy')
  expect(short.discrepancy).toMatchObject({ kind: 'short', amount: wan(17) })
  const { id, revision } = short.discrepancy
  expect(
    await refusalOf(
      s.as(people.prefecture).fund.discrepancy.settle({ id, revision, note: '已核对' }),
    ),
  ).toMatchObject({ refusal: 'DISCREPANCY_NEEDS_MONEY' })
  await s.as(people.prefecture).fund.receipt.confirm({
    ...form,
    number: '2',
    lines: null,
    surplus: 100,
  })
  const [beyond] = (await s.as(people.prefecture).fund.discrepancy.list({})).rows
  expect(beyond?.discrepancy).toMatchObject({ kind: 'surplus', amount: 100 })
  await s.as(people.prefecture).fund.discrepancy.settle({
    id: beyond?.discrepancy.id ?? id,
    revision: 0,
    note: '已退回付款单位',
  })
  expect((await s.as(people.cashier).fund.discrepancy.list({})).rows).toEqual([])
})

test('a single payment is recorded as paid from its slip and then cannot be reversed', async () => {
  const c = await cast()
  const { s, people } = c
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  const { payments } = await s.as(people.cashier).fund.payment.batch({ id: batch.id })
  const [one, two] = payments
  if (!one?.postingBatch || !two?.postingBatch) throw new Error('not posted')
  await s.as(people.cashier).fund.payment.paid({ id: one.id, revision: one.revision, day: TODAY })
  const reverse = (payment: { postingBatch: string | null }) =>
    s.as(people.provincial).fund.journal.reverse({
      batch: payment.postingBatch ?? '',
      reason: '制单有误',
    })
  expect(await refusalOf(reverse(one))).toMatchObject({ refusal: 'PAID_BY_BANK' })
  await reverse(two)
  expect((await s.as(people.cashier).fund.payment.get({ id: two.id })).payment.state).toBe(
    'cancelled',
  )
})

test('the releaser sends it back, the maker takes it back, and nobody else does', async () => {
  const c = await cast()
  const { s, people } = c
  const first = await payAll(c, people.cashier)
  const ask = { id: first.id, revision: 0, paymentIds: null, reason: '金额有误' }
  for (const actor of [people.prefecture, people.county])
    expect(await refusalOf(s.as(actor).fund.payment.withdraw(ask))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  expect(
    await refusalOf(s.as(s.actorOf('62', ['cashier'])).fund.payment.withdraw(ask)),
  ).toMatchObject({ refusal: 'PAYMENT_WITHDRAW_NOT_YOURS' })
  const { payments } = await s.as(people.cashier).fund.payment.batch({ id: first.id })
  const one = payments[0]
  if (!one) throw new Error('no payment')
  await s.as(people.accountant).fund.payment.reject({ ...ask, paymentIds: [one.id] })
  expect(await refusalOf(s.as(people.cashier).fund.payment.withdraw(ask))).toMatchObject({
    refusal: 'REVISION_STALE',
  })
  await s.as(people.cashier).fund.payment.withdraw({ ...ask, revision: 1 })
  const after = await s.as(people.cashier).fund.payment.batch({ id: first.id })
  expect(after.payments.map((p) => [p.state, p.reason])).toEqual([
    ['rejected', '金额有误'],
    ['cancelled', '金额有误'],
    ['cancelled', '金额有误'],
    ['cancelled', '金额有误'],
  ])
  expect(await s.as(people.cashier).fund.payment.payables({})).toHaveLength(5)
})

test('accounts, files and payments of others stay out of reach', async () => {
  const c = await cast()
  const { s, people } = c
  const mine = (await s.as(people.prefecture).fund.bankAccount.list({})).rows
  expect(new Set(mine.map((a) => a.organizationId))).toEqual(
    new Set(['6210', '621002', '621022'].map((code) => s.at(code).id)),
  )
  const above = (await s.as(people.cashier).fund.bankAccount.list({})).rows
  const foreign = above.find((a) => a.organizationId === s.at('6201').id)
  if (!foreign) throw new Error('no account')
  for (const call of [
    () => s.as(people.prefecture).fund.bankAccount.reveal({ id: foreign.id }),
    () => s.as(people.prefecture).fund.bankAccount.confirm({ id: foreign.id, revision: 1 }),
    () =>
      s
        .as(people.prefecture)
        .fund.bankAccount.decline({ id: foreign.id, revision: 1, reason: '无' }),
  ])
    expect(await refusalOf(call())).toMatchObject({ refusal: 'NOT_FOUND' })
  const batch = await payAll(c, people.cashier)
  await s.as(people.accountant).fund.payment.release({ id: batch.id, revision: 0 })
  expect((await s.as(people.stranger).fund.payment.list({})).rows).toHaveLength(1)
  expect((await s.as(s.actorOf('6202', ['viewer'])).fund.payment.list({})).rows).toMatchObject([
    { payeeId: s.at('6202').id },
  ])
  for (const format of ['xlsx', 'csv'] as const)
    expect(
      await refusalOf(
        s.as(people.prefecture, 'rest').fund.payment.bankFile({ id: batch.id, format }),
      ),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
})

test('a cursor walks through all batches once', async () => {
  const c = await cast()
  const { s, people } = c
  const lines = (await s.as(people.cashier).fund.payment.payables({})).map((p) => ({
    fundId: p.fundId,
    beneficiaryId: p.beneficiaryId,
    amount: wan(1),
  }))
  for (let i = 0; i < 5; i++)
    await s.as(people.cashier).fund.payment.make({ lines, document: null, purpose: null })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: { rows: { number: string }[]; next: string | null } = await s
      .as(people.cashier)
      .fund.payment.batches({ limit: 2, cursor })
    seen.push(...page.rows.map((b) => b.number.slice(-2)))
    cursor = page.next
  } while (cursor !== null)
  expect(seen).toEqual(['05', '04', '03', '02', '01'])
})
