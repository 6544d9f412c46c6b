/** A seeded sequence of choices: the same seed draws the same sequence on every machine. */
export interface Chance {
  /** Whether something of this likelihood happens. */
  maybe(likelihood: number): boolean
  /** A whole number from least to most, both included. */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  some<T>(from: readonly T[], most: number): readonly T[]
}

/** mulberry32. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1))
  const pick = <T>(from: readonly T[]): T => {
    const found = from[between(0, from.length - 1)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  const some = <T>(from: readonly T[], most: number): readonly T[] => {
    const left = [...from]
    const taken: T[] = []
    while (left.length > 0 && taken.length < most) {
      const at = between(0, left.length - 1)
      taken.push(...left.splice(at, 1))
    }
    return taken
  }
  return { maybe: (likelihood) => next() < likelihood, between, pick, some }
}
