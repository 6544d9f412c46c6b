import { randomUUID } from 'node:crypto'
import { pack } from '@qiangji/sheet/pack.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type BadInputWorld, openBadInputWorld } from './bad-input-world.ts'
import type { Caller } from './caller.ts'
import { contentsOf } from './scope/contents.ts'

/** Status, code and sentence as the person reads them; of an input that is wrong, those of its first issue. */
type Heard = readonly [status: number, code: string, sentence: string]

const Issues = z.array(z.object({ code: z.string(), message: z.string() }))
const Turned = z.object({ refusal: z.string(), issues: Issues })
const OnTrpc = z.object({ error: z.object({ message: z.string(), data: Turned }) })
const OnRest = Turned.extend({ message: z.string() })

const heard = async (response: Response): Promise<Heard> => {
  const body: unknown = await response.json()
  const rest = OnRest.safeParse(body)
  const { error } = rest.success
    ? { error: { message: rest.data.message, data: rest.data } }
    : OnTrpc.parse(body)
  const [issue] = error.data.issues
  return issue
    ? [response.status, issue.code, issue.message]
    : [response.status, error.data.refusal, error.message]
}

/** A command whose body is written by hand: JSON holds what no form of ours would send, such as −0. */
const sent = (caller: Caller, path: string, body: string): Promise<Response> =>
  caller.fetch(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body,
  })

