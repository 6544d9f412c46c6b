import { MOVEMENTS } from '@qiangji/kernel/fund/movement.ts'
import { STAGES } from '@qiangji/kernel/fund/stage.ts'
import type { Migration } from '../engine/migration.ts'
import { POSTGRES_GUARDS } from './0004-ledger-guards-postgres.ts'
import { SQLITE_GUARDS } from './0004-ledger-guards-sqlite.ts'

const quoted = (words: readonly string[]): string => words.map((w) => `'${w}'`).join(',')

/** Money is enforced here as well as in the kernel: a wrong program cannot post a wrong journal. */
const TABLES: readonly string[] = [
  `create table fund(
      id text primary key,
      organization_id text not null references organization(id),
      year integer not null,
      name text not null,
      source text not null check(source in ('union-own','acftu-grant','central-fiscal','provincial-fiscal','donation')),
      subject text not null,
      department text not null,
      basis text not null,
      uses text not null,
      prohibitions text not null,
      age_rule text not null,
      publicity integer not null check(publicity in (0,1)),
      quota_unit integer,
      previous_fund_id text references fund(id),
      state text not null check(state in ('open','ended')),
      budget_state text not null check(budget_state in ('none','provisional','approved')),
      revision integer not null default 0,
      unique(organization_id, year, name)
    )`,
  `create table fund_recipient(
      fund_id text not null references fund(id),
      organization_id text not null references organization(id),
      route text not null check(route in ('relay','direct')),
      via_id text references organization(id),
      class_name text,
      from_day text not null,
      to_day text,
      primary key(fund_id, organization_id, from_day),
      check((route = 'relay') = (via_id is not null))
    )`,
  `create table movement(
      act text not null, from_stage text not null, to_stage text not null,
      keeps text not null check(keeps in ('line','beneficiary','fund')),
      primary key(act, from_stage, to_stage)
    )`,
  `create table period(
      fund_year integer not null, month text not null,
      closed integer not null default 0 check(closed in (0,1)),
      closed_by text, closed_on text,
      primary key(fund_year, month)
    )`,
  `create table account(
      id integer primary key,
      fund_id text not null references fund(id),
      beneficiary_id text not null references organization(id),
      holder_id text not null references organization(id),
      stage text not null check(stage in (${quoted(STAGES)})),
      tier text not null check(tier in ('province','relay','recipient')),
      route text not null check(route in ('relay','direct')),
      recipient_id text references organization(id),
      prefecture_id text references organization(id),
      county_id text references organization(id),
      balance integer not null default 0,
      check(balance >= 0 or stage = 'source'),
      check(stage not in ('source','available','arranged') or beneficiary_id = holder_id),
      unique(fund_id, beneficiary_id, holder_id, stage)
    )`,
  'create table posting(account_id integer primary key, delta integer not null)',
  'create table journal_proof(journal_id integer primary key)',
  `create table journal(
      id integer primary key references journal_proof(journal_id) deferrable initially deferred,
      public_id text not null unique,
      request_person text not null,
      posted_for text,
      request_id text not null,
      batch text not null,
      act text not null,
      document text not null,
      fund_id text not null references fund(id),
      fund_year integer not null,
      period text not null,
      day text not null check(substr(day, 1, 7) = period),
      maker text not null,
      releaser text,
      legs integer not null check(legs = 2),
      reverses integer unique references journal(id),
      check((act = 'reverse') = (reverses is not null)),
      foreign key(fund_year, period) references period(fund_year, month),
      foreign key(request_person, request_id) references request(person, client_id) deferrable initially deferred
    )`,
  `create table entry(
      journal_id integer not null references journal(id),
      line integer not null check(line in (1,2)),
      account_id integer not null references account(id),
      amount integer not null check(amount <> 0),
      primary key(journal_id, line)
    )`,
  // A deferred parent insert searches its children: without this index each posting scans the journal.
  'create index journal_request on journal(request_person, request_id)',
  'create index journal_document on journal(document, id)',
  'create index journal_batch on journal(batch, id)',
  'create index journal_fund on journal(fund_id, day, id)',
  'create index entry_account on entry(account_id, journal_id)',
  'create index account_prefecture on account(fund_id, prefecture_id)',
  'create index account_county on account(fund_id, county_id)',
  'create index account_holder on account(holder_id, fund_id)',
  'create index account_beneficiary on account(beneficiary_id, fund_id)',
  `create table total(
      fund_id text not null references fund(id),
      organization_id text not null references organization(id),
      stage text not null, tier text not null, route text not null,
      amount integer not null,
      primary key(fund_id, organization_id, stage, tier, route)
    )`,
  `create table pause(
      id text primary key,
      fund_id text not null references fund(id),
      organization_id text not null references organization(id),
      state text not null check(state in ('proposed','standing','declined','lifted')),
      reason text not null, document text not null,
      proposed_by text not null, proposed_on text not null,
      executed_by text, executed_on text,
      lifted_by text, lifted_on text, lift_reason text,
      revision integer not null default 0
    )`,
  'create index pause_fund on pause(fund_id, state, organization_id)',
  `create table fact(
      organization_id text not null references organization(id),
      key text not null, day text not null, value text not null, source text not null,
      demonstration integer not null check(demonstration in (0,1)),
      primary key(key, organization_id, day)
    )`,
]

const movementRows = MOVEMENTS.map((m) => `('${m.act}','${m.from}','${m.to}','${m.keeps}')`).join(
  ',',
)

export const ledger: Migration = {
  name: '0004-ledger',
  up: (db, engine) => {
    for (const statement of TABLES) db.define(statement)
    for (const guard of engine === 'sqlite' ? SQLITE_GUARDS : POSTGRES_GUARDS) db.raw(guard)
    db.define(`insert into movement(act, from_stage, to_stage, keeps) values ${movementRows}`)
  },
}
