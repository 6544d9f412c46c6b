import { day } from '@qiangji/kernel/base/day.ts'
import { accept, refuse } from '@qiangji/kernel/base/decision.ts'
import type { LedgerCell, LedgerSheetRow } from '@qiangji/kernel/fund/ledger-cell.ts'
import { findHead } from '@qiangji/kernel/fund/ledger-column.ts'
import { countLedger, readLedger } from '@qiangji/kernel/fund/ledger-import.ts'
import type { LedgerImport } from '@qiangji/kernel/fund/ledger-import-record.ts'
import { LedgerImportId } from '@qiangji/kernel/fund/spending.ts'
import { FileId } from '@qiangji/kernel/record/file.ts'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../src/engine/act.ts'
import { newId } from '../src/engine/new-id.ts'
import {
  addImport,
  countWaiting,
  gatherLedgerFacts,
  RELEASE_STEP,
  type ReleasePlace,
  registerEntries,
  waitingOfImport,
} from '../src/fund/ledger-import.ts'
import { saveMapping } from '../src/fund/ledger-mapping.ts'
import { reverseBatch } from '../src/fund/reversal.ts'
import { sumSpendings } from '../src/fund/spending.ts'
import { takeDesk } from '../src/fund/spending-place.ts'
import { readSummary } from '../src/fund/spending-summary.ts'
import { UNDO } from '../src/fund/undo.ts'
import { addFile } from '../src/record/file.ts'
import { accepted, type County, outcomes, plantCounty, refusalOf } from './county.ts'
import { engines } from './engines.ts'

type Row = readonly (string | number)[]
const HEAD: Row = ['日期', '凭证号', '摘要', '科目', '金额']

const sheet = (rows: readonly Row[]): readonly LedgerSheetRow[] =>
  [HEAD, ...rows].map((cells, at) => ({
    number: at + 1,
    cells: cells.map((given, i): LedgerCell => {
      const placed = { address: `R${at + 1}C${i + 1}`, column: i + 1, text: String(given) }
      return typeof given === 'number'
        ? { ...placed, kind: 'number', format: 'General' }
        : { ...placed, kind: 'text' }
    }),
  }))

const list = (count: number, amount: (i: number) => string | number = () => 100): readonly Row[] =>
  Array.from({ length: count }, (_, i) => [
    '2024-06-17',
    `记-${String(i).padStart(5, '0')}`,
    '乡镇工会干部培训',
    '培训支出',
    amount(i),
  ])

/** Reads and registers a list in one command, as the page's last step does. */
const take = (c: County, rows: readonly Row[]): Promise<Outcome<LedgerImport>> =>
  c.at(
    c.clerk,
    async (tx, desk) => {
      await takeDesk(tx, [desk.organizationId])
      const all = sheet(rows)
      const head = findHead(all)
      if (!head.ok) return head
      const line = {
        fund: c.p.fund,
        organizationId: c.id,
        beneficiaryId: c.id,
        holderId: null,
        projects: null,
      }
      const reading = readLedger(head.value, all, await gatherLedgerFacts(tx, line, desk.today))
      const counts = countLedger(reading)
      if (counts.bad > 0) return refuse('LEDGER_HAS_ERRORS', { bad: counts.bad })
      if (counts.entries === 0) return refuse('LEDGER_NOTHING_NEW')
      const fileId = newId(FileId)
      const county = c.p.at('621022')
      await addFile(tx, {
        id: fileId,
        hash: 'c'.repeat(64),
        size: 10,
        kind: 'xlsx',
        name: '明细账.xlsx',
        uploadedBy: c.clerk,
        organizationId: county.id,
        at: '2024-07-12T00:00:00.000Z',
      })
      const record: LedgerImport = {
        id: newId(LedgerImportId),
        fundId: c.p.fund.id,
        organizationId: county.id,
        beneficiaryId: county.id,
        holderId: null,
        fileId,
        fileName: '明细账.xlsx',
        fileHash: 'c'.repeat(64),
        sheet: null,
        projects: null,
        state: 'registered',
        rows: counts.rows,
        entries: counts.entries,
        amount: counts.amount,
        bad: 0,
        doubtful: counts.doubtful,
        passed: counts.passed,
        makerId: c.clerk,
        readOn: desk.today,
        revision: 0,
      }
      await addImport(tx, record)
      await registerEntries(tx, desk, record, reading.entries)
      return accept(record)
    },
    { alone: true },
  )

const map = (c: County) =>
  c.at(c.clerk, async (tx) => {
    await saveMapping(tx, c.id, c.p.fund.id, [{ subject: '培训支出', use: 'training' }])
    return accept(null)
  })

const count = async (c: County): Promise<number> =>
  Number((await c.t.outside('select count(*) as n from spending'))[0]?.n)

/** Releases a whole import step by step, as the page does after one press. */
const releaseAll = async (c: County, importId: string): Promise<readonly string[]> => {
  const done: string[] = []
  let after: ReleasePlace | null = null
  for (;;) {
    const rows = await waitingOfImport(c.t.store.read, importId, after)
    const step = rows.slice(0, RELEASE_STEP)
    if (step.length === 0) return done
    const ids = step.map((row) => row.id)
    done.push(...outcomes(await c.release(c.reviewer, ids)))
    after = step.at(-1)?.place ?? null
  }
}

const summary = (c: County) =>
  readSummary(c.t.store.read, c.p.fund.id, {
    organizationId: c.id,
    path: c.desk.path,
    level: 'county',
  })