const done = async <T extends z.ZodType>(
  caller: Caller,
  path: string,
  input: unknown,
  shape: T,
): Promise<z.output<T>> => {
  const answer = await caller.command(path, input)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`)
  return shape.parse(answer.data)
}

const Stored = z.object({ id: z.string(), revision: z.int() })

const uploaded = (caller: Caller, name: string, bytes: Uint8Array): Promise<Response> => {
  const form = new FormData()
  form.set('file', new File([Uint8Array.from(bytes)], name))
  return caller.fetch('/file', {
    method: 'POST',
    body: form,
    headers: { 'idempotency-key': randomUUID() },
  })
}
const fileId = async (caller: Caller, name: string, bytes: Uint8Array): Promise<string> =>
  z.object({ id: z.string() }).parse(await (await uploaded(caller, name, bytes)).json()).id

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const text = (at: string, words: string) =>
  `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`

/** A county's account list with a formula, a merged block and a day in words. */
const badList = (): Promise<Uint8Array> => {
  const heads = ['日期', '凭证号', '摘要', '科目', '金额（元）']
  const letters = ['A', 'B', 'C', 'D', 'E']
  const row = (at: number, ...cells: readonly string[]) => `<row r="${at}">${cells.join('')}</row>`
  const sheet = [
    row(1, ...heads.map((head, i) => text(`${letters[i]}1`, head))),
    row(
      2,
      ...[text('A2', '2024-03-05'), text('B2', '记-1'), text('C2', '教材'), text('D2', '培训费')],
      '<c r="E2"><f>100*3</f><v>300</v></c>',
    ),
    row(
      3,
      ...[text('A3', '三月六日'), text('B3', '记-2'), text('C3', '场地'), text('D3', '培训费')],
      '<c r="E3"><v>80</v></c>',
    ),
    row(
      4,
      ...[text('A4', '2024-03-07'), text('B4', '记-3'), text('C4', '茶水'), text('D4', '培训费')],
      '<c r="E4"><v>60</v></c>',
    ),
    row(
      5,
      ...[text('A5', '2024-03-08'), text('B5', '记-4'), text('C5', '纸张'), text('D5', '培训费')],
      '<c r="E5"/>',
    ),
  ]
  const rel = (id: string, kind: string, target: string) =>
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/></Relationships>`
  return pack(
    new Map([
      ['[Content_Types].xml', `<Types xmlns="${PACKAGE}/content-types"/>`],
      ['_rels/.rels', rel('rId1', 'officeDocument', 'xl/workbook.xml')],
      [
        'xl/workbook.xml',
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="明细账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
      ['xl/_rels/workbook.xml.rels', rel('rId1', 'worksheet', 'worksheets/sheet1.xml')],
      [
        'xl/worksheets/sheet1.xml',
        `<worksheet xmlns="${MAIN}"><sheetData>${sheet.join('')}</sheetData><mergeCells count="1"><mergeCell ref="E4:E5"/></mergeCells></worksheet>`,
      ],
    ]),
  )
}

/** Asks, and says what was heard and whether anything but the record of it has changed. */
const judge = async (w: BadInputWorld, ask: () => Promise<Response>) => {
  const before = contentsOf(w.s.file)
  const answer = await heard(await ask())
  return [...answer, contentsOf(w.s.file) === before ? 'nothing changed' : 'CHANGED']
}
const kept = (...answer: Heard) => [...answer, 'nothing changed']

const spending = (w: BadInputWorld, amount: string) =>
  JSON.stringify({
    fundId: w.fundId,
    fileIds: [],
    form: {
      ...{ beneficiaryId: w.unionId('621022'), day: '2024-03-08', voucher: '记-9', line: 1 },
      ...{ summary: '教材', amount: 'HERE', use: 'training', payee: '书店', roster: null },
      ...{ fixedAsset: false, commitmentId: null, advanceId: null },
    },
  }).replace('"HERE"', amount)

test('an amount that is none is refused for what it is', { timeout: 120_000 }, async () => {
  const w = await openBadInputWorld()
  const record = (amount: string) =>
    judge(w, () => sent(w.as.clerk, 'fund.spending.record', spending(w, amount)))
  const table: readonly (readonly [amount: string, code: string, sentence: string])[] = [
    ['"1e3"', 'AMOUNT_EXPONENT', '“1e3”是科学记数，请写成普通数字'],
    ['"0.001"', 'AMOUNT_TOO_FINE', '金额最小到分，小数最多 2 位'],
    ['0.001', 'AMOUNT_TOO_FINE', '金额最小到分，小数最多 2 位'],
    ['"-0"', 'AMOUNT_NEGATIVE_ZERO', '零不能带负号'],
    ['-0', 'AMOUNT_NEGATIVE_ZERO', '零不能带负号'],
    ['"１２００"', 'AMOUNT_FULL_WIDTH', '“１２００”是全角数字，读作 1200，请改成半角'],
    ['"1,234.5万"', 'AMOUNT_HAS_UNIT', '“1,234.5万”带了单位，请只填数字'],
    ['"100"', 'AMOUNT_IN_QUOTES', '金额应是以分为单位的整数，不加引号'],
    ['0', 'AMOUNT_NOT_POSITIVE', '金额应大于零'],
    ['-5', 'AMOUNT_NOT_POSITIVE', '金额应大于零'],
    ['9007199254740991', 'AMOUNT_TOO_LARGE', '金额太大，请核对单位是元还是万元'],
    ['null', 'AMOUNT_EMPTY', '请填金额'],
  ]
  for (const [amount, code, sentence] of table)
    expect([amount, ...(await record(amount))]).toEqual([amount, ...kept(400, code, sentence)])
  // With a plain amount the form passes the door, and the next rule answers.
  expect((await record('100'))[1]).toBe('NOTHING_RECEIVED')
})

test('a plan that shares too much, lacks a figure or is weighed in odd numbers goes no further', {
  timeout: 120_000,
}, async () => {
  const w = await openBadInputWorld()
  const { drafter } = w.as
  const Plan = Stored.extend({ form: z.looseObject({ rule: z.looseObject({}) }) })
  let plan = await done(drafter, 'fund.allocation.draft', { fundId: w.fundId, title: '方案' }, Plan)
  const form = (more: object) => ({ ...plan.form, ...more })
  const save = async (more: object) => {
    const { id, revision } = plan
    plan = await done(drafter, 'fund.allocation.save', { id, revision, form: form(more) }, Plan)
  }
  const submit = () =>
    judge(w, () =>
      sent(
        drafter,
        'fund.allocation.submit',
        JSON.stringify({ id: plan.id, revision: plan.revision }),
      ),
    )
  const head = { id: 'a', name: '补助', recipients: 'all' }
  const equal = (amount: number | 'rest') => ({ ...head, method: 'equal', amount })
  await save({ pot: 90_000_000, parts: [equal('rest')] })
  expect(await submit()).toEqual(
    kept(
      422,
      'POT_ABOVE_AVAILABLE',
      '专项总额 900,000.00 元，待分配只有 800,000.00 元，超出 100,000.00 元。请调减总额，或先核定、调整预算。',
    ),
  )
  await save({ pot: 10_000_000, parts: [equal(12_000_000)] })
  expect((await submit()).slice(0, 2)).toEqual([422, 'PARTS_ABOVE_POT'])
  const factor = (weight: string) => ({
    ...{ ...head, method: 'factor', amount: 'rest' },
    factors: [{ key: 'members', name: '会员数', weight }],
  })
  await save({ pot: 10_000_000, parts: [factor('1')] })
  const missing = await submit()
  expect(missing.slice(0, 2)).toEqual([422, 'FACT_MISSING'])
  expect(missing[2]).toContain('缺少“会员数”数据')
  expect(missing[3]).toBe('nothing changed')
  for (const [weight, code, sentence] of [
    ['1e-1', 'DECIMAL_EXPONENT', '“1e-1”是科学记数，请写成普通数字'],
    ['０.４', 'DECIMAL_FULL_WIDTH', '“０.４”是全角数字，读作 0.4，请改成半角'],
    ['-0', 'DECIMAL_NEGATIVE_ZERO', '零不能带负号'],
    ['40%', 'DECIMAL_NOT_A_NUMBER', '“40%”不是数字，请写成 0.40 的样子'],
  ] as const) {
    const { id, revision } = plan
    const body = JSON.stringify({ id, revision, form: form({ parts: [factor(weight)] }) })
    const answer = await judge(w, () => sent(drafter, 'fund.allocation.save', body))
    expect([weight, ...answer]).toEqual([weight, ...kept(400, code, sentence)])
  }
  const stale = JSON.stringify({ id: plan.id, revision: plan.revision - 1, form: form({}) })
  expect(await judge(w, () => sent(drafter, 'fund.allocation.save', stale))).toEqual(
    kept(409, 'REVISION_STALE', '该记录已被他人修改，请查看最新内容后再提交。'),
  )
})

test('a program in a voucher’s clothes and a list of formulas bring nothing in', {
  timeout: 120_000,
}, async () => {
  const w = await openBadInputWorld()
  const { clerk } = w.as
  const program = Buffer.from('4d5a90000300000004000000ffff0000', 'hex')
  expect(await judge(w, () => uploaded(clerk, '发票.pdf', program))).toEqual(
    kept(422, 'FILE_KIND_UNKNOWN', '只接收 PDF、JPEG、PNG、OFD、XLSX、CSV 文件，按文件内容识别。'),
  )
  const read = await done(
    clerk,
    'fund.ledgerImport.read',
    {
      ...{ fundId: w.fundId, beneficiaryId: w.unionId('621022') },
      fileId: await fileId(clerk, '明细账.xlsx', await badList()),
    },
    Stored.extend({ state: z.string(), bad: z.int(), entries: z.int() }),
  )
  expect(read).toMatchObject({ state: 'faulty', bad: 4 })
  const Rows = z.object({ rows: z.array(z.object({ row: z.int(), reason: z.string() })) })
  const rows = Rows.parse((await clerk.query('fund.ledgerImport.rows', { id: read.id })).data).rows
  const reasons = new Map(rows.map(({ row, reason }) => [row, reason]))
  expect(reasons.get(2)).toContain('E2')
  expect(reasons.get(2)).toContain('公式')
  expect(reasons.get(3)).toContain('“三月六日”不是日期，请写成 2024-06-06 的样子')
  expect(reasons.get(4)).toContain('合并')
  expect(reasons.get(5)).toContain('合并')
  const confirm = JSON.stringify({ id: read.id, revision: read.revision, doubtful: 0 })
  const refused = await judge(w, () => sent(clerk, 'fund.ledgerImport.confirm', confirm))
  expect([refused[0], refused[1], refused[3]]).toEqual([
    422,
    'LEDGER_HAS_ERRORS',
    'nothing changed',
  ])
  expect(refused[2]).toContain('4')
})

test('a bank result twice, a receipt above its payment and a number used before change nothing', {
  timeout: 120_000,
}, async () => {
  const w = await openBadInputWorld()
  const { cashier, accountant, first } = w.as
  const both = ['621002', '621022'].map((code) => ({
    ...{ fundId: w.fundId, beneficiaryId: w.unionId(code), amount: 10_000_000 },
  }))
  const Batch = Stored.extend({ number: z.string() })
  const batch = await done(
    cashier,
    'fund.payment.make',
    { lines: both, purpose: null, document: null },
    Batch,
  )
  await done(
    accountant,
    'fund.payment.release',
    { id: batch.id, revision: batch.revision },
    z.unknown(),
  )
  const csv = `支付单编号,交易金额,交易状态,失败原因,交易日期\n${batch.number}-001,200000.00,支付成功,,2024-03-11\n`
  const Applied = z.object({ knownOn: z.string().nullable(), paid: z.int(), skipped: z.int() })
  const apply = async () =>
    done(
      cashier,
      'fund.payment.applyResult',
      { fileId: await fileId(cashier, '结果.csv', Buffer.from(csv)), leaveErrors: false },
      Applied,
    )
  expect(await apply()).toEqual({ knownOn: null, paid: 1, skipped: 0 })
  const paid = () => w.s.store.read.selectFrom('payment').selectAll().execute()
  const entries = () => w.s.store.read.selectFrom('entry').selectAll().execute()
  const [before, posted] = [await paid(), await entries()]
  expect(await apply()).toEqual({ knownOn: '2024-03-11', paid: 0, skipped: 1 })
  expect([await paid(), await entries()]).toEqual([before, posted])

  const receipt = (lines: readonly object[] | null, number: string) => ({
    ...{ paymentId: before[0]?.id, creditDay: '2024-03-11', number, fileId: null },
    ...{ lines, surplus: 0, note: '' },
  })
  const above = receipt([{ beneficiaryId: w.unionId('621022'), amount: 10_000_001 }], '0001')
  const refused = await judge(w, () => sent(first, 'fund.receipt.confirm', JSON.stringify(above)))
  expect([refused[0], refused[1], refused[3]]).toEqual([
    422,
    'RECEIPT_ABOVE_PAYMENT',
    'nothing changed',
  ])
  expect(refused[2]).toContain('100,000.01')

  await done(first, 'fund.receipt.confirm', receipt(null, '0001'), z.unknown())
  const relay = (line: object | undefined, title: string) => ({
    ...{ lines: [line], purpose: null },
    document: { number: '演示庆工发〔2024〕9号', day: '2024-03-11', title },
  })
  await done(first, 'fund.payment.make', relay(both[0], '转拨通知'), z.unknown())
  expect(
    await judge(w, () =>
      sent(first, 'fund.payment.make', JSON.stringify(relay(both[1], '另一通知'))),
    ),
  ).toEqual(
    kept(
      422,
      'NUMBER_USED',
      '文号“演示庆工发〔2024〕9号”已经用过，同一机关、部门、年份内不能重复。',
    ),
  )
})

test('a day in a year without a calendar is not guessed', { timeout: 120_000 }, async () => {
  const w = await openBadInputWorld()
  const ask = () => sent(w.as.clerk, 'record.clock.advance', '{"workingDays":30}')
  expect(await judge(w, ask)).toEqual(
    kept(
      422,
      'CALENDAR_MISSING',
      '2027 年的节假日安排还没有录入，不能推算工作日。请管理员先补充日历。',
    ),
  )
})
