import { AllocationState } from '@qiangji/kernel/fund/allocation.ts'
import type { Migration } from '../engine/migration.ts'

const states = AllocationState.options.map((state) => `'${state}'`).join(',')

/** Plans with their versions, lines, steps and meetings; numbers of documents. */
export const allocation: Migration = {
  name: '0005-allocation',
  up: (db) => {
    db.define(`create table allocation(
        id text primary key,
        fund_id text not null references fund(id),
        organization_id text not null references organization(id),
        place integer not null unique,
        title text not null,
        form text not null,
        state text not null check(state in (${states})),
        version integer not null check(version >= 0),
        total integer not null check(total >= 0),
        reserve integer not null check(reserve >= 0),
        submitted_on text,
        maker text, maker_for text,
        programme_reviewer text, programme_reviewer_for text,
        finance_reviewer text, finance_reviewer_for text,
        decided_on text, public_until text,
        number text, issued_on text,
        revision integer not null default 0,
        check((state = 'issued') = (number is not null)),
        check((number is null) = (issued_on is null)),
        check(state not in ('numbering','issued') or decided_on is not null)
      );
      create index allocation_owner on allocation(organization_id, place);
      create index allocation_fund on allocation(fund_id, place);
      create index allocation_state on allocation(organization_id, state, place);
      create table allocation_version(
        allocation_id text not null references allocation(id),
        version integer not null check(version >= 1),
        form text not null, inputs text not null, places text not null,
        result text not null, hash text not null,
        total integer not null, reserve integer not null,
        submitted_by text not null, submitted_on text not null,
        primary key(allocation_id, version)
      );
      create table allocation_line(
        allocation_id text not null,
        version integer not null,
        organization_id text not null references organization(id),
        code text not null, name text not null, prefecture text not null,
        class_name text,
        amount integer not null check(amount >= 0),
        by_part text not null,
        bound text check(bound in ('floor','cap')),
        previous integer, earlier integer not null,
        primary key(allocation_id, version, organization_id),
        foreign key(allocation_id, version) references allocation_version(allocation_id, version)
      );
      create index allocation_line_organization on allocation_line(organization_id, allocation_id);
      create table allocation_step(
        allocation_id text not null references allocation(id),
        place integer not null,
        step text not null, state text not null,
        version integer not null,
        person_id text not null, person_name text not null, behalf_id text,
        day text not null, reason text not null, batch text,
        primary key(allocation_id, place)
      );
      create table meeting(
        id text primary key,
        allocation_id text not null references allocation(id),
        version integer not null,
        kind text not null check(kind in ('chair','party','standing','committee')),
        day text not null, item text not null, minutes text not null,
        file_id text,
        recorded_by text not null, recorded_on text not null,
        place integer not null
      );
      create index meeting_allocation on meeting(allocation_id, place);
      create table document_number(
        organization_id text not null references organization(id),
        code text not null, year integer not null, number integer not null,
        document_id text not null,
        primary key(organization_id, code, year, number)
      );
      create index document_number_document on document_number(document_id);`)
    db.appendOnly(
      'allocation_version',
      'allocation_line',
      'allocation_step',
      'meeting',
      'document_number',
    )
  },
}
