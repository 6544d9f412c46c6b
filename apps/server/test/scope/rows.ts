import type { BillKind } from '@qiangji/kernel/fund/approval.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import type { Someone } from './people.ts'
import { SPENT_FUND } from './plant.ts'

/** A record as far as it matters here: where it belongs (all of its parties), and who alone may touch it. */
export interface Row {
  readonly id: string
  readonly paths: readonly string[]
  readonly person: string | null
  readonly revision: number
  /** Of a bill: which kind of bill the id belongs to. */
  readonly bill?: BillKind
}

/** How far a procedure lets one reach by an id; the words of expected.csv. */
export const REACHES = ['own', 'below', 'next', 'listed', 'shown', 'self', 'any'] as const
export type Reach = (typeof REACHES)[number]

/** Whether the record lies within: decided from paths alone, apart from the code under test. */
export const isReached = (reach: Reach, { actor }: Someone, row: Row): boolean => {
  const { path } = actor.organization
  switch (reach) {
    case 'any':
      return true
    case 'own':
      return row.paths.includes(path)
    case 'below':
      return row.paths.some((one) => one.startsWith(path))
    case 'next':
      return row.paths.some((one) => one === path || one.replace(/[^/]+\/$/, '') === path)
    case 'listed':
      return row.paths.some(
        (one) => one.startsWith(path) || (one !== '/62/' && path.startsWith(one)),
      )
    case 'self':
      return row.person === actor.personId
    case 'shown':
      return row.person === actor.personId || row.paths.some((one) => one.startsWith(path))
  }
}

type Rows = readonly Row[]
type Raw = { readonly id: string; readonly at: readonly (string | null)[]; readonly by?: string }

type Owned =
  | 'advance'
  | 'approval_rule'
  | 'bank_account'
  | 'commitment'
  | 'fund_order'
  | 'ledger_import'
  | 'pause'
  | 'person'
  | 'spending'

const text = (row: object, field: string): string =>
  String(Object.entries(row).find(([name]) => name === field)?.[1] ?? '')

/** All records of a noun, the newest first, by the noun's name in expected.csv. */
export const readRows = async (db: Read): Promise<ReadonlyMap<string, Rows>> => {
  const places = await db.selectFrom('organization').select(['id', 'path', 'revision']).execute()
  const pathOf = new Map(places.map((o) => [o.id, o.path]))
  const row = (raw: Raw, revision = 0): Row => ({
    id: raw.id,
    paths: raw.at.flatMap((id) => (id === null ? [] : (pathOf.get(id) ?? []))),
    person: raw.by ?? null,
    revision,
  })
  const simple = async (table: Owned, newest: string): Promise<Rows> =>
    (await db.selectFrom(table).selectAll().execute())
      .toSorted((a, b) => text(b, newest).localeCompare(text(a, newest)))
      .map((r) => row({ id: r.id, at: [r.organization_id] }, r.revision))
  return new Map<string, Rows>([
    ['organization', places.map((o) => row({ id: o.id, at: [o.id] }))],
    ['advance', await simple('advance', 'made_on')],
    ['approvalRule', await simple('approval_rule', 'set_on')],
    ['bankAccount', await simple('bank_account', 'proposed_on')],
    ['commitment', await simple('commitment', 'made_on')],
    ['order', await simple('fund_order', 'made_on')],
    ['ledgerImport', await simple('ledger_import', 'read_on')],
    ['pause', await simple('pause', 'proposed_on')],
    ['person', await simple('person', 'id')],
    ['spending', await simple('spending', 'made_on')],
    ...(await planRows(db, row)),
    ...(await moneyRows(db, row)),
    ...(await recordRows(db, row)),
    ['bill', await billRows(db, row)],
  ])
}

/** Bills of all kinds, in turns, so that a few of them are of every kind. */
const billRows = async (db: Read, row: Make): Promise<Rows> => {
  const kinds: readonly (readonly [BillKind, readonly Raw[]])[] = [
    ['payment', await batchIds(db)],
    ['order', await idsOf(db, 'fund_order')],
    ['spending', await idsOf(db, 'spending')],
    ['import', await idsOf(db, 'ledger_import')],
  ]
  const made = kinds.map(([bill, all]) => all.map((raw) => ({ ...row(raw), bill })))
  const longest = Math.max(...made.map((some) => some.length))
  return Array.from({ length: longest }, (_, at) => made.flatMap((some) => some[at] ?? [])).flat()
}

const batchIds = async (db: Read): Promise<readonly Raw[]> =>
  (
    await db
      .selectFrom('payment_batch')
      .select(['id', 'payer_id'])
      .orderBy('made_on', 'desc')
      .execute()
  ).map((b) => ({ id: b.id, at: [b.payer_id] }))

const idsOf = async (
  db: Read,
  table: 'fund_order' | 'spending' | 'ledger_import',
): Promise<readonly Raw[]> =>
  (await db.selectFrom(table).select(['id', 'organization_id', 'revision']).execute()).map((r) => ({
    id: r.id,
    at: [r.organization_id],
  }))

type Make = (raw: Raw, revision?: number) => Row

