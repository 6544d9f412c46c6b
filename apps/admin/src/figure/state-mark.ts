/** The shape of a state: with its word and its colour always the three together. */
export type Mark = 'draft' | 'review' | 'waiting' | 'done' | 'returned' | 'paused' | 'void' | 'late'

export interface ShownState {
  readonly mark: Mark
  readonly word: string
}

interface Drawing {
  readonly line?: string
  readonly fill?: string
  readonly cut?: string
}

/** On a 10 × 10 grid: lines in the word's colour, areas, and what is cut out of them. */
export const MARKS: Record<Mark, Drawing> = {
  draft: { line: 'M5 1.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2z' },
  review: {
    line: 'M5 1.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2z',
    fill: 'M5 1.4a3.6 3.6 0 0 0 0 7.2z',
  },
  waiting: { line: 'M5 1.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2zM5 3v2.1l1.4.9' },
  done: { fill: 'M5 .7a4.3 4.3 0 1 1 0 8.6 4.3 4.3 0 0 1 0-8.6z', cut: 'm3 5.1 1.5 1.4 2.6-2.9' },
  returned: { line: 'M2 4h4a2.2 2.2 0 0 1 0 4.4H3.6M2 4l2-2M2 4l2 2' },
  paused: { line: 'M3.3 1.5v7M6.7 1.5v7' },
  void: { line: 'M5 1.4a3.6 3.6 0 1 1 0 7.2 3.6 3.6 0 0 1 0-7.2zM2.6 7.4l4.8-4.8' },
  late: { fill: 'M5 1.1 9.3 8.9H.7z' },
}

/** The colour of each mark's meaning. */
export const MARK_TONES: Record<Mark, string> = {
  draft: 'plain',
  review: 'info',
  waiting: 'warn',
  done: 'ok',
  returned: 'warn',
  paused: 'bad',
  void: 'gone',
  late: 'bad',
}