describe.each(engines)('the import of an account list ($name)', (engine) => {
  test('writes nothing while one row is bad', async () => {
    const c = await plantCounty(engine)
    await map(c)
    const answer = await take(
      c,
      list(1_000, (i) => (i % 73 === 0 && i < 73 * 13 ? '1.2万' : 100)),
    )
    expect(answer).toMatchObject({ refusal: 'LEDGER_HAS_ERRORS', facts: { bad: 13 } })
    expect(await count(c)).toBe(0)
  })

  test('of 10,000 rows is one act, waits for review, and brings nothing the second time', async () => {
    const c = await plantCounty(engine, 100_000_000)
    await map(c)
    const record = accepted(await take(c, list(10_000)))
    expect(await count(c)).toBe(10_000)
    expect((await summary(c)).list).toMatchObject({
      net: 0,
      pending: { rows: 10_000, amount: 100_000_000 },
    })
    expect(refusalOf(await take(c, list(10_000)))).toBe('LEDGER_NOTHING_NEW')
    expect(await count(c)).toBe(10_000)

    const released = await releaseAll(c, record.id)
    expect(released).toHaveLength(10_000)
    expect(new Set(released)).toEqual(new Set(['posted']))
    expect(await c.balance('spent')).toBe(100_000_000)
    expect((await summary(c)).list).toMatchObject({ net: 100_000_000, pending: { rows: 0 } })
  }, 120_000)

  test('brings only the new rows of a list that grew', async () => {
    const c = await plantCounty(engine)
    await map(c)
    accepted(await take(c, list(10)))
    expect(accepted(await take(c, list(12)))).toMatchObject({ entries: 2, passed: 10 })
    expect(await count(c)).toBe(12)
  })

  test('brings a reversed row again only when the list says something else', async () => {
    const c = await plantCounty(engine)
    await map(c)
    const record = accepted(await take(c, list(2)))
    expect(await releaseAll(c, record.id)).toEqual(['posted', 'posted'])
    const [row] = await c.t.outside(`select batch from spending where voucher = '记-00000'`)
    const batch = String(row?.batch)
    accepted(
      await c.at(c.third, async (tx, _, poster) => {
        const reversed = await reverseBatch(tx, poster, batch)
        if (reversed.ok)
          await UNDO.spend?.(tx, { act: 'spend', batch, documents: [], today: poster.today })
        return reversed
      }),
    )
    expect(refusalOf(await take(c, list(2)))).toBe('LEDGER_NOTHING_NEW')
    const mended = list(2, (i) => (i === 0 ? 90 : 100))
    expect(accepted(await take(c, mended))).toMatchObject({ entries: 1, doubtful: 1, passed: 1 })
    expect(refusalOf(await take(c, mended))).toBe('LEDGER_NOTHING_NEW')
  })

  test('of one file by two at one time stands once', async () => {
    const c = await plantCounty(engine)
    await map(c)
    const answers = await Promise.all([take(c, list(50)), take(c, list(50))])
    expect(answers.map(refusalOf).sort()).toEqual(['LEDGER_NOTHING_NEW', 'accepted'])
    expect(await count(c)).toBe(50)
  })

  test('posts a payment and its refund from one list, in the right order', async () => {
    const c = await plantCounty(engine)
    await map(c)
    const rows: readonly Row[] = [
      ['2024-06-17', '记-0628', '培训餐费', '培训支出', 500],
      ['2024-07-02', '记-0695', '退回记-0628余款', '培训支出', -120],
    ]
    const record = accepted(await take(c, rows))
    expect(record).toMatchObject({ entries: 2, amount: 38_000 })
    const waiting = (await waitingOfImport(c.t.store.read, record.id, null)).map((row) => row.id)
    expect(outcomes(await c.release(c.reviewer, [...waiting].reverse()))).toEqual([
      'posted',
      'posted',
    ])
    expect(await c.balance('spent')).toBe(38_000)
    expect((await summary(c)).list).toMatchObject({ gross: 50_000, back: -12_000, net: 38_000 })
    expect(
      await sumSpendings(c.t.store.read, {
        sector: { organizationId: c.id, path: c.desk.path, level: 'county' },
        fundId: c.p.fund.id,
        from: null,
        to: null,
        use: null,
        state: null,
        kind: null,
        missing: false,
        importId: record.id,
        search: null,
      }),
    ).toMatchObject({ rows: 2, net: 38_000 })
  })

  test('goes on behind the rows that are refused, and leaves them waiting', async () => {
    const c = await plantCounty(engine, 30_000)
    await map(c)
    const record = accepted(await take(c, list(4)))
    expect(await releaseAll(c, record.id)).toEqual([
      'posted',
      'posted',
      'posted',
      'INSUFFICIENT_HELD',
    ])
    expect(await countWaiting(c.t.store.read, record.id)).toBe(1)
  })

  test('knows the day of the first receipt and the answers of before', async () => {
    const c = await plantCounty(engine)
    await map(c)
    const facts = await gatherLedgerFacts(
      c.t.store.read,
      { fund: c.p.fund, organizationId: c.id, beneficiaryId: c.id, holderId: null, projects: null },
      day('2024-07-12'),
    )
    expect(facts.receivedOn).toBe('2024-06-04')
    expect([...facts.mapping]).toEqual([['培训支出', 'training']])
  })
})
