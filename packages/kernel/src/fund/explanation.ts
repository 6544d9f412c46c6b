import { type Fen, fen } from '../base/money.ts'
import { formatRatio, ratio } from '../base/ratio.ts'
import type { BoundScope } from './bounds.ts'
import { type BoundSide, denominatorOf } from './clamp.ts'
import { splitLine, type WorkedLine, type Workings } from './computation.ts'
import { IN_WAN, type PartStep, partSteps, type Scale, written } from './part-step.ts'
import type { RecipientKey } from './plan-recipient.ts'
import type { Rounding } from './rounding.ts'

/** How floors and caps changed the floating amount. */
export interface ScalingStep {
  /** The exact shares of the floating parts, added up. */
  readonly before: string
  /** The common scale; null when nobody floats freely. */
  readonly t: string | null
  readonly floor: Fen | null
  readonly cap: Fen | null
  readonly bound: BoundSide | null
  /** Whose bound it stands on; null where it stands on none. */
  readonly scope: BoundScope | null
  readonly after: string
}

export interface RoundingStep extends Rounding {
  readonly exact: string
  /** What was cut, as a share of the unit; cut, not rounded, so that it never shows as 1. */
  readonly remainder: string
  /** Place by remainder among `among` lines, of which the first `raises` were raised; null with 舍去. */
  readonly rank: { readonly place: number; readonly raises: number; readonly among: number } | null
  readonly raised: boolean
  readonly amount: Fen
}

/** How one line came about, step by step, for the screen and the file. */
export interface Explanation {
  readonly recipient: RecipientKey
  readonly className: string | null
  readonly amount: Fen
  readonly byPart: readonly Fen[]
  /** The parts that name the recipient, in part order. */
  readonly parts: readonly PartStep[]
  readonly fixed: Fen
  /** null where no equal or factor part names the recipient. */
  readonly floating: { readonly scaling: ScalingStep; readonly rounding: RoundingStep } | null
}

/** Explains one line of finished workings; null for a recipient without a line. */
export const explain = (
  workings: Workings,
  recipient: RecipientKey,
  scale: Scale = IN_WAN,
): Explanation | null => {
  const line = workings.lines.find(({ claim }) => claim.recipient.id === recipient)
  if (line === undefined) return null
  const { claim, rounded } = line
  return {
    recipient,
    className: claim.recipient.className,
    amount: fenOf(claim.fixed + rounded.amount),
    byPart: splitLine(line, workings.shares),
    parts: partSteps(workings, line, scale),
    fixed: fenOf(claim.fixed),
    floating: claim.floats
      ? {
          scaling: scalingStep(workings, line, scale),
          rounding: roundingStep(workings, line, scale),
        }
      : null,
  }
}

const scalingStep = (workings: Workings, line: WorkedLine, scale: Scale): ScalingStep => ({
  before: written(ratio(line.claim.weight, workings.weights.denominator), scale),
  t: workings.t === null ? null : formatRatio(workings.t, 6),
  floor: line.claim.floor,
  cap: line.claim.cap,
  bound: line.bound,
  scope:
    line.bound === null
      ? null
      : line.bound === 'floor'
        ? line.claim.floorScope
        : line.claim.capScope,
  after: written(ratio(line.rounded.exact, denominatorOf(workings.settlement.free)), scale),
})

const roundingStep = (workings: Workings, line: WorkedLine, scale: Scale): RoundingStep => {
  const { unit, mode } = workings.inputs.rule.rounding
  const { exact, remainder, rank, raised, amount } = line.rounded
  const denominator = denominatorOf(workings.settlement.free)
  const places = {
    place: rank,
    raises: workings.lines.filter(({ rounded }) => rounded.raised).length,
    among: workings.lines.filter(({ claim }) => claim.floats).length,
  }
  return {
    unit,
    mode,
    exact: written(ratio(exact, denominator), scale),
    remainder: formatRatio(ratio(remainder, BigInt(unit) * denominator), 4, 'cut'),
    rank: mode === 'floor' ? null : places,
    raised,
    amount: fenOf(amount),
  }
}

const fenOf = (amount: bigint): Fen => fen(Number(amount))
