import type { Migration } from '../engine/migration.ts'

/** Spendings with their counters, contracts, advances, and the imports of account lists. */
export const spending: Migration = {
  name: '0007-spending',
  up: (db) => {
    db.define(`create table commitment(
        id text primary key,
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        beneficiary_id text not null references organization(id),
        holder_id text references organization(id),
        title text not null,
        counterparty text not null,
        day text not null,
        amount integer not null check(amount > 0),
        used integer not null default 0 check(used >= 0),
        asked integer not null default 0 check(asked >= 0),
        released integer not null default 0 check(released >= 0),
        carried integer not null default 0 check(carried >= 0),
        state text not null check(state in ('open','settled','carried','reversed')),
        maker text not null,
        made_on text not null,
        batch text not null unique,
        revision integer not null default 0,
        check(used + asked + released + carried <= amount)
      );
      create index commitment_line on commitment(fund_id, organization_id, state, day);
      create table advance(
        id text primary key,
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        beneficiary_id text not null references organization(id),
        holder_id text references organization(id),
        title text not null,
        day text not null,
        voucher text,
        amount integer not null check(amount > 0),
        used integer not null default 0 check(used >= 0),
        asked integer not null default 0 check(asked >= 0),
        state text not null check(state in ('open','settled','cancelled')),
        maker text not null,
        made_on text not null,
        revision integer not null default 0,
        check(used + asked <= amount)
      );
      create index advance_line on advance(fund_id, organization_id, state, day);
      create table ledger_import(
        id text primary key,
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        beneficiary_id text not null references organization(id),
        holder_id text references organization(id),
        file_id text not null references file(id),
        file_name text not null,
        file_hash text not null,
        sheet text,
        projects text,
        state text not null check(state in ('faulty','read','registered','discarded')),
        rows integer not null,
        entries integer not null,
        amount integer not null,
        bad integer not null,
        doubtful integer not null,
        passed integer not null,
        maker text not null,
        read_on text not null,
        revision integer not null default 0,
        check(state <> 'registered' or bad = 0)
      );
      create index ledger_import_line on ledger_import(organization_id, fund_id, read_on, id);
      create table ledger_mapping(
        organization_id text not null references organization(id),
        fund_id text not null references fund(id),
        subject text not null,
        use_code text,
        primary key(organization_id, fund_id, subject)
      );
      create table spending(
        id text primary key,
        seq integer not null unique,
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        beneficiary_id text not null references organization(id),
        holder_id text references organization(id),
        prefecture_id text references organization(id),
        county_id text references organization(id),
        kind text not null check(kind in ('spend','refund','reversal')),
        state text not null check(state in ('pending','returned','posted','reversed','withdrawn')),
        origin text not null check(origin in ('typed','imported','reversal')),
        of_id text references spending(id),
        day text not null,
        year integer not null,
        month text not null check(substr(day, 1, 7) = month),
        voucher text not null,
        line integer not null,
        summary text not null,
        use_code text not null,
        payee text,
        roster_persons integer,
        roster_hash text,
        amount integer not null check(amount > 0),
        signed integer not null,
        fixed_asset integer not null check(fixed_asset in (0,1)),
        commitment_id text references commitment(id),
        advance_id text references advance(id),
        used integer not null default 0 check(used >= 0),
        asked integer not null default 0 check(asked >= 0),
        import_id text references ledger_import(id),
        makers text not null,
        made_on text not null,
        releaser text,
        releaser_for text,
        posted_on text,
        batch text not null unique,
        reason text,
        files integer not null default 0,
        file_missing integer not null check(file_missing in (0,1)),
        revision integer not null default 0,
        check(used + asked <= amount),
        check(signed = amount or signed = -amount),
        check((kind = 'spend') = (of_id is null)),
        check(kind = 'spend' or (commitment_id is null and advance_id is null)),
        check((state in ('posted','reversed')) = (posted_on is not null))
      );
      create unique index spending_key
        on spending((coalesce(holder_id, organization_id)), year, voucher, line)
        where kind <> 'reversal' and state not in ('withdrawn','reversed');
      create index spending_fund on spending(fund_id, day, seq);
      create index spending_prefecture on spending(prefecture_id, fund_id, day, seq);
      create index spending_county on spending(county_id, fund_id, day, seq);
      create index spending_beneficiary on spending(beneficiary_id, fund_id, day, seq);
      create index spending_waiting on spending(organization_id, state, file_missing);
      create index spending_import on spending(import_id, state);
      create index spending_of on spending(of_id);
      create index spending_commitment on spending(commitment_id);
      create index spending_advance on spending(advance_id);
      create table spending_total(
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        month text not null,
        use_code text not null,
        kind text not null,
        state text not null,
        file_missing integer not null,
        rows integer not null,
        amount integer not null,
        primary key(fund_id, organization_id, month, use_code, kind, state, file_missing)
      );
      create table claim_total(
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        noun text not null check(noun in ('commitment','advance')),
        rows integer not null,
        amount integer not null,
        primary key(fund_id, organization_id, noun)
      );
      create table spending_rule(
        fund_id text primary key references fund(id),
        file_threshold integer,
        revision integer not null default 0
      );`)
  },
}
