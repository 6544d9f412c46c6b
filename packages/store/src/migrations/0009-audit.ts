import type { Migration } from '../engine/migration.ts'

/** 暂停拨付 gets its papers and hands; samples of 经审, their findings, and the record of 账目核验. */
export const audit: Migration = {
  name: '0009-audit',
  up: (db) => {
    db.define(`alter table pause add column origin text not null default 'audit';
      alter table pause add column document_day text;
      alter table pause add column document_title text;
      alter table pause add column audit_item_id text;
      alter table pause add column proposed_for text;
      alter table pause add column executed_for text;
      alter table pause add column decline_reason text;
      alter table pause add column lift_origin text;
      alter table pause add column lift_document text;
      alter table pause add column lift_document_day text;
      alter table pause add column lift_document_title text;
      alter table pause add column lift_proposed_by text;
      alter table pause add column lift_proposed_for text;
      alter table pause add column lift_proposed_on text;
      alter table pause add column lifted_for text;
      create unique index pause_open on pause(fund_id, organization_id) where state in ('proposed','standing');
      create index pause_day on pause(proposed_on, id);
      create table audit_sample(
        id text primary key,
        auditor_id text not null references organization(id),
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        title text not null,
        from_day text not null, to_day text not null,
        threshold integer, count integer not null,
        seed text not null,
        population integer not null, population_amount integer not null,
        drawn_by text not null, drawn_for text, drawn_on text not null
      );
      create index audit_sample_day on audit_sample(drawn_on, id);
      create table audit_sample_item(
        id text primary key,
        sample_id text not null references audit_sample(id),
        place integer not null,
        journal text not null, document text not null,
        beneficiary_id text not null references organization(id),
        holder_id text not null references organization(id),
        day text not null, amount integer not null,
        certain integer not null check(certain in (0,1)),
        state text not null check(state in ('drawn','clear','problem','rectified','closed')),
        note text, examined_by text, examined_for text, examined_on text,
        rectification text, rectified_by text, rectified_for text, rectified_on text,
        close_note text, closed_by text, closed_for text, closed_on text,
        revision integer not null default 0,
        unique(sample_id, place)
      );
      create index audit_item_holder on audit_sample_item(holder_id, state);
      create index audit_item_state on audit_sample_item(state, id);
      create table ledger_check(
        id text primary key,
        place integer not null unique,
        at text not null, day text not null, person_id text not null,
        journals integer not null, accounts integer not null, totals integer not null,
        audit_seq integer not null, audit_hash text not null,
        broken_table text, broken_row text, broken_what text,
        check((broken_table is null) = (broken_what is null))
      );`)
    db.appendOnly('audit_sample', 'ledger_check')
  },
}
