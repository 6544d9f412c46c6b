import { type Listed, sampleFor } from '@qiangji/api/frame/check.ts'
import { day } from '@qiangji/kernel/base/day.ts'
import { z } from 'zod'
import { plan2023 } from '../../src/demonstration/plan-forms.ts'
import { EMPTY_ORDER } from '../../src/demonstration/plan-road.ts'
import type { Expected, IdField } from './expected.ts'
import { at, NOBODY, withId } from './input.ts'
import type { Someone } from './people.ts'
import { isReached, type Row } from './rows.ts'

export type RowsOf = ReadonlyMap<string, readonly Row[]>

const DOCUMENT = { number: '演示文〔2024〕9号', day: '2024-03-19', title: '演示文件' }
const VOUCHER = { day: '2024-03-19', voucher: '试-1', line: 1, summary: '培训资料', amount: 100 }
const SPENDING = {
  ...VOUCHER,
  beneficiaryId: NOBODY,
  use: 'training',
  payee: '演示印务部',
  roster: null,
  fixedAsset: false,
  commitmentId: null,
  advanceId: null,
}
const LINE = { beneficiaryId: NOBODY, holderId: NOBODY, stage: 'held', amount: 100, target: null }
const order = (act: string, more: object) => ({ ...EMPTY_ORDER, fundId: NOBODY, act, ...more })
const ACCOUNT = { holderName: '演示', number: '6200000000000001', bankName: '演示银行' }

/** Inputs that go as far as the rules let them, where an example made from the schema would stop earlier. */
const FURTHER: Readonly<Record<string, readonly unknown[]>> = {
  'fund.spending.record': [{ fundId: NOBODY, form: SPENDING, fileIds: [] }],
  'fund.spending.edit': [{ id: NOBODY, revision: 0, form: SPENDING }],
  'fund.spending.refund': [{ form: { ...VOUCHER, ofId: NOBODY }, fileIds: [] }],
  'fund.order.make': [
    order('sub-allocate', { lines: [{ ...LINE, target: 'held' }] }),
    order('take-back', { lines: [LINE], reason: '演示' }),
    order('carry', { lines: [LINE] }),
    order('return', { lines: [LINE], document: DOCUMENT, reason: '演示' }),
    order('return', { lines: [{ ...LINE, stage: 'relayed' }], document: DOCUMENT, reason: '演示' }),
    order('set-off', {
      lines: [{ ...LINE, stage: 'surplus' }],
      document: DOCUMENT,
      newFundId: NOBODY,
      newDocument: DOCUMENT,
    }),
    order('return-receive', { continuesId: NOBODY }),
    order('return-stop', { continuesId: NOBODY, reason: '演示' }),
    order('return-confirm', { continuesId: NOBODY, reason: '演示' }),
  ],
  'fund.payment.make': [
    {
      lines: [{ fundId: NOBODY, beneficiaryId: NOBODY, amount: 100 }],
      document: DOCUMENT,
      purpose: null,
    },
  ],
  'fund.payment.bounce': [
    { paymentId: NOBODY, day: '2024-03-19', reason: '演示', lines: null, revision: 0 },
  ],
  'fund.receipt.confirm': [
    {
      paymentId: NOBODY,
      creditDay: '2024-03-19',
      number: '试-1',
      fileId: null,
      lines: null,
      surplus: 0,
      note: '',
    },
  ],
  'fund.pause.propose': ['audit', 'leaders'].map((origin) => ({
    ...{ fundId: NOBODY, organizationId: NOBODY, origin, reason: '演示', document: DOCUMENT },
    auditItemId: null,
  })),
  'fund.bankAccount.propose': [
    {
      ...ACCOUNT,
      bankCode: '313821001016',
      organizationId: NOBODY,
      kind: 'basic',
      validFrom: '2024-03-19',
      reason: '演示',
      fileId: NOBODY,
    },
  ],
  'fund.audit.draw': [
    {
      ...{ fundId: NOBODY, organizationId: NOBODY, title: '演示', threshold: null, count: 2 },
      from: '2023-01-01',
      to: '2024-03-19',
    },
  ],
  'fund.audit.population': [
    {
      ...{ fundId: NOBODY, organizationId: NOBODY, threshold: null },
      from: '2023-01-01',
      to: '2024-03-19',
    },
  ],
  'fund.allocation.preview': [
    { fundId: NOBODY, form: plan2023('new-employment', day('2024-03-19'), []) },
  ],
  'fund.allocation.explain': [{ id: NOBODY, version: 1, organizationId: NOBODY }],
  'fund.ledgerImport.read': [
    { fundId: NOBODY, beneficiaryId: NOBODY, fileId: NOBODY, sheet: null, projects: null },
  ],
}

const withoutIds = (one: Listed, ids: readonly IdField[], input: unknown): unknown =>
  ids.reduce((made, field) => {
    const less = writeNull(made, field.at)
    return less !== null && z.core.safeParse(one.meta.input, less).success ? less : made
  }, input)

const writeNull = (input: unknown, path: string): unknown => {
  if (path.includes('.') || path.includes('[]') || typeof input !== 'object') return null
  return { ...input, [path]: null }
}

/** Inputs by which somebody asks about what is theirs; ids that may be left out are left out. */
export const basesFor = (
  one: Listed,
  { ids }: Expected,
  who: Someone,
  rows: RowsOf,
): readonly unknown[] => {
  const given = FURTHER[one.path] ?? [withoutIds(one, ids, sampleFor(one))]
  return given.map((input) =>
    ids.reduce((made, field) => {
      const there = at(made, field.at.replace(/\[\].*/, ''))
      const wanted = field.at.includes('[]')
        ? Array.isArray(there) && there.length > 0
        : isIdText(there)
      const own = wanted ? ownRow(rows.get(field.noun) ?? [], field, who) : undefined
      return own ? pointAt(one, made, field, own) : made
    }, input),
  )
}

const isIdText = (value: unknown): boolean => typeof value === 'string' && value.length === 20

const ownRow = (all: readonly Row[], field: IdField, who: Someone): Row | undefined => {
  const { path } = who.actor.organization
  const reached = all.filter((row) => isReached(field.reach, who, row))
  return reached.find((row) => row.paths.includes(path)) ?? reached[0]
}

/** The same question about the record that most others have a share in. */
export const widest = (
  one: Listed,
  { ids }: Expected,
  who: Someone,
  rows: RowsOf,
  input: unknown,
): readonly unknown[] => {
  const field = ids.find(({ at: place }) => place === 'id')
  const shared = (field ? (rows.get(field.noun) ?? []) : [])
    .filter((row) => field && row.paths.length > 1 && isReached(field.reach, who, row))
    .toSorted((a, b) => b.paths.length - a.paths.length)[0]
  return field && shared ? [pointAt(one, input, field, shared)] : []
}

/** Lets the input name a row, at the revision that it stands at. */
export const pointAt = (one: Listed, input: unknown, field: IdField, row: Row): unknown => {
  const given = withId(one.meta.input, input, field.at, row.id)
  const named =
    row.bill !== undefined && typeof given === 'object' ? { ...given, bill: row.bill } : given
  const leads = ['id', 'paymentId', 'fundId'].includes(field.at)
  return leads && at(named, 'revision') !== undefined && typeof named === 'object'
    ? { ...named, revision: row.revision }
    : named
}
