import { z } from 'zod'
import { Day } from '../base/day.ts'
import { Fen, NaturalFen, subtractFen, sumFen } from '../base/money.ts'
import { AllocationLine, groupLines, Place, sumLines } from './allocation-line.ts'
import { type Fact, FactName, factsUsed, factTable } from './fact.ts'
import { FundSource } from './fund.ts'
import { MeetingKind } from './meeting.ts'
import type { Part } from './part.ts'
import { inWan } from './plan-text.ts'
import { type LineSetOff, NO_SET_OFF } from './set-off.ts'

/** A row of the annex; `basis` and `byPart` follow the annex's columns. */
export const AnnexRow = z.strictObject({
  place: z.string(),
  name: z.string(),
  className: z.string().nullable(),
  basis: z.array(z.string().nullable()).readonly(),
  previous: Fen.nullable(),
  amount: NaturalFen,
  byPart: z.array(NaturalFen).readonly(),
  /** 其中抵扣, what of it waits for the recipient, and 实拨: what is paid of the amount. */
  setOff: NaturalFen,
  pending: NaturalFen,
  paid: NaturalFen,
  note: z.string(),
})
export type AnnexRow = z.infer<typeof AnnexRow>

const NumberedRow = AnnexRow.extend({ number: z.int() })
const Sum = AnnexRow.omit({ note: true, className: true }).extend({ count: z.int() })

/** 附件: total first, then each prefecture with its subtotal and lines. */
export const Annex = z.strictObject({
  basis: z.array(FactName).readonly(),
  parts: z.array(z.string()).readonly(),
  total: Sum,
  groups: z
    .array(z.strictObject({ subtotal: Sum, rows: z.array(NumberedRow).readonly() }))
    .readonly(),
})
export type Annex = z.infer<typeof Annex>

/** What the printed notice says; the page sets it in the measures of GB/T 9704. */
export const Notice = z.strictObject({
  body: z.string(),
  title: z.string(),
  fundName: z.string(),
  year: z.int(),
  source: FundSource,
  number: z.string().nullable(),
  day: Day.nullable(),
  meeting: z.strictObject({ kind: MeetingKind, day: Day }).nullable(),
  /** 主送: the prefectures that pass on, and the recipients that are paid straight. */
  addressees: z.array(z.string()).readonly(),
  total: NaturalFen,
  /** 依据文件 of what is set off against these lines. */
  setOffPapers: z.array(z.string()).readonly(),
  uses: z.array(z.string()).readonly(),
  prohibitions: z.array(z.string()).readonly(),
  annex: Annex,
  /** The groups of the annex, of which extracts can be asked for. */
  places: z.array(Place).readonly(),
  /** Facts with their dates under the table. */
  remark: z.string(),
  demonstration: z.boolean(),
})
export type Notice = z.infer<typeof Notice>

/** A line with the figures it was computed with, in the order of the annex's columns. */
export const NoticeLine = AllocationLine.extend({
  basis: z.array(z.string().nullable()).readonly(),
})
export type NoticeLine = z.infer<typeof NoticeLine>

/** The annex of these lines, all of them or those of one prefecture; numbered through in code order. */
export const annexOf = (
  lines: readonly NoticeLine[],
  places: readonly Place[],
  columns: { readonly basis: readonly FactName[]; readonly parts: readonly string[] },
  setOffs: ReadonlyMap<string, LineSetOff> = new Map(),
): Annex => {
  let number = 0
  const setOffOf = (line: NoticeLine) => setOffs.get(line.organizationId) ?? NO_SET_OFF
  const sum = (of: readonly NoticeLine[], place: string, name: string) => {
    const { count, amount, byPart, previous } = sumLines(of, columns.parts.length)
    const setOff = sumFen(of, (line) => setOffOf(line).amount)
    const pending = sumFen(of, (line) => setOffOf(line).pending)
    const paid = subtractFen(amount, setOff)
    const basis = columns.basis.map((_, at) => sumTexts(of.map((line) => line.basis[at] ?? null)))
    return { place, name, count, amount, byPart, setOff, pending, paid, previous, basis }
  }
  return {
    basis: columns.basis,
    parts: columns.parts,
    total: sum(lines, '', '合计'),
    groups: groupLines(lines, places).map(({ place, lines: own }) => ({
      subtotal: sum(own, place.name, '小计'),
      rows: own.map((line) => {
        number += 1
        return { number, ...rowOf(line, place, setOffOf(line)) }
      }),
    })),
  }
}

