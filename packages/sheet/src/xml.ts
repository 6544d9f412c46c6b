import { damaged } from './stop.ts'

export type Attributes = ReadonlyMap<string, string>

/** What a scan reports. Names come without their prefix: `r:id` is `id`, `x:row` is `row`. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

const DEEPEST = 100
const NO_ATTRIBUTES: Attributes = new Map()

/**
 * Reads one part of a workbook from left to right. Stops for what is not well-formed, nests too deep,
 * or declares a document type: workbooks have none, and entities are how small files grow.
 */
export const scanXml = (part: string, xml: string, listener: XmlListener): void => {
  const open: string[] = []
  let at = xml.charCodeAt(0) === 0xfeff ? 1 : 0
  let roots = 0
  while (at < xml.length) {
    const tag = xml.indexOf('<', at)
    const text = xml.slice(at, tag < 0 ? xml.length : tag)
    if (open.length > 0) {
      if (text !== '') listener.text?.(unescapeXml(part, text))
    } else if (text.trim() !== '') throw damaged(part)
    if (tag < 0) break
    const special = skipSpecial(part, xml, tag, open.length > 0 ? listener : {})
    if (special !== undefined) {
      at = special
      continue
    }
    const end = endOfTag(part, xml, tag)
    if (xml[tag + 1] === '/') {
      const name = xml.slice(tag + 2, end).trimEnd()
      if (open.pop() !== name) throw damaged(part)
      listener.close?.(localName(name))
    } else {
      const alone = xml[end - 1] === '/'
      const name = openTag(part, xml.slice(tag + 1, alone ? end - 1 : end), listener)
      if (open.length === 0) roots += 1
      if (!alone) open.push(name)
      else listener.close?.(localName(name))
      if (open.length > DEEPEST) throw damaged(part)
    }
    at = end + 1
  }
  if (open.length > 0 || roots !== 1) throw damaged(part)
}

/** Comments and instructions are passed over, CDATA is text; undefined for a plain tag. */
const skipSpecial = (
  part: string,
  xml: string,
  tag: number,
  listener: XmlListener,
): number | undefined => {
  const [close, length] = xml.startsWith('<!--', tag)
    ? ['-->', 4]
    : xml.startsWith('<![CDATA[', tag)
      ? [']]>', 9]
      : xml.startsWith('<?', tag)
        ? ['?>', 2]
        : ['', 0]
  if (close === '') {
    if (xml[tag + 1] === '!') throw damaged(part)
    return undefined
  }
  const end = xml.indexOf(close, tag + length)
  if (end < 0) throw damaged(part)
  if (length === 9) listener.text?.(xml.slice(tag + length, end))
  return end + close.length
}

/** A tag ends at the first > outside of quotes. */
const endOfTag = (part: string, xml: string, tag: number): number => {
  let at = tag + 1
  for (;;) {
    const end = xml.indexOf('>', at)
    if (end < 0) throw damaged(part)
    const quote = firstQuote(xml, at, end)
    if (quote < 0) return end
    const closing = xml.indexOf(xml[quote] ?? '"', quote + 1)
    if (closing < 0) throw damaged(part)
    at = closing + 1
  }
}

const firstQuote = (xml: string, from: number, to: number): number => {
  for (let at = from; at < to; at += 1) {
    const code = xml.charCodeAt(at)
    if (code === 34 || code === 39) return at
  }
  return -1
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.:-]*/u
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

const openTag = (part: string, inner: string, listener: XmlListener): string => {
  const name = NAME.exec(inner)?.[0]
  if (name === undefined) throw damaged(part)
  listener.open?.(localName(name), attributesOf(part, inner, name.length))
  return name
}

const attributesOf = (part: string, inner: string, from: number): Attributes => {
  if (inner.length === from) return NO_ATTRIBUTES
  const attributes = new Map<string, string>()
  let at = from
  while (at < inner.length) {
    ATTRIBUTE.lastIndex = at
    const match = ATTRIBUTE.exec(inner)
    if (!match) {
      if (inner.slice(at).trim() !== '') throw damaged(part)
      break
    }
    attributes.set(localName(match[1] ?? ''), unescapeXml(part, match[2] ?? match[3] ?? ''))
    at = ATTRIBUTE.lastIndex
  }
  return attributes
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescapeXml = (part: string, text: string): string => {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  if (!plain.includes('&')) return plain
  return plain.replace(/&([^;&]*;?)/g, (_, reference: string) => {
    const name = reference.slice(0, -1)
    const char = reference.endsWith(';') ? (NAMED[name] ?? numbered(name)) : undefined
    if (char === undefined) throw damaged(part)
    return char
  })
}

const numbered = (name: string): string | undefined => {
  const match = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
  if (!match) return undefined
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
