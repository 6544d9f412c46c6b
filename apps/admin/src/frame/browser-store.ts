import type { z } from 'zod'

/** Reads a value kept in the browser; anything unreadable or of an older shape counts as not there. */
export const readKept = <T>(store: Storage, key: string, shape: z.ZodType<T>): T | null => {
  try {
    const text = store.getItem(key)
    if (text === null) return null
    const read = shape.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** Keeps a value; a full or forbidden store loses a convenience, never work. */
export const keep = (store: Storage, key: string, value: unknown): void => {
  try {
    store.setItem(key, JSON.stringify(value))
  } catch {
    // nothing depends on it
  }
}
