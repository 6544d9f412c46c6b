import type { Migration } from '../engine/migration.ts'

export const order: Migration = {
  name: '0008-order',
  up: (db) => {
    db.define(`create table fund_order(
        id text primary key,
        fund_id text not null references fund(id),
        act text not null,
        organization_id text not null references organization(id),
        prefecture_id text references organization(id),
        county_id text references organization(id),
        releasing_id text not null references organization(id),
        state text not null check(state in ('drafted','released','declined','cancelled','reversed')),
        step text check(step in ('paid','received','confirmed','stopped')),
        via_id text references organization(id),
        lines text not null,
        amount integer not null,
        form text not null,
        continues_id text references fund_order(id),
        maker text not null, maker_for text, made_on text not null,
        releaser text, releaser_for text, released_on text,
        decline_reason text,
        batch text,
        revision integer not null default 0,
        check((state in ('released','reversed')) = (released_on is not null))
      );
      create index fund_order_fund on fund_order(fund_id, made_on, id);
      create index fund_order_owner on fund_order(organization_id, made_on, id);
      create index fund_order_prefecture on fund_order(prefecture_id, made_on, id);
      create index fund_order_waiting on fund_order(releasing_id, state);
      create index fund_order_day on fund_order(made_on, id);
      create index fund_order_continues on fund_order(continues_id);
      create table period_closing(
        fund_year integer not null, month text not null,
        proposed_by text not null, proposed_for text, proposed_as text not null, proposed_on text not null,
        primary key(fund_year, month)
      );`)
  },
}
