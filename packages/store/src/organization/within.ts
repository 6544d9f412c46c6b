import { assert } from '@qiangji/kernel/base/decision.ts'

const CLOSED = /^\/([^/]+\/)+$/

/**
 * The first path after everything below a closed path: the upper bound of its range in an index. Of a path that is
 * not closed everything would be below it.
 */
export const below = (path: string): string => {
  assert(CLOSED.test(path), 'a path runs from slash to slash')
  return `${path.slice(0, -1)}0`
}
