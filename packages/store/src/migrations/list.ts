import type { Migration } from '../engine/migration.ts'
import { frame } from './0001-frame.ts'

/** Every migration in order. A line is only ever added at the end. */
export const migrations: readonly Migration[] = [frame]
