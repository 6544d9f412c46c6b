import type { Actor } from '@qiangji/kernel/access/actor.ts'
import { PersonId } from '@qiangji/kernel/access/person.ts'
import type { PostCode } from '@qiangji/kernel/access/post.ts'
import { SessionId } from '@qiangji/kernel/access/session.ts'
import { addDays } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import {
  type ApprovalForm,
  type ApprovalRule,
  ApprovalRuleId,
  BillId,
  type BillKind,
  endApprovalRule,
} from '@qiangji/kernel/fund/approval.ts'
import type { LedgerEntry } from '@qiangji/kernel/fund/ledger-import.ts'
import type { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import { LedgerImportId, type Spending } from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../src/engine/act.ts'
import { newId } from '../src/engine/new-id.ts'
import {
  addApprovalRule,
  addSignature,
  listApprovalRules,
  openApprovalRules,
  saveApprovalRule,
  signaturesOf,
} from '../src/fund/approval.ts'
import { keepApprovalRule, signOwnBill } from '../src/fund/approval-act.ts'
import { findBill } from '../src/fund/approval-bill.ts'
import { listApprovalTodo } from '../src/fund/approval-todo.ts'
import { addImport, findImport, registerEntries } from '../src/fund/ledger-import.ts'
import { findSpending, saveSpending } from '../src/fund/spending.ts'
import { importApproval } from '../src/fund/spending-approval.ts'
import { dropSpending, editSpending, recordSpending } from '../src/fund/spending-write.ts'
import { addFile } from '../src/record/file.ts'
import { accepted, type County, outcomes, plantCounty, refusalOf, TODAY } from './county.ts'
import { engines } from './engines.ts'

const yuan = (n: number) => fen(n * 100)

/** 环县 asks two signatures, one after another, from 500 yuan on. */
const ruleOf = (c: County, given: Partial<ApprovalRule> = {}): ApprovalRule => ({
  id: newId(ApprovalRuleId),
  organizationId: OrganizationId.parse(c.id),
  bill: 'spending',
  lower: yuan(500),
  upper: null,
  posts: ['report-reviewer', 'roster-keeper'],
  joint: false,
  from: TODAY,
  to: null,
  setter: { personId: c.reviewer, onBehalfOf: null },
  setOn: TODAY,
  ender: null,
  revision: 0,
  ...given,
})

const setRule = async (c: County, given: Partial<ApprovalRule> = {}): Promise<ApprovalRule> => {
  const rule = ruleOf(c, given)
  accepted(
    await c.at(c.reviewer, async (tx) => {
      await addApprovalRule(tx, rule)
      return accept(null)
    }),
  )
  return rule
}

const actorOf = (c: County, personId: PersonId, ...posts: readonly PostCode[]): Actor => ({
  personId,
  name: '签批人',
  organization: {
    organizationId: OrganizationId.parse(c.id),
    path: c.desk.path,
    level: 'county',
    prefectureId: c.p.at('6210').id,
    countyId: OrganizationId.parse(c.id),
  },
  posts: posts.map((post) => ({ post, from: null })),
  sessionId: newId(SessionId),
  address: '127.0.0.1',
  passwordDue: false,
})

const sign = (
  c: County,
  personId: PersonId,
  post: PostCode,
  kind: BillKind,
  id: string,
  giver: PersonId | null = null,
): Promise<Outcome<unknown>> =>
  c.at(personId, async (tx) => {
    const bill = await findBill(tx, kind, BillId.parse(id))
    const asked = { bill: kind, id: BillId.parse(id), revision: bill?.revision ?? 0 }
    const from = giver && { personId: giver, name: '授权人' }
    const actor = { ...actorOf(c, personId), posts: [{ post, from }] }
    return signOwnBill(tx, actor, { ...asked, opinion: '同意支付' }, TODAY)
  })

const FIRST = newId(PersonId)
/** Both signatures of the rule. */
const signBoth = async (c: County, kind: BillKind, id: string): Promise<void> => {
  accepted(await sign(c, FIRST, 'report-reviewer', kind, id))
  accepted(await sign(c, c.third, 'roster-keeper', kind, id))
}

const record = async (c: County, given = {}): Promise<Spending> =>
  accepted(await c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, c.form(given), [])))

const now = async (c: County, id: string): Promise<Spending> => {
  const found = await findSpending(c.t.store.read, id)
  if (!found) throw new Error('no such spending')
  return found
}

