import { randomBytes } from 'node:crypto'
import { spellId } from '@qiangji/kernel/base/id.ts'

/** A new random public id, checked by the noun's own schema, which mints its brand. */
export const newId = <T>(schema: { parse(value: unknown): T }): T => schema.parse(newText())

/** A new random public id of what has no noun of its own, such as a batch of journals. */
export const newText = (): string => spellId(randomBytes(20))
