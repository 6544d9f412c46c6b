import type { TileScale } from '../figure/tile-class.ts'

/** Five classes of about as many counties each; limits stand on `step`, words are written by `write`. */
export const scaleOf = (
  title: string,
  values: readonly number[],
  step: number,
  write: (value: number) => string,
): TileScale => {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  const up = (value: number): number => Math.ceil(value / step) * step
  const first = up(at(0.2))
  const second = Math.max(up(at(0.4)), first + step)
  const third = Math.max(up(at(0.6)), second + step)
  const fourth = Math.max(up(at(0.8)), third + step)
  const least = sorted[0] ?? 0
  const most = sorted.at(-1) ?? 0
  const between = (from: number, to: number): string =>
    from >= to ? write(from) : `${write(from)}–${write(to)}`
  return {
    title,
    limits: [first, second, third, fourth],
    words: [
      between(Math.min(least, first - step), first - step),
      between(first, second - step),
      between(second, third - step),
      between(third, fourth - step),
      between(fourth, Math.max(most, fourth)),
    ],
    none: '没有数',
  }
}