const edit = async (c: County, id: string, given: object): Promise<Spending> => {
  const old = await now(c, id)
  return accepted(
    await c.at(c.clerk, (tx, desk) =>
      editSpending(tx, desk, c.p.fund, old, c.form({ voucher: old.voucher, ...given })),
    ),
  )
}

const release = async (c: County, ...ids: readonly string[]) =>
  outcomes(await c.release(c.reviewer, ids))

/** A list of rows with these amounts, registered and waiting. */
const register = async (c: County, amounts: readonly number[]): Promise<LedgerImport> =>
  accepted(
    await c.at(c.clerk, async (tx, desk) => {
      const fileId = newId(FileId)
      await addFile(tx, {
        ...{ id: fileId, hash: 'c'.repeat(64), size: 10, kind: 'xlsx', name: '明细账.xlsx' },
        uploadedBy: c.clerk,
        organizationId: OrganizationId.parse(c.id),
        at: '2024-07-12T00:00:00.000Z',
      })
      const record: LedgerImport = {
        id: newId(LedgerImportId),
        fundId: c.p.fund.id,
        organizationId: OrganizationId.parse(c.id),
        beneficiaryId: OrganizationId.parse(c.id),
        holderId: null,
        ...{ fileId, fileName: '明细账.xlsx', fileHash: 'c'.repeat(64), sheet: null },
        ...{ projects: null, state: 'registered', rows: amounts.length, entries: amounts.length },
        amount: fen(amounts.reduce((a, b) => a + b, 0)),
        ...{ bad: 0, doubtful: 0, passed: 0, makerId: c.clerk, readOn: TODAY, revision: 0 },
      }
      await addImport(tx, record)
      const entries = amounts.map(
        (amount, at): LedgerEntry => ({
          ...{ row: at + 2, kind: 'spend', day: TODAY, line: 1, use: 'training', payee: null },
          voucher: `导-${at}`,
          summary: '乡镇工会干部培训',
          amount: fen(amount),
          ...{ fixedAsset: false, ofId: null, ofRow: null, advanceId: null },
        }),
      )
      await registerEntries(tx, desk, record, entries)
      return accept(record)
    }),
  )

const rowsOf = async (c: County, importId: string): Promise<readonly string[]> =>
  (
    await c.t.store.read
      .selectFrom('spending')
      .select('id')
      .where('import_id', '=', importId)
      .orderBy('seq')
      .execute()
  ).map((row) => row.id)

const mayGo = async (c: County, importId: string): Promise<string> => {
  const record = await findImport(c.t.store.read, importId)
  if (!record) throw new Error('no such list')
  return refusalOf(await importApproval(c.t.store.read, record, TODAY))
}

