import { randomBytes, randomUUID } from 'node:crypto'
import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { type AccountKey, fundAccount } from '@qiangji/kernel/fund/account.ts'
import type { Stage as Where } from '@qiangji/kernel/fund/stage.ts'
import { FileId, type FileKind } from '@qiangji/kernel/record/file.ts'
import type { BookValue } from '@qiangji/sheet/book.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { writeWorkbook } from '@qiangji/sheet/write.ts'
import { addPerson } from '@qiangji/store/access/person.ts'
import { addHolding } from '@qiangji/store/access/post.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { addFile } from '@qiangji/store/record/file.ts'
import { describe, expect, test } from 'vitest'
import { Download } from '../src/frame/download.ts'
import { FUND_FORM, fill, refusalOf, type Stage, stage } from './fund-stage.ts'

const HUANXIAN = '621022'

/** 环县 with 490,000.00 yuan received on 2024-06-04, its clerk and reviewer, and people elsewhere. */
const county = async () => {
  const s = await stage(day('2024-06-04'))
  const finance = s.actorOf('62', ['finance-clerk'])
  const opened = await s.as(finance).fund.fund.open({
    form: FUND_FORM,
    recipients: { from: 'counties', since: '2024-01-01' },
  })
  await fill(s, opened.id, 100_000_000)
  const at = (holder: string, stage: Where): AccountKey => ({
    beneficiary: s.at(HUANXIAN).id,
    holder: s.at(holder).id,
    stage,
  })
  const root = s.at('62').id
  const roads = [
    ['arrange', fundAccount(root, 'available'), fundAccount(root, 'arranged')],
    ['issue', fundAccount(root, 'arranged'), at('62', 'issued')],
    ['remit', at('62', 'issued'), at('62', 'remitted')],
    ['receive', at('62', 'remitted'), at(HUANXIAN, 'held')],
  ] as const
  for (const [act, from, to] of roads) {
    const requestId = randomUUID()
    const moved = await s.act(
      (tx) =>
        post(tx, { personId: 'system', requestId, today: s.clock.today }, opened.id, [
          { act, from, to, amount: fen(49_000_000), document: newText() },
        ]),
      requestId,
    )
    if (!moved.ok) throw new Error(moved.refusal)
  }
  s.clock.today = day('2024-07-12')
  const clerk = await hire(s, HUANXIAN, 'county-finance')
  const reviewer = await hire(s, HUANXIAN, 'county-reviewer')
  return { s, fundId: opened.id, finance, clerk, reviewer, organizationId: s.at(HUANXIAN).id }
}
type County = Awaited<ReturnType<typeof county>>

const hire = async (
  s: Stage,
  code: string,
  held: 'county-finance' | 'county-reviewer' | 'prefecture-finance',
): Promise<Actor> => {
  const actor = s.actorOf(code, [held])
  const organizationId = s.at(code).id
  await s.act(async (tx) => {
    await addPerson(tx, {
      id: actor.personId,
      name: actor.name,
      organizationId,
      department: '',
      state: 'active',
      revision: 0,
    })
    await addHolding(tx, actor.personId, {
      post: held,
      organizationId,
      from: day('2024-01-01'),
      to: null,
    })
    return accept(null)
  })
  return actor
}

const upload = async (
  c: County,
  bytes: Uint8Array,
  kind: FileKind,
  name = `明细账.${kind}`,
): Promise<FileId> => {
  const id = newId(FileId)
  const hash = randomBytes(32).toString('hex')
  c.s.files.set(hash, bytes)
  await c.s.act(async (tx) => {
    await addFile(tx, {
      id,
      hash,
      size: bytes.length,
      kind,
      name,
      uploadedBy: c.clerk.personId,
      organizationId: c.organizationId,
      at: '2024-07-12T00:00:00.000Z',
    })
    return accept(null)
  })
  return id
}

