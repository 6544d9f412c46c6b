import type { Limits } from './limits.ts'
import { damaged, Stop } from './stop.ts'

/** One file of a zip archive, as its directory and its own header agree on it. */
export interface Entry {
  readonly name: string
  readonly deflated: boolean
  readonly checksum: number
  readonly packedSize: number
  readonly size: number
  /** Where its packed bytes begin. */
  readonly start: number
}

const END = 0x06054b50
const WIDE_END = 0x06064b50
const WIDE_LOCATOR = 0x07064b50
const DIRECTORY_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const MAX_16 = 0xffff
const MAX_32 = 0xffffffff

/**
 * Reads the directory of a zip archive (PKWARE APPNOTE 6.3). Stops when it names parts that overlap,
 * leave the archive's folder, are locked, or are packed in a way workbooks are not.
 */
export const directoryOf = (bytes: Uint8Array, limits: Limits): readonly Entry[] => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOf(file)
  if (end.count > limits.parts) throw new Stop('SHEET_TOO_MANY_PARTS', { limit: limits.parts })
  const entries: Entry[] = []
  const spans: Span[] = []
  let at = end.directory
  for (let i = 0; i < end.count; i += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== DIRECTORY_HEADER)
      throw damaged('directory')
    const { entry, header, length } = readHeader(file, at)
    if (!entry.name.endsWith('/')) entries.push(entry)
    spans.push({ from: header, to: entry.start + entry.packedSize })
    at += length
  }
  demandApart(spans, end.directory)
  return entries
}

interface End {
  readonly count: number
  readonly directory: number
}

const endOf = (file: Buffer): End => {
  const lowest = Math.max(0, file.length - 22 - MAX_16)
  for (let at = file.length - 22; at >= lowest; at -= 1) {
    if (file.readUInt32LE(at) !== END) continue
    const [count, directory] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 16)]
    return count === MAX_16 || directory === MAX_32 ? wideEndOf(file, at) : { count, directory }
  }
  throw damaged('directory')
}

/** Writers that stream use the 64-bit form for small files too. */
const wideEndOf = (file: Buffer, end: number): End => {
  const locator = end - 20
  if (locator < 0 || file.readUInt32LE(locator) !== WIDE_LOCATOR) throw damaged('directory')
  const at = wideNumber(file, locator + 8)
  if (at + 56 > file.length || file.readUInt32LE(at) !== WIDE_END) throw damaged('directory')
  return { count: wideNumber(file, at + 32), directory: wideNumber(file, at + 48) }
}

const wideNumber = (file: Buffer, at: number): number => {
  if (at + 8 > file.length) throw damaged('directory')
  return Number(file.readBigUInt64LE(at))
}

interface Header {
  readonly entry: Entry
  /** Where its local header begins. */
  readonly header: number
  /** Length of the directory's own header. */
  readonly length: number
}

const readHeader = (file: Buffer, at: number): Header => {
  const nameEnd = at + 46 + file.readUInt16LE(at + 28)
  const extraEnd = nameEnd + file.readUInt16LE(at + 30)
  const name = nameOf(file.subarray(at + 46, nameEnd))
  if ((file.readUInt16LE(at + 8) & 1) === 1) throw new Stop('SHEET_ENCRYPTED')
  const method = file.readUInt16LE(at + 10)
  if (method !== 0 && method !== 8) throw damaged(name)
  const [size, packedSize, header] = widened(
    [file.readUInt32LE(at + 24), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)],
    file.subarray(nameEnd, extraEnd),
  )
  const start = startOf(file, header, name)
  if (start + packedSize > file.length) throw damaged(name)
  const checksum = file.readUInt32LE(at + 16)
  return {
    entry: { name, deflated: method === 8, checksum, packedSize, size, start },
    header,
    length: extraEnd - at + file.readUInt16LE(at + 32),
  }
}

const nameOf = (raw: Buffer): string => {
  const name = raw.toString('utf8')
  const leaves = name.split('/').includes('..') || /^\/|[\\\0:]/.test(name)
  if (name === '' || leaves) throw damaged('name')
  return name
}

/** Fields that are full stand in the 64-bit extra field, in the same order. */
const widened = (
  fields: readonly [number, number, number],
  extra: Buffer,
): readonly [number, number, number] => {
  let at = 0
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1)
    at += 4 + extra.readUInt16LE(at + 2)
  at += 4
  const [size, packedSize, header] = fields.map((field) => {
    if (field !== MAX_32) return field
    at += 8
    return wideNumber(extra, at - 8)
  })
  if (size === undefined || packedSize === undefined || header === undefined)
    throw damaged('directory')
  return [size, packedSize, header]
}

/** The local header must exist and bear the same name. */
const startOf = (file: Buffer, header: number, name: string): number => {
  if (header + 30 > file.length || file.readUInt32LE(header) !== LOCAL_HEADER) throw damaged(name)
  const nameEnd = header + 30 + file.readUInt16LE(header + 26)
  if (file.toString('utf8', header + 30, nameEnd) !== name) throw damaged(name)
  return nameEnd + file.readUInt16LE(header + 28)
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Overlapping entries let a small file inflate without bounds. */
const demandApart = (spans: readonly Span[], directory: number): void => {
  let taken = 0
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from < taken) throw damaged('directory')
    taken = to
  }
  if (taken > directory) throw damaged('directory')
}
