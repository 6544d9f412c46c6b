import { day } from '@qiangji/kernel/base/day.ts'
import { PositiveFen } from '@qiangji/kernel/base/money.ts'
import type { Allocation } from '@qiangji/kernel/fund/allocation.ts'
import type { Annex } from '@qiangji/kernel/fund/notice.ts'
import type { OrderForm, OrderLine } from '@qiangji/kernel/fund/order.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { describe, expect, test } from 'vitest'
import { boardStage, wan } from './board-stage.ts'
import { fill, refusalOf } from './fund-stage.ts'

const TODAY = day('2024-03-11')
const NUMBER = '演示总工发〔2024〕12号'
const OLD_PAPER = { number: '演示总工财〔2024〕11号', day: TODAY, title: '关于上年结余抵扣的通知' }
const of = ({ id, revision }: Allocation) => ({ id, revision })

/** Last year's fund left a 结余 at two counties; this year's plan gives each of six recipients 16 万. */
const begin = async () => {
  const stage = await boardStage(TODAY)
  const { s, fundId, previousId, key } = stage
  await stage.issue({ '621022': 16, '620102': 16 }, TODAY, previousId)
  for (const code of ['621022', '620102']) {
    await stage.send(code, 16, TODAY, 'held', previousId)
    await stage.move(
      {
        act: 'settle',
        from: key(code, code, 'held'),
        to: key(code, code, 'surplus'),
        amount: wan(16),
      },
      TODAY,
      { fund: previousId },
    )
  }
  await fill(s, fundId, wan(100))
  const people = {
    finance: s.as(s.actorOf('62', ['finance-clerk'])),
    clerk: s.as(s.actorOf('62', ['programme-clerk'])),
    programme: s.as(s.actorOf('62', ['programme-reviewer'])),
    reviewer: s.as(s.actorOf('62', ['finance-reviewer'])),
    office: s.as(s.actorOf('62', ['office'])),
    prefecture: s.as(s.actorOf('6210', ['prefecture-finance'])),
    county: s.as(s.actorOf('621022', ['county-finance'])),
  }
  const { clerk } = people
  const drafted = await clerk.fund.allocation.draft({ fundId, title: '2024年县区专项补助' })
  const plan = await clerk.fund.allocation.save({
    ...of(drafted),
    form: { ...drafted.form, note: '各家相同' },
  })
  return { ...stage, ...people, plan }
}
type Scene = Awaited<ReturnType<typeof begin>>

const issue = async ({ clerk, programme, reviewer, office, plan }: Scene) => {
  const submitted = await clerk.fund.allocation.submit(of(plan))
  const once = await programme.fund.allocation.pass(of(submitted))
  const decided = await clerk.fund.allocation.recordMeeting({
    ...of(await reviewer.fund.allocation.pass(of(once))),
    meeting: { kind: 'chair', day: TODAY, item: '审议', minutes: '〔2024〕3号', fileId: null },
    publicUntil: null,
  })
  return office.fund.allocation.issue({ ...of(decided), number: NUMBER, day: TODAY })
}

const formOf = (scene: Scene, code: string, fen: number, number = NUMBER): OrderForm => ({
  fundId: scene.previousId,
  act: 'set-off',
  lines: [
    {
      beneficiaryId: scene.s.at(code).id,
      holderId: scene.s.at(code).id,
      stage: 'surplus',
      amount: PositiveFen.parse(fen),
      target: null,
      commitmentId: null,
    } satisfies OrderLine,
  ],
  total: null,
  change: null,
  basis: null,
  document: OLD_PAPER,
  reason: '',
  continuesId: null,
  newFundId: scene.fundId,
  newDocument: { number, day: TODAY, title: '2024年县区专项补助' },
})

const rowsOf = (annex: Annex) =>
  annex.groups.flatMap((group) =>
    group.rows.map(({ name, amount, setOff, pending, paid }) => ({
      name,
      amount,
      setOff,
      pending,
      paid,
    })),
  )

describe('a set-off is made against a document that is out', () => {
  test('before the number, and with a number of nothing, there is no line to set off against', async () => {
    const scene = await begin()
    const make = (form: OrderForm) => refusalOf(scene.finance.fund.order.make(form))
    expect(await make(formOf(scene, '621022', 100))).toMatchObject({ refusal: 'NEW_LINE_UNKNOWN' })
    await issue(scene)
    expect(await make(formOf(scene, '621022', 100, '演示总工发〔2024〕13号'))).toMatchObject({
      refusal: 'NEW_LINE_UNKNOWN',
    })
    expect((await scene.finance.fund.order.make(formOf(scene, '621022', 100))).state).toBe(
      'drafted',
    )
  })

  test('and together with what waits never takes more than its line', async () => {
    const scene = await begin()
    await issue(scene)
    await scene.finance.fund.order.make(formOf(scene, '621022', wan(10)))
    expect(
      await refusalOf(scene.finance.fund.order.make(formOf(scene, '621022', wan(7)))),
    ).toMatchObject({
      refusal: 'SET_OFF_ABOVE_LINE',
      facts: { line: wan(16), taken: wan(10), left: wan(6) },
    })
    // what is sent back no longer counts
    const { rows } = await scene.county.fund.order.list({})
    const [waiting] = rows
    if (waiting === undefined) throw new Error('the county does not see what waits for it')
    const { id, revision } = waiting.order
    await scene.county.fund.order.decline({ id, revision, reason: '金额不对' })
    await scene.finance.fund.order.make(formOf(scene, '621022', wan(7)))
  })
})