const rowOf = (line: NoticeLine, place: Place, setOff: LineSetOff): AnnexRow => ({
  place: place.name,
  name: line.name,
  className: line.className,
  basis: line.basis,
  previous: line.previous,
  amount: line.amount,
  byPart: line.byPart,
  setOff: setOff.amount,
  pending: setOff.pending,
  paid: subtractFen(line.amount, setOff.amount),
  note: line.bound === null ? '' : line.bound === 'floor' ? '保底' : '封顶',
})

/** The sum of decimal texts, exact; null where none has a figure. */
export const sumTexts = (texts: readonly (string | null)[]): string | null => {
  const given = texts.filter((text) => text !== null)
  if (given.length === 0) return null
  const places = Math.max(...given.map((text) => text.split('.')[1]?.length ?? 0))
  const scaled = given.reduce((sum, text) => {
    const [whole = '0', fraction = ''] = text.split('.')
    return sum + BigInt(whole + fraction.padEnd(places, '0'))
  }, 0n)
  if (places === 0) return scaled.toString()
  const digits = scaled.toString().padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** 主送 in one line: 总工会 is said once for all that are called so. */
export const addressLine = (addressees: readonly string[]): string => {
  const federations = addressees.filter((name) => name.endsWith('总工会'))
  const others = addressees.filter((name) => !name.endsWith('总工会'))
  const joined = federations.map((name) => name.slice(0, -'总工会'.length)).join('、')
  return [...(joined === '' ? [] : [`${joined}总工会`]), ...others].join('，')
}

/** The figures that the parts of a plan use, once each, in part order. */
export const basisOf = (parts: readonly Part[]): readonly FactName[] => {
  const used = parts.flatMap((part) => factsUsed(part).map(({ key, name }) => ({ key, name })))
  return used.filter(({ key }, at) => used.findIndex((other) => other.key === key) === at)
}

/** A line with its figures, in the order of the columns; null where there is none. */
export const withBasis = (
  lines: readonly AllocationLine[],
  basis: readonly FactName[],
  facts: readonly Fact[],
): readonly NoticeLine[] => {
  const table = factTable(facts)
  return lines.map((line) => ({
    ...line,
    basis: basis.map(({ key }) => table.get(key)?.get(line.organizationId)?.value ?? null),
  }))
}

/** 注: of which day the figures are, and what is kept back. */
export const remarkOf = (
  basis: readonly FactName[],
  facts: readonly Fact[],
  reserve: Fen,
  unit: Fen,
): string => {
  const dates = new Map<string, string[]>()
  for (const { key, name } of basis) {
    const last = facts
      .filter((fact) => fact.key === key)
      .map(({ date }) => date)
      .toSorted()
      .at(-1)
    const day = last === undefined ? '' : last.replace(/-0?/, '年').replace(/-0?/, '月')
    dates.set(day, [...(dates.get(day) ?? []), name])
  }
  const dated = [...dates].map(([day, names]) =>
    day === '' ? names.join('、') : `${names.join('、')}截至${day}日`,
  )
  const kept = reserve === 0 ? [] : [`另预留（机动）${inWan(reserve)}万元，不在本表`]
  return `注：${[...dated, `金额取整到${inWan(unit)}万元`, ...kept].join('；')}。`
}
