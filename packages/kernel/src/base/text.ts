/** NUL and the half of a surrogate pair: one engine keeps them, the other does not, and no page can show them. */
const UNREADABLE = /[\0\p{Surrogate}]/u

export const isText = (text: string): boolean => !UNREADABLE.test(text)

/** Text of a file that somebody else wrote, each unreadable character as �. */
export const readableText = (text: string): string =>
  isText(text) ? text : text.replace(new RegExp(UNREADABLE, 'gu'), '\ufffd')

interface Place {
  readonly value: unknown
  readonly above: Place | null
  readonly key: string
}

/**
 * Where a sent value holds a text or a name of a field that is none, or null; asked before any schema, so that
 * no field can forget it. Without recursion: what is sent may be nested as deep as its sender likes.
 */
export const unreadableAt = (sent: unknown): string | null => {
  const waiting: Place[] = [{ value: sent, above: null, key: '' }]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value } = place
    if (typeof value === 'string' && !isText(value)) return pathOf(place)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, part] of Object.entries(value)) {
      if (!isText(key)) return pathOf(place)
      waiting.push({ value: part, above: place, key })
    }
  }
  return null
}

const pathOf = (place: Place): string => {
  const keys: string[] = []
  for (let at = place; at.above !== null; at = at.above) keys.unshift(at.key)
  return keys.join('.')
}
