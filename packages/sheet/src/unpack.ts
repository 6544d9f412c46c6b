import { crc32, inflateRawSync } from 'node:zlib'
import { directoryOf, type Entry } from './archive-directory.ts'
import type { Limits } from './limits.ts'
import { damaged, Stop } from './stop.ts'

/** The parts of a workbook by name, each verified against its size and checksum. */
export type Parts = ReadonlyMap<string, Uint8Array>

/**
 * Unpacks an archive without trusting it: what an entry declares bounds what is inflated, the sum is
 * bounded by the limit, and an entry that holds more, less or other bytes than declared is damaged.
 */
export const unpack = (bytes: Uint8Array, limits: Limits): Parts => {
  const entries = directoryOf(bytes, limits)
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (declared > limits.inflatedBytes) throw tooFar(limits)
  const parts = new Map<string, Uint8Array>()
  const names = new Set<string>()
  for (const entry of entries) {
    const name = entry.name.toLowerCase()
    if (names.has(name)) throw damaged(entry.name)
    names.add(name)
    parts.set(entry.name, contentOf(bytes, entry))
  }
  return parts
}

const tooFar = (limits: Limits): Stop =>
  new Stop('SHEET_INFLATES_TOO_FAR', { limit: limits.inflatedBytes })

const contentOf = (bytes: Uint8Array, entry: Entry): Uint8Array => {
  const packed = bytes.subarray(entry.start, entry.start + entry.packedSize)
  const content = entry.deflated ? inflate(packed, entry) : packed
  if (content.length !== entry.size || crc32(content) !== entry.checksum) throw damaged(entry.name)
  return content
}

/** Inflating ends as soon as one byte more than declared has come out. */
const inflate = (packed: Uint8Array, entry: Entry): Uint8Array => {
  try {
    return inflateRawSync(packed, { maxOutputLength: entry.size + 1 })
  } catch {
    throw damaged(entry.name)
  }
}
