/** Longest description kept in an audit row, in characters. */
const LONGEST = 2_000
const DEEPEST = 4
const FIELD = /^[A-Za-z][A-Za-z0-9]{0,39}$/
const NAMES_ID = /^id$|Ids?$/
/** A public id (20 characters of base 32) with a letter in it: 20 digits are a bank account. */
const ID = /^(?=.*[a-z])[0-9a-hjkmnp-tv-z]{20}$/

/**
 * What an input touches, fit for the audit: the names of its fields, its public ids, the lengths of its lists.
 * No other value: an audit row outlives the personal data of the people in it.
 */
export const describeInput = (input: unknown): string => {
  const text = JSON.stringify(describe(input, '', 0))
  return text.length <= LONGEST ? text : JSON.stringify({ characters: text.length })
}

const describe = (value: unknown, field: string, depth: number): unknown => {
  if (typeof value === 'string') return NAMES_ID.test(field) && ID.test(value) ? value : null
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return null
  if (Array.isArray(value)) return describeList(value, field, depth)
  const described: [string, unknown][] = []
  for (const [name, inner] of Object.entries(value))
    described.push([FIELD.test(name) ? name : '?', describe(inner, name, depth + 1)])
  return Object.fromEntries(described)
}

const describeList = (list: readonly unknown[], field: string, depth: number): unknown => {
  const ids = NAMES_ID.test(field) && list.every((one) => typeof one === 'string' && ID.test(one))
  if (ids && list.length <= 20) return list
  return [list.length, describe(list[0], '', depth + 1)]
}
