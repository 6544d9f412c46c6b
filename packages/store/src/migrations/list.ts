import type { Migration } from '../engine/migration.ts'
import { frame } from './0001-frame.ts'
import { organization } from './0002-organization.ts'
// 0003-access stands here: it names organizations and is not named by the ledger.
import { ledger } from './0004-ledger.ts'

/** Every migration in order. A line is only ever added at the end. */
export const migrations: readonly Migration[] = [frame, organization, ledger]
