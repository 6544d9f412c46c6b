const refused = (name: string, when: string, sentence: string): string =>
  `create trigger ${name} ${when} begin select raise(abort, '${sentence}'); end`

const ENTRIES = '(select count(*) from entry where journal_id = new.journal_id)'
const SUM = '(select sum(amount) from entry where journal_id = new.journal_id)'
const JOURNAL = '(select %s from journal where id = new.journal_id)'
const ofJournal = (column: string): string => JOURNAL.replace('%s', column)

/** The guards on SQLite; they need foreign_keys and recursive_triggers, which the self-check asks for. */
export const SQLITE_GUARDS: readonly string[] = [
  refused('account_born', 'before insert on account when new.balance <> 0', 'account: born empty'),
  refused(
    'account_named',
    'before update of id, fund_id, beneficiary_id, holder_id, stage, tier, route, recipient_id, prefecture_id, county_id on account',
    'account: fixed',
  ),
  refused(
    'account_moved',
    `before update of balance on account when not exists(
      select 1 from posting where account_id = new.id and delta = new.balance - old.balance)`,
    'account: moved only by an entry',
  ),
  refused('account_kept', 'before delete on account', 'account: kept'),
  `create trigger entry_posts after insert on entry begin
    insert into posting values(new.account_id, new.amount);
    update account set balance = balance + new.amount where id = new.account_id;
    delete from posting;
    delete from journal_proof where journal_id = new.journal_id;
    insert into journal_proof select new.journal_id where new.line = 2 and ${SUM} = 0 and ${ENTRIES} = 2;
  end`,
  refused(
    'entry_fund',
    `before insert on entry when (select fund_id from account where id = new.account_id) is not ${ofJournal('fund_id')}`,
    'entry: other fund',
  ),
  refused(
    'entry_moves',
    `before insert on entry when new.line = 2 and ${ofJournal('reverses')} is null and not exists(
      select 1 from entry e
        join account a on a.id = e.account_id
        join account b on b.id = new.account_id
        join journal j on j.id = new.journal_id
        join movement m on m.act = j.act and m.from_stage = a.stage and m.to_stage = b.stage
      where e.journal_id = new.journal_id and e.line = 1 and e.amount = -new.amount and new.amount > 0
        and (m.keeps = 'fund' or a.beneficiary_id = b.beneficiary_id)
        and (m.keeps <> 'line' or a.holder_id = b.holder_id))`,
    'entry: no such movement',
  ),
  refused(
    'entry_mirrors',
    `before insert on entry when ${ofJournal('reverses')} is not null and not exists(
      select 1 from journal j join entry o on o.journal_id = j.reverses and o.line = new.line
        and o.account_id = new.account_id and o.amount = -new.amount
      where j.id = new.journal_id)`,
    'entry: not the mirror',
  ),
  refused(
    'journal_reverses',
    `before insert on journal when new.reverses is not null and not exists(
      select 1 from journal o where o.id = new.reverses and o.reverses is null and o.fund_id = new.fund_id)`,
    'journal: a reversal cannot be reversed',
  ),
  refused(
    'journal_period',
    `before insert on journal when
      (select closed from period where fund_year = new.fund_year and month = new.period) = 1`,
    'journal: period closed',
  ),
  refused(
    'journal_year',
    'before insert on journal when (select year from fund where id = new.fund_id) is not new.fund_year',
    'journal: not the year of its fund',
  ),
  refused(
    'journal_ended',
    `before insert on journal when (select state from fund where id = new.fund_id) = 'ended'`,
    'journal: fund ended',
  ),
  refused(
    'period_shut',
    'before update on period when old.closed = 1 or new.fund_year <> old.fund_year or new.month <> old.month',
    'period: stays closed',
  ),
  refused('period_kept', 'before delete on period', 'period: kept'),
  refused(
    'proof_earned',
    `before insert on journal_proof when not exists(
      select 1 from journal j where j.id = new.journal_id
        and (select count(*) from entry where journal_id = j.id) = 2
        and (select sum(amount) from entry where journal_id = j.id) = 0)`,
    'proof: not balanced',
  ),
  refused('proof_fixed', 'before update on journal_proof', 'proof: fixed'),
  refused(
    'movement_added',
    'before insert on movement when (select count(*) from journal) > 0',
    'movement: fixed',
  ),
  refused('movement_fixed', 'before update on movement', 'movement: fixed'),
  refused('movement_kept', 'before delete on movement', 'movement: fixed'),
  refused('entry_fixed', 'before update on entry', 'entry: append only'),
  refused('entry_kept', 'before delete on entry', 'entry: append only'),
  refused('journal_fixed', 'before update on journal', 'journal: append only'),
  refused('journal_kept', 'before delete on journal', 'journal: append only'),
  refused(
    'fund_kept',
    `before update of year, source, organization_id on fund
      when (new.year <> old.year or new.source <> old.source or new.organization_id <> old.organization_id)
        and exists(select 1 from journal where fund_id = old.id)`,
    'fund: year and source are fixed',
  ),
]
