import type { Migration } from '../engine/migration.ts'

/** Persons, logins, posts, delegations, sessions, and the register of files. */
export const access: Migration = {
  name: '0003-access',
  up: (db) => {
    db.define(`
      create table person (
        id text primary key,
        name text not null,
        organization_id text not null references organization(id),
        state text not null check (state in ('active', 'left')),
        revision integer not null default 0
      );
      create index person_organization on person (organization_id, name, id);
      create table login (
        id text primary key,
        person_id text not null references person(id),
        login_name text not null unique check (login_name = lower(login_name)),
        password_hash text not null,
        password_before text not null,
        password_changed_at integer not null,
        must_change integer not null check (must_change in (0, 1)),
        state text not null check (state in ('active', 'disabled')),
        used_at integer
      );
      create index login_person on login (person_id);
      create table post_assignment (
        id text primary key,
        person_id text not null references person(id),
        organization_id text not null references organization(id),
        post text not null,
        from_day text not null,
        to_day text,
        check (to_day is null or to_day >= from_day)
      );
      create index post_assignment_person on post_assignment (person_id, organization_id);
      create index post_assignment_post on post_assignment (organization_id, post);
      create unique index post_assignment_system on post_assignment (person_id)
        where post in ('system-admin', 'security-admin', 'audit-admin') and to_day is null;
      create table delegation (
        id text primary key,
        organization_id text not null references organization(id),
        giver_id text not null references person(id),
        receiver_id text not null references person(id),
        post text not null,
        from_day text not null,
        to_day text not null,
        revoked_on text,
        check (giver_id <> receiver_id),
        check (to_day >= from_day)
      );
      create index delegation_receiver on delegation (receiver_id, to_day);
      create index delegation_organization on delegation (organization_id, from_day, id);
      create table session (
        id text primary key,
        token_hash text not null unique,
        login_id text not null references login(id),
        person_id text not null references person(id),
        organization_id text not null references organization(id),
        address text not null,
        started_at integer not null,
        seen_at integer not null,
        ended_at integer
      );
      create index session_login on session (login_id, started_at);
      create table login_failure (
        id text primary key,
        login_key text not null,
        network text not null,
        at integer not null
      );
      create index login_failure_login on login_failure (login_key, network, at);
      create index login_failure_at on login_failure (at);
      create table file (
        id text primary key,
        hash text not null,
        size integer not null check (size > 0),
        kind text not null,
        name text not null,
        uploaded_by text not null references person(id),
        organization_id text not null references organization(id),
        at text not null
      );
      create index file_hash on file (hash);
      create table file_use (
        file_id text not null references file(id),
        noun text not null,
        record_id text not null,
        organization_id text not null references organization(id),
        primary key (file_id, noun, record_id)
      );
      create index file_use_record on file_use (record_id);
    `)
    db.appendOnly('file', 'file_use')
  },
}
