import type { Migration } from '../engine/migration.ts'

const BANK_DATA = `holder_name text not null, account_number text not null,
        bank_name text not null, bank_code text not null`

export const payment: Migration = {
  name: '0006-payment',
  up: (db) => {
    db.define(`create table bank_account(
        id text primary key,
        organization_id text not null references organization(id),
        ${BANK_DATA},
        kind text not null, valid_from text not null,
        reason text not null, file_id text references file(id),
        state text not null check(state in ('proposed','active','superseded','declined')),
        proposer text not null, proposer_for text, proposed_on text not null,
        decider text, decider_for text, decided_on text,
        decline_reason text, superseded_on text,
        revision integer not null default 0,
        check((decider is null) = (state = 'proposed')),
        check(decider is null or decider <> proposer)
      );
      create unique index bank_account_active on bank_account(organization_id) where state = 'active';
      create unique index bank_account_proposed on bank_account(organization_id) where state = 'proposed';
      create index bank_account_organization on bank_account(organization_id, proposed_on, id);
      create table payment_sequence(
        payer_id text not null references organization(id),
        day text not null, last integer not null,
        primary key(payer_id, day)
      );
      create table payment_batch(
        id text primary key,
        number text not null unique,
        payer_id text not null references organization(id),
        maker text not null, maker_for text, made_on text not null,
        releaser text, releaser_for text, released_on text,
        document_number text, document_day text, document_title text,
        revision integer not null default 0,
        check(releaser is null or releaser <> maker)
      );
      create index payment_batch_payer on payment_batch(payer_id, made_on, number);
      create index payment_batch_made on payment_batch(made_on, number);
      create table payment(
        id text primary key,
        batch_id text not null references payment_batch(id),
        number text not null unique,
        fund_id text not null references fund(id),
        payer_id text not null references organization(id),
        payee_id text not null references organization(id),
        act text not null check(act in ('remit','relay')),
        state text not null check(state in ('drafted','rejected','cancelled','released','paid','failed')),
        bank_account_id text not null references bank_account(id),
        ${BANK_DATA},
        purpose text not null,
        amount integer not null check(amount > 0),
        made_on text not null, released_on text, paid_on text,
        reason text, posting_batch text,
        revision integer not null default 0
      );
      create index payment_of_batch on payment(batch_id, number);
      create index payment_payer on payment(payer_id, state, made_on, number);
      create index payment_payee on payment(payee_id, state, made_on, number);
      create index payment_made on payment(made_on, number);
      create index payment_posting on payment(posting_batch);
      create table payment_line(
        payment_id text not null references payment(id),
        place integer not null,
        beneficiary_id text not null references organization(id),
        amount integer not null check(amount > 0),
        received integer not null default 0 check(received >= 0),
        bounced integer not null default 0 check(bounced >= 0),
        primary key(payment_id, beneficiary_id),
        check(received + bounced <= amount)
      );
      create index payment_line_beneficiary on payment_line(beneficiary_id, payment_id);
      create table bounce(
        id text primary key,
        payment_id text not null references payment(id),
        day text not null, posted_on text not null,
        reason text not null, lines text not null,
        amount integer not null check(amount > 0),
        before text not null check(before in ('released','paid')),
        posted_by text not null,
        posting_batch text not null,
        state text not null check(state in ('posted','reversed')),
        repaid integer not null default 0 check(repaid >= 0),
        check(repaid <= amount)
      );
      create index bounce_payment on bounce(payment_id);
      create index bounce_posting on bounce(posting_batch);
      create index bounce_open on bounce(payment_id) where state = 'posted' and repaid < amount;
      create table bounce_repaid(
        payment_id text not null references payment(id),
        bounce_id text not null references bounce(id),
        beneficiary_id text not null references organization(id),
        amount integer not null check(amount > 0),
        primary key(payment_id, bounce_id, beneficiary_id)
      );
      create index bounce_repaid_bounce on bounce_repaid(bounce_id);
      create table receipt(
        id text primary key,
        payment_id text not null references payment(id),
        payee_id text not null references organization(id),
        credit_day text not null, number text not null, file_id text references file(id),
        lines text not null, amount integer not null, surplus integer not null, note text not null,
        confirmer text not null, confirmer_for text, confirmed_on text not null,
        state text not null check(state in ('confirmed','reversed')),
        posting_batch text,
        revision integer not null default 0
      );
      create unique index receipt_number on receipt(payee_id, number) where state = 'confirmed';
      create index receipt_payment on receipt(payment_id);
      create index receipt_payee on receipt(payee_id, confirmed_on, id);
      create index receipt_posting on receipt(posting_batch);
      create table discrepancy(
        id text primary key,
        payment_id text not null references payment(id),
        kind text not null check(kind in ('short','surplus')),
        state text not null check(state in ('open','closed')),
        amount integer not null, note text not null,
        receipt_id text not null references receipt(id),
        opened_on text not null,
        closed_on text, closed_by text, close_note text,
        revision integer not null default 0,
        check((state = 'closed') = (closed_on is not null))
      );
      create unique index discrepancy_short on discrepancy(payment_id) where kind = 'short' and state = 'open';
      create index discrepancy_payment on discrepancy(payment_id);
      create index discrepancy_opened on discrepancy(opened_on, id);
      create table bank_result(
        id text primary key,
        payer_id text not null references organization(id),
        hash text not null, file_name text not null,
        applied_on text not null, applied_by text not null,
        paid integer not null, failed integer not null, skipped integer not null, errors integer not null,
        unique(payer_id, hash)
      );`)
  },
}
