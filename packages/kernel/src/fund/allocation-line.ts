import { z } from 'zod'
import { type Fen, fen, NaturalFen, sumFen } from '../base/money.ts'
import { OrganizationId } from '../organization/organization.ts'
import type { Computation } from './computation.ts'
import type { PlanRecipient } from './plan-recipient.ts'

/** A line of a plan as it is kept: one recipient, one amount. */
export const AllocationLine = z.strictObject({
  organizationId: OrganizationId,
  code: z.string(),
  name: z.string(),
  /** Code of the prefecture (or of the direct recipient itself) the line is grouped under. */
  prefecture: z.string(),
  className: z.string().nullable(),
  amount: NaturalFen,
  /** 其中, in part order. */
  byPart: z.array(NaturalFen).readonly(),
  bound: z.enum(['floor', 'cap']).nullable(),
  /** 上年已下达 in the fund of the year before; null where there is none to compare with. */
  previous: NaturalFen.nullable(),
  /** 本年此前已下达 by earlier documents of the same fund. */
  earlier: NaturalFen,
})
export type AllocationLine = z.infer<typeof AllocationLine>

/** What a recipient had: last year, and this year before this plan. */
export interface Precedent {
  readonly previous: ReadonlyMap<string, Fen> | null
  readonly earlier: ReadonlyMap<string, Fen>
}

/** The lines of a computation with what they are compared with. */
export const linesOf = (
  computation: Pick<Computation, 'lines'>,
  recipients: readonly PlanRecipient[],
  { previous, earlier }: Precedent,
): readonly AllocationLine[] => {
  const named = new Map(recipients.map((recipient) => [recipient.id, recipient]))
  return computation.lines.flatMap((line) => {
    const recipient = named.get(line.recipient)
    if (recipient === undefined) return []
    return {
      organizationId: OrganizationId.parse(line.recipient),
      code: recipient.code,
      name: recipient.name,
      prefecture: recipient.prefecture,
      className: recipient.className,
      amount: line.amount,
      byPart: line.byPart,
      bound: line.bound,
      previous: previous === null ? null : (previous.get(line.recipient) ?? fen(0)),
      earlier: earlier.get(line.recipient) ?? fen(0),
    }
  })
}

type Compared = Pick<AllocationLine, 'amount' | 'previous' | 'earlier'>

/** 增减: this year with this plan, less last year; null where there is no last year. */
export const differenceOf = ({ amount, previous, earlier }: Compared): Fen | null =>
  previous === null ? null : fen(earlier + amount - previous)

/** A prefecture of the table, or a recipient that is paid straight and stands for itself. */
export const Place = z.strictObject({ code: z.string(), name: z.string() })
export type Place = z.infer<typeof Place>

export interface LineGroup<Line> {
  readonly place: Place
  readonly lines: readonly Line[]
}

/** Lines under their prefectures, both by code; a place without lines is left out. */
export const groupLines = <Line extends { readonly code: string; readonly prefecture: string }>(
  lines: readonly Line[],
  places: readonly Place[],
): readonly LineGroup<Line>[] =>
  places
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((place) => ({
      place,
      lines: lines
        .filter((line) => line.prefecture === place.code)
        .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    }))
    .filter((group) => group.lines.length > 0)

export interface LineSums {
  readonly count: number
  readonly amount: Fen
  readonly byPart: readonly Fen[]
  readonly previous: Fen | null
  readonly earlier: Fen
  readonly difference: Fen | null
}

/** Subtotal or total; `parts` is the number of 分项. */
export const sumLines = (
  lines: readonly Pick<AllocationLine, 'amount' | 'byPart' | 'previous' | 'earlier'>[],
  parts: number,
): LineSums => {
  const compared = lines.length > 0 && lines.every(({ previous }) => previous !== null)
  const sums = {
    amount: sumFen(lines, (line) => line.amount),
    previous: compared ? sumFen(lines, (line) => line.previous ?? fen(0)) : null,
    earlier: sumFen(lines, (line) => line.earlier),
  }
  return {
    count: lines.length,
    ...sums,
    byPart: Array.from({ length: parts }, (_, at) =>
      sumFen(lines, (line) => line.byPart[at] ?? fen(0)),
    ),
    difference: differenceOf(sums),
  }
}

/** How many lines grow, shrink and stay. */
export const countChanges = (lines: readonly Compared[]) => {
  const differences = lines.map((line) => differenceOf(line) ?? 0)
  return {
    more: differences.filter((difference) => difference > 0).length,
    less: differences.filter((difference) => difference < 0).length,
    same: differences.filter((difference) => difference === 0).length,
  }
}
