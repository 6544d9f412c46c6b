import { day } from '@qiangji/kernel/base/day.ts'
import { accept } from '@qiangji/kernel/base/decision.ts'
import { fen } from '@qiangji/kernel/base/money.ts'
import { commitmentLeft } from '@qiangji/kernel/fund/commitment.ts'
import type { LedgerSheetRow } from '@qiangji/kernel/fund/ledger-cell.ts'
import { findHead } from '@qiangji/kernel/fund/ledger-column.ts'
import { countLedger, readLedger } from '@qiangji/kernel/fund/ledger-import.ts'
import type { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import type { Order } from '@qiangji/kernel/fund/order.ts'
import { LedgerImportId, type SpendingForm } from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { describe, expect, test } from 'vitest'
import { newId } from '../src/engine/new-id.ts'
import { findAdvance } from '../src/fund/advance.ts'
import { findCommitment } from '../src/fund/commitment.ts'
import { prepareCarry } from '../src/fund/commitment-carry.ts'
import {
  addImport,
  findImport,
  gatherLedgerFacts,
  registerEntries,
} from '../src/fund/ledger-import.ts'
import { saveMapping } from '../src/fund/ledger-mapping.ts'
import { findSpending } from '../src/fund/spending.ts'
import { recordSpending } from '../src/fund/spending-write.ts'
import { verifyLedger } from '../src/fund/verification.ts'
import { addFile } from '../src/record/file.ts'
import { advance, giveBack, sign } from './claims.ts'
import { accepted, type County, outcomes, plantCounty, refusalOf } from './county.ts'
import { engines, type TestEngine } from './engines.ts'
import { ownBalances, payTownship, townshipOf } from './township.ts'

/** 环县 with a township that holds 700.00 yuan on its own account, and 300.00 that the county keeps for it. */
const begin = async (engine: TestEngine) => {
  const c = await plantCounty(engine)
  const township = townshipOf(c)
  const id = OrganizationId.parse(township.id)
  await payTownship(c, 70_000)
  const kept = { beneficiaryId: id, holderId: null }
  const own = { beneficiaryId: id, holderId: id }
  const [from, to] = [c.p.key('621022', '621022', 'held'), c.p.key(township.code, '621022', 'held')]
  const share = { act: 'sub-allocate', from, to, amount: fen(30_000) } as const
  accepted(await c.p.move(share, { today: day('2024-06-10') }))
  const record = (given: Partial<SpendingForm>) =>
    c.at(c.clerk, (tx, desk) => recordSpending(tx, desk, c.p.fund, c.form(given), []))
  return { c, id, kept, own, record, balances: () => ownBalances(c, id) }
}

type Row = readonly [day: string, voucher: string, summary: string, amount: number]

const sheetOf = (rows: readonly Row[]): readonly LedgerSheetRow[] =>
  [['日期', '凭证号', '摘要', '科目', '金额'] as const, ...rows].map((cells, at) => ({
    number: at + 1,
    cells: (cells.length === 5 ? cells : [...cells.slice(0, 3), '培训支出', cells[3]]).map(
      (given, i) => ({
        ...{ address: `R${at + 1}C${i + 1}`, column: i + 1, text: String(given) },
        ...(typeof given === 'number'
          ? ({ kind: 'number', format: 'General' } as const)
          : ({ kind: 'text' } as const)),
      }),
    ),
  }))

/** Reads a list for one line and registers it, as the page's last step does. */
const take = (
  c: County,
  line: Pick<SpendingForm, 'beneficiaryId' | 'holderId'>,
  rows: readonly Row[],
) =>
  c.at(
    c.clerk,
    async (tx, desk) => {
      const sheet = sheetOf(rows)
      const head = findHead(sheet)
      if (!head.ok) return head
      await saveMapping(tx, c.id, c.p.fund.id, [{ subject: '培训支出', use: 'training' }])
      const whole = { ...line, fund: c.p.fund, organizationId: c.id, projects: null }
      const facts = await gatherLedgerFacts(tx, whole, desk.today)
      const reading = readLedger(head.value, sheet, facts)
      const { passedAmount: _, ...counts } = countLedger(reading)
      const county = c.p.at('621022')
      const fileId = newId(FileId)
      await addFile(tx, {
        ...{ id: fileId, hash: 'c'.repeat(64), size: 10, kind: 'xlsx', name: '明细账.xlsx' },
        ...{ uploadedBy: c.clerk, organizationId: county.id, at: '2024-07-12T00:00:00.000Z' },
      })
      const record: LedgerImport = {
        ...line,
        ...counts,
        id: newId(LedgerImportId),
        fundId: c.p.fund.id,
        organizationId: county.id,
        ...{ fileId, fileName: '明细账.xlsx', fileHash: 'c'.repeat(64), sheet: null },
        ...{ projects: null, makerId: c.clerk, readOn: desk.today, revision: 0 },
        state: counts.bad > 0 ? 'faulty' : 'registered',
      }
      await addImport(tx, record)
      if (counts.bad === 0) await registerEntries(tx, desk, record, reading.entries)
      return accept({ record, ids: await idsOf(tx, record.id) })
    },
    { alone: true },
  )

const idsOf = async (tx: Parameters<typeof addImport>[0], importId: string) =>
  (
    await tx
      .selectFrom('spending')
      .select('id')
      .where('import_id', '=', importId)
      .orderBy('seq')
      .execute()
  ).map((row) => row.id)

describe.each(engines)('a township with an account of its own ($name)', (engine) => {
  test('has its contracts occupied, paid and given back there', async () => {
    const { c, kept, own, record, balances } = await begin(engine)
    const contract = await sign(c, 50_000, own)
    expect(await balances()).toEqual({ held: 20_000, occupied: 50_000 })
    const draw = { commitmentId: contract.id, amount: fen(20_000) }
    expect(refusalOf(await record({ ...kept, ...draw }))).toBe('OTHER_LINE')
    const paid = accepted(await record({ ...own, ...draw }))
    expect(outcomes(await c.release(c.reviewer, [paid.id]))).toEqual(['posted'])
    expect(await balances()).toEqual({ held: 20_000, occupied: 30_000, spent: 20_000 })
    await giveBack(c, contract.id)
    expect(await balances()).toEqual({ held: 50_000, occupied: 0, spent: 20_000 })
    expect(await findCommitment(c.t.store.read, contract.id)).toMatchObject({
      ...own,
      state: 'settled',
    })
    expect((await verifyLedger(c.t.store.read)).broken).toBeNull()
  })

  test('is not charged for a contract of what the county keeps for it', async () => {
    const { c, kept, own, record, balances } = await begin(engine)
    const contract = await sign(c, 30_000, kept)
    expect(await balances()).toEqual({ held: 70_000 })
    const draw = { commitmentId: contract.id, amount: fen(20_000) }
    expect(refusalOf(await record({ ...own, ...draw }))).toBe('OTHER_LINE')
  })

  test('has a contract carried from the account that it occupies', async () => {
    const { c, id, own } = await begin(engine)
    const contract = await sign(c, 50_000, own)
    const county = c.p.at('621022').id
    const carried = (holderId: OrganizationId) =>
      c.at(c.clerk, async (tx) => {
        const stage = 'occupied' as const
        const line = { beneficiaryId: id, holderId, stage, amount: fen(50_000), target: null }
        const lines: Order['lines'] = [{ ...line, commitmentId: contract.id }]
        const order = { fundId: c.p.fund.id, organizationId: county, lines }
        return prepareCarry(tx, order)
      })
    expect(refusalOf(await carried(county))).toBe('OTHER_LINE')
    expect(accepted(await carried(id)).map(({ now }) => commitmentLeft(now))).toEqual([0])
  })

  test('repays from there what was advanced for it', async () => {
    const { c, kept, own, record, balances } = await begin(engine)
    const made = await advance(c, 40_000, own)
    const repay = { advanceId: made.id, amount: fen(40_000), day: day('2024-03-20') }
    expect(refusalOf(await record({ ...kept, ...repay }))).toBe('OTHER_LINE')
    const repaid = accepted(await record({ ...own, ...repay }))
    expect(outcomes(await c.release(c.reviewer, [repaid.id]))).toEqual(['posted'])
    expect(await balances()).toEqual({ held: 30_000, spent: 40_000 })
    expect(await findAdvance(c.t.store.read, made.id)).toMatchObject({ ...own, state: 'settled' })
  })

  test('numbers its vouchers by itself, beside those of its county', async () => {
    const { c, kept, own, record } = await begin(engine)
    const voucher = '记-0001'
    accepted(await record({ voucher }))
    expect(refusalOf(await record({ ...kept, voucher }))).toBe('VOUCHER_USED')
    accepted(await record({ ...own, voucher }))
    expect(refusalOf(await record({ ...own, voucher }))).toBe('VOUCHER_USED')
    const other = accepted(await record({ ...own, voucher: '记-0002' }))
    await expect(
      c.t.outside(`update spending set voucher = '${voucher}' where id = '${other.id}'`),
    ).rejects.toThrow()
  })

  test('has a list of its own imported, by its own vouchers and on its own account', async () => {
    const { c, kept, own, record, balances } = await begin(engine)
    await advance(c, 5_000, kept)
    const advanced = await advance(c, 5_000, own)
    accepted(await record({ voucher: '记-0001', amount: fen(40_000), day: day('2024-06-17') }))
    const rows: readonly Row[] = [
      ['2024-06-05', '记-0001', '工会干部培训', 400],
      ['2024-06-18', '记-0002', '归垫 3 月慰问', 50],
      ['2024-06-19', '记-0003', '退回 记-0001 余款', -100],
    ]
    const { record: one, ids } = accepted(await take(c, own, rows))
    expect(one).toMatchObject({ entries: 3, bad: 0, passed: 0 })
    expect(await findImport(c.t.store.read, one.id)).toMatchObject(own)
    expect(outcomes(await c.release(c.reviewer, ids))).toEqual(['posted', 'posted', 'posted'])
    expect(await balances()).toEqual({ held: 35_000, spent: 35_000 })
    expect(await findAdvance(c.t.store.read, advanced.id)).toMatchObject({ state: 'settled' })
    expect(await findSpending(c.t.store.read, ids[0] ?? '')).toMatchObject(own)
    expect(accepted(await take(c, own, rows)).record).toMatchObject({ entries: 0, passed: 3 })
  })

  test('cannot take back what its county spent under the same voucher', async () => {
    const { c, own, kept, record } = await begin(engine)
    const made = accepted(await record({ ...kept, voucher: '记-0001', day: day('2024-06-17') }))
    expect(made.state).toBe('pending')
    const rows: readonly Row[] = [['2024-06-19', '记-0003', '退回 记-0001 余款', -100]]
    expect(accepted(await take(c, own, rows)).record).toMatchObject({ state: 'faulty', bad: 1 })
    expect(accepted(await take(c, kept, rows)).record).toMatchObject({ state: 'registered' })
  })

  test('leaves a reading of its county’s list to be gone on with', async () => {
    const { c, own, kept } = await begin(engine)
    const bad: readonly Row[] = [['2024-06-19', '记-0003', '退回 记-0099 余款', -100]]
    const first = accepted(await take(c, kept, bad)).record
    accepted(await take(c, own, bad))
    expect(await findImport(c.t.store.read, first.id)).toMatchObject({ state: 'faulty' })
    accepted(await take(c, kept, bad))
    expect(await findImport(c.t.store.read, first.id)).toMatchObject({ state: 'discarded' })
  })
})