describe.each(engines)('approval by amount ($name)', (engine) => {
  test('asks nothing below its lower limit, and its signatures exactly from there on', async () => {
    const c = await plantCounty(engine)
    await setRule(c)
    const [below, at] = [
      await record(c, { amount: fen(49_999) }),
      await record(c, { amount: yuan(500) }),
    ]
    expect(await release(c, below.id, at.id)).toEqual(['posted', 'APPROVAL_MISSING'])
    accepted(await sign(c, FIRST, 'report-reviewer', 'spending', at.id))
    expect(await release(c, at.id)).toEqual(['APPROVAL_MISSING'])
    accepted(await sign(c, c.third, 'roster-keeper', 'spending', at.id))
    expect(await release(c, at.id)).toEqual(['posted'])
  })

  test('holds a union below back as well when the one above reviews', async () => {
    const c = await plantCounty(engine)
    await setRule(c)
    const made = await record(c)
    await c.t.outside(`update person set state = 'left' where id = '${c.reviewer}'`)
    expect(outcomes(await c.release(c.third, [made.id], 'upper'))).toEqual(['APPROVAL_MISSING'])
  })

  test('forgets what was signed when the spending is edited, or sent back and handed in again', async () => {
    const c = await plantCounty(engine)
    await setRule(c)
    const made = await record(c)
    await signBoth(c, 'spending', made.id)
    await edit(c, made.id, { amount: yuan(900) })
    expect(await release(c, made.id)).toEqual(['APPROVAL_MISSING'])
    await signBoth(c, 'spending', made.id)
    const standing = await now(c, made.id)
    accepted(
      await c.at(c.reviewer, (tx) =>
        dropSpending(tx, standing, { state: 'returned', reason: '附件不清楚' }),
      ),
    )
    expect(refusalOf(await sign(c, FIRST, 'report-reviewer', 'spending', made.id))).toBe(
      'APPROVAL_NOT_WAITING',
    )
    await edit(c, made.id, { amount: yuan(900) })
    expect(await release(c, made.id)).toEqual(['APPROVAL_MISSING'])
    await signBoth(c, 'spending', made.id)
    expect(await release(c, made.id)).toEqual(['posted'])
    expect(await signaturesOf(c.t.store.read, [made.id])).toHaveLength(6)
  })

  test('of a list counts the whole list, and lets no row of it through by itself', async () => {
    const c = await plantCounty(engine)
    await setRule(c, { bill: 'import' })
    const small = await register(c, [20_000, 29_999])
    expect(await mayGo(c, small.id)).toBe('accepted')
    expect(await release(c, ...(await rowsOf(c, small.id)))).toEqual(['posted', 'posted'])
  })

  test('of a list is void when one of its rows is edited, and stands while it is released in steps', async () => {
    const c = await plantCounty(engine)
    await setRule(c, { bill: 'import' })
    const list = await register(c, [20_000, 30_000, 100])
    const ids = await rowsOf(c, list.id)
    const [first = '', second = '', third = ''] = ids
    expect(await mayGo(c, list.id)).toBe('APPROVAL_MISSING')
    expect(await release(c, first)).toEqual(['APPROVAL_MISSING'])
    expect(refusalOf(await sign(c, FIRST, 'report-reviewer', 'spending', first))).toBe('NOT_FOUND')
    expect(refusalOf(await sign(c, c.clerk, 'report-reviewer', 'import', list.id))).toBe(
      'APPROVAL_SIGNER_IS_MAKER',
    )
    await signBoth(c, 'import', list.id)
    expect(await mayGo(c, list.id)).toBe('accepted')
    await edit(c, second, { amount: yuan(900), day: TODAY })
    expect(await mayGo(c, list.id)).toBe('APPROVAL_MISSING')
    expect(await release(c, first)).toEqual(['APPROVAL_MISSING'])
    await signBoth(c, 'import', list.id)
    expect(await release(c, first)).toEqual(['posted'])
    expect(await release(c, second, third)).toEqual(['posted', 'posted'])
    expect(await findImport(c.t.store.read, list.id)).toMatchObject({ revision: 1 })
  })

  test('of a list outlives what happens to its posted rows', async () => {
    const c = await plantCounty(engine)
    await setRule(c, { bill: 'import' })
    const list = await register(c, [40_000, 30_000])
    const [first = '', second = ''] = await rowsOf(c, list.id)
    await signBoth(c, 'import', list.id)
    expect(await release(c, first)).toEqual(['posted'])
    const posted = await now(c, first)
    accepted(
      await c.at(c.clerk, async (tx) =>
        accept(await saveSpending(tx, posted, { ...posted, files: 1 }, null)),
      ),
    )
    expect(await release(c, second)).toEqual(['posted'])
  })

  test('keeps its signatures as they were given, one a post and one a person', async () => {
    const c = await plantCounty(engine)
    await setRule(c)
    const made = await record(c)
    accepted(await sign(c, FIRST, 'report-reviewer', 'spending', made.id))
    const [given] = await signaturesOf(c.t.store.read, [made.id])
    expect(given).toMatchObject({ post: 'report-reviewer', opinion: '同意支付', revision: 0 })
    if (!given) throw new Error('nothing was signed')
    for (const twice of [
      { ...given, hand: { personId: c.third, onBehalfOf: null } },
      { ...given, post: 'roster-keeper' as const },
    ])
      await expect(
        c.at(c.third, async (tx) => {
          await addSignature(tx, twice)
          return accept(null)
        }),
      ).rejects.toThrow()
    for (const change of [
      `update approval_signature set opinion = '不同意'`,
      `delete from approval_signature`,
    ])
      await expect(c.t.outside(change)).rejects.toThrow(/append.only/)
  })

  test('is signed by one of two who press at once, and kept by one of two rules that overlap', async () => {
    const c = await plantCounty(engine)
    await setRule(c, { joint: true })
    const made = await Promise.all(Array.from({ length: 8 }, () => record(c)))
    // Two posts, two persons at the desk, and one of them stands in for the other.
    const pressed = await Promise.all(
      made.flatMap(({ id }) => [
        sign(c, FIRST, 'report-reviewer', 'spending', id),
        sign(c, c.third, 'roster-keeper', 'spending', id, FIRST),
      ]),
    )
    const said = Map.groupBy(pressed.map(refusalOf), (one) => one)
    expect([said.get('accepted')?.length, said.get('APPROVAL_SIGNED_ALREADY')?.length]).toEqual([
      8, 8,
    ])
    const { lower, upper, joint } = ruleOf(c)
    const keep = () =>
      c.at(c.reviewer, (tx) =>
        keepApprovalRule(
          tx,
          { bill: 'order', lower, upper, posts: ['county-reviewer'], joint, from: TODAY },
          {
            ...{ id: newId(ApprovalRuleId), organizationId: OrganizationId.parse(c.id) },
            ...{ posts: ['county-reviewer'], today: TODAY },
            hand: { personId: c.reviewer, onBehalfOf: null },
          },
        ),
      )
    const kept = await Promise.all([keep(), keep()])
    expect(kept.map(refusalOf).toSorted()).toEqual(['APPROVAL_OVERLAPS', 'accepted'])
  })

  test('is on the desk of whose turn it is, the spendings of a fund as one line', async () => {
    const c = await plantCounty(engine)
    await setRule(c)
    await setRule(c, { bill: 'import', joint: true })
    const [one] = [await record(c), await record(c), await record(c, { amount: yuan(10) })]
    const list = await register(c, [60_000])
    const desk = async (person: PersonId, post: PostCode) =>
      (await listApprovalTodo(c.t.store.read, actorOf(c, person, post), TODAY))
        .map((todo) => [todo.title, todo.amount, todo.due])
        .toSorted((a, b) => Number(b[1]) - Number(a[1]))
    expect(await desk(FIRST, 'report-reviewer')).toEqual([
      ['2 笔支出待签批', 100_000, '2024-07-15'],
      ['明细账 明细账.xlsx', 60_000, '2024-07-15'],
    ])
    expect(await desk(c.third, 'roster-keeper')).toEqual([
      ['明细账 明细账.xlsx', 60_000, '2024-07-15'],
    ])
    expect(await desk(c.clerk, 'report-reviewer')).toEqual([])
    expect(await desk(c.reviewer, 'county-reviewer')).toEqual([])
    accepted(await sign(c, FIRST, 'report-reviewer', 'spending', one?.id ?? ''))
    accepted(await sign(c, FIRST, 'report-reviewer', 'import', list.id))
    expect(await desk(FIRST, 'report-reviewer')).toEqual([
      [expect.stringMatching(/^支出 记-/), 50_000, '2024-07-15'],
    ])
    expect(await desk(c.third, 'roster-keeper')).toHaveLength(2)
  })

  test('is listed by union, bills and state, and read by the day', async () => {
    const c = await plantCounty(engine)
    const old = await setRule(c, { from: addDays(TODAY, -20), setOn: addDays(TODAY, -20) })
    const ended = endApprovalRule(old, { personId: c.third, onBehalfOf: null }, addDays(TODAY, -1))
    if (!ended.ok) throw new Error(ended.refusal)
    const save = () => c.at(c.third, async (tx) => accept(await saveApprovalRule(tx, ended.value)))
    expect(accepted(await save())).toBe(true)
    expect(accepted(await save())).toBe(false)
    const standing = await setRule(c, { joint: true, upper: yuan(9_000) })
    const coming = await setRule(c, { bill: 'order', from: addDays(TODAY, 1) })
    expect(await openApprovalRules(c.t.store.read, [c.id], TODAY)).toEqual([standing, coming])
    const list = async (given: object = {}) =>
      (
        await listApprovalRules(c.t.store.read, {
          ...{ path: '/62/', bill: null, state: null, today: TODAY, search: '' },
          ...{ limit: 50, after: null, ...given },
        })
      ).map(({ rule }) => rule.id)
    expect((await list()).toSorted()).toEqual([old.id, standing.id, coming.id].toSorted())
    expect(await list({ state: 'over' })).toEqual([old.id])
    expect(await list({ state: 'standing' })).toEqual([standing.id])
    expect(await list({ state: 'coming' })).toEqual([coming.id])
    expect(await list({ state: 'standing', today: addDays(TODAY, -1) })).toEqual([old.id])
    expect(await list({ bill: 'order' satisfies ApprovalForm['bill'] })).toEqual([coming.id])
    expect(await list({ path: '/62/6210/621002/' })).toEqual([])
    expect(await list({ search: '环县' })).toHaveLength(3)
    expect(await list({ search: '镇原' })).toEqual([])
    const [first = '', ...rest] = await list()
    expect(await list({ limit: 0, after: null })).toEqual([first])
    expect(await list({ after: [TODAY, first] })).toEqual(rest)
  })
})