const planRows = async (db: Read, row: Make): Promise<[string, Rows][]> => {
  const funds = (await db.selectFrom('fund').selectAll().execute()).toSorted(
    (a, b) => Number(b.name === SPENT_FUND) - Number(a.name === SPENT_FUND),
  )
  const recipients = await db.selectFrom('fund_recipient').selectAll().execute()
  const plans = (await db.selectFrom('allocation').selectAll().execute()).toSorted(
    (a, b) => Number(b.state === 'issued') - Number(a.state === 'issued'),
  )
  const lines = await db.selectFrom('allocation_line').selectAll().execute()
  const issued = plans.filter((plan) => plan.state === 'issued')
  const onListOf = Map.groupBy(recipients, (one) => one.fund_id)
  return [
    [
      'fund',
      funds.map((fund) => {
        const listed = (onListOf.get(fund.id) ?? []).map((one) => one.organization_id)
        return row({ id: fund.id, at: [fund.organization_id, ...listed] }, fund.revision)
      }),
    ],
    [
      'recipient',
      [...new Set(recipients.map((one) => one.organization_id))].map((id) => row({ id, at: [id] })),
    ],
    [
      'noticed',
      plans.map((plan) => {
        const named =
          plan.state === 'issued' ? lines.filter((l) => l.allocation_id === plan.id) : []
        return row({
          id: plan.id,
          at: [plan.organization_id, ...named.map((l) => l.organization_id)],
        })
      }),
    ],
    [
      'allocation',
      plans.map((plan) => row({ id: plan.id, at: [plan.organization_id] }, plan.revision)),
    ],
    ['published', issued.map((plan) => row({ id: plan.id, at: [plan.organization_id] }))],
  ]
}

const moneyRows = async (db: Read, row: Make): Promise<[string, Rows][]> => {
  const lines = await db
    .selectFrom('payment_line')
    .select(['payment_id', 'beneficiary_id'])
    .execute()
  const payments = await db.selectFrom('payment').selectAll().orderBy('made_on', 'desc').execute()
  const linesOf = Map.groupBy(lines, (line) => line.payment_id)
  const partiesOf = new Map(
    payments.map((p) => [
      p.id,
      [p.payer_id, p.payee_id, ...(linesOf.get(p.id) ?? []).map((line) => line.beneficiary_id)],
    ]),
  )
  const underway = new Set(payments.filter((p) => p.state === 'released').map((p) => p.batch_id))
  const batches = (
    await db.selectFrom('payment_batch').selectAll().orderBy('made_on', 'desc').execute()
  ).toSorted((a, b) => Number(underway.has(b.id)) - Number(underway.has(a.id)))
  const receipts = await db
    .selectFrom('receipt')
    .selectAll()
    .orderBy('confirmed_on', 'desc')
    .execute()
  const discrepancies = await db.selectFrom('discrepancy').selectAll().execute()
  const spendings = await db
    .selectFrom('spending')
    .select(['batch', 'organization_id'])
    .where('state', '=', 'posted')
    .orderBy('made_on', 'desc')
    .execute()
  return [
    ['payment', payments.map((p) => row({ id: p.id, at: partiesOf.get(p.id) ?? [] }, p.revision))],
    ...(['payer', 'payee'] as const).map((side): [string, Rows] => [
      side,
      [...Map.groupBy(payments, (p) => p[`${side}_id`])].map(([id, own]) =>
        row({ id, at: own.flatMap((p) => partiesOf.get(p.id) ?? []) }),
      ),
    ]),
    ['paid', payments.map((p) => row({ id: p.id, at: [p.payee_id] }, p.revision))],
    ['paying', payments.map((p) => row({ id: p.id, at: [p.payer_id] }, p.revision))],
    ['paymentBatch', batches.map((b) => row({ id: b.id, at: [b.payer_id] }, b.revision))],
    ['receipt', receipts.map((r) => row({ id: r.id, at: [r.payee_id] }, r.revision))],
    [
      'discrepancy',
      discrepancies.map((d) => {
        const payee = payments.find((p) => p.id === d.payment_id)?.payee_id ?? null
        return row({ id: d.id, at: [payee] }, d.revision)
      }),
    ],
    ['batch', spendings.map((s) => row({ id: s.batch, at: [s.organization_id] }))],
  ]
}

const recordRows = async (db: Read, row: Make): Promise<[string, Rows][]> => {
  const uses = Map.groupBy(await db.selectFrom('file_use').selectAll().execute(), (u) => u.file_id)
  const files = await db.selectFrom('file').selectAll().execute()
  const samples = await db.selectFrom('audit_sample').selectAll().execute()
  const items = await db.selectFrom('audit_sample_item').selectAll().execute()
  const fileRow = (f: { readonly id: string; readonly uploaded_by: string }): Row =>
    row({
      id: f.id,
      at: (uses.get(f.id) ?? []).map((use) => use.organization_id),
      by: f.uploaded_by,
    })
  const auditorOf = new Map(samples.map((s) => [s.id, s.auditor_id]))
  const appointments = await db
    .selectFrom('post_assignment')
    .select(['id', 'organization_id'])
    .execute()
  const delegations = await db.selectFrom('delegation').selectAll().execute()
  const notices = await db.selectFrom('notice').select(['id', 'organization_id']).execute()
  return [
    ['file', files.map(fileRow)],
    ['sheet', files.filter((f) => f.kind === 'csv').map(fileRow)],
    ['auditSample', samples.map((s) => row({ id: s.id, at: [s.auditor_id] }))],
    [
      'auditItem',
      items.map((i) => row({ id: i.id, at: [auditorOf.get(i.sample_id) ?? null] }, i.revision)),
    ],
    ['audited', items.map((i) => row({ id: i.id, at: [i.holder_id] }, i.revision))],
    ['appointment', appointments.map((a) => row({ id: a.id, at: [a.organization_id] }))],
    [
      'delegation',
      delegations.map((d) => row({ id: d.id, at: [d.organization_id], by: d.giver_id })),
    ],
    ['notice', notices.map((n) => row({ id: n.id, at: [n.organization_id] }))],
  ]
}
