import type { Day } from '../base/day.ts'
import { type Decimal, ratioOf, scaledDown } from '../base/decimal.ts'
import { type Fen, fen, WAN } from '../base/money.ts'
import { addRatio, formatRatio, multiplyRatio, NO_RATIO, type Ratio, ratio } from '../base/ratio.ts'
import { type ClassName, forClass } from './class.ts'
import type { WorkedLine, Workings } from './computation.ts'
import type { Fact, FactName } from './fact.ts'
import type { FactorColumn } from './factor.ts'
import type { FactorPart, FixedPart, Part, PartKey } from './part.ts'
import type { RecipientKey } from './plan-recipient.ts'
import { type FixedShare, type FloatingShare, fixedFen, isFloating } from './share.ts'

/** How exact amounts are written: fen per unit shown (WAN or YUAN) and decimals. */
export interface Scale {
  readonly per: number
  readonly decimals: number
}
export const IN_WAN: Scale = { per: WAN, decimals: 4 }

/** One figure as it came into the plan. */
export interface Input extends FactName {
  readonly value: Decimal
  readonly date: Day
  readonly source: string
  readonly demonstration: boolean
}

/** A factor of one recipient: own value, total, share = value ÷ total, score = share × weight. */
export interface FactorStep extends Input {
  readonly total: string
  readonly share: string
  readonly weight: Decimal
  readonly score: string
}

export type PartStep =
  | (StepHead & { readonly kind: 'fixed'; readonly amount: Fen; readonly from: FixedSource })
  | (StepHead & {
      readonly kind: 'equal'
      readonly partAmount: Fen
      /** The number of recipients that share it. */
      readonly among: number
      readonly exact: string
    })
  | (StepHead & {
      readonly kind: 'factor'
      readonly partAmount: Fen
      readonly factors: readonly FactorStep[]
      /** Σ of the factor scores, before the coefficient. */
      readonly weighed: string
      readonly className: ClassName | null
      /** null where the plan has no coefficients. */
      readonly coefficient: Decimal | null
      readonly score: string
      readonly scores: string
      /** partAmount × score ÷ scores. */
      readonly exact: string
    })

interface StepHead {
  readonly part: PartKey
  readonly name: string
}

/** What a fixed amount follows from. */
export type FixedSource =
  | { readonly method: 'class'; readonly className: ClassName | null }
  | { readonly method: 'quota'; readonly each: Fen; readonly count: Input | null }
  | {
      readonly method: 'project'
      readonly projects: readonly { readonly title: string; readonly amount: Fen }[]
    }
  | { readonly method: 'manual'; readonly reason: string }

/** What each part that names the recipient of a line gives it, in part order, before floors and caps. */
export const partSteps = (
  workings: Workings,
  line: WorkedLine,
  scale: Scale,
): readonly PartStep[] =>
  workings.shares.flatMap((share, at) => {
    if (!isFloating(share)) return fixedStep(workings, share, line)
    return share.scores.scores.has(line.claim.recipient.id)
      ? [floatingStep(workings, share, workings.amounts[at] ?? 0n, line, scale)]
      : []
  })

const fixedStep = (
  workings: Workings,
  share: FixedShare,
  { claim }: WorkedLine,
): readonly PartStep[] => {
  const { id, className } = claim.recipient
  if (!share.amounts.has(id)) return []
  const amount = fenOf(fixedFen(share, id))
  const from = sourceOf(workings, share.part, id, className)
  return [{ ...headOf(share.part), kind: 'fixed', amount, from }]
}

const sourceOf = (
  { facts }: Workings,
  part: FixedPart,
  id: RecipientKey,
  className: ClassName | null,
): FixedSource => {
  switch (part.method) {
    case 'class':
      return { method: 'class', className }
    case 'quota': {
      const fact = facts.get(part.count.key)?.get(id)
      const count = fact === undefined ? null : inputOf(part.count, fact)
      return { method: 'quota', each: part.each, count }
    }
    case 'project': {
      const mine = part.lines.filter(({ recipient }) => recipient === id)
      return { method: 'project', projects: mine.map(({ title, amount }) => ({ title, amount })) }
    }
    case 'manual':
      return { method: 'manual', reason: part.reason }
  }
}

const floatingStep = (
  workings: Workings,
  { part, scores }: FloatingShare,
  amount: bigint,
  { claim }: WorkedLine,
  scale: Scale,
): PartStep => {
  const { id, className } = claim.recipient
  const own = scores.scores.get(id) ?? 0n
  const exact = written(ratio(amount * own, scores.total), scale)
  const partAmount = fenOf(amount)
  if (part.method === 'equal')
    return { ...headOf(part), kind: 'equal', partAmount, among: scores.scores.size, exact }
  const { coefficients } = workings.inputs.rule
  const coefficient = coefficients === null ? null : (forClass(coefficients, className) ?? null)
  return {
    ...headOf(part),
    kind: 'factor',
    partAmount,
    factors: factorSteps(workings, part, scores.columns, id),
    weighed: formatRatio(weighedOf(scores.columns, id), 6),
    className,
    coefficient,
    score: formatRatio(ratio(own, scores.scale), 6),
    scores: formatRatio(ratio(scores.total, scores.scale), 6),
    exact,
  }
}

const factorSteps = (
  { facts }: Workings,
  part: FactorPart,
  columns: readonly FactorColumn[],
  id: RecipientKey,
): readonly FactorStep[] =>
  part.factors.flatMap((factor, at) => {
    const column = columns[at]
    const fact = facts.get(factor.key)?.get(id)
    if (column === undefined || fact === undefined) return []
    const share = shareOf(column, id)
    return {
      ...inputOf(factor, fact),
      total: scaledDown(column.total, column.places),
      share: formatRatio(share, 6),
      weight: factor.weight,
      score: formatRatio(multiplyRatio(share, ratioOf(factor.weight)), 6),
    }
  })

const shareOf = ({ values, total }: FactorColumn, id: RecipientKey): Ratio =>
  ratio(values.get(id) ?? 0n, total)

const weighedOf = (columns: readonly FactorColumn[], id: RecipientKey): Ratio =>
  columns.reduce(
    (sum, column) =>
      addRatio(sum, multiplyRatio(shareOf(column, id), ratioOf(column.factor.weight))),
    NO_RATIO,
  )

/** An exact amount of fen as it is shown. */
export const written = (amount: Ratio, { per, decimals }: Scale): string =>
  formatRatio(multiplyRatio(amount, ratio(1n, BigInt(per))), decimals)

const headOf = ({ id, name }: Part): StepHead => ({ part: id, name })

const inputOf = ({ key, name }: FactName, { value, date, source, demonstration }: Fact): Input => ({
  key,
  name,
  value,
  date,
  source,
  demonstration,
})

const fenOf = (amount: bigint): Fen => fen(Number(amount))
