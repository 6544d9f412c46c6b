/** One thing measured: ours and the bare way, in the same unit, and the ratio that a goal is set for. */
export interface Figure {
  readonly what: string
  readonly unit: string
  readonly ours: number
  /** null: nothing bare does this; `goal` then bounds `ours` itself. */
  readonly bare: number | null
  readonly goal: Goal
}

export interface Goal {
  readonly least?: number
  readonly most?: number
}

export const ratioOf = ({ ours, bare }: Figure): number => (bare === null ? ours : ours / bare)

export const isMet = (figure: Figure): boolean => {
  const { least, most } = figure.goal
  const ratio = ratioOf(figure)
  return ratio >= (least ?? -Infinity) && ratio <= (most ?? Infinity)
}

export const median = (all: readonly number[]): number => {
  const sorted = all.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('a median of nothing')
  return middle
}

/** Both ways in turn, so that a busy moment of the machine falls on both; the median of each. */
export const inTurns = async (
  rounds: number,
  ours: () => Promise<number> | number,
  bare: () => Promise<number> | number,
): Promise<{ readonly ours: number; readonly bare: number }> => {
  const [a, b]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    b.push(await bare())
    a.push(await ours())
  }
  return { ours: median(a), bare: median(b) }
}

/** Milliseconds that the work takes. */
export const timed = async (work: () => Promise<unknown> | unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
