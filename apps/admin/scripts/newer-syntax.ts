import { parseAst } from 'vite'

/** What the bundle may not contain, since the oldest browser in the offices is Chrome 90. */

const NEWER_NODES: Readonly<Record<string, string>> = {
  StaticBlock: 'class static block (94)',
}

/** Methods newer than Chrome 90 that `public/before.js` does not bring along, by the version that has them. */
const NEWER_METHODS: Readonly<Record<string, number>> = {
  fromAsync: 121,
  withResolvers: 119,
  isWellFormed: 111,
  toWellFormed: 111,
  showPopover: 114,
  isSubsetOf: 122,
  isSupersetOf: 122,
  isDisjointFrom: 122,
  symmetricDifference: 122,
}
/** Members of a named global: `Object.hasOwn`. */
const NEWER_MEMBERS: Readonly<Record<string, number>> = {
  'Map.groupBy': 117,
  'Promise.try': 128,
  'AbortSignal.timeout': 103,
  'AbortSignal.any': 116,
  'crypto.randomUUID': 92,
  'URL.canParse': 120,
  'Array.fromAsync': 121,
  'Iterator.from': 122,
  'Intl.supportedValuesOf': 99,
}
const NEWER_GLOBALS: Readonly<Record<string, number>> = {
  structuredClone: 98,
  scheduler: 94,
  navigation: 102,
  CompressionStream: 103,
}
interface Node {
  readonly type: string
  readonly [key: string]: unknown
}
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const nameOf = (value: unknown): string =>
  isNode(value) && typeof value.name === 'string' ? value.name : ''

const memberName = (node: Node): string => `${nameOf(node.object)}.${nameOf(node.property)}`

const ofCall = (callee: Node): string | null => {
  if (callee.type === 'Identifier') {
    const since = NEWER_GLOBALS[nameOf(callee)]
    return since ? `${nameOf(callee)} (${since})` : null
  }
  if (callee.type !== 'MemberExpression' || callee.computed === true) return null
  const member = memberName(callee)
  if (NEWER_MEMBERS[member]) return `${member} (${NEWER_MEMBERS[member]})`
  const method = nameOf(callee.property)
  return Object.hasOwn(NEWER_METHODS, method) ? `.${method}() (${NEWER_METHODS[method]})` : null
}

/** `typeof URL.canParse` asks whether it is there: the script then does without. */
const askedFor = (node: Node): string | null => {
  if (node.type !== 'UnaryExpression' || node.operator !== 'typeof' || !isNode(node.argument))
    return null
  return node.argument.type === 'MemberExpression'
    ? memberName(node.argument)
    : nameOf(node.argument)
}

const ofNode = (node: Node): string | null => {
  if (NEWER_NODES[node.type]) return NEWER_NODES[node.type] ?? null
  if (node.type === 'CallExpression' && isNode(node.callee)) return ofCall(node.callee)
  if (
    node.type === 'BinaryExpression' &&
    node.operator === 'in' &&
    isNode(node.left) &&
    node.left.type === 'PrivateIdentifier'
  )
    return '#private in (91)'
  if (
    node.type === 'Literal' &&
    isNode(node) &&
    typeof node.regex === 'object' &&
    node.regex !== null &&
    'flags' in node.regex
  )
    return /v/.test(String(node.regex.flags)) ? 'regular expression flag v (112)' : null
  return null
}

/** Names of what is newer than Chrome 90 in a script and is used without asking for it. */
export const newerInScript = (code: string): readonly string[] => {
  const found = new Set<string>()
  const asked = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one)
    if (!isNode(value)) return
    const [name, question] = [ofNode(value), askedFor(value)]
    if (name) found.add(name)
    if (question) asked.add(question)
    for (const key of Object.keys(value)) if (key !== 'parent') visit(value[key])
  }
  visit(parseAst(code, { lang: 'js' }))
  return [...found].filter((name) => !asked.has(name.replace(/ \(\d+\)$/, '')))
}

const NEWER_STYLES: readonly (readonly [RegExp, string])[] = [
  [/:has\(/, ':has (105)'],
  [/@layer\b/, '@layer (99)'],
  [/@container\b|container-type\s*:/, 'container queries (105)'],
  [/@scope\b/, '@scope (118)'],
  [/@starting-style\b/, '@starting-style (117)'],
  [/\bsubgrid\b/, 'subgrid (117)'],
  [/color-mix\(/, 'color-mix (111)'],
  [/\b(?:oklch|oklab|lch|lab)\(/, 'lab colours (111)'],
  [/light-dark\(/, 'light-dark (123)'],
  [/\d(?:dvh|svh|lvh|dvw)\b/, 'dynamic viewport units (108)'],
  [/[;{]\s*(?:translate|rotate|scale)\s*:/, 'individual transforms (104)'],
  [/accent-color\s*:/, 'accent-color (93)'],
  [/text-wrap\s*:/, 'text-wrap (114)'],
  [/\(\s*(?:width|height)\s*[<>]/, 'media query ranges (104)'],
  [/[{;}]\s*&/, 'nesting (112)'],
]

/** Names of what is newer than Chrome 90 in a style sheet; a rule inside `@supports` asks first. */
export const newerInStyle = (css: string): readonly string[] =>
  NEWER_STYLES.filter(([pattern]) => pattern.test(css)).map(([, name]) => name)

/** Addresses of other hosts that would be asked; names of XML namespaces and words in messages are not asked. */
export const foreignHosts = (text: string): readonly string[] => {
  const hosts = [...text.matchAll(/\bhttps?:\/\/([a-z0-9.-]+)/gi)].map((m) => m[1] ?? '')
  return [...new Set(hosts)].filter((host) => !KNOWN_NAMES.has(host))
}

/** Namespaces, and addresses that libraries print in their warnings; the security header lets nothing out anyway. */
const KNOWN_NAMES: ReadonlySet<string> = new Set([
  'www.w3.org',
  'schemas.openxmlformats.org',
  'json-schema.org',
  'vuejs.org',
  'element-plus.org',
])