const sheet = (rows: readonly (readonly BookValue[])[]): Promise<Uint8Array> =>
  writeWorkbook({
    sheets: [
      {
        name: '明细账',
        columns: ['日期', '凭证号', '摘要', '科目', '金额（元）', '项目'].map((header) => ({
          header,
          width: 20,
          kind: 'text' as const,
        })),
        rows: rows.map((values) => ({ values })),
      },
    ],
  })

const form = (c: County, given: object = {}) => ({
  beneficiaryId: c.organizationId,
  day: '2024-06-21',
  voucher: '记-0660',
  line: 1,
  summary: '女职工特殊权益专项合同宣传折页',
  amount: 43_500,
  use: 'building',
  payee: '环县文华印务部',
  roster: null,
  fixedAsset: false,
  commitmentId: null,
  advanceId: null,
  ...given,
})

describe('the spending list', () => {
  test('takes a payment from its form to 已支出 through two persons', async () => {
    const c = await county()
    const made = await c.s
      .as(c.clerk)
      .fund.spending.record({ fundId: c.fundId, form: form(c), fileIds: [] })
    const { results } = await c.s.as(c.reviewer).fund.spending.release({ ids: [made.id] })
    expect(results).toMatchObject([{ outcome: 'posted', voucher: '记-0660' }])
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    const list = await c.s.as(c.clerk).fund.spending.list(ask)
    expect(list.rows).toMatchObject([
      {
        spending: { state: 'posted', signed: 43_500 },
        beneficiaryName: '环县',
        useName: '组织建设',
        makerNames: [c.clerk.name],
        releaserName: c.reviewer.name,
      },
    ])
    expect(list.sums).toMatchObject({ rows: 1, net: 43_500 })
    const summary = await c.s.as(c.clerk).fund.spending.summary(ask)
    expect(summary).toMatchObject({
      received: 49_000_000,
      spent: 43_500,
      free: 48_956_500,
      receivedOn: '2024-06-04',
    })
  })

  test('shows a refused row its reason in words beside the good ones', async () => {
    const c = await county()
    const record = (given: object) =>
      c.s.as(c.clerk).fund.spending.record({ fundId: c.fundId, form: form(c, given), fileIds: [] })
    const good = await record({})
    const large = await record({ voucher: '记-0661', amount: 200_000 })
    const { results } = await c.s.as(c.reviewer).fund.spending.release({ ids: [good.id, large.id] })
    expect(results.map((r) => r.outcome)).toEqual(['posted', 'refused'])
    expect(results[1]?.words).toBe(
      '记-0661 达到 1,000.00 元，须有附件。请退回补充，或由经办人上传后再审核。',
    )
  })

  test('keeps one voucher in one way of writing, and finds it in another', async () => {
    const c = await county()
    const record = (voucher: string) =>
      c.s.as(c.clerk).fund.spending.record({
        fundId: c.fundId,
        form: form(c, { voucher }),
        fileIds: [],
      })
    expect(await record('记－０７１３')).toMatchObject({ voucher: '记-0713' })
    for (const voucher of ['记-0713', '记 -0713', '记-0713\u200b', '记—0713'])
      expect(await refusalOf(record(voucher))).toMatchObject({
        refusal: 'VOUCHER_USED',
        facts: { voucher: '记-0713' },
      })
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    for (const search of ['０７１３', '记 -0713'])
      expect((await c.s.as(c.clerk).fund.spending.list({ ...ask, search })).rows).toHaveLength(1)
  })

  test('is found by words, month, use, state and missing file, in pages', async () => {
    const c = await county()
    for (let i = 0; i < 5; i++)
      await c.s.as(c.clerk).fund.spending.record({
        fundId: c.fundId,
        form: form(c, {
          voucher: `记-${i}`,
          day: i < 2 ? '2024-06-21' : '2024-07-01',
          use: i === 4 ? 'training' : 'building',
          amount: i === 3 ? 100_000 : 100,
          payee: i === 1 ? '新华书店' : '百货公司',
        }),
        fileIds: [],
      })
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    const vouchers = async (more: object) =>
      (await c.s.as(c.clerk).fund.spending.list({ ...ask, ...more })).rows.map(
        (row) => row.spending.voucher,
      )
    expect(await vouchers({})).toEqual(['记-4', '记-3', '记-2', '记-1', '记-0'])
    expect(await vouchers({ to: '2024-06' })).toEqual(['记-1', '记-0'])
    expect(await vouchers({ use: 'training' })).toEqual(['记-4'])
    expect(await vouchers({ missing: true })).toEqual(['记-3'])
    expect(await vouchers({ search: '新华' })).toEqual(['记-1'])
    expect(await vouchers({ search: '%' })).toHaveLength(5)
    expect(await vouchers({ state: 'posted' })).toEqual([])
    const first = await c.s.as(c.clerk).fund.spending.list({ ...ask, limit: 2 })
    expect(await vouchers({ limit: 2, cursor: first.next })).toEqual(['记-2', '记-1'])
    const searched = await c.s.as(c.clerk).fund.spending.list({ ...ask, search: '百货' })
    expect(searched.sums).toMatchObject({ rows: 4, pending: { rows: 4, amount: 100_300 } })
  })

  test('is not seen sideways, and looks like nothing there', async () => {
    const c = await county()
    const made = await c.s
      .as(c.clerk)
      .fund.spending.record({ fundId: c.fundId, form: form(c), fileIds: [] })
    const foreign = c.s.as(await hire(c.s, '621002', 'county-finance'))
    const random = newText()
    for (const id of [made.id, random])
      expect(await refusalOf(foreign.fund.spending.detail({ id }))).toMatchObject({
        refusal: 'NOT_FOUND',
      })
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    expect(await refusalOf(foreign.fund.spending.list(ask))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(
      await refusalOf(foreign.fund.spending.withdraw({ id: made.id, revision: 0 })),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
    const other = c.s.as(await hire(c.s, '621002', 'county-reviewer'))
    const { results } = await other.fund.spending.release({ ids: [made.id, random] })
    expect(results.map(({ outcome, words }) => [outcome, words])).toEqual([
      ['refused', '没有找到，或不在您的权限范围内。'],
      ['refused', '没有找到，或不在您的权限范围内。'],
    ])
    const above = c.s.as(await hire(c.s, '6210', 'prefecture-finance'))
    expect((await above.fund.spending.detail({ id: made.id })).spending.id).toBe(made.id)
    expect((await above.fund.spending.release({ ids: [made.id] })).results).toMatchObject([
      { outcome: 'refused', refusal: 'UPPER_REVIEW_NOT_NEEDED' },
    ])
  })

  test('reverses a posted row through the ledger, by another person', async () => {
    const c = await county()
    const made = await c.s
      .as(c.clerk)
      .fund.spending.record({ fundId: c.fundId, form: form(c), fileIds: [] })
    await c.s.as(c.reviewer).fund.spending.release({ ids: [made.id] })
    const reverse = (actor: Actor) =>
      c.s.as(actor).fund.journal.reverse({ batch: made.batch, reason: '重复列支' })
    expect(await refusalOf(reverse(c.reviewer))).toMatchObject({ refusal: 'SAME_PERSON' })
    const second = await hire(c.s, HUANXIAN, 'county-reviewer')
    await reverse(second)
    const detail = await c.s.as(c.clerk).fund.spending.detail({ id: made.id })
    expect(detail.spending.state).toBe('reversed')
    const reversal = { personName: second.name, day: '2024-07-12', reason: '重复列支' }
    expect(detail.reversal).toEqual(reversal)
    const [mirror] = detail.naming
    const shown = await c.s.as(c.clerk).fund.spending.detail({ id: mirror?.spending.id ?? '' })
    expect(shown.reversal).toEqual(reversal)
    expect(detail.naming).toMatchObject([
      { spending: { kind: 'reversal', signed: -43_500 }, ofVoucher: '记-0660' },
    ])
  })
})

describe('contracts and advances', () => {
  test('occupy, pay and give back; 归垫 settles an advance', async () => {
    const c = await county()
    const clerk = c.s.as(c.clerk)
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    const contract = await clerk.fund.commitment.occupy({
      fundId: c.fundId,
      beneficiaryId: c.organizationId,
      title: '虎洞镇驿站装修',
      counterparty: '陇东建筑',
      day: '2024-06-10',
      amount: 7_460_000,
    })
    const paid = await clerk.fund.spending.record({
      fundId: c.fundId,
      form: form(c, { commitmentId: contract.id, amount: 60_000 }),
      fileIds: [],
    })
    await c.s.as(c.reviewer).fund.spending.release({ ids: [paid.id] })
    const [row] = (await clerk.fund.commitment.list(ask)).rows
    expect(row).toMatchObject({ left: 7_400_000, beneficiaryName: '环县' })
    const released = await clerk.fund.commitment.release({
      id: contract.id,
      revision: row?.commitment.revision ?? -1,
    })
    expect(released).toMatchObject({ state: 'settled', released: 7_400_000 })

    const advance = await clerk.fund.advance.record({
      fundId: c.fundId,
      beneficiaryId: c.organizationId,
      title: '3月困难职工慰问',
      day: '2024-03-20',
      voucher: '记-0210',
      amount: 50_000,
    })
    const repaid = await clerk.fund.spending.record({
      fundId: c.fundId,
      form: form(c, {
        voucher: '记-0684',
        day: '2024-03-20',
        advanceId: advance.id,
        amount: 50_000,
      }),
      fileIds: [],
    })
    await c.s.as(c.reviewer).fund.spending.release({ ids: [repaid.id] })
    expect((await clerk.fund.advance.list(ask)).rows).toMatchObject([
      { advance: { state: 'settled', used: 50_000 }, left: 0 },
    ])
    expect((await clerk.fund.spending.detail({ id: repaid.id })).advanceTitle).toBe(
      '3月困难职工慰问',
    )
  })

  test('结转 takes 占用 contract by contract; what is reused of it is signed anew', async () => {
    const c = await county()
    const clerk = c.s.as(c.clerk)
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    const sign = (title: string, day: string, amount: number) =>
      clerk.fund.commitment.occupy({
        fundId: c.fundId,
        beneficiaryId: c.organizationId,
        title,
        counterparty: '陇东建筑',
        day,
        amount,
      })
    const contract = await sign('虎洞镇驿站装修', '2024-06-10', 60_000)
    const other = await sign('曲子镇驿站装修', '2024-06-11', 40_000)
    const paid = await clerk.fund.spending.record({
      fundId: c.fundId,
      form: form(c, { commitmentId: contract.id, amount: 10_000 }),
      fileIds: [],
    })
    await c.s.as(c.reviewer).fund.spending.release({ ids: [paid.id] })
    const offered = await clerk.fund.order.drawable({ fundId: c.fundId, act: 'carry' })
    expect(offered.map((a) => [a.stage, a.title, a.balance])).toEqual([
      ['held', null, 48_900_000],
      ['occupied', '虎洞镇驿站装修', 50_000],
      ['occupied', '曲子镇驿站装修', 40_000],
    ])
    const order = (act: 'carry' | 'reuse', stage: 'occupied' | 'carried', more: object) =>
      clerk.fund.order.make({
        fundId: c.fundId,
        act,
        lines: [
          {
            beneficiaryId: c.organizationId,
            holderId: c.organizationId,
            stage,
            amount: 50_000,
            target: null,
            ...more,
          },
        ],
        total: null,
        change: null,
        basis: null,
        document: null,
        reason: '',
        continuesId: null,
        newFundId: null,
        newDocument: null,
      })
    expect(await refusalOf(order('carry', 'occupied', {}))).toMatchObject({
      refusal: 'COMMITMENT_NOT_NAMED',
    })
    expect(await refusalOf(order('carry', 'occupied', { commitmentId: newText() }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(await refusalOf(order('carry', 'occupied', { commitmentId: other.id }))).toMatchObject({
      refusal: 'COMMITMENT_EXCEEDED',
      facts: { left: 40_000 },
    })
    const carried = await order('carry', 'occupied', { commitmentId: contract.id })
    const states = async () =>
      (await clerk.fund.commitment.list(ask)).rows.map(({ commitment: one, left }) => [
        one.title,
        one.state,
        one.carried,
        left,
      ])
    expect(await states()).toEqual(
      expect.arrayContaining([
        ['虎洞镇驿站装修', 'carried', 50_000, 0],
        ['曲子镇驿站装修', 'open', 0, 40_000],
      ]),
    )
    await order('reuse', 'carried', {})
    const release = clerk.fund.commitment.release({ id: contract.id, revision: 3 })
    expect(await refusalOf(release)).toMatchObject({ refusal: 'COMMITMENT_NOT_OPEN' })
    const summary = await clerk.fund.spending.summary(ask)
    expect(summary).toMatchObject({ occupied: 40_000, contracts: { rows: 1, amount: 40_000 } })
    const undo = (batch: string | null) =>
      c.s.as(c.reviewer).fund.journal.reverse({ batch: String(batch), reason: '办理有误' })
    expect(await refusalOf(undo(contract.batch))).toMatchObject({
      refusal: 'COMMITMENT_PAID_FROM',
    })
    expect(await refusalOf(undo(carried.batch))).toMatchObject({
      refusal: 'INSUFFICIENT_CARRIED',
    })
  })

  test('the threshold of files is set by the province only', async () => {
    const c = await county()
    const set = (actor: Actor) =>
      c.s.as(actor).fund.spending.setRule({ fundId: c.fundId, fileThreshold: 40_000, revision: 0 })
    expect(await refusalOf(set(c.clerk))).toMatchObject({ refusal: 'NOT_FOUND' })
    expect(await set(c.finance)).toEqual({ fileThreshold: 40_000, revision: 1 })
    expect(await refusalOf(set(c.finance))).toMatchObject({ refusal: 'REVISION_STALE' })
  })
})

describe('the import of an account list', () => {
  const ROWS: readonly (readonly BookValue[])[] = [
    ['2024-06-06', '记-0581', '新建工会组建经费（3家）', '组织建设支出', '15,000.00', '专项'],
    ['2024/6/17', '记-0628', '乡镇工会干部培训餐费', '培训支出', '9860', '专项'],
    ['2024-07-02', '记-0695', '退回记-0628余款', '培训支出', '-1260', '专项'],
  ]
  const BAD: readonly (readonly BookValue[])[] = [
    ['2024/13/06', '记-0601', '曲子镇工会驿站书架', '组织建设支出', '4860', '专项'],
    ['2024-06-15', '记-0622', '启动经费', '组织建设支出', '1.2万', '专项'],
    ['2024-06-19', '记-0645', '接待兄弟县工会工作餐', '组织建设支出', '1960', '专项'],
    ['2024-06-28', '', '讲课费', '培训支出', '３５００.００', '专项'],
  ]

  const mapped = async (rows: readonly (readonly BookValue[])[]) => {
    const c = await county()
    const clerk = c.s.as(c.clerk)
    await clerk.fund.ledgerImport.remember({
      fundId: c.fundId,
      lines: [
        { subject: '组织建设支出', use: 'building' },
        { subject: '培训支出', use: 'training' },
      ],
    })
    const fileId = await upload(c, await sheet(rows), 'xlsx')
    const read = () =>
      clerk.fund.ledgerImport.read({
        fundId: c.fundId,
        beneficiaryId: c.organizationId,
        fileId,
      })
    const ask = { fundId: c.fundId, organizationId: c.organizationId }
    return { c, clerk, fileId, read, ask }
  }

  test('is signed as a whole where its payments and refunds together reach the limit', async () => {
    const { c, clerk, read } = await mapped(ROWS)
    const reviewer = c.s.as(c.reviewer)
    await reviewer.fund.approval.setRule({
      bill: 'import',
      lower: 2_500_000,
      upper: null,
      posts: ['county-reviewer'],
      joint: false,
      from: '2024-07-12',
    })
    const one = await read()
    const list = await clerk.fund.ledgerImport.confirm({
      id: one.id,
      revision: one.revision,
      doubtful: one.doubtful,
    })
    const release = () => reviewer.fund.ledgerImport.release({ id: list.id })
    expect(await refusalOf(release())).toMatchObject({ refusal: 'APPROVAL_MISSING' })
    const bill = { bill: 'import' as const, id: list.id }
    const stand = await reviewer.fund.approval.of(bill)
    expect(stand).toMatchObject({ amount: 2_612_000, missing: ['county-reviewer'], locked: null })
    await reviewer.fund.approval.sign({ ...bill, revision: stand.revision, opinion: '同意' })
    expect(await release()).toMatchObject({ posted: 3, refused: 0 })
  })

  test('asks for the use of every 科目 once, and remembers it for this county and fund', async () => {
    const c = await county()
    const clerk = c.s.as(c.clerk)
    const fileId = await upload(c, await sheet(ROWS), 'xlsx')
    const ask = { fundId: c.fundId, fileId }
    const before = await clerk.fund.ledgerImport.columns(ask)
    expect(before).toMatchObject({ headRow: 1, sheet: '明细账', rows: 3, inWan: false })
    expect(before.columns.map((one) => `${one.letter} ${one.name}`)).toEqual([
      'A 日期',
      'B 凭证号',
      'C 摘要',
      'D 科目',
      'E 金额',
      'F 项目',
    ])
    expect(before.subjects.map((one) => [one.subject, one.rows, one.answered])).toEqual([
      ['组织建设支出', 1, false],
      ['培训支出', 2, false],
    ])
    await clerk.fund.ledgerImport.remember({
      fundId: c.fundId,
      lines: [{ subject: '培训支出', use: 'training' }],
    })
    const after = await clerk.fund.ledgerImport.columns(ask)
    expect(after.subjects.map((one) => one.use)).toEqual([null, 'training'])
    expect(
      await refusalOf(
        clerk.fund.ledgerImport.remember({
          fundId: c.fundId,
          lines: [{ subject: '培训支出', use: 'travel' }],
        }),
      ),
    ).toMatchObject({ refusal: 'USE_NOT_ALLOWED' })
  })

  test('registers a good list for review, is released in one click, and brings nothing twice', async () => {
    const { c, clerk, read, ask } = await mapped(ROWS)
    const one = await read()
    expect(one).toMatchObject({ state: 'read', rows: 3, entries: 3, bad: 0, amount: 2_360_000 })
    expect((await clerk.fund.spending.list(ask)).rows).toEqual([])
    const done = await clerk.fund.ledgerImport.confirm({
      id: one.id,
      revision: one.revision,
      doubtful: 0,
    })
    expect(done).toMatchObject({ state: 'registered', entries: 3 })
    expect((await clerk.fund.spending.summary(ask)).list).toMatchObject({
      net: 0,
      pending: { rows: 3, amount: 2_360_000 },
    })
    expect(
      await refusalOf(
        clerk.fund.ledgerImport.confirm({ id: one.id, revision: done.revision, doubtful: 0 }),
      ),
    ).toMatchObject({ refusal: 'LEDGER_NOT_READ' })

    const released = await c.s.as(c.reviewer).fund.ledgerImport.release({ id: one.id })
    expect(released).toEqual({ posted: 3, refused: 0, refusals: [], next: null })
    expect((await clerk.fund.spending.summary(ask)).spent).toBe(2_360_000)

    const again = await read()
    expect(again).toMatchObject({ entries: 0, passed: 3 })
    expect(
      await refusalOf(clerk.fund.ledgerImport.confirm({ id: again.id, revision: 0, doubtful: 0 })),
    ).toMatchObject({ refusal: 'LEDGER_NOTHING_NEW' })
  })

  test('posts nothing while one row is bad, and says what is wrong where it stands', async () => {
    const { c, clerk, read, ask } = await mapped([...ROWS, ...BAD])
    const one = await read()
    expect(one).toMatchObject({ state: 'faulty', rows: 7, bad: 4 })
    expect(
      await refusalOf(clerk.fund.ledgerImport.confirm({ id: one.id, revision: 0, doubtful: 9 })),
    ).toMatchObject({ refusal: 'LEDGER_HAS_ERRORS', facts: { bad: 4 } })
    expect((await clerk.fund.spending.list(ask)).rows).toEqual([])

    const view = await clerk.fund.ledgerImport.rows({ id: one.id })
    expect(view.rows.map((row) => [row.row, row.mark])).toEqual([
      [4, 'good'],
      [5, 'bad'],
      [6, 'bad'],
      [7, 'bad'],
      [8, 'bad'],
    ])
    expect(view.rows[1]?.cells[0]).toEqual({ text: '2024/13/06', tone: 'bad' })
    expect(view.rows[4]?.cells[4]?.tone).toBe('doubtful')
    expect(view.rows[2]?.reason).toBe('金额“1.2万”不是数字，请写成 12000')

    const file = await c.s.as(c.clerk, 'rest').fund.ledgerImport.errors({ id: one.id })
    if (!(file instanceof Download) || !(file.body instanceof Uint8Array))
      throw new Error('no file')
    expect(file.name).toBe('明细账_错误表.xlsx')
    const back = await readSheet(file.body)
    if (!back.ok) throw new Error(back.refusal)
    const reasons = back.value.rows.map((row) => row.cells.at(-1)?.text)
    expect(reasons[0]).toBe('错误说明')
    expect(reasons[5]).toContain('请写成 12000')

    expect(await clerk.fund.todo.list({})).toMatchObject([
      { kind: '导入待改', title: '明细账.xlsx 有 4 行错误' },
    ])
    await clerk.fund.ledgerImport.discard({ id: one.id, revision: 0 })
    expect(await clerk.fund.todo.list({})).toEqual([])
  })

  test('goes on with amber rows only after a yes', async () => {
    const { clerk, read } = await mapped([
      ['2024-06-28', '记-0646', '讲课费', '培训支出', '３５００.００', '专项'],
    ])
    const one = await read()
    expect(one).toMatchObject({ state: 'read', doubtful: 1, entries: 1 })
    const confirm = (doubtful: number) =>
      clerk.fund.ledgerImport.confirm({ id: one.id, revision: 0, doubtful })
    expect(await refusalOf(confirm(0))).toMatchObject({ refusal: 'LEDGER_DOUBT_NOT_CONFIRMED' })
    expect(await confirm(1)).toMatchObject({ state: 'registered' })
  })

  test('refuses what is no sheet in words, and a file of somebody else', async () => {
    const c = await county()
    const clerk = c.s.as(c.clerk)
    const pdf = await upload(c, new Uint8Array([1]), 'pdf', '发票.pdf')
    const broken = await upload(c, new TextEncoder().encode('PK\u0003\u0004x'), 'xlsx')
    const read = (fileId: FileId, actor = c.clerk) =>
      c.s.as(actor).fund.ledgerImport.read({
        fundId: c.fundId,
        beneficiaryId: c.organizationId,
        fileId,
      })
    expect(await refusalOf(read(pdf))).toMatchObject({ refusal: 'LEDGER_FILE_IS_NO_SHEET' })
    const unreadable = await refusalOf(read(broken))
    expect(unreadable.refusal).toBe('LEDGER_SHEET_UNREADABLE')
    expect(String(unreadable.facts.why)).toMatch(/请/)
    const other = await hire(c.s, '621002', 'county-finance')
    expect(await refusalOf(read(broken, other))).toMatchObject({ refusal: 'NOT_FOUND' })
    expect(
      await clerk.fund.ledgerImport.list({
        fundId: c.fundId,
        organizationId: c.organizationId,
      }),
    ).toEqual({ rows: [], next: null })
  })
})
