import type { Migration } from '../engine/migration.ts'

/** Requests with their answers, and the audit chain. */
export const frame: Migration = {
  name: '0001-frame',
  up: (db, engine) => {
    if (engine === 'postgres')
      db.raw(
        `create function append_only() returns trigger language plpgsql as $$ begin raise exception '%: append only', tg_table_name; end $$`,
      )
    db.define(`
      create table request (
        person text not null,
        client_id text not null,
        act text not null,
        body_hash text not null,
        answer text not null,
        at text not null,
        primary key (person, client_id)
      );
      create table audit (
        seq integer primary key,
        at text not null,
        today text not null,
        actor text,
        organization text,
        act text not null,
        subject text,
        request_id text,
        address text not null,
        session text,
        result text not null,
        effect text,
        body text not null,
        hash text not null
      );
      create index audit_organization on audit (organization, seq);
      create index audit_actor on audit (actor, seq);
      create index audit_subject on audit (subject, seq);
      create index audit_at on audit (at, seq);
    `)
    if (engine === 'postgres') {
      db.raw(
        `create table audit_head (one bigint primary key check (one = 1), seq bigint not null, hash text collate "C" not null)`,
      )
      db.raw(`insert into audit_head (one, seq, hash) values (1, 0, '')`)
    }
    db.appendOnly('request', 'audit')
  },
}
