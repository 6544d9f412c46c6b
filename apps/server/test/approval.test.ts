import { randomUUID } from 'node:crypto'
import { addDays, day } from '@qiangji/kernel/base/day.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { fundAccount } from '@qiangji/kernel/fund/account.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import type { Stage } from '@qiangji/kernel/fund/stage.ts'
import { newText } from '@qiangji/store/engine/new-id.ts'
import { post } from '@qiangji/store/fund/ledger.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type BadInputWorld, openBadInputWorld } from './bad-input-world.ts'
import { auditOf, type Caller } from './caller.ts'

const TEN_WAN = 10_000_000
const TODAY = day('2024-03-11')
const Stored = z.looseObject({ id: z.string(), revision: z.int() })

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
const refused = async (caller: Caller, path: string, input: unknown) =>
  (await caller.command(path, input)).refusal

const RULE = {
  bill: 'payment',
  lower: TEN_WAN,
  upper: null,
  posts: ['finance-reviewer', 'office'],
  joint: false,
  from: TODAY,
}

const makeBatch = ({ as, fundId, unionId }: BadInputWorld, amounts: Record<string, number>) =>
  done(
    as.cashier,
    'fund.payment.make',
    {
      lines: Object.entries(amounts).map(([code, amount]) => ({
        ...{ fundId, beneficiaryId: unionId(code), amount },
      })),
      document: null,
      purpose: null,
    },
    Stored,
  )

const Stand = z.looseObject({
  revision: z.int(),
  missing: z.array(z.string()),
  signatures: z.array(z.looseObject({ standing: z.boolean(), name: z.string() })),
  locked: z.looseObject({ refusal: z.string() }).nullable(),
})
const standOf = async (caller: Caller, id: string) =>
  Stand.parse((await caller.query('fund.approval.of', { bill: 'payment', id })).data)

const signature = (batch: z.output<typeof Stored>, opinion = '同意') => ({
  ...{ bill: 'payment', id: batch.id, revision: batch.revision, opinion },
})

test('a batch from the lower limit on goes out only after its posts have signed, each in turn', async () => {
  const w = await openBadInputWorld()
  const { cashier, accountant, chief, office, first, clerk } = w.as
  const rule = await done(chief, 'fund.approval.setRule', RULE, Stored)
  const small = await makeBatch(w, { '621002': TEN_WAN - 1 })
  expect(await refused(accountant, 'fund.payment.release', key(small))).toBeNull()

  const batch = await makeBatch(w, { '621022': TEN_WAN })
  const release = () => accountant.command('fund.payment.release', key(batch))
  expect(await release()).toMatchObject({
    status: 422,
    refusal: 'APPROVAL_MISSING',
    facts: { posts: '财务审核、办公室（文号）' },
  })
  expect(await standOf(office, batch.id)).toMatchObject({
    missing: ['finance-reviewer', 'office'],
    locked: { refusal: 'APPROVAL_NOT_YOUR_TURN' },
  })
  const sign = (caller: Caller, given = signature(batch)) =>
    refused(caller, 'fund.approval.sign', given)
  expect(await sign(office)).toBe('APPROVAL_NOT_YOUR_TURN')
  expect(await sign(accountant)).toBe('APPROVAL_POST_NOT_YOURS')
  expect(await sign(cashier)).toBe('APPROVAL_POST_NOT_YOURS')
  expect(await sign(chief, { ...signature(batch), revision: 7 })).toBe('REVISION_STALE')
  // Sideways and below: a bill of another union is like one that is not there.
  for (const foreign of [first, clerk]) {
    expect(await sign(foreign)).toBe('NOT_FOUND')
    const seen = await foreign.query('fund.approval.of', { bill: 'payment', id: batch.id })
    expect(seen.refusal).toBe('NOT_FOUND')
  }
  const waits = (caller: Caller) =>
    caller.query('fund.todo.list', {}).then(({ text }) => text.includes('签批'))
  expect([await waits(chief), await waits(office)]).toEqual([true, false])

  const requestId = randomUUID()
  const press = () => chief.command('fund.approval.sign', signature(batch, '按程序支付'), requestId)
  const pressed = await press()
  expect(pressed.status).toBe(200)
  expect((await press()).text).toBe(pressed.text)
  expect(await sign(chief)).toBe('APPROVAL_POST_NOT_YOURS')
  expect((await release()).facts).toMatchObject({ posts: '办公室（文号）' })
  expect([await waits(chief), await waits(office)]).toEqual([false, true])
  expect(await sign(office)).toBeNull()
  expect(await sign(office)).toBe('APPROVAL_COMPLETE')
  expect((await release()).status).toBe(200)

  const acts = (await auditOf(w.s)).map(({ act, result }) => `${act} ${result}`)
  expect(acts.filter((act) => act === 'fund.approval.sign accepted')).toHaveLength(2)
  expect(acts).toContain('fund.approval.setRule accepted')
  expect(acts).toContain('fund.payment.release APPROVAL_MISSING')
  expect(rule.revision).toBe(0)
})

const key = ({ id, revision }: z.output<typeof Stored>) => ({ id, revision })

