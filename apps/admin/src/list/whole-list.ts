import { type Asks, type Wire, wire } from '../wire/client.ts'

/** Rows of an export; a longer list is narrowed first. */
export const LONGEST = 20_000
const AT_ONCE = 200

export interface PageAsk {
  readonly cursor: string | null
  readonly limit: number
}
export interface PageGiven<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** Reads a list from its first page to its last and tells how far it is; null when it is longer than LONGEST. */
export type ReadWhole<Row> = (
  told: (rows: number) => void,
  signal: AbortSignal,
) => Promise<readonly Row[] | null>

/**
 * The whole of a list that a page shows by keyset, under the same filters; `asked` gives null while there is nothing to ask.
 *
 *     const asked = (page: PageAsk) => ({ state: state.value, ...page })
 *     const whole = wholeList((w) => w.fund.payment.batches, asked)
 */
export const wholeList =
  <I, Row>(
    pick: (wire: Wire) => Asks<I, PageGiven<Row>>,
    asked: (page: PageAsk) => I | null,
  ): ReadWhole<Row> =>
  (told, signal) =>
    readPages(async (cursor) => {
      const input = asked({ cursor, limit: AT_ONCE })
      return input === null ? { rows: [], next: null } : await pick(wire).query(input, { signal })
    }, told)

/** Rows that are all on the page already. */
export const shownWhole =
  <Row>(rows: () => readonly Row[]): ReadWhole<Row> =>
  () =>
    Promise.resolve(rows())

export const readPages = async <Row>(
  read: (cursor: string | null) => Promise<PageGiven<Row>>,
  told: (rows: number) => void,
): Promise<readonly Row[] | null> => {
  const rows: Row[] = []
  let cursor: string | null = null
  do {
    const page: PageGiven<Row> = await read(cursor)
    rows.push(...page.rows)
    if (rows.length > LONGEST) return null
    told(rows.length)
    cursor = page.next
  } while (cursor !== null)
  return rows
}

/** The whole of a list whose page shows its rows in another shape. */
export const wholeAs =
  <Given, Row>(whole: ReadWhole<Given>, toRow: (given: Given) => Row): ReadWhole<Row> =>
  async (told, signal) =>
    (await whole(told, signal))?.map(toRow) ?? null
