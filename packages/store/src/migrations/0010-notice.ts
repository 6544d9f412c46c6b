import type { Migration } from '../engine/migration.ts'

/** Notices to organizations, and the demonstration's own business day. */
export const notice: Migration = {
  name: '0010-notice',
  up: (db) => {
    db.define(`create table notice(
        id text primary key,
        organization_id text not null references organization(id),
        from_name text not null,
        day text not null,
        title text not null,
        path text not null
      );
      create index notice_organization on notice(organization_id, day, id);
      create table notice_read(
        notice_id text not null references notice(id),
        person_id text not null,
        primary key(notice_id, person_id)
      );
      create table business_clock(
        one integer primary key check(one = 1),
        today text not null
      );`)
  },
}
