import { Day, Month } from '@qiangji/kernel/base/day.ts'
import { refuse } from '@qiangji/kernel/base/decision.ts'
import { Fen } from '@qiangji/kernel/base/money.ts'
import { FundId } from '@qiangji/kernel/fund/fund.ts'
import {
  isFileMissing,
  LedgerImportId,
  SpendingId,
  SpendingKind,
  SpendingState,
} from '@qiangji/kernel/fund/spending.ts'
import { OrganizationId } from '@qiangji/kernel/organization/organization.ts'
import { FileRef } from '@qiangji/kernel/record/file.ts'
import { findAdvance } from '@qiangji/store/fund/advance.ts'
import { findCommitment } from '@qiangji/store/fund/commitment.ts'
import { findFund } from '@qiangji/store/fund/fund.ts'
import {
  findSpending,
  listNaming,
  listSpendings,
  sumSpendings,
} from '@qiangji/store/fund/spending.ts'
import { findRule } from '@qiangji/store/fund/spending-rule.ts'
import { readSummary } from '@qiangji/store/fund/spending-summary.ts'
import { readSpendingSums } from '@qiangji/store/fund/spending-total.ts'
import { listFiles } from '@qiangji/store/fund/spending-write.ts'
import { z } from 'zod'
import { cut, PAGE_ASK, readCursor } from '../frame/page.ts'
import { query } from '../frame/procedure.ts'
import { fundInSight } from './fund-sight.ts'
import { ReversalView, reversalOf } from './reversal-view.ts'
import { findWithin, SpendingSumsView, SpendingView, viewsOf } from './spending-view.ts'

/** The list of one organization with all below it, newest voucher first, and the sums of what is asked for. */
export const list = query(
  {
    input: z.strictObject({
      organizationId: OrganizationId,
      fundId: FundId,
      from: Month.nullable().default(null),
      to: Month.nullable().default(null),
      use: z.string().max(31).nullable().default(null),
      /** null: all but 已撤回. */
      state: SpendingState.nullable().default(null),
      kind: SpendingKind.nullable().default(null),
      missing: z.boolean().default(false),
      importId: LedgerImportId.nullable().default(null),
      search: z.string().trim().max(60).default(''),
      ...PAGE_ASK,
    }),
    output: z.strictObject({
      rows: z.array(SpendingView).max(200),
      next: z.string().nullable(),
      sums: SpendingSumsView,
    }),
    scope: (i) => i.organizationId,
    snapshot: true,
    rest: 'GET /fund/spendings',
  },
  async ({ db, actor, input, organization }) => {
    const fund = await fundInSight(db, actor, input.fundId)
    if (!fund) return refuse('NOT_FOUND')
    const ask = {
      ...input,
      sector: organization,
      search: input.search === '' ? null : input.search,
    }
    const found = await listSpendings(db, {
      ...ask,
      after: readCursor(z.tuple([z.string(), z.int()]), input.cursor),
    })
    const page = cut(found, input.limit, (row) => [row.spending.day, row.seq])
    const { fileThreshold } = await findRule(db, fund.id)
    const counted = ask.search === null && ask.kind === null && ask.importId === null
    return {
      rows: [
        ...(await viewsOf(
          db,
          fund,
          page.rows.map((row) => row.spending),
          (s) => isFileMissing(s, fileThreshold),
        )),
      ],
      next: page.next,
      sums: counted
        ? await readSpendingSums(db, { ...ask, organizationId: organization.organizationId })
        : await sumSpendings(db, ask),
    }
  },
)

export const detail = query(
  {
    input: z.strictObject({ id: SpendingId }),
    output: SpendingView.extend({
      files: z.array(FileRef),
      /** Refunds and the reversal that name this row. */
      naming: z.array(SpendingView),
      of: SpendingView.nullable(),
      /** What undid it, or what it undoes. */
      reversal: ReversalView.nullable(),
      commitmentTitle: z.string().nullable(),
      advanceTitle: z.string().nullable(),
    }),
    scoped: 'body',
    snapshot: true,
    subject: (i) => i.id,
    rest: 'GET /fund/spendings/{id}',
  },
  async ({ db, actor, input }) => {
    const spending = await findWithin(db, actor, input.id)
    const fund = spending && (await findFund(db, spending.fundId))
    if (!spending || !fund) return refuse('NOT_FOUND')
    const { fileThreshold } = await findRule(db, fund.id)
    const of = spending.ofId === null ? null : await findSpending(db, spending.ofId)
    const naming = await listNaming(db, spending.id)
    const [view, ...others] = await viewsOf(
      db,
      fund,
      [spending, ...naming, ...(of ? [of] : [])],
      (s) => isFileMissing(s, fileThreshold),
    )
    if (!view) return refuse('NOT_FOUND')
    const files = await listFiles(db, spending.id)
    const commitment =
      spending.commitmentId === null ? null : await findCommitment(db, spending.commitmentId)
    const advance = spending.advanceId === null ? null : await findAdvance(db, spending.advanceId)
    return {
      ...view,
      files: files.map((file) => FileRef.parse(file)),
      naming: others.slice(0, naming.length),
      of: others[naming.length] ?? null,
      reversal: await reversalOf(db, spending.batch),
      commitmentTitle: commitment?.title ?? null,
      advanceTitle: advance?.title ?? null,
    }
  },
)

const ClaimSum = z.strictObject({ rows: z.int().min(0), amount: Fen })

/** The strip above the list: 已到账 = 已支出 + 已占用 + 可用 + 结转与结余. */
export const summary = query(
  {
    input: z.strictObject({ organizationId: OrganizationId, fundId: FundId }),
    output: z.strictObject({
      received: Fen,
      spent: Fen,
      occupied: Fen,
      free: Fen,
      aside: Fen,
      toTownships: Fen,
      receivedOn: Day.nullable(),
      contracts: ClaimSum,
      advances: ClaimSum,
      list: SpendingSumsView,
    }),
    scope: (i) => i.organizationId,
    snapshot: true,
    rest: 'GET /fund/spendings/summary',
  },
  async ({ db, actor, input, organization }) =>
    (await fundInSight(db, actor, input.fundId))
      ? readSummary(db, input.fundId, organization)
      : refuse('NOT_FOUND'),
)
