import { createHash } from 'node:crypto'
import { day } from '@qiangji/kernel/base/day.ts'
import { AuditItemId, AuditSampleId } from '@qiangji/kernel/fund/audit-sample.ts'
import { PauseId } from '@qiangji/kernel/fund/pause.ts'
import { newId } from '@qiangji/store/engine/new-id.ts'
import { describe, expect, test } from 'vitest'
import { BatchId } from '../src/fund/journal.ts'
import { boardStage, wan } from './board-stage.ts'
import { refusalOf } from './fund-stage.ts'

const TODAY = day('2024-06-14')
const paper = (number: string) => ({ number, day: TODAY, title: '审计意见' })

const begin = async () => {
  const b = await boardStage(TODAY)
  await b.issue({ '621002': 10, '621022': 10, '620102': 10 }, day('2024-05-06'))
  const people = {
    auditor: await b.person('62', 'audit-committee'),
    clerk: await b.person('62', 'finance-clerk'),
    reviewer: await b.person('62', 'finance-reviewer'),
    prefectureAuditor: await b.person('6210', 'audit-committee'),
    county: await b.person('621022', 'county-finance'),
    neighbour: await b.person('621002', 'county-finance', 'county-reviewer'),
    countyAuditor: await b.person('621002', 'audit-committee'),
  }
  const as = (name: keyof typeof people) => b.s.as(people[name])
  const propose = (
    name: keyof typeof people,
    code: string,
    origin: 'audit' | 'leaders' = 'audit',
  ) =>
    as(name).fund.pause.propose({
      fundId: b.fundId,
      organizationId: b.s.at(code).id,
      origin,
      reason: '支出依据不足',
      document: paper('演示经审〔2024〕3号'),
      auditItemId: null,
    })
  return { b, people, as, propose }
}
const of = ({ id, revision }: { id: PauseId; revision: number }) => ({ id, revision })

