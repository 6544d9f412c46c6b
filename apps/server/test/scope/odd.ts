/** Values that no form would send, and of which no field may fall over. */
export const ODD: readonly unknown[] = [
  null,
  -1,
  1e21,
  0.1,
  true,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud83e',
  '🧧'.repeat(40),
  '\u202e工会',
  "' or 1=1 --",
  'x'.repeat(100_000),
  [],
  {},
  [[[[]]]],
  { toString: 'x' },
]

/** The input with each of its leaves replaced in turn. */
export const bent = (input: unknown, value: unknown): readonly unknown[] => {
  if (typeof input !== 'object' || input === null) return [value]
  if (Array.isArray(input))
    return input.flatMap((one, i) => bent(one, value).map((made) => input.with(i, made)))
  return Object.entries(input).flatMap(([name, part]) =>
    bent(part, value).map((made) => ({ ...input, [name]: made })),
  )
}
