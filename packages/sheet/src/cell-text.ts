/** The longest text that a cell can hold. */
export const LONGEST_TEXT = 32_767

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g

/** Cell text writes what XML cannot hold as _x000D_ (ECMA-376, ST_Xstring). */
export const decodeCellText = (text: string): string =>
  text.includes('_x')
    ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

/**
 * The inverse, ready to stand between XML tags; every string comes back unchanged. Each _x is escaped,
 * not only whole codes: what follows may turn into one.
 */
export const encodeCellText = (text: string): string =>
  text
    .replace(/_(?=x)/g, '_x005F_')
    .replace(NOT_IN_XML, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))

/** Control characters except tab and line feed, halves of a surrogate pair, and the two non-characters. */
const NOT_IN_XML =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to escape
  /[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export const encodeAttribute = (text: string): string =>
  text
    .replace(NOT_IN_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n]/g, ' ')