describe('暂停拨付', () => {
  test('stops remittance once finance executes it, and lets it through again when lifted', async () => {
    const { b, as, propose } = await begin()
    const remit = () =>
      b.move({
        act: 'remit',
        from: b.key('621022', '62', 'issued'),
        to: b.key('621022', '62', 'remitted'),
        amount: wan(1),
      })
    const proposed = await propose('auditor', '6210')
    await remit()
    const standing = await as('reviewer').fund.pause.execute(of(proposed))
    expect(standing).toMatchObject({ state: 'standing', decidedOn: TODAY })
    await expect(remit()).rejects.toThrow('PAYMENT_PAUSED')
    const board = await as('reviewer').fund.board.overview({ fundId: b.fundId })
    expect(board.rows.map((row) => [row.name, row.paused])).toEqual([
      ['兰州', false],
      ['新区', false],
      ['嘉峪关', false],
      ['庆阳', true],
    ])
    const asked = await as('auditor').fund.pause.proposeLift({
      ...of(standing),
      form: { origin: 'audit', reason: '已整改', document: paper('演示经审〔2024〕8号') },
    })
    await expect(remit()).rejects.toThrow('PAYMENT_PAUSED')
    expect(await as('reviewer').fund.pause.lift(of(asked))).toMatchObject({ state: 'lifted' })
    await remit()
  })

  test('the leaders’ wish is recorded by finance and executed by another person', async () => {
    const { as, people, propose, b } = await begin()
    expect(await refusalOf(propose('auditor', '621022', 'leaders'))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    const own = await propose('reviewer', '621022', 'leaders')
    expect(await refusalOf(as('reviewer').fund.pause.execute(of(own)))).toMatchObject({
      refusal: 'SAME_PERSON',
    })
    const other = b.s.as(await b.person('62', 'finance-reviewer'))
    expect(await other.fund.pause.execute(of(own))).toMatchObject({
      proposer: { personId: people.reviewer.personId },
      state: 'standing',
    })
    expect(await refusalOf(propose('auditor', '621022'))).toMatchObject({
      refusal: 'PAUSE_OPEN_ALREADY',
      facts: { state: '暂停拨付' },
    })
  })

  test('waits on the desk of the finance reviewer until it is settled', async () => {
    const { as, propose } = await begin()
    const kinds = async () => (await as('reviewer').fund.todo.list()).map((todo) => todo.kind)
    expect(await kinds()).not.toContain('暂停拨付')
    const proposed = await propose('auditor', '621022')
    expect(await kinds()).toContain('暂停拨付')
    await as('reviewer').fund.pause.decline({ ...of(proposed), reason: '依据不足' })
    expect(await kinds()).not.toContain('暂停拨付')
    expect(
      await refusalOf(as('reviewer').fund.pause.execute({ ...of(proposed), revision: 1 })),
    ).toMatchObject({
      refusal: 'PAUSE_STATE',
      facts: { state: '未采纳' },
    })
  })

  test('reaches own and below only; a foreign pause is as absent as a random id', async () => {
    const { as, propose } = await begin()
    expect(await refusalOf(propose('prefectureAuditor', '620102'))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(await refusalOf(propose('countyAuditor', '6210'))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(await refusalOf(propose('auditor', '62'))).toMatchObject({
      refusal: 'PAUSE_OF_PROVINCE',
    })
    const made = await propose('prefectureAuditor', '621022')
    expect((await as('county').fund.pause.list({})).rows).toHaveLength(1)
    expect((await as('neighbour').fund.pause.list({})).rows).toEqual([])
    for (const id of [made.id, newId(PauseId)])
      expect(await refusalOf(as('neighbour').fund.pause.detail({ id }))).toEqual({
        refusal: 'NOT_FOUND',
        facts: {},
        issues: [],
      })
    expect(await refusalOf(as('county').fund.pause.execute(of(made)))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })
})

/** Eleven spendings: one above the threshold, two of another county, one reversed. */
const spent = async () => {
  const scene = await begin()
  const { b } = scene
  await b.send('621022', 10, day('2024-05-10'))
  await b.send('621002', 10, day('2024-05-10'))
  await b.spend('621022', 3, day('2024-05-20'))
  for (let n = 0; n < 8; n++) await b.spend('621022', (n + 1) / 8, day('2024-06-03'))
  await b.spend('621002', 1, day('2024-06-03'))
  await b.spend('621002', 4, day('2024-06-04'))
  const form = {
    fundId: b.fundId,
    organizationId: b.s.at('6210').id,
    title: '二季度抽查',
    from: day('2024-05-01'),
    to: day('2024-06-30'),
    threshold: wan(3),
    count: 3,
  }
  return { ...scene, form }
}

describe('抽查', () => {
  test('can be repeated by anybody who has the seed', async () => {
    const { as, b, form } = await spent()
    const sample = await as('auditor').fund.audit.draw(form)
    expect(sample).toMatchObject({ population: 11, populationAmount: wan(12.5) })
    const { rows } = await as('auditor').fund.audit.items({ sampleId: sample.id })
    expect(rows.map(({ item }) => [item.certain, item.amount >= wan(3)])).toEqual([
      [true, true],
      [true, true],
      [false, false],
      [false, false],
      [false, false],
    ])
    const journals = await b.s.store.read
      .selectFrom('journal as j')
      .innerJoin('entry as e', 'e.journal_id', 'j.id')
      .select('j.public_id')
      .where('j.act', '=', 'spend')
      .where('e.amount', '>', 0)
      .where('e.amount', '<', wan(3))
      .execute()
    const again = journals
      .map((j) => j.public_id)
      .sort((x, y) => (rank(sample.seed, x) < rank(sample.seed, y) ? -1 : 1))
    expect(rows.slice(2).map(({ item }) => item.journal)).toEqual(again.slice(0, 3))
  })

  test('leaves out what was reversed, and what lies outside period and place', async () => {
    const { as, b, form } = await spent()
    const count = async (change: Partial<typeof form>) =>
      (
        await as('auditor').fund.audit.population({
          fundId: form.fundId,
          organizationId: form.organizationId,
          from: form.from,
          to: form.to,
          threshold: wan(3),
          ...change,
        })
      ).count
    expect(await count({})).toBe(11)
    expect(await count({ to: day('2024-05-31') })).toBe(1)
    expect(await count({ organizationId: b.s.at('621002').id })).toBe(2)
    expect(await count({ organizationId: b.s.at('6201').id })).toBe(0)
    const batch = await b.spend('621002', 0.5, TODAY)
    expect(await count({})).toBe(12)
    const reviewer = b.s.as(await b.person('621002', 'county-reviewer'))
    const { rows } = await reviewer.fund.board.crossings({ fundId: b.fundId, figure: 'spent' })
    expect(rows[0]?.batch).toBe(batch)
    await reviewer.fund.journal.reverse({ batch: BatchId.parse(batch), reason: '重复' })
    expect(await count({})).toBe(11)
  })

  test('a finding goes to the unit, comes back with its 整改 and is closed by who drew it', async () => {
    const { as, form } = await spent()
    const sample = await as('auditor').fund.audit.draw(form)
    const { rows } = await as('auditor').fund.audit.items({ sampleId: sample.id })
    const theirs = rows.find((row) => row.beneficiaryName.startsWith('环县'))
    if (!theirs) throw new Error('no item')
    const step = { id: theirs.item.id, revision: 0 }
    const problem = await as('auditor').fund.audit.examine({
      ...step,
      result: 'problem',
      note: '缺少会议纪要',
    })
    expect(problem.state).toBe('problem')
    expect((await as('county').fund.todo.list()).map((todo) => todo.kind)).toContain('审计整改')
    expect((await as('county').fund.audit.findings({})).rows).toMatchObject([
      { item: { note: '缺少会议纪要' }, sampleTitle: '二季度抽查' },
    ])
    expect((await as('neighbour').fund.audit.findings({})).rows).toEqual([])
    const answer = { id: step.id, revision: problem.revision, note: '已补会议纪要' }
    expect(await refusalOf(as('neighbour').fund.audit.rectify(answer))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    const rectified = await as('county').fund.audit.rectify(answer)
    const ending = { id: step.id, revision: rectified.revision, note: '同意销号' }
    expect(
      await refusalOf(as('prefectureAuditor').fund.audit.close({ ...ending, result: 'closed' })),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
    expect(await as('auditor').fund.audit.close({ ...ending, result: 'closed' })).toMatchObject({
      state: 'closed',
      rectification: '已补会议纪要',
    })
    const pause = await as('auditor').fund.pause.propose({
      fundId: form.fundId,
      organizationId: theirs.item.holderId,
      origin: 'audit',
      reason: '缺少会议纪要',
      document: paper('演示经审〔2024〕5号'),
      auditItemId: theirs.item.id,
    })
    expect(pause.auditItemId).toBe(theirs.item.id)
  })

  test('is seen by its auditor and those above, by nobody beside or below', async () => {
    const { as, form } = await spent()
    const sample = await as('prefectureAuditor').fund.audit.draw(form)
    expect((await as('auditor').fund.audit.list({})).rows).toHaveLength(1)
    expect((await as('countyAuditor').fund.audit.list({})).rows).toEqual([])
    for (const id of [sample.id, newId(AuditSampleId)]) {
      const gone = { refusal: 'NOT_FOUND', facts: {}, issues: [] }
      expect(await refusalOf(as('countyAuditor').fund.audit.detail({ id }))).toEqual(gone)
      expect(await refusalOf(as('countyAuditor').fund.audit.items({ sampleId: id }))).toEqual(gone)
      expect(await refusalOf(as('county').fund.audit.detail({ id }))).toEqual(gone)
    }
    expect(await refusalOf(as('countyAuditor').fund.audit.draw(form))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(
      await refusalOf(
        as('countyAuditor').fund.audit.examine({
          id: newId(AuditItemId),
          revision: 0,
          result: 'clear',
          note: '无',
        }),
      ),
    ).toMatchObject({ refusal: 'NOT_FOUND' })
  })
})

const rank = (seed: string, id: string): string =>
  createHash('sha256').update(`${seed}/${id}`).digest('hex')

describe('账目核验', () => {
  test('is recorded with its counts and the head of the record, and shown on every board', async () => {
    const { as, b, people } = await begin()
    expect((await as('county').fund.board.overview({ fundId: b.fundId })).check).toBeNull()
    const check = await as('auditor').fund.ledger.verify()
    expect(check).toMatchObject({ broken: null, journals: 5, personId: people.auditor.personId })
    expect(check.auditHash).toMatch(/^[0-9a-f]{64}$/)
    expect((await as('county').fund.board.overview({ fundId: b.fundId })).check).toEqual({
      at: check.at,
      day: TODAY,
      passed: true,
    })
    const { rows } = await as('reviewer').fund.ledger.checks({})
    expect(rows).toMatchObject([{ id: check.id, personName: people.auditor.name }])
  })

  test('is the province’s: a prefecture’s 经审 neither runs it nor reads what it found', async () => {
    const { as } = await begin()
    expect(await refusalOf(as('prefectureAuditor').fund.ledger.verify())).toMatchObject({
      refusal: 'NOT_FOUND',
    })
    expect(await refusalOf(as('prefectureAuditor').fund.ledger.checks({}))).toMatchObject({
      refusal: 'NOT_FOUND',
    })
  })
})
