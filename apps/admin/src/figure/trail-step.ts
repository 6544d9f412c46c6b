/** A step of a decision's trail. A return stays on the step that returned it until the step is taken again. */
export interface TrailStep {
  readonly word: string
  /** Person or office, then date: drawn with dots between. */
  readonly about: readonly string[]
  readonly at: 'done' | 'now' | 'ahead' | 'returned'
}
