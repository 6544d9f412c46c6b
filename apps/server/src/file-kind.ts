import type { FileKind } from '@qiangji/kernel/record/file.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])
const JPEG_END = Buffer.from([0xff, 0xd9])
const PDF = Buffer.from('%PDF-1.')
const PDF2 = Buffer.from('%PDF-2.')
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])

/** What the bytes are, or null. Neither the name nor the sender's word counts. */
export const kindOf = (bytes: Buffer): FileKind | null => {
  const begins = (mark: Buffer): boolean => bytes.subarray(0, mark.length).equals(mark)
  if (begins(PDF) || begins(PDF2)) return 'pdf'
  if (begins(PNG)) return isPicture(bytes) ? 'png' : null
  if (begins(JPEG)) return bytes.includes(JPEG_END, JPEG.length) ? 'jpeg' : null
  if (begins(ZIP)) return kindOfZip(zipNames(bytes))
  return isTable(bytes) ? 'csv' : null
}

/** The header with a width and a height stands first in every PNG. */
const isPicture = (bytes: Buffer): boolean =>
  bytes.length >= 33 &&
  bytes.toString('latin1', 12, 16) === 'IHDR' &&
  bytes.readUInt32BE(16) > 0 &&
  bytes.readUInt32BE(20) > 0

const kindOfZip = (names: ReadonlySet<string>): FileKind | null => {
  if (names.has('OFD.xml')) return 'ofd'
  const workbook = names.has('[Content_Types].xml') && names.has('xl/workbook.xml')
  return workbook && !names.has('xl/vbaProject.bin') ? 'xlsx' : null
}

const END = 0x06054b50
const ENTRY = 0x02014b50

/** The names in a zip's central directory; nothing is inflated. Empty when the directory does not hold together. */
const zipNames = (bytes: Buffer): ReadonlySet<string> => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const names = new Set<string>()
  if (end === -1 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END) return names
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== ENTRY) return new Set()
    const length = bytes.readUInt16LE(at + 28)
    names.add(bytes.toString('utf8', at + 46, at + 46 + length))
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}

/** How programs and scripts begin: as text they may hold commas too. */
const PROGRAM = /^(MZ|#!)/

/** Text of lines and separators in UTF-8 or GB 18030, which is neither markup nor a program. */
const isTable = (bytes: Buffer): boolean => {
  const text = decoded(bytes)
  if (text === null || text.trim() === '') return false
  const first = text.replace(/^\ufeff/, '').trimStart()
  if (first.startsWith('<') || PROGRAM.test(first)) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text)) return false
  return /[,\t;]/.test(first.split(/\r?\n/, 1)[0] ?? '')
}

const decoded = (bytes: Buffer): string | null => {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  return null
}
