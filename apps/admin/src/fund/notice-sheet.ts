import type { Annex } from '@qiangji/kernel/fund/notice.ts'

type Group = Annex['groups'][number]

/** A line of the printed annex. */
export type AnnexLine =
  | { readonly kind: 'total'; readonly sum: Annex['total'] }
  | { readonly kind: 'subtotal'; readonly sum: Group['subtotal'] }
  | { readonly kind: 'row'; readonly row: Group['rows'][number] }

/** Rows that fit under the heading of the first sheet, and on the others; a wide table lies on its side. */
const ROOM = {
  upright: { first: 31, next: 34 },
  wide: { first: 17, next: 20 },
} as const

/**
 * The lines of the annex sheet by sheet: total first, a subtotal never last on its sheet. The remark under the
 * table takes as much as so many rows.
 */
export const annexSheets = (
  annex: Annex,
  remark: number,
  paper: keyof typeof ROOM = 'upright',
): readonly (readonly AnnexLine[])[] => {
  const lines: AnnexLine[] = [
    { kind: 'total', sum: annex.total },
    ...annex.groups.flatMap((group): AnnexLine[] => [
      { kind: 'subtotal', sum: group.subtotal },
      ...group.rows.map((row): AnnexLine => ({ kind: 'row', row })),
    ]),
  ]
  const sheets: (readonly AnnexLine[])[] = []
  for (let at = 0; at < lines.length; ) {
    const room = ROOM[paper][sheets.length === 0 ? 'first' : 'next']
    const rest = lines.length - at
    let take = Math.min(room, rest)
    // the remark stands with the last rows, never alone
    if (take === rest && rest > room - remark && rest > 1) take = room - remark
    while (take > 1 && lines[at + take - 1]?.kind === 'subtotal') take -= 1
    sheets.push(lines.slice(at, at + take))
    at += take
  }
  return sheets
}

/** A paragraph of the body: what leads it stands in gothic. `flush`: goes on from the sheet before. */
export interface Paragraph {
  readonly lead: string
  readonly text: string
  readonly flush: boolean
}

/** GB/T 9704: 28 characters a line, 22 lines a sheet. */
const CHARACTERS = 28
const LINES = 22

const linesOf = ({ lead, text, flush }: Paragraph): number =>
  Math.max(1, Math.ceil((lead.length + text.length + (flush ? 0 : 2)) / CHARACTERS))

/** The body sheet by sheet: `taken` lines of the first are used by the head. */
export const bodySheets = (
  paragraphs: readonly Paragraph[],
  taken: number,
  closing: number,
): readonly (readonly Paragraph[])[] => {
  const sheets: Paragraph[][] = [[]]
  let left = LINES - taken
  for (const paragraph of paragraphs) {
    let rest: Paragraph | null = paragraph
    while (rest !== null) {
      const needed = linesOf(rest)
      const sheet = sheets.at(-1)
      if (needed <= left && sheet) {
        sheet.push(rest)
        left -= needed
        rest = null
        continue
      }
      const [here, next] = splitAt(rest, left)
      if (here !== null) sheet?.push(here)
      rest = next
      sheets.push([])
      left = LINES
    }
  }
  if (left < closing) sheets.push([])
  return sheets
}

/** Cuts a paragraph where the sheet ends; a single line is not left behind. */
const splitAt = (paragraph: Paragraph, lines: number): readonly [Paragraph | null, Paragraph] => {
  const { lead, text, flush } = paragraph
  const fits = lines * CHARACTERS - lead.length - (flush ? 0 : 2)
  if (lines < 2 || fits <= 0) return [null, paragraph]
  return [
    { lead, text: text.slice(0, fits), flush },
    { lead: '', text: text.slice(fits), flush: true },
  ]
}
