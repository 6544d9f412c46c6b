/** What a tile shows. A tile without a figure is not in the list (white); a figure without a value is hatched. */
export interface TileFigure {
  readonly value: number | null
  /** The value as words, such as 4.73%. */
  readonly text: string
}

/** Five classes: four ascending limits, each the least value of the next class. */
export interface TileScale {
  readonly title: string
  readonly limits: readonly [number, number, number, number]
  readonly words: readonly [string, string, string, string, string]
  /** Words for the hatch: 未到账. */
  readonly none: string
}

/** 1–5 by value, 0 for no value, null for not in the list. */
export const classOf = (figure: TileFigure | undefined, scale: TileScale): number | null => {
  if (!figure) return null
  const { value } = figure
  return value === null ? 0 : 1 + scale.limits.filter((limit) => value >= limit).length
}

export interface LegendLine {
  readonly rank: number
  readonly word: string
  readonly count: number
}

/** The legend with the number of counties in each class; the hatch only when there is one. */
export const legendOf = (
  figures: ReadonlyMap<string, TileFigure>,
  scale: TileScale,
): readonly LegendLine[] => {
  const counts = [0, 0, 0, 0, 0, 0]
  for (const figure of figures.values()) {
    const rank = classOf(figure, scale) ?? 0
    counts[rank] = (counts[rank] ?? 0) + 1
  }
  const lines = scale.words.map((word, i) => ({ rank: i + 1, word, count: counts[i + 1] ?? 0 }))
  const none = counts[0] ?? 0
  return none > 0 ? [...lines, { rank: 0, word: scale.none, count: none }] : lines
}
