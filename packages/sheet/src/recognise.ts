import { Stop } from './stop.ts'

export type Recognised =
  | { readonly format: 'archive' }
  | { readonly format: 'csv'; readonly text: string }

const ARCHIVE = [0x50, 0x4b, 0x03, 0x04]
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
/** The record that opens a sheet of Excel 2 to 4, which has no container. */
const BARE_OLD_SHEETS = [
  [0x09, 0x00, 0x04, 0x00],
  [0x09, 0x02, 0x06, 0x00],
  [0x09, 0x04, 0x06, 0x00],
]

/** Tells by content what a file is; its name and declared type prove nothing. Stops for what cannot be read. */
export const recognise = (bytes: Uint8Array): Recognised => {
  const startsWith = (magic: readonly number[]): boolean => magic.every((b, i) => bytes[i] === b)
  if (bytes.length === 0) throw new Stop('SHEET_EMPTY')
  if (startsWith(ARCHIVE)) return { format: 'archive' }
  if (startsWith(COMPOUND_FILE)) throw new Stop(compoundFileRefusal(bytes))
  if (BARE_OLD_SHEETS.some(startsWith)) throw new Stop('SHEET_OLD_FORMAT')
  const text = decodeText(bytes)
  if (text === undefined) throw new Stop('SHEET_NOT_A_WORKBOOK')
  const start = text.slice(0, 4_096).trimStart()
  if (/^(<!doctype html|<html|<table|<meta|<head|<body|<div|mime-version:)/i.test(start))
    throw new Stop('SHEET_WEB_PAGE')
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet'))
    throw new Stop('SHEET_OLD_FORMAT')
  if (/^<[?!a-z]/i.test(start)) {
    throw new Stop(/<html/i.test(start) ? 'SHEET_WEB_PAGE' : 'SHEET_NOT_A_WORKBOOK')
  }
  if (/^(%PDF-|\{\\rtf)/.test(start)) throw new Stop('SHEET_NOT_A_WORKBOOK')
  return { format: 'csv', text }
}

/** A locked .xlsx is kept in the same container as a .xls; its stream names tell them apart. */
const compoundFileRefusal = (bytes: Uint8Array): 'SHEET_ENCRYPTED' | 'SHEET_OLD_FORMAT' =>
  Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'SHEET_ENCRYPTED'
    : 'SHEET_OLD_FORMAT'

/** UTF-16 with its mark, else UTF-8, else GB 18030, which contains GBK; undefined for what is no text. */
const decodeText = (bytes: Uint8Array): string | undefined => {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of wide ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    const text = decodeAs(encoding, bytes)
    if (text !== undefined) return isPlain(text) ? text : undefined
  }
  return undefined
}

const decodeAs = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
const isPlain = (text: string): boolean => !/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(text)
