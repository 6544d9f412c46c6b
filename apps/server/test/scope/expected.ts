import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isBusiness } from '@qiangji/kernel/access/actor.ts'
import type { Someone } from './people.ts'
import { REACHES, type Reach } from './rows.ts'

/** An id of an input: where it stands, what noun it names, and how far it may reach. */
export interface IdField {
  readonly at: string
  readonly noun: string
  readonly reach: Reach
}

/** What a person who read the rules expects of a procedure. */
export interface Expected {
  readonly path: string
  readonly callers: readonly string[]
  readonly ids: readonly IdField[]
}

const isReach = (word: string): word is Reach => REACHES.some((reach) => reach === word)

const readField = (text: string): IdField => {
  const [at = '', noun = '', reach = ''] = text.split(':')
  if (!isReach(reach)) throw new Error(`expected.csv: ${text}`)
  return { at, noun, reach }
}

const words = (text: string | undefined): string[] =>
  (text ?? '').split(' ').filter((w) => w !== '')

/** The reviewed table, by procedure. */
export const EXPECTED: ReadonlyMap<string, Expected> = new Map(
  readFileSync(join(import.meta.dirname, 'expected.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [path = '', callers, ids] = line.split(',')
      return [path, { path, callers: words(callers), ids: words(ids).map(readField) }]
    }),
)

/** Whether the table lets somebody call it: a post, a post at a level, any business post, or everybody. */
export const mayCall = ({ callers }: Expected, who: Someone | null): boolean =>
  callers.some((caller) => {
    if (caller === 'open') return true
    if (who === null) return false
    if (caller === 'self') return true
    if (caller === 'any') return isBusiness(who.actor)
    const [post, level] = caller.split('@')
    const { posts, organization } = who.actor
    return (
      posts.some((held) => held.post === post) &&
      (level ?? organization.level) === organization.level
    )
  })