describe('a set-off is answered', () => {
  test('by the county itself, also where it has one person, never by the union above', async () => {
    const scene = await begin()
    await issue(scene)
    const { id, revision } = await scene.finance.fund.order.make(formOf(scene, '621022', 100))
    expect(await refusalOf(scene.prefecture.fund.order.release({ id, revision }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(await scene.county.fund.order.release({ id, revision })).toMatchObject({
      state: 'released',
    })
  })
})

describe('the notice prints 其中抵扣', () => {
  test('without any set-off nothing is said of it', async () => {
    const scene = await begin()
    const plan = await issue(scene)
    const notice = await scene.office.fund.allocation.notice({ id: plan.id })
    expect(notice.setOffPapers).toEqual([])
    expect(notice.annex.total).toMatchObject({ amount: wan(96), setOff: 0, paid: wan(96) })
  })

  test('with the line while it waits and when it is confirmed; amount = set off + paid in every sum', async () => {
    const scene = await begin()
    const plan = await issue(scene)
    const made = await scene.finance.fund.order.make(formOf(scene, '621022', 1_234_567))
    const read = () => scene.office.fund.allocation.notice({ id: plan.id })
    const waiting = await read()
    expect(waiting.setOffPapers).toEqual([OLD_PAPER.number])
    expect(rowsOf(waiting.annex).find(({ name }) => name === '环县')).toEqual({
      name: '环县',
      amount: wan(16),
      setOff: 1_234_567,
      pending: 1_234_567,
      paid: wan(16) - 1_234_567,
    })
    await scene.county.fund.order.release({ id: made.id, revision: made.revision })
    const { annex } = await read()
    expect(annex.total).toMatchObject({ setOff: 1_234_567, pending: 0, paid: wan(96) - 1_234_567 })
    for (const { subtotal, rows } of annex.groups) {
      for (const each of [subtotal, ...rows]) expect(each.setOff + each.paid).toBe(each.amount)
      expect(rows.reduce((sum, { setOff }) => sum + setOff, 0)).toBe(subtotal.setOff)
      expect(rows.reduce((sum, { paid }) => sum + paid, 0)).toBe(subtotal.paid)
    }
  })

  test('is no more when it is sent back, taken back or reversed', async () => {
    const scene = await begin()
    const plan = await issue(scene)
    const total = async () =>
      (await scene.office.fund.allocation.notice({ id: plan.id })).annex.total.setOff
    const one = await scene.finance.fund.order.make(formOf(scene, '621022', 100))
    await scene.finance.fund.order.cancel({ id: one.id, revision: one.revision })
    expect(await total()).toBe(0)
    const two = await scene.finance.fund.order.make(formOf(scene, '621022', 100))
    const { batch } = await scene.county.fund.order.release({ id: two.id, revision: two.revision })
    expect(await total()).toBe(100)
    if (batch === null) throw new Error('not posted')
    await scene.reviewer.fund.journal.reverse({ batch, reason: '金额录错' })
    expect(await total()).toBe(0)
  })

  test('a prefecture and a county read theirs, with the papers of theirs, and nothing of another', async () => {
    const scene = await begin()
    const plan = await issue(scene)
    await scene.finance.fund.order.make({
      ...formOf(scene, '620102', 700),
      document: { ...OLD_PAPER, number: '演示总工财〔2024〕10号' },
    })
    for (const reader of [scene.prefecture, scene.county]) {
      const nothing = await reader.fund.allocation.notice({ id: plan.id })
      expect(nothing).toMatchObject({ setOffPapers: [], annex: { total: { setOff: 0 } } })
    }
    await scene.finance.fund.order.make(formOf(scene, '621022', 300))
    const own = await scene.prefecture.fund.allocation.notice({ id: plan.id })
    expect(own).toMatchObject({
      setOffPapers: [OLD_PAPER.number],
      annex: { total: { setOff: 300 } },
    })
    expect(own).toEqual(await scene.office.fund.allocation.notice({ id: plan.id, place: '6210' }))
    const published = await scene.prefecture.fund.allocation.publishedLines({ id: plan.id })
    expect(JSON.stringify(published)).not.toContain('setOff')
  })

  test('and so does the workbook of the issued version, with 实拨 beside it', async () => {
    const scene = await begin()
    const plan = await issue(scene)
    const rest = scene.s.as(scene.s.actorOf('62', ['programme-clerk']), 'rest')
    await scene.finance.fund.order.make(formOf(scene, '621022', wan(3)))
    const { body } = await rest.fund.allocation.export({ id: plan.id })
    if (!(body instanceof Uint8Array)) throw new Error('not a file')
    const sheet = await readSheet(body)
    if (!sheet.ok) throw new Error(sheet.refusal)
    const texts = JSON.stringify(sheet.value)
    expect(texts).toContain('其中抵扣')
    expect(texts).toContain('实拨金额')
  })
})
