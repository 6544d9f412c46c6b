import { type Decision, refuse } from '@qiangji/kernel/base/decision.ts'
import { isolate } from './isolate.ts'
import { IMPORT_LIMITS, type Limits } from './limits.ts'
import type { SheetRefusal } from './refusal.ts'
import type { Sheet } from './sheet.ts'

/**
 * Reads one worksheet of an .xlsx file, or a .csv in UTF-8 or GBK; the content decides which it is.
 * Without a name: the first visible worksheet with content. Every file that cannot be read is refused
 * with a reason; nothing is thrown, and nothing a file holds runs or is calculated.
 */
export const readSheet = async (
  bytes: Uint8Array,
  limits: Limits = IMPORT_LIMITS,
  name?: string,
): Promise<Decision<Sheet, SheetRefusal>> =>
  refusalOfSize(bytes, limits) ?? (await isolate('read', { bytes, limits, name }))

/** Sizes are refused before a thread is started for them. */
export const refusalOfSize = (bytes: Uint8Array, limits: Limits) => {
  if (bytes.length === 0) return refuse('SHEET_EMPTY')
  if (bytes.length > limits.bytes)
    return refuse('SHEET_TOO_LARGE', { megabytes: limits.bytes / 1_000_000 })
  return undefined
}
