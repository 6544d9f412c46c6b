import { createHash } from 'node:crypto'
import { appRouter } from '@qiangji/api/router.ts'
import { type Day, day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import { OrderLine } from '@qiangji/kernel/fund/order.ts'
import type { Organization } from '@qiangji/kernel/organization/organization.ts'
import { FileId, type FileKind, StoredFile } from '@qiangji/kernel/record/file.ts'
import { newId, newText } from '@qiangji/store/engine/new-id.ts'
import { addFile } from '@qiangji/store/record/file.ts'
import { formOf } from '../../src/demonstration/fund-forms.ts'
import type { Hands, Outputs } from '../../src/demonstration/hands.ts'
import { plan2023 } from '../../src/demonstration/plan-forms.ts'
import { EMPTY_ORDER, walkPlan } from '../../src/demonstration/plan-road.ts'
import { contextOf, type Ground } from './call.ts'
import { A, B, C, type Someone } from './people.ts'

type People = ReadonlyMap<string, Someone>
type FundId = Outputs['fund']['board']['funds'][number]['id']
export type Writable = Ground & { readonly bytes: Map<string, Uint8Array> }

/** A word that stands only in what the people of this place fill in. */
export const canary = (code: string): string => `独${code}有`
/** An account number that nobody else has. */
export const accountNumber = (code: string): string => `77${code}0011223344`

export const SPENT_FUND = '2023年县区专项补助'
export const PAID_FUND = '2024年新业态工会联合会补助'
const MARCH = day('2024-03-20')
const fen = (amount: number) => PositiveFen.parse(amount)

export const personOf = (people: People, login: string): Someone => {
  const who = people.get(login)
  if (who === undefined) throw new Error(`nobody is called ${login}`)
  return who
}

export const handsIn = (ground: Ground, people: People): Hands => ({
  on: (today, login) => {
    const who = personOf(people, login)
    return appRouter.createCaller(() => contextOf({ ...ground, today }, who, 'trpc'))
  },
})

export interface County {
  readonly code: string
  readonly o: Organization
  readonly township: Organization
  readonly fundId: FundId
  readonly word: string
}

/** What the demonstration leaves out, alike for three counties: every noun in a state that somebody may act on. */
export const plant = async (
  ground: Writable,
  tree: readonly Organization[],
  people: People,
): Promise<void> => {
  const hands = handsIn(ground, people)
  const paid = await fundOf(hands, PAID_FUND)
  await payIn2024(ground, hands, tree, people, paid)
  for (const code of [A, B, C]) {
    const county = await countyOf(hands, tree, code)
    await spendAt(ground, hands, county, personOf(people, `${code}-caiwu`))
    await lookInto(hands, county)
    await keepRule(hands, county)
  }
  await hands.on(MARCH, 'sheng-jingshen').fund.ledger.verify()
  await openFor(hands, tree, C)
}

/** A fund on whose list only one county stands. */
const openFor = async (
  hands: Hands,
  tree: readonly Organization[],
  code: string,
): Promise<void> => {
  const { fund } = hands.on(MARCH, 'sheng-yewu')
  const form = { ...formOf('county', 2024, null), name: `专列${canary(code)}` }
  const opened = await fund.fund.open({ form, recipients: { from: 'none' } })
  const o = tree.find((one) => one.code === code)
  if (!o) throw new Error(`no county ${code}`)
  const next = { route: 'relay' as const, viaId: o.prefectureId, className: null }
  await fund.recipient.change({ fundId: opened.id, unionId: o.id, from: MARCH, next })
}

const fundOf = async (hands: Hands, name: string) => {
  const found = (await hands.on(MARCH, 'sheng-caiwu').fund.fund.list({ limit: 200 })).rows.find(
    (row) => row.fund.name === name,
  )
  if (found === undefined) throw new Error(`no fund ${name}`)
  return found.fund
}

export const countyOf = async (
  hands: Hands,
  tree: readonly Organization[],
  code: string,
): Promise<County> => {
  const o = tree.find((one) => one.code === code)
  const township = tree.find((one) => one.parentId === o?.id)
  if (!o || !township) throw new Error(`no county ${code}`)
  return { code, o, township, fundId: (await fundOf(hands, SPENT_FUND)).id, word: canary(code) }
}

/** A plan of 2024 is issued and goes down in thirds: one confirmed with a surplus, one on its way, one drafted. */
const payIn2024 = async (
  ground: Writable,
  hands: Hands,
  tree: readonly Organization[],
  people: People,
  fund: Awaited<ReturnType<typeof fundOf>>,
): Promise<void> => {
  const on = day('2024-03-12')
  const dates = { drafted: on, returned: on, reviewed: on, financed: on, met: on, numbered: on }
  const form = { ...plan2023('new-employment', on, tree), title: PAID_FUND }
  await walkPlan(hands, fund, form, dates, '演示总工发〔2024〕61号', null)
  await pay(hands, ['sheng-chuna', 'sheng-kuaiji'], fund.id, on, { share: 1, upTo: 'paid' })
  for (const code of ['6210', '6201']) {
    const desk = hands.on(on, `${code}-caiwu`).fund.receipt
    for (const { payment } of await desk.expected({ fundId: fund.id }))
      await desk.confirm({
        ...{ ...RECEIPT, paymentId: payment.id, number: `${code}-2024-61` },
        note: canary(code),
      })
    const two = [`${code}-caiwu`, `${code}-fuhe`] as const
    await pay(hands, two, fund.id, on, { share: 1 / 3, upTo: 'paid', number: documentOf(code, 71) })
    const counties = tree.filter((o) => o.level === 'county' && o.path.includes(`/${code}/`))
    for (const o of counties.filter((one) => [A, B, C].includes(one.code))) {
      const own = hands.on(on, `${o.code}-caiwu`).fund.receipt
      for (const { payment } of await own.expected({ fundId: fund.id }))
        await own.confirm({
          ...RECEIPT,
          paymentId: payment.id,
          number: `${o.code}-2024-61`,
          surplus: fen(7_00),
          note: canary(o.code),
        })
    }
    await pay(hands, two, fund.id, on, {
      share: 1 / 2,
      upTo: 'released',
      number: documentOf(code, 72),
    })
    await pay(hands, two, fund.id, on, { share: 1, upTo: 'drafted', number: documentOf(code, 73) })
    await putFile(
      ground,
      personOf(people, `${code}-caiwu`),
      '银行结果.csv',
      'csv',
      bankResult(code),
    )
  }
}

const documentOf = (code: string, place: number): string =>
  `演示${code === '6210' ? '庆阳' : '兰州'}总工发〔2024〕${place}号`

const RECEIPT = {
  creditDay: day('2024-03-12'),
  fileId: null,
  lines: null,
  surplus: PositiveFen.parse(1),
  note: '',
}

/** What the bank says of a payment that nobody knows. */
const bankResult = (code: string): string =>
  ['支付单编号,金额,支付状态,支付日期', `20240312-${code}-77-001,1.00,成功,2024-03-13`].join('\n')

interface Going {
  readonly share: number
  readonly upTo: 'drafted' | 'released' | 'paid'
  /** Of the prefecture's own document; the province pays by its plan's. */
  readonly number?: string
}

/** Pays a share of all that may be paid, in whole fen. */
const pay = async (
  hands: Hands,
  [maker, releaser]: readonly [string, string],
  fundId: FundId,
  on: Day,
  { share, upTo, number }: Going,
): Promise<void> => {
  const desk = hands.on(on, maker).fund.payment
  const payables = await desk.payables({ fundId })
  const lines = payables
    .filter((p) => p.amount > 0 && p.account !== null)
    .map((p) => ({
      fundId,
      beneficiaryId: p.beneficiaryId,
      amount: fen(Math.floor(p.amount * share)),
    }))
  const batch = await desk.make({
    lines,
    document: number === undefined ? null : { number, day: on, title: '关于转拨的通知' },
    purpose: null,
  })
  if (upTo === 'drafted') return
  await hands.on(on, releaser).fund.payment.release({ id: batch.id, revision: batch.revision })
  if (upTo === 'released') return
  for (const payment of (await desk.batch({ id: batch.id })).payments)
    await desk.paid({ id: payment.id, revision: payment.revision, day: on })
}

/** Registers a file as the upload does once its bytes are stored. */
export const putFile = async (
  ground: Writable,
  who: Someone,
  name: string,
  kind: FileKind,
  text: string,
) => {
  const bytes = Buffer.from(text)
  const hash = createHash('sha256').update(bytes).digest('hex')
  ground.bytes.set(hash, bytes)
  const id = newId(FileId)
  const { personId, organization } = who.actor
  await ground.store.command(
    {
      actor: personId,
      requestId: newText(),
      name: 'record.file.upload',
      organization: organization.organizationId,
      subject: null,
      input: null,
      today: ground.today,
      origin: { address: 'local', session: null },
    },
    async (tx) => {
      await addFile(
        tx,
        StoredFile.parse({
          ...{ id, hash, size: bytes.length, kind, name },
          uploadedBy: personId,
          organizationId: organization.organizationId,
          at: '2024-03-20T02:00:00.000Z',
        }),
      )
      return accept(null)
    },
  )
  return id
}

export const voucherOf = (county: County, number: number, amount = 100_00) => ({
  day: MARCH,
  voucher: `${county.word}-${number}`,
  line: 1,
  summary: `培训资料${county.word}`,
  amount: fen(amount),
  beneficiaryId: county.o.id,
  use: 'training',
  payee: `印务部${county.word}`,
  roster: null,
  fixedAsset: false,
  commitmentId: null,
  advanceId: null,
})

const sheetOf = ({ word }: County): string =>
  [
    '日期,凭证号,摘要,科目,金额,收款人',
    `2024-03-19,${word}-导1,讲课资料${word},培训费,35.00,文印${word}`,
    `2024-03-19,,缺号${word},培训费,36.00,文印${word}`,
  ].join('\n')

/** Contract, advance, vouchers in every state, a refund, orders, a township's share, an imported list, an account. */
const spendAt = async (
  ground: Writable,
  hands: Hands,
  county: County,
  clerk: Someone,
): Promise<void> => {
  const { code, o, township, fundId, word } = county
  const [desk, review] = [hands.on(MARCH, `${code}-caiwu`), hands.on(MARCH, `${code}-shenhe`)]
  const { spending, order, commitment, advance, ledgerImport, bankAccount } = desk.fund
  const line = { fundId, beneficiaryId: o.id, day: MARCH }
  await commitment.occupy({
    ...line,
    title: `合同${word}`,
    counterparty: word,
    amount: fen(300_00),
  })
  await advance.record({
    ...line,
    title: `垫付${word}`,
    voucher: `${word}-垫`,
    amount: fen(200_00),
  })
  const scan = await putFile(ground, clerk, `发票${word}.pdf`, 'pdf', `%PDF-1.7 ${word}`)
  await putFile(ground, clerk, `未用${word}.pdf`, 'pdf', `%PDF-1.7 unused ${word}`)
  const posted = await spending.record({ fundId, form: voucherOf(county, 1), fileIds: [scan] })
  await review.fund.spending.release({ ids: [posted.id] })
  await spending.record({ fundId, form: voucherOf(county, 2), fileIds: [] })
  const refused = await spending.record({ fundId, form: voucherOf(county, 3), fileIds: [] })
  await review.fund.spending.sendBack({
    id: refused.id,
    revision: refused.revision,
    reason: `重填${word}`,
  })
  const { beneficiaryId: _, use: __, payee: ___, ...form } = voucherOf(county, 4, 10_00)
  await spending.refund({
    form: {
      day: form.day,
      voucher: form.voucher,
      line: 1,
      summary: form.summary,
      amount: form.amount,
      ofId: posted.id,
    },
    fileIds: [],
  })
  const share = (amount: number, target: 'held' | 'issued') => ({
    ...EMPTY_ORDER,
    fundId,
    act: 'sub-allocate' as const,
    lines: [
      OrderLine.parse({
        ...{ beneficiaryId: township.id, holderId: o.id, stage: 'held', target },
        amount,
      }),
    ],
  })
  const shared = await order.make(share(250_00, 'held'))
  await review.fund.order.release({ id: shared.id, revision: shared.revision })
  await order.make(share(50_00, 'issued'))
  const list = await putFile(ground, clerk, `明细账${word}.csv`, 'csv', sheetOf(county))
  await ledgerImport.remember({ fundId, lines: [{ subject: '培训费', use: 'training' }] })
  await ledgerImport.read({
    fundId,
    beneficiaryId: o.id,
    fileId: list,
    sheet: null,
    projects: null,
  })
  await bankAccount.propose({
    organizationId: o.id,
    holderName: `${o.name}${word}`,
    number: accountNumber(code),
    bankName: `甘肃银行${word}`,
    bankCode: '313821001016',
    kind: 'basic',
    validFrom: MARCH,
    reason: `更名${word}`,
    fileId: scan,
  })
  const colleague = await desk.access.person.list()
  const receiver = colleague.find((p) => p.posts.some((held) => held.post === 'county-reviewer'))
  if (receiver)
    await desk.access.delegation.grant({
      receiverId: receiver.id,
      post: 'roster-keeper',
      from: MARCH,
      to: day('2024-04-12'),
    })
}

/** 审批权限 above all that is spent here. */
const keepRule = async (hands: Hands, { code }: County): Promise<void> => {
  await hands.on(MARCH, `${code}-shenhe`).fund.approval.setRule({
    ...{ bill: 'spending', lower: fen(500_000_000_00), upper: null, posts: ['county-reviewer'] },
    ...{ joint: false, from: MARCH },
  })
}

/** A pause that waits, samples of the 经审 above, and a finding that waits for its answer. */
const lookInto = async (hands: Hands, { o, fundId, word }: County): Promise<void> => {
  const above = o.path.split('/')[2] ?? ''
  await hands.on(MARCH, 'sheng-jingshen').fund.pause.propose({
    fundId,
    organizationId: o.id,
    origin: 'audit',
    reason: `核查${word}`,
    document: { number: '演示经审〔2024〕3号', day: MARCH, title: `审计意见${word}` },
    auditItemId: null,
  })
  for (const auditor of ['sheng-jingshen', `${above}-jingshen`]) {
    const { audit } = hands.on(MARCH, auditor).fund
    const sample = await audit.draw({
      ...{ fundId, organizationId: o.id, title: `抽查${word}`, threshold: null, count: 3 },
      from: day('2023-07-01'),
      to: MARCH,
    })
    const [first] = (await audit.items({ sampleId: sample.id })).rows
    if (first === undefined) throw new Error('a sample without items')
    const { id, revision } = first.item
    await audit.examine({ id, revision, note: `依据不足${word}`, result: 'problem' })
  }
}
