import { shortest } from '../base/decimal.ts'
import type { Bound } from './bounds.ts'
import type { Computation } from './computation.ts'
import { decidingFacts } from './fact.ts'
import type { Part } from './part.ts'
import { type PlanInputs, recipientsOf, rollOf } from './plan-inputs.ts'
import type { RecipientKey } from './plan-recipient.ts'

/**
 * The inputs as one text that does not depend on the order of recipients, lists, factors or facts,
 * nor on trailing zeros: what the store hashes. Part order counts (其中 is split in it). Facts that
 * no part uses are left out. Rows are sorted as plain text, without a locale.
 */
export const canonicalInputs = (inputs: PlanInputs): string => {
  const codes = new Map(inputs.recipients.map(({ id, code }) => [id, code]))
  const codeOf = (id: RecipientKey): string => codes.get(id) ?? id
  const { rounding, bounds, coefficients, reserve } = inputs.rule
  return JSON.stringify({
    format: 1,
    pot: inputs.pot,
    reserve,
    rounding: [rounding.unit, rounding.mode],
    bounds: [
      boundRow(bounds),
      rows(Object.entries(bounds.classes).map(([name, bound]) => [name, ...boundRow(bound)])),
      rows(
        Object.entries(bounds.recipients).map(([id, bound]) => [
          codeOf(id),
          id,
          ...boundRow(bound),
        ]),
      ),
    ],
    coefficients:
      coefficients === null
        ? null
        : rows(Object.entries(coefficients).map(([name, value]) => [name, shortest(value)])),
    recipients: rows(
      inputs.recipients.map(({ id, code, name, prefecture, className }) => [
        code,
        id,
        name,
        prefecture,
        className,
      ]),
    ),
    parts: inputs.parts.map((part) => [part.id, part.name, part.method, ...partRow(part, codeOf)]),
    facts: rows(
      decidingFacts(inputs, rollOf(inputs)).map((fact) => [
        codeOf(fact.recipient),
        fact.key,
        shortest(fact.value),
        fact.date,
        fact.source,
        fact.demonstration,
      ]),
    ),
  })
}

/** The result as one text; its lines are by code already. */
export const canonicalComputation = ({ lines, total, reserve, rounds, t }: Computation): string =>
  JSON.stringify({
    format: 1,
    total,
    reserve,
    rounds,
    t,
    lines: lines.map(({ recipient, amount, byPart, bound }) => [recipient, amount, byPart, bound]),
  })

type Cell = string | number | boolean | null | readonly Cell[]

const rows = (unsorted: readonly (readonly Cell[])[]): readonly Cell[] =>
  unsorted
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row)

/** A bound that was left out is "", one that was lifted null: they mean different things. */
const boundRow = ({ floor, cap }: Bound): readonly Cell[] => [
  floor === undefined ? '' : floor,
  cap === undefined ? '' : cap,
]

const partRow = (part: Part, codeOf: (id: RecipientKey) => string): readonly Cell[] => {
  const lists = recipientsOf(part)
  const list = lists === 'all' ? lists : rows(lists.map((id) => [codeOf(id), id]))
  switch (part.method) {
    case 'equal':
      return [list, part.amount]
    case 'factor':
      return [
        list,
        part.amount,
        rows(part.factors.map(({ key, name, weight }) => [key, name, shortest(weight)])),
      ]
    case 'class':
      return [list, rows(Object.entries(part.amounts))]
    case 'quota':
      return [list, part.each, part.count.key, part.count.name]
    case 'project':
      return [
        rows(part.lines.map(({ recipient, title, amount }) => [codeOf(recipient), title, amount])),
      ]
    case 'manual':
      return [
        part.reason,
        rows(part.lines.map(({ recipient, amount }) => [codeOf(recipient), amount])),
      ]
  }
}
