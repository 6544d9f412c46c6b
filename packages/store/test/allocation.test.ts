import { PersonId } from '@qiangji/kernel/access/person.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { Decimal } from '@qiangji/kernel/base/decimal.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import {
  type Allocation,
  type AllocationForm,
  AllocationId,
  draftAllocation,
} from '@qiangji/kernel/fund/allocation.ts'
import { linesOf } from '@qiangji/kernel/fund/allocation-line.ts'
import { arrangePosting, issuePostings } from '@qiangji/kernel/fund/allocation-posting.ts'
import { NO_BOUNDS } from '@qiangji/kernel/fund/bounds.ts'
import { compute } from '@qiangji/kernel/fund/computation.ts'
import { DEFAULT_ROUNDING } from '@qiangji/kernel/fund/rounding.ts'
import { describe, expect, test } from 'vitest'
import { newId } from '../src/engine/new-id.ts'
import {
  addAllocation,
  findAllocation,
  listAllocations,
  listPublished,
  saveAllocation,
} from '../src/fund/allocation.ts'
import { addStep, listSteps } from '../src/fund/allocation-step.ts'
import { undoAllocation } from '../src/fund/allocation-undo.ts'
import {
  addVersion,
  findVersion,
  isReproduced,
  listLines,
  listVersions,
} from '../src/fund/allocation-version.ts'
import { claimNumber } from '../src/fund/document-number.ts'
import { addFacts, listFacts } from '../src/fund/fact.ts'
import { post } from '../src/fund/ledger.ts'
import { inputsOf, readPlanSource } from '../src/fund/plan-source.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { engines } from './engines.ts'
import { fill, type Province, plantProvince } from './province.ts'

const wan = (n: number) => fen(n * 1_000_000)
const on = day('2024-03-11')
const hand = { personId: newId(PersonId), onBehalfOf: null }

const form: AllocationForm = {
  title: '2024年县区专项补助',
  on,
  pot: wan(100),
  parts: [
    {
      id: 'factor',
      name: '因素分配',
      method: 'factor',
      recipients: 'all',
      amount: 'rest',
      factors: [{ key: 'members', name: '会员数', weight: Decimal.parse('1') }],
    },
  ],
  rule: { rounding: DEFAULT_ROUNDING, bounds: NO_BOUNDS, coefficients: null, reserve: fen(0) },
  note: '',
}

const fact = (p: Province, code: string, value: string, date = '2023-12-31', key = 'members') => ({
  recipient: p.at(code).id,
  key,
  value: Decimal.parse(value),
  date: day(date),
  source: '组织台账',
  demonstration: true,
})

const COUNTIES = ['6202', '620102', '620121', '620171', '621002', '621022'] as const

const giveFacts = (p: Province) =>
  p.act((tx) =>
    addFacts(
      tx,
      COUNTIES.map((code, at) => fact(p, code, String((at + 1) * 100))),
    ),
  )

const drafted = (p: Province, change: Partial<Allocation> = {}): Allocation => ({
  ...draftAllocation(form, {
    id: newId(AllocationId),
    fundId: p.fund.id,
    organizationId: p.root.id,
  }),
  ...change,
})

/** A plan with a frozen first version, waiting for its number. */
const frozen = async (p: Province): Promise<Allocation> => {
  await giveFacts(p)
  const source = await readPlanSource(p.store.read, p.fund, on)
  const inputs = inputsOf(form, source)
  const computed = compute(inputs)
  if (!computed.ok) throw new Error(computed.refusal)
  const lines = linesOf(computed.value, source.recipients, source.precedent)
  const plan = drafted(p, {
    state: 'numbering',
    version: 1,
    total: computed.value.total,
    reserve: computed.value.reserve,
    decidedOn: on,
  })
  const kept = await p.act(async (tx) => {
    await addAllocation(tx, plan)
    await addVersion(
      tx,
      {
        allocationId: plan.id,
        version: 1,
        form,
        inputs,
        places: source.places,
        submittedBy: hand.personId,
        submittedOn: on,
      },
      computed.value,
      lines,
    )
    return accept(null)
  })
  if (!kept.ok) throw new Error(kept.refusal)
  return plan
}

