import type { Migration } from '../engine/migration.ts'

export const organization: Migration = {
  name: '0002-organization',
  up: (db) => {
    db.define(`create table organization(
        id text primary key,
        code text not null unique,
        name text not null,
        short_name text not null,
        kind text not null check(kind in ('province','prefecture','county','new-area','township','zone')),
        level text not null check(level in ('province','prefecture','county','township')),
        path text not null unique check(path like '/%/'),
        parent_id text references organization(id),
        prefecture_id text references organization(id),
        county_id text references organization(id),
        revision integer not null default 0
      );
      create index organization_parent on organization(parent_id, code);
      create index organization_prefecture on organization(prefecture_id, path);
      create index organization_county on organization(county_id, path);
      create index organization_level on organization(level, path);`)
  },
}
