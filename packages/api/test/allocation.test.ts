import { day } from '@qiangji/kernel/base/day.ts'
import { Decimal } from '@qiangji/kernel/base/decimal.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import type { Allocation } from '@qiangji/kernel/fund/allocation.ts'
import { figures } from '@qiangji/kernel/fund/figure.ts'
import type { Part } from '@qiangji/kernel/fund/part.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { readSheet } from '@qiangji/sheet/read.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { describe, expect, test } from 'vitest'
import { FUND_FORM, fill, giveFacts, refusalOf, type Stage, stage } from './fund-stage.ts'

const wan = (n: number) => fen(n * 1_000_000)
const COUNTIES = ['620102', '620121', '620171', '6202', '621002', '621022'] as const

const factorPart: Part = {
  id: 'factor',
  name: '因素分配',
  method: 'factor',
  recipients: 'all',
  amount: 'rest',
  factors: [{ key: 'members', name: '会员数', weight: Decimal.parse('1') }],
}

/** Everybody who has a hand in a plan, and a fund with money and figures. */
const begin = async (change: Partial<typeof FUND_FORM> = {}, available = 100) => {
  const s = await stage()
  const people = {
    finance: s.as(s.actorOf('62', ['finance-clerk'])),
    clerk: s.as(s.actorOf('62', ['programme-clerk'])),
    programme: s.as(s.actorOf('62', ['programme-reviewer'])),
    reviewer: s.as(s.actorOf('62', ['finance-reviewer'])),
    office: s.as(s.actorOf('62', ['office'])),
  }
  const fund = await people.finance.fund.fund.open({
    form: { ...FUND_FORM, ...change },
    recipients: { from: 'counties', since: day('2024-01-01') },
  })
  if (available > 0) await fill(s, fund.id, wan(available))
  await giveFacts(s, Object.fromEntries(COUNTIES.map((code, at) => [code, String((at + 1) * 100)])))
  const plan = await people.clerk.fund.allocation.draft({
    fundId: fund.id,
    title: '2024年县区专项补助',
  })
  return { s, ...people, fund, plan }
}
type Scene = Awaited<ReturnType<typeof begin>>

const of = ({ id, revision }: Allocation) => ({ id, revision })
const meeting = {
  kind: 'chair',
  day: day('2024-03-11'),
  item: '审议分配方案',
  minutes: '〔2024〕3号',
  fileId: null,
} as const

/** Through both reviews to the meeting. */
const toMeeting = async ({ clerk, programme, reviewer, plan }: Scene): Promise<Allocation> => {
  const submitted = await clerk.fund.allocation.submit(of(plan))
  const once = await programme.fund.allocation.pass(of(submitted))
  return reviewer.fund.allocation.pass(of(once))
}

const toNumber = async (scene: Scene): Promise<Allocation> =>
  scene.clerk.fund.allocation.recordMeeting({
    ...of(await toMeeting(scene)),
    meeting,
    publicUntil: null,
  })

const head = async (s: Stage, scene: Scene, code = '62') =>
  figures(await listStocks(s.store.read, scene.fund.id, [s.at(code).id]))