describe.each(engines)('plans on $name', ({ fresh }) => {
  test('what a plan is computed from stands as on its day, in code order, under its prefectures', async () => {
    const p = await plantProvince((await fresh()).store)
    await giveFacts(p)
    await p.act((tx) =>
      addFacts(tx, [
        fact(p, '621022', '999', '2024-03-12'),
        fact(p, '621022', '650', '2024-03-11'),
      ]),
    )
    const source = await readPlanSource(p.store.read, p.fund, on)
    expect(source.recipients.map(({ code, prefecture }) => [code, prefecture])).toEqual([
      ['620102', '6201'],
      ['620121', '6201'],
      ['620171', '620171'],
      ['6202', '6202'],
      ['621002', '6210'],
      ['621022', '6210'],
    ])
    expect(source.places.map(({ code }) => code).toSorted()).toEqual([
      '6201',
      '620171',
      '6202',
      '6210',
    ])
    const huan = source.facts.find((f) => f.recipient === p.at('621022').id)
    expect(huan).toMatchObject({ value: '650', date: '2024-03-11' })
    expect(source.precedent.previous).toBeNull()
    expect(await readPlanSource(p.store.read, p.fund, day('2023-12-30'))).toMatchObject({
      recipients: [],
      facts: [],
    })
  })

  test('the same figure again is skipped, another one of the same day is refused and nothing is added', async () => {
    const p = await plantProvince((await fresh()).store)
    await giveFacts(p)
    expect(await p.act((tx) => addFacts(tx, [fact(p, '620102', '200')]))).toMatchObject({
      value: 0,
    })
    const other = [fact(p, '620102', '7', '2023-12-31', 'townships'), fact(p, '620102', '8')]
    expect(await p.act((tx) => addFacts(tx, other, () => '城关区'))).toMatchObject({
      refusal: 'FACT_DIFFERS',
      facts: { name: '城关区', key: '会员数', value: '200' },
    })
    const kept = await listFacts(p.store.read, [p.at('620102').id], on)
    expect(kept.map((f) => f.key)).toEqual(['members'])
  })

  test('a submitted version is kept with its inputs and computes to the same bytes again', async () => {
    const p = await plantProvince((await fresh()).store)
    const plan = await frozen(p)
    const version = await findVersion(p.store.read, plan.id, 1)
    if (version === null) throw new Error('no version')
    expect(isReproduced(version)).toBe(true)
    expect(version.hash).toMatch(/^[0-9a-f]{64}$/)
    const touched = version.inputs.facts.map((f, at) =>
      at === 0 ? { ...f, value: Decimal.parse('101') } : f,
    )
    expect(isReproduced({ ...version, inputs: { ...version.inputs, facts: touched } })).toBe(false)
    const redated = version.inputs.facts.map((f) => ({ ...f, source: '他处' }))
    expect(isReproduced({ ...version, inputs: { ...version.inputs, facts: redated } })).toBe(false)
    const lines = await listLines(p.store.read, plan.id, 1)
    expect(lines.reduce((sum, line) => sum + line.amount, 0) + version.reserve).toBe(wan(100))
    expect(await listVersions(p.store.read, plan.id)).toMatchObject([
      { version: 1, total: plan.total },
    ])
  })

  test('versions, lines, steps, meetings and numbers are never changed', async () => {
    const { store, outside } = await fresh()
    const p = await plantProvince(store)
    const plan = await frozen(p)
    await p.act(async (tx) => {
      await addStep(tx, plan, { step: 'submit', hand, name: '王敏', day: on })
      return claimNumber(tx, p.root.id, { code: '演示发', year: 2024, number: 1 }, plan.id)
    })
    for (const statement of [
      'update allocation_line set amount = 1',
      'delete from allocation_line',
      "update allocation_version set hash = ''",
      "update allocation_step set reason = 'x'",
      'delete from document_number',
    ])
      await expect(outside(statement), statement).rejects.toThrow(/append only/)
  })

  test('a number is given once per body, code, year and number; the same document may take it again', async () => {
    const p = await plantProvince((await fresh()).store)
    const number = { code: '演示总工发', year: 2024, number: 12 }
    const claim = (document: string, n = number, body = p.root.id) =>
      p.act((tx) => claimNumber(tx, body, n, document))
    expect(await claim('plan-a')).toMatchObject({ ok: true })
    expect(await claim('plan-a')).toMatchObject({ ok: true })
    expect(await claim('plan-b')).toMatchObject({
      refusal: 'NUMBER_USED',
      facts: { number: '演示总工发〔2024〕12号' },
    })
    for (const other of [
      { ...number, number: 13 },
      { ...number, year: 2025 },
      { ...number, code: '演示总工财' },
    ])
      expect(await claim('plan-b', other)).toMatchObject({ ok: true })
    expect(await claim('plan-c', number, p.at('6201').id)).toMatchObject({ ok: true })
  })

  test('of many that ask for the same number at once exactly one gets it', async () => {
    const p = await plantProvince((await fresh()).store)
    const number = { code: '演示总工发', year: 2024, number: 12 }
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        p.act((tx) => claimNumber(tx, p.root.id, number, `plan-${at}`)),
      ),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(answers.filter((answer) => !answer.ok && answer.refusal === 'NUMBER_USED')).toHaveLength(
      15,
    )
  })

  test('of two who save the same revision one is told that it is stale', async () => {
    const p = await plantProvince((await fresh()).store)
    const plan = drafted(p)
    await p.act(async (tx) => accept(await addAllocation(tx, plan)))
    const save = () =>
      p.act(async (tx) => {
        const saved = await saveAllocation(tx, plan)
        return saved === null ? refuse('REVISION_STALE') : accept(saved.revision)
      })
    const answers = await Promise.all([save(), save()])
    expect(answers.map((answer) => (answer.ok ? answer.value : answer.refusal)).toSorted()).toEqual(
      [1, 'REVISION_STALE'],
    )
  })

  test('lists are the body’s own, newest first, page by page; only what is published crosses', async () => {
    const p = await plantProvince((await fresh()).store)
    const plans = [1, 2, 3].map((n) => drafted(p, { form: { ...form, title: `第${n}号方案` } }))
    for (const plan of plans) await p.act(async (tx) => accept(await addAllocation(tx, plan)))
    const ask = { organizationId: p.root.id, fundId: null, state: null, search: '', before: null }
    const first = await listAllocations(p.store.read, { ...ask, limit: 2 })
    expect(first.map((row) => row.allocation.form.title)).toEqual([
      '第3号方案',
      '第2号方案',
      '第1号方案',
    ])
    const next = await listAllocations(p.store.read, {
      ...ask,
      limit: 2,
      before: first[1]?.place ?? null,
    })
    expect(next.map((row) => row.allocation.form.title)).toEqual(['第1号方案'])
    expect(await listAllocations(p.store.read, { ...ask, limit: 9, search: '2号' })).toHaveLength(1)
    expect(await listAllocations(p.store.read, { ...ask, limit: 9, search: '%' })).toHaveLength(3)
    const elsewhere = { ...ask, organizationId: p.at('6201').id, limit: 9 }
    expect(await listAllocations(p.store.read, elsewhere)).toEqual([])
    expect(await listPublished(p.store.read, { year: 2024 })).toEqual([])
  })

  test('冲销 of an issue sets the plan back to its number, and of the arrangement back to the meeting', async () => {
    const p = await plantProvince((await fresh()).store)
    await fill(p, wan(100))
    const plan = await frozen(p)
    const lines = await listLines(p.store.read, plan.id, 1)
    const arranged = await p.act((tx, poster) =>
      post(tx, poster, p.fund.id, [arrangePosting(p.root.id, plan.total, plan.id)]),
    )
    const issued = await p.act(async (tx, poster) => {
      await saveAllocation(tx, {
        ...plan,
        state: 'issued',
        number: '演示发〔2024〕1号',
        issuedOn: on,
      })
      return post(tx, poster, p.fund.id, issuePostings(p.root.id, lines, plan.id))
    })
    if (!arranged.ok || !issued.ok) throw new Error('not posted')
    const undo = (act: 'issue' | 'arrange', batch: string) =>
      p.act(
        async (tx, poster) => {
          const reversed = await reverseBatch(tx, poster, batch)
          if (!reversed.ok) return reversed
          await undoAllocation(tx, { act, batch, documents: [plan.id], today: poster.today })
          return reversed
        },
        { person: newId(PersonId) },
      )
    expect(await undo('arrange', arranged.value)).toMatchObject({ refusal: 'LATER_ACT' })
    expect(await undo('issue', issued.value)).toMatchObject({ ok: true })
    expect(await findAllocation(p.store.read, plan.id)).toMatchObject({
      state: 'numbering',
      number: null,
      issuedOn: null,
    })
    expect(await undo('arrange', arranged.value)).toMatchObject({ ok: true })
    expect(await findAllocation(p.store.read, plan.id)).toMatchObject({ state: 'deliberation' })
    const steps = await listSteps(p.store.read, plan.id)
    expect(steps.map((step) => step.step)).toEqual(['undo-issue', 'undo-arrange'])
  })
})
