import type { Migration } from '../engine/migration.ts'

/** Why something was reversed: kept with the batch that mirrors it, for whoever opens the postings later. */
export const reversal: Migration = {
  name: '0011-reversal',
  up: (db) => {
    db.define(`create table reversal(
        batch text primary key,
        reverses text not null unique,
        reason text not null,
        person text not null,
        day text not null
      );`)
    db.appendOnly('reversal')
  },
}