describe('from the draft to the document', () => {
  test('the money is arranged by the meeting and issued by the number, a journal a line', async () => {
    const scene = await begin()
    const { s, office } = scene
    const waiting = await toNumber(scene)
    expect(waiting).toMatchObject({ state: 'numbering', total: wan(96), reserve: wan(4) })
    expect(await head(s, scene)).toMatchObject({ available: wan(4), arranged: wan(96), issued: 0 })
    const issued = await office.fund.allocation.issue({
      ...of(waiting),
      number: '演示总工发〔2024〕12号',
      day: day('2024-03-11'),
    })
    expect(issued).toMatchObject({ state: 'issued', number: '演示总工发〔2024〕12号' })
    expect(await head(s, scene)).toMatchObject({ available: wan(4), arranged: 0, issued: wan(96) })
    expect(await head(s, scene, '621022')).toMatchObject({ issued: wan(16), remitted: 0 })
    const { steps, versions, meetings } = await office.fund.allocation.detail({ id: issued.id })
    expect(steps.map((step) => step.step)).toEqual([
      'draft',
      'submit',
      'pass',
      'pass',
      'arrange',
      'issue',
    ])
    expect(versions).toHaveLength(1)
    expect(meetings).toMatchObject([{ kind: 'chair', minutes: '〔2024〕3号' }])
    const batches = steps.filter((step) => step.batch !== null).map((step) => step.step)
    expect(batches).toEqual(['arrange', 'issue'])
  })

  test('the arrangement names the recorder as maker and the finance reviewer as releaser', async () => {
    const scene = await begin()
    const waiting = await toNumber(scene)
    const [journal] = await scene.s.store.read
      .selectFrom('journal')
      .select(['maker', 'releaser'])
      .where('act', '=', 'arrange')
      .execute()
    expect(journal).toEqual({
      maker: waiting.maker?.personId,
      releaser: waiting.financeReviewer?.personId,
    })
  })

  test('a number that another document has is refused, and nothing is issued', async () => {
    const scene = await begin()
    const first = await toNumber(scene)
    const number = { number: '演示总工发〔2024〕12号', day: day('2024-03-11') }
    await scene.office.fund.allocation.issue({ ...of(first), ...number })
    const rest = await scene.clerk.fund.allocation.draft({
      fundId: scene.fund.id,
      title: '预留安排',
    })
    expect(rest.form.pot).toBe(wan(4))
    const unit = { unit: fen(10_000), mode: 'floor' } as const
    const fine = await scene.clerk.fund.allocation.save({
      ...of(rest),
      form: { ...rest.form, rule: { ...rest.form.rule, rounding: unit } },
    })
    const second = await toNumber({ ...scene, plan: fine })
    const refused = await refusalOf(
      scene.office.fund.allocation.issue({ ...of(second), ...number }),
    )
    expect(refused).toMatchObject({ refusal: 'NUMBER_USED' })
    expect(await head(scene.s, scene)).toMatchObject({ issued: wan(96) })
    const other = await scene.office.fund.allocation.issue({
      ...of(second),
      number: '演示总工发〔2024〕13号',
      day: day('2024-03-11'),
    })
    expect(other.state).toBe('issued')
    const again = await scene.clerk.fund.allocation.preview({
      fundId: scene.fund.id,
      form: rest.form,
    })
    expect(again.lines[0]?.earlier).toBeGreaterThan(wan(16))
  })

  test('one who prepared the plan passes it at no review', async () => {
    const scene = await begin()
    const both = scene.s.as(scene.s.actorOf('62', ['programme-clerk', 'programme-reviewer']))
    const plan = await both.fund.allocation.submit(of(scene.plan))
    expect(await refusalOf(both.fund.allocation.pass(of(plan)))).toMatchObject({
      refusal: 'SAME_PERSON',
    })
    expect(await refusalOf(scene.reviewer.fund.allocation.pass(of(plan)))).toMatchObject({
      refusal: 'STEP_NOT_YOURS',
    })
    expect(await refusalOf(scene.office.fund.allocation.pass(of(plan)))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })

  test('above what is available the meeting cannot be recorded: two plans want the same money', async () => {
    const scene = await begin()
    const second = await scene.clerk.fund.allocation.draft({
      fundId: scene.fund.id,
      title: '另一方案',
    })
    await toNumber(scene)
    const waiting = await refusalOf(toMeeting({ ...scene, plan: second }))
    expect(waiting).toMatchObject({ refusal: 'POT_ABOVE_AVAILABLE', facts: { available: wan(4) } })
  })

  test('of two plans in the meeting at once only one takes the money', async () => {
    const scene = await begin()
    const second = await scene.clerk.fund.allocation.draft({
      fundId: scene.fund.id,
      title: '另一方案',
    })
    const [a, b] = [await toMeeting(scene), await toMeeting({ ...scene, plan: second })]
    const record = (plan: Allocation) =>
      scene.clerk.fund.allocation.recordMeeting({ ...of(plan), meeting, publicUntil: null })
    await record(a)
    expect(await refusalOf(record(b))).toMatchObject({ refusal: 'INSUFFICIENT_AVAILABLE' })
    expect(await head(scene.s, scene)).toMatchObject({ available: wan(4), arranged: wan(96) })
  })

  test('an objection in 公示 leads back to the meeting and gives the money back', async () => {
    const scene = await begin({ publicity: true })
    const { clerk, s } = scene
    const open = await clerk.fund.allocation.recordMeeting({
      ...of(await toMeeting(scene)),
      meeting,
      publicUntil: day('2024-03-18'),
    })
    expect(open.state).toBe('publicity')
    const reader = s.as(s.actorOf('621022', ['viewer']))
    expect(await reader.fund.allocation.published({ year: 2024 })).toHaveLength(1)
    const back = await clerk.fund.allocation.object({ ...of(open), reason: '环县会员数有误' })
    expect(back.state).toBe('deliberation')
    expect(await head(s, scene)).toMatchObject({ available: wan(100), arranged: 0 })
    expect(await reader.fund.allocation.published({ year: 2024 })).toEqual([])
    const second = await clerk.fund.allocation.recordMeeting({
      ...of(back),
      meeting,
      publicUntil: day('2024-03-18'),
    })
    expect(await refusalOf(clerk.fund.allocation.closePublicity(of(second)))).toMatchObject({
      refusal: 'PUBLICITY_RUNNING',
    })
    s.clock.today = day('2024-03-19')
    expect((await clerk.fund.allocation.closePublicity(of(second))).state).toBe('numbering')
  })

  test('a plan that is given up after the meeting gives the money back', async () => {
    const scene = await begin()
    const waiting = await toNumber(scene)
    const voided = await scene.clerk.fund.allocation.void({ ...of(waiting), reason: '政策调整' })
    expect(voided.state).toBe('void')
    expect(await head(scene.s, scene)).toMatchObject({ available: wan(100), arranged: 0 })
  })

  test('a returned plan is submitted again as the next version and both can be compared', async () => {
    const scene = await begin()
    const { clerk, programme } = scene
    const first = await clerk.fund.allocation.submit(of(scene.plan))
    const back = await programme.fund.allocation.sendBack({ ...of(first), reason: '请改用因素法' })
    const changed = await clerk.fund.allocation.save({
      ...of(back),
      form: { ...back.form, parts: [factorPart], note: '按会员数分配' },
    })
    const draft = await clerk.fund.allocation.compare({ id: changed.id, before: 1 })
    expect(draft.settings.map(({ label }) => label)).toContain('因素分配')
    const second = await clerk.fund.allocation.submit(of(changed))
    expect(second.version).toBe(2)
    const compared = await clerk.fund.allocation.compare({ id: second.id, before: 1, after: 2 })
    const huan = compared.lines.find((line) => line.code === '621022')
    expect(huan).toMatchObject({ before: wan(16), after: wan(28), difference: wan(12) })
    const detail = await clerk.fund.allocation.detail({ id: second.id })
    expect(detail.shown).toMatchObject({ version: 2, reproduced: true })
    expect(detail.steps.find((step) => step.step === 'send-back')?.reason).toBe('请改用因素法')
    const earlier = await clerk.fund.allocation.detail({ id: second.id, version: 1 })
    expect(earlier.shown?.lines.every((line) => line.amount === wan(16))).toBe(true)
    expect(
      await refusalOf(clerk.fund.allocation.detail({ id: second.id, version: 3 })),
    ).toMatchObject({ refusal: 'VERSION_UNKNOWN' })
  })
})

describe('what is refused', () => {
  test('a missing figure stops the submission and names the county', async () => {
    const scene = await begin()
    const part = {
      ...factorPart,
      factors: [
        {
          ...factorPart.factors[0],
          key: 'townships',
          name: '乡镇工会数',
          weight: Decimal.parse('1'),
        },
      ],
    }
    const saved = await scene.clerk.fund.allocation.save({
      ...of(scene.plan),
      form: { ...scene.plan.form, parts: [part] },
    })
    expect(await refusalOf(scene.clerk.fund.allocation.submit(of(saved)))).toMatchObject({
      refusal: 'FACT_MISSING',
      facts: { name: '城关区', factName: '乡镇工会数' },
    })
  })

  test('parts above the pot are refused with the amount that is too much', async () => {
    const scene = await begin()
    const part = { ...factorPart, amount: wan(120) }
    const asked = { fundId: scene.fund.id, form: { ...scene.plan.form, parts: [part] } }
    expect(await refusalOf(scene.clerk.fund.allocation.preview(asked))).toMatchObject({
      refusal: 'PARTS_ABOVE_POT',
      facts: { above: wan(20) },
    })
  })

  test('a stale revision is refused and what was saved before stays', async () => {
    const scene = await begin()
    const save = (title: string) =>
      scene.clerk.fund.allocation.save({
        ...of(scene.plan),
        form: { ...scene.plan.form, title },
      })
    await save('先保存的')
    expect(await refusalOf(save('后保存的'))).toMatchObject({ refusal: 'REVISION_STALE' })
    const kept = await scene.clerk.fund.allocation.workbench({ id: scene.plan.id })
    expect(kept.allocation.form.title).toBe('先保存的')
  })

  test('a year without money, a changed figure and a large change each stop the submission', async () => {
    const poor = await begin({}, 0)
    expect(await refusalOf(poor.clerk.fund.allocation.submit(of(poor.plan)))).toMatchObject({
      refusal: 'PLAN_EMPTY',
    })
    const scene = await begin()
    const checked = await scene.clerk.fund.allocation.preview({
      fundId: scene.fund.id,
      form: { ...scene.plan.form, pot: wan(200) },
    })
    expect(checked.checks.filter((check) => !check.passed).map((check) => check.words)).toEqual([
      expect.stringContaining('超出 1,000,000.00 元'),
    ])
  })

  test('a meeting with a scan that nobody uploaded is not recorded', async () => {
    const scene = await begin()
    const waiting = await toMeeting(scene)
    const asked = { ...meeting, fileId: newId(FileId) }
    expect(
      await refusalOf(
        scene.clerk.fund.allocation.recordMeeting({
          ...of(waiting),
          meeting: asked,
          publicUntil: null,
        }),
      ),
    ).toMatchObject({ refusal: 'FILE_MISSING' })
  })

  test('amounts that are not whole fen do not pass the door', async () => {
    const scene = await begin()
    for (const pot of [1e3 + 0.001, -0.5, -1, Number.NaN])
      expect(
        await refusalOf(
          scene.clerk.fund.allocation.save({
            ...of(scene.plan),
            form: { ...scene.plan.form, pot },
          }),
        ),
      ).toMatchObject({ refusal: 'INPUT_INVALID' })
  })
})

describe('who sees what', () => {
  const issued = async () => {
    const scene = await begin()
    const waiting = await toNumber(scene)
    const done = await scene.office.fund.allocation.issue({
      ...of(waiting),
      number: '演示总工发〔2024〕12号',
      day: day('2024-03-11'),
    })
    return { ...scene, done }
  }

  test('below the province a plan is not found, published or not', async () => {
    const { s, done } = await issued()
    const county = s.as(s.actorOf('621022', ['county-finance']))
    expect(await refusalOf(county.fund.allocation.detail({ id: done.id }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect((await county.fund.allocation.list({})).rows).toEqual([])
    expect(
      await refusalOf(
        county.fund.allocation.explain({
          id: done.id,
          version: 1,
          organizationId: s.at('621022').id,
        }),
      ),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
  })

  test('the notice is whole for the province and an extract for a prefecture or a county', async () => {
    const { s, office, done } = await issued()
    const whole = await office.fund.allocation.notice({ id: done.id })
    expect(whole).toMatchObject({
      total: wan(96),
      number: '演示总工发〔2024〕12号',
      demonstration: true,
    })
    expect(whole.addressees).toEqual([
      '兰州市总工会',
      '兰州新区工会',
      '嘉峪关市总工会',
      '庆阳市总工会',
    ])
    expect(whole.annex.groups.map((group) => group.subtotal.count)).toEqual([2, 1, 1, 2])
    const extract = await office.fund.allocation.notice({ id: done.id, place: '6210' })
    expect(extract.annex.total).toMatchObject({ count: 2, amount: wan(32) })
    const prefecture = s.as(s.actorOf('6210', ['prefecture-finance']))
    expect(await prefecture.fund.allocation.notice({ id: done.id })).toEqual(extract)
    const county = s.as(s.actorOf('621022', ['county-finance']))
    const own = await county.fund.allocation.notice({ id: done.id })
    expect(own.annex.groups.flatMap((group) => group.rows.map((row) => row.name))).toEqual(['环县'])
    expect(
      await refusalOf(prefecture.fund.allocation.notice({ id: done.id, place: '6201' })),
    ).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })

  test('before the number nobody below sees a notice', async () => {
    const scene = await begin()
    const waiting = await toNumber(scene)
    const prefecture = scene.s.as(scene.s.actorOf('6210', ['prefecture-finance']))
    expect(await refusalOf(prefecture.fund.allocation.notice({ id: waiting.id }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(await prefecture.fund.allocation.published({ year: 2024 })).toEqual([])
    expect(
      await refusalOf(prefecture.fund.allocation.publishedLines({ id: waiting.id })),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
  })

  test('what is published crosses scope: lines, method, number and day, and nothing else', async () => {
    const { s, done } = await issued()
    const county = s.as(s.actorOf('620102', ['viewer']))
    const { plan, lines } = await county.fund.allocation.publishedLines({ id: done.id })
    expect(plan).toMatchObject({
      method: '基础补助（均分）：其余，各家相同',
      number: '演示总工发〔2024〕12号',
      issuedOn: '2024-03-11',
    })
    expect(lines).toHaveLength(6)
    expect(Object.keys(lines[0] ?? {}).toSorted()).toEqual(['amount', 'code', 'name', 'place'])
  })

  test('the prefectures and the recipients are told that the document is out', async () => {
    const { s } = await issued()
    const county = s.as(s.actorOf('621022', ['county-finance']))
    const { rows } = await county.record.notice.list({})
    expect(rows).toMatchObject([{ title: '演示总工发〔2024〕12号 2024年县区专项补助已印发' }])
  })

  test('a plan waits for the one whose step is next, and for nobody else', async () => {
    const scene = await begin()
    const waits = async (who: Scene['clerk']) =>
      (await who.fund.todo.list()).map((todo) => todo.verb)
    expect(await waits(scene.clerk)).toEqual(['继续起草'])
    const submitted = await scene.clerk.fund.allocation.submit(of(scene.plan))
    expect(submitted.state).toBe('programme-review')
    expect(await waits(scene.clerk)).toEqual([])
    expect(await waits(scene.programme)).toEqual(['审核方案'])
    expect(await waits(scene.reviewer)).toEqual([])
  })
})

describe('the workbook', () => {
  test('a draft is written as it stands, a version as it was submitted; over REST only', async () => {
    const scene = await begin()
    const actor = scene.s.actorOf('62', ['programme-clerk'])
    const clerk = scene.s.as(actor, 'rest')
    const draft = await clerk.fund.allocation.export({ id: scene.plan.id })
    expect(draft.name).toBe('2024年县区专项补助_草稿_2024-03-11.xlsx')
    const submitted = await scene.clerk.fund.allocation.submit(of(scene.plan))
    const version = await clerk.fund.allocation.export({ id: submitted.id })
    expect(version.name).toContain('第1稿')
    const { body } = version
    if (!(body instanceof Uint8Array)) throw new Error('not a file')
    const sheet = await readSheet(body)
    if (!sheet.ok) throw new Error(sheet.refusal)
    const texts = JSON.stringify(sheet.value)
    expect(texts).toContain('环县')
    expect(texts).toContain('合计')
    const wrong = scene.s.as(actor).fund.allocation.export({ id: submitted.id })
    expect(await refusalOf(wrong)).toMatchObject({ refusal: 'WRONG_METHOD' })
    const county = scene.s.as(scene.s.actorOf('621022', ['viewer']), 'rest')
    expect(await refusalOf(county.fund.allocation.export({ id: submitted.id }))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })
})

describe('the line explained', () => {
  test('each step of a factor line stands with its figures, and ends with the amount of the line', async () => {
    const scene = await begin()
    const saved = await scene.clerk.fund.allocation.save({
      ...of(scene.plan),
      form: { ...scene.plan.form, parts: [factorPart], note: '按会员数' },
    })
    const plan = await scene.clerk.fund.allocation.submit(of(saved))
    const arithmetic = await scene.clerk.fund.allocation.explain({
      id: plan.id,
      version: 1,
      organizationId: scene.s.at('621022').id,
    })
    expect(arithmetic.factors).toMatchObject([{ value: '600', total: '2,100', share: '28.5714%' }])
    expect(arithmetic.steps.at(-1)).toMatchObject({ label: '取整到 1 万元', result: '28' })
  })
})
