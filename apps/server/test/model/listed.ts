export const LISTED_ACTS: readonly string[] = []
export const LISTED_REFUSALS: readonly string[] = []