/** 1 万元 received by 环县. */
const give = async ({ s, fundId, unionId }: BadInputWorld): Promise<void> => {
  const [root, above, county] = [unionId('62'), unionId('6210'), unionId('621022')]
  const at = (holder: typeof root, stage: Stage) => ({ beneficiary: county, holder, stage })
  const roads = [
    ['budget', fundAccount(root, 'source'), fundAccount(root, 'available')],
    ['arrange', fundAccount(root, 'available'), fundAccount(root, 'arranged')],
    ['issue', fundAccount(root, 'arranged'), at(root, 'issued')],
    ['remit', at(root, 'issued'), at(root, 'remitted')],
    ['receive', at(root, 'remitted'), at(above, 'relayed')],
    ['relay', at(above, 'relayed'), at(above, 'remitted')],
    ['receive', at(above, 'remitted'), at(county, 'held')],
  ] as const
  const requestId = newText()
  const today = TODAY
  const filled = await s.store.command(
    {
      ...{ actor: 'system', requestId, name: 'test.fill', organization: null, subject: null },
      ...{ input: null, today, origin: { address: 'local', session: null } },
    },
    (tx) =>
      post(
        tx,
        { personId: 'system', requestId, today },
        FundId.parse(fundId),
        roads.map(([act, from, to]) => ({
          ...{ act, from, to, amount: fen(1_000_000), document: newText() },
        })),
      ),
  )
  if (!filled.ok) throw new Error(filled.refusal)
}

test('a spending that is edited after it was signed is signed anew, also by who then releases it', async () => {
  const w = await openBadInputWorld()
  await give(w)
  const { clerk, reviewer, first } = w.as
  const posts = ['county-reviewer']
  const rule = { ...RULE, bill: 'spending', lower: 50_000, posts }
  await done(reviewer, 'fund.approval.setRule', rule, Stored)
  const form = {
    ...{ beneficiaryId: w.unionId('621022'), day: TODAY, voucher: '记-1', line: 1 },
    ...{ summary: '培训资料', amount: 50_000, use: 'training', payee: '环县印务部', roster: null },
    ...{ fixedAsset: false, commitmentId: null, advanceId: null },
  }
  const made = await done(
    clerk,
    'fund.spending.record',
    { fundId: w.fundId, form, fileIds: [] },
    Stored,
  )
  const Results = z.looseObject({
    results: z.array(z.looseObject({ refusal: z.string().nullable() })),
  })
  const release = async () =>
    (await done(reviewer, 'fund.spending.release', { ids: [made.id] }, Results)).results[0]?.refusal
  const sign = (caller: Caller, revision: number) =>
    refused(caller, 'fund.approval.sign', {
      ...{ bill: 'spending', id: made.id, revision, opinion: '同意' },
    })
  expect(await release()).toBe('APPROVAL_MISSING')
  expect(await sign(clerk, 0)).toBe('APPROVAL_POST_NOT_YOURS')
  expect(await sign(first, 0)).toBe('NOT_FOUND')
  const above = await first.query('fund.approval.of', { bill: 'spending', id: made.id })
  expect(Stand.parse(above.data).missing).toEqual(posts)
  expect(await sign(reviewer, 0)).toBeNull()
  const edited = await done(
    clerk,
    'fund.spending.edit',
    { id: made.id, revision: 0, form: { ...form, amount: 90_000 } },
    Stored,
  )
  expect(await release()).toBe('APPROVAL_MISSING')
  expect(await sign(reviewer, 0)).toBe('REVISION_STALE')
  expect(await sign(reviewer, edited.revision)).toBeNull()
  expect(await release()).toBeNull()
})

test('a rule is kept by the reviewer of its own union, never overlaps, and ends with the day', async () => {
  const clock = { today: TODAY }
  const w = await openBadInputWorld({
    clock: { now: () => 1_710_118_800_000, today: () => clock.today },
  })
  const { accountant, chief, cashier, first } = w.as
  const set = (caller: Caller, given: object = {}) =>
    refused(caller, 'fund.approval.setRule', { ...RULE, ...given })
  expect(await set(cashier)).toBe('NOT_FOUND')
  expect(await set(first)).toBe('APPROVAL_POST_NOT_HERE')
  expect(await set(chief, { upper: TEN_WAN - 1 })).toBe('APPROVAL_RANGE_CROSSED')
  expect(await set(chief, { from: '2024-03-10' })).toBe('APPROVAL_FROM_PAST')
  expect(await set(chief, { posts: ['audit-committee'] })).toBe('APPROVAL_POST_NOT_HERE')
  expect(await set(chief, { posts: [] })).toBe('INPUT_INVALID')
  const rule = await done(chief, 'fund.approval.setRule', RULE, Stored)
  expect(await set(chief, { lower: 0, upper: TEN_WAN })).toBe('APPROVAL_OVERLAPS')
  expect(await set(chief, { lower: 0, upper: TEN_WAN - 1 })).toBeNull()
  expect(await refused(first, 'fund.approval.endRule', key(rule))).toBe('NOT_FOUND')
  expect(await refused(chief, 'fund.approval.endRule', { ...key(rule), revision: 3 })).toBe(
    'REVISION_STALE',
  )
  const ended = await done(chief, 'fund.approval.endRule', key(rule), Stored)
  expect(ended).toMatchObject({ to: TODAY, revision: 1 })
  expect(await refused(chief, 'fund.approval.endRule', key(ended))).toBe('APPROVAL_ENDED')

  const batch = await makeBatch(w, { '621022': TEN_WAN })
  expect(await refused(accountant, 'fund.payment.release', key(batch))).toBe('APPROVAL_MISSING')
  clock.today = addDays(TODAY, 1)
  expect(await refused(accountant, 'fund.payment.release', key(batch))).toBeNull()

  const listed = z.looseObject({ rows: z.array(z.unknown()) })
  const rules = async (caller: Caller) =>
    listed.parse((await caller.query('fund.approval.rules', {})).data).rows.length
  expect([await rules(chief), await rules(first)]).toEqual([2, 0])
})
