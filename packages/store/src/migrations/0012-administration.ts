import type { Migration } from '../engine/migration.ts'

/** A person's department, and what administrators did to a person: one act a revision, kept for good. */
export const administration: Migration = {
  name: '0012-administration',
  up: (db) => {
    db.define(`
      alter table person add column department text not null default '';
      create table person_change (
        person_id text not null references person(id),
        revision integer not null,
        act text not null
          check (act in ('open', 'disable', 'enable', 'unlock', 'reset', 'appoint', 'withdraw')),
        post text,
        by_id text not null,
        day text not null,
        primary key (person_id, revision),
        check ((post is not null) = (act in ('appoint', 'withdraw')))
      );
    `)
    db.appendOnly('person_change')
  },
}
