import { type Figure, isMet, ratioOf } from './figure.ts'

const number = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value.toPrecision(3)

const goalOf = ({ goal: { least, most } }: Figure): string =>
  least !== undefined ? `≥ ${least}` : most !== undefined ? `≤ ${most}` : ''

/** Columns of a terminal; a Chinese letter or a sign outside of ASCII is counted as one. */
const pad = (text: string, width: number, right = false): string =>
  right ? text.padStart(width) : text.padEnd(width)

/** The figures as lines to read. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = [
    ['what', 'unit', 'ours', 'bare', 'ratio', 'goal', ''],
    ...figures.map((f) => [
      f.what,
      f.unit,
      number(f.ours),
      f.bare === null ? '–' : number(f.bare),
      f.bare === null ? '–' : number(ratioOf(f)),
      goalOf(f),
      isMet(f) ? 'met' : 'MISSED',
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i] ?? 0, i >= 2 && i <= 4))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const jsonOf = (figures: readonly Figure[]): string =>
  JSON.stringify(
    figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) })),
    null,
    2,
  )
