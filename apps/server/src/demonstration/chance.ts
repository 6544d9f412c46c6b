/** A seeded sequence of numbers in [0, 1): the demonstration is the same on every machine. */
export interface Chance {
  next(): number
  /** A whole number from least to most, both included. */
  between(least: number, most: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** xorshift32; good enough for scenery, never for ids or secrets. */
export const chanceOf = (seed: string): Chance => {
  let state = 2_166_136_261
  for (const c of seed) state = Math.imul(state ^ c.charCodeAt(0), 16_777_619) >>> 0
  if (state === 0) state = 1
  const next = (): number => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4_294_967_296
  }
  const between = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1))
  return { next, between, pick: (from) => from[between(0, from.length - 1)] ?? from[0] }
}
