import { unreadableAt } from '@qiangji/kernel/base/text.ts'
import { z } from 'zod'
import { turnAway, unreadable } from './refusal.ts'

/** Spread into the strict input of a list. */
export const PAGE_ASK = {
  limit: z.int().min(1).max(200).default(50),
  /** From `next` of the page before; opaque. */
  cursor: z.string().max(600).nullable().default(null),
}

/** A page in a fixed order; `next` is null on the last one. */
export const page = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ rows: z.array(row).max(200), next: z.string().nullable() })

const Key = z.array(z.union([z.string(), z.number(), z.null()])).max(8)
export type Key = z.infer<typeof Key>

export const writeCursor = (key: Key): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url')

/** The sort key after which the page begins; a cursor that was not written by us is refused. */
export const readCursor = <K extends z.ZodType>(
  shape: K,
  cursor: string | null,
): z.output<K> | null => {
  if (cursor === null) return null
  const read = shape.safeParse(parse(cursor))
  return read.success ? read.data : turnAway(unreadable('cursor', 'CURSOR'))
}

const parse = (cursor: string): unknown => {
  try {
    const key = Key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return unreadableAt(key) === null ? key : null
  } catch {
    return null
  }
}

/** Cuts `limit + 1` read rows into a page: the one too many tells that there is a next page. */
export const cut = <Row>(rows: readonly Row[], limit: number, key: (row: Row) => Key) => {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return {
    rows: kept,
    next: rows.length > limit && last !== undefined ? writeCursor(key(last)) : null,
  }
}
