import { Day } from '@qiangji/kernel/base/day.ts'
import { Fen, fen } from '@qiangji/kernel/base/money.ts'
import { openedSum } from '@qiangji/kernel/fund/figure.ts'
import { POSTING_ACTS } from '@qiangji/kernel/fund/movement.ts'
import { STAGES } from '@qiangji/kernel/fund/stage.ts'
import { namesOf } from '@qiangji/store/access/person.ts'
import type { Read } from '@qiangji/store/engine/act.ts'
import { type Crossing, listCrossings } from '@qiangji/store/fund/board.ts'
import { listStocks } from '@qiangji/store/fund/figure.ts'
import { REFERENCE_KINDS, referencesOf } from '@qiangji/store/fund/reference.ts'
import { listOrganizations } from '@qiangji/store/organization/organization.ts'
import { z } from 'zod'
import { cut, readCursor } from '../frame/page.ts'
import type { OpenedOf } from './board-output.ts'
import { boardScope, type Found } from './board-scope.ts'

const Side = z.strictObject({ holder: z.string(), stage: z.enum(STAGES) })

/** One posting that moved a figure: into it positive, out of it negative. */
export const CrossingOut = z.strictObject({
  id: z.string(),
  batch: z.string(),
  act: z.enum(POSTING_ACTS),
  day: Day,
  amount: Fen,
  beneficiary: z.string(),
  from: Side,
  to: Side,
  maker: z.string().nullable(),
  releaser: z.string().nullable(),
  /** Taken back by a later posting, or such a posting itself. */
  reversed: z.boolean(),
  reverses: z.boolean(),
  reference: z
    .strictObject({
      kind: z.enum(REFERENCE_KINDS),
      id: z.string(),
      text: z.string(),
      detail: z.string(),
    })
    .nullable(),
})

export const CrossingPage = z.strictObject({
  /** The figure that all pages sum to. */
  total: Fen,
  rows: z.array(CrossingOut).max(200),
  next: z.string().nullable(),
})

interface Asked {
  readonly figure: z.infer<typeof OpenedOf>
  readonly limit: number
  readonly cursor: string | null
}

/** The postings behind a figure, newest first, a page at a time. */
export const crossingPage = async (
  db: Read,
  { fund, scope }: Found,
  asked: Asked,
): Promise<z.input<typeof CrossingPage>> => {
  const before = readCursor(z.tuple([z.int()]), asked.cursor)?.[0] ?? null
  const found = await listCrossings(db, {
    fundId: fund.id,
    scope: boardScope(scope),
    figure: asked.figure,
    before,
    limit: asked.limit + 1,
  })
  const page = cut(found, asked.limit, (crossing) => [crossing.journalId])
  const stocks = await listStocks(db, fund.id, [scope.organizationId])
  return {
    total: openedSum(asked.figure, stocks),
    rows: await named(db, page.rows, asked.figure === 'budget' ? -1 : 1),
    next: page.next,
  }
}

const named = async (db: Read, rows: readonly Crossing[], sign: 1 | -1) => {
  const unions = await listOrganizations(db, [
    ...new Set(rows.flatMap((r) => [r.beneficiary, r.fromHolder, r.toHolder])),
  ])
  const unionOf = (id: string): string => unions.find((o) => o.id === id)?.shortName ?? ''
  const persons = await namesOf(db, [
    ...new Set(rows.flatMap((r) => (r.releaser === null ? [r.maker] : [r.maker, r.releaser]))),
  ])
  const referenceOf = await referencesOf(db, rows)
  return rows.map((r) => ({
    id: r.publicId,
    batch: r.batch,
    act: r.act,
    day: Day.parse(r.day),
    amount: fen(sign * r.amount),
    beneficiary: unionOf(r.beneficiary),
    from: { holder: unionOf(r.fromHolder), stage: r.fromStage },
    to: { holder: unionOf(r.toHolder), stage: r.toStage },
    maker: persons.get(r.maker) ?? null,
    releaser: r.releaser === null ? null : (persons.get(r.releaser) ?? null),
    reversed: r.reversed,
    reverses: r.reverses,
    reference: referenceOf(r),
  }))
}
