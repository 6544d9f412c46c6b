/** The first path after everything below a closed path: the upper bound of its range in an index. */
export const below = (path: string): string => `${path.slice(0, -1)}0`
