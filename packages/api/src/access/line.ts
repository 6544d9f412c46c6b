import { Refusal, turnAway } from '../frame/refusal.ts'

const lines = new Map<string, { waiting: number; tail: Promise<unknown> }>()
const LONGEST = 8

/**
 * Runs the works of one key one after the other, so that many guesses at once cannot slip past the count of
 * failures; a longer line is turned away.
 */
export const oneByOne = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
  const line = lines.get(key) ?? { waiting: 0, tail: Promise.resolve() }
  if (line.waiting >= LONGEST) return turnAway(new Refusal('TOO_MANY', { seconds: 5 }))
  lines.set(key, line)
  line.waiting += 1
  const turn = line.tail.then(work)
  line.tail = turn.catch(() => undefined)
  try {
    return await turn
  } finally {
    line.waiting -= 1
    if (line.waiting === 0) lines.delete(key)
  }
}
