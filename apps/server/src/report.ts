/** What an operator's command came to: lines to print, and whether all is well. */
export interface Report {
  readonly good: boolean
  readonly lines: readonly string[]
}
