import type { Migration } from '../engine/migration.ts'

/** 审批权限 by amount, and what was signed: a signature is never changed, a bill that changes leaves it behind. */
export const approval: Migration = {
  name: '0013-approval',
  up: (db) => {
    db.define(`create table approval_rule(
        id text primary key,
        organization_id text not null references organization(id),
        bill text not null check(bill in ('payment','spending','import','order')),
        lower_amount integer not null check(lower_amount >= 0),
        upper_amount integer check(upper_amount >= lower_amount),
        posts text not null, joint integer not null check(joint in (0, 1)),
        from_day text not null, to_day text,
        setter text not null, setter_for text, set_on text not null,
        ender text, ender_for text,
        revision integer not null default 0,
        check((to_day is null) = (ender is null))
      );
      create index approval_rule_organization on approval_rule(organization_id, bill, from_day);
      create index approval_rule_set on approval_rule(set_on, id);
      create table approval_signature(
        bill text not null check(bill in ('payment','spending','import','order')),
        bill_id text not null,
        bill_revision integer not null check(bill_revision >= 0),
        post text not null,
        person text not null, person_for text,
        day text not null,
        opinion text not null,
        primary key(bill_id, bill_revision, post)
      );
      create unique index approval_signature_person on approval_signature(bill_id, bill_revision, person);`)
    db.appendOnly('approval_signature')
  },
}
