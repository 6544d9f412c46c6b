import type { Fen } from '@qiangji/kernel/base/money.ts'
import type { Bound, Bounds } from '@qiangji/kernel/fund/bounds.ts'
import type { WorkedLine } from '@qiangji/kernel/fund/computation.ts'
import type { PlanRecipient } from '@qiangji/kernel/fund/plan-recipient.ts'

export type BoundSide = 'floor' | 'cap'
export const SIDES: readonly { readonly side: BoundSide; readonly word: string }[] = [
  { side: 'floor', word: '保底' },
  { side: 'cap', word: '封顶' },
]

/** 保底 and 封顶 of one class or of one recipient, as their fields stand. */
export interface BoundDraft {
  readonly kind: 'class' | 'recipient'
  /** The name of the class, or the recipient's id. */
  readonly key: string
  floor: SideDraft
  cap: SideDraft
}

/** An empty side takes over the wider bound, unless 不设 lifts it. */
export interface SideDraft {
  amount: Fen | null
  lifted: boolean
}

/** The bounds of the whole plan beside those of single classes and recipients. */
export interface BoundsDraft {
  readonly floor: Fen | null
  readonly cap: Fen | null
  readonly bounds: readonly BoundDraft[]
}

const sideDraft = (bound: Bound, side: BoundSide): SideDraft => ({
  amount: bound[side] ?? null,
  lifted: bound[side] === null,
})

/** The rows of saved bounds: classes first, each as it was saved. */
export const boundDrafts = ({ classes, recipients }: Bounds): BoundDraft[] => {
  const row =
    (kind: BoundDraft['kind']) =>
    ([key, bound]: readonly [string, Bound]): BoundDraft => ({
      kind,
      key,
      floor: sideDraft(bound, 'floor'),
      cap: sideDraft(bound, 'cap'),
    })
  return [
    ...Object.entries(classes).map(row('class')),
    ...Object.entries(recipients).map(row('recipient')),
  ]
}

export const emptyBound = (kind: BoundDraft['kind'], key: string): BoundDraft => ({
  kind,
  key,
  floor: { amount: null, lifted: false },
  cap: { amount: null, lifted: false },
})

/** What the rows say; a row without anything says nothing and is left out. */
export const boundsOf = ({ floor, cap, bounds }: BoundsDraft): Bounds => {
  const tableOf = (kind: BoundDraft['kind']) =>
    Object.fromEntries(
      bounds
        .filter((row) => row.kind === kind)
        .map((row) => [row.key, { ...said('floor', row), ...said('cap', row) }] as const)
        .filter(([, bound]) => Object.keys(bound).length > 0),
    )
  return { floor, cap, classes: tableOf('class'), recipients: tableOf('recipient') }
}

const said = (side: BoundSide, row: BoundDraft): Bound => {
  const { amount, lifted } = row[side]
  if (lifted) return { [side]: null }
  return amount === null ? {} : { [side]: amount }
}

/** What an empty field takes over, and from where; no amount: there is no such bound. */
export const widerOf = (
  draft: BoundsDraft,
  row: BoundDraft,
  side: BoundSide,
  recipients: readonly PlanRecipient[],
): { readonly amount: Fen | null; readonly from: string } => {
  const className =
    row.kind === 'recipient' ? recipients.find(({ id }) => id === row.key)?.className : null
  const ofClass = draft.bounds.find((one) => one.kind === 'class' && one.key === className)?.[side]
  if (ofClass && className && (ofClass.lifted || ofClass.amount !== null))
    return { amount: ofClass.amount, from: className }
  return { amount: draft[side], from: '全部' }
}

/** How many lines stand on the bounds of a row; null: of the whole plan. */
export const actingOn = (lines: readonly WorkedLine[], row: BoundDraft | null): number =>
  lines.filter(({ claim, bound }) => {
    if (bound === null) return false
    if ((bound === 'floor' ? claim.floorScope : claim.capScope) !== (row?.kind ?? 'plan'))
      return false
    if (row === null) return true
    return (row.kind === 'class' ? claim.recipient.className : claim.recipient.id) === row.key
  }).length

/** The id of a row's place on the page; null: the row of the whole plan. */
export const boundPlace = (row: Pick<BoundDraft, 'kind' | 'key'> | null): string =>
  row === null ? 'bound-plan' : `bound-${row.kind}-${row.key}`

const OF_RECIPIENT: ReadonlySet<string> = new Set([
  'BOUNDS_CROSS',
  'CAP_BELOW_FIXED_PARTS',
  'FLOOR_ABOVE_FIXED_PARTS',
])

interface Told {
  readonly refusal: string
  readonly facts: Readonly<Record<string, string | number>>
}

/** The place of the bound that a computation was refused for; null where it was not for a bound. */
export const placeOfRefusal = (
  { refusal, facts }: Told,
  bounds: readonly BoundDraft[],
  recipients: readonly PlanRecipient[],
): string | null => {
  const nearest = (recipient: PlanRecipient | undefined): BoundDraft | null =>
    bounds.find((row) => row.kind === 'recipient' && row.key === recipient?.id) ??
    bounds.find((row) => row.kind === 'class' && row.key === recipient?.className) ??
    null
  if (OF_RECIPIENT.has(refusal))
    return boundPlace(nearest(recipients.find(({ id }) => id === facts.recipient)))
  if (refusal === 'FLOORS_ABOVE_POT') return boundPlace(null)
  if (refusal === 'BOUND_NOT_IN_UNITS') {
    const named = recipients.find(({ name }) => name === facts.of)?.id
    return boundPlace(
      bounds.find(({ kind, key }) => key === (kind === 'class' ? facts.of : named)) ?? null,
    )
  }
  if (refusal === 'RECIPIENT_UNKNOWN' && facts.part === undefined)
    return boundPlace({ kind: 'recipient', key: `${facts.recipient}` })
  return null
}
