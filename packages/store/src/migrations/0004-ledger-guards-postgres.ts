const trigger = (name: string, when: string, call: string): string =>
  `create trigger ${name} ${when} for each row execute function ${call}()`

/** The guards on PostgreSQL; in functions, the balance moves as the schema's owner, never as the caller. */
export const POSTGRES_GUARDS: readonly string[] = [
  `create function journal_balanced(j bigint) returns boolean language sql as $$
    select count(*) = 2 and sum(amount) = 0 from entry where journal_id = j $$`,
  `create function entry_checks() returns trigger language plpgsql as $$
    declare j journal;
    begin
      select * into j from journal where id = new.journal_id;
      if (select fund_id from account where id = new.account_id) is distinct from j.fund_id then
        raise exception 'entry: other fund'; end if;
      if j.reverses is not null then
        if not exists(select 1 from entry o where o.journal_id = j.reverses and o.line = new.line
            and o.account_id = new.account_id and o.amount = -new.amount) then
          raise exception 'entry: not the mirror'; end if;
      elsif new.line = 2 and not exists(
          select 1 from entry e
            join account a on a.id = e.account_id
            join account b on b.id = new.account_id
            join movement m on m.act = j.act and m.from_stage = a.stage and m.to_stage = b.stage
          where e.journal_id = j.id and e.line = 1 and e.amount = -new.amount and new.amount > 0
            and (m.keeps = 'fund' or a.beneficiary_id = b.beneficiary_id)
            and (m.keeps <> 'line' or a.holder_id = b.holder_id)) then
        raise exception 'entry: no such movement'; end if;
      return new;
    end $$`,
  trigger('entry_checks', 'before insert on entry', 'entry_checks'),
  // Once a statement, not once a row: each update of a row in one transaction leaves a version behind that the next must pass.
  `do $$ begin execute format($f$
    create function entry_posts() returns trigger language plpgsql security definer set search_path = %I as $body$
    begin
      insert into posting
        select account_id, sum(amount) from fresh group by account_id having sum(amount) <> 0;
      update account a set balance = a.balance + p.delta from posting p where p.account_id = a.id
        and a.id in (select account_id from fresh);
      delete from posting where account_id in (select account_id from fresh);
      delete from journal_proof where journal_id in (select journal_id from fresh);
      insert into journal_proof
        select journal_id from (select distinct journal_id from fresh) f where journal_balanced(journal_id);
      return null;
    end $body$ $f$, current_schema()); end $$`,
  `create trigger entry_posts after insert on entry referencing new table as fresh
    for each statement execute function entry_posts()`,
  `create function account_checks() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        if new.balance <> 0 then raise exception 'account: born empty'; end if;
      elsif (new.id, new.fund_id, new.beneficiary_id, new.holder_id, new.stage, new.tier, new.route,
             new.recipient_id, new.prefecture_id, new.county_id)
          is distinct from (old.id, old.fund_id, old.beneficiary_id, old.holder_id, old.stage, old.tier, old.route,
             old.recipient_id, old.prefecture_id, old.county_id) then
        raise exception 'account: fixed';
      elsif not exists(select 1 from posting where account_id = new.id and delta = new.balance - old.balance) then
        raise exception 'account: moved only by an entry';
      end if;
      return new;
    end $$`,
  trigger('account_checks', 'before insert or update on account', 'account_checks'),
  trigger('account_kept', 'before delete on account', 'append_only'),
  `create function proof_earned() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' or not journal_balanced(new.journal_id) then raise exception 'proof: not balanced'; end if;
      return new;
    end $$`,
  trigger('proof_earned', 'before insert or update on journal_proof', 'proof_earned'),
  // Journals hold their fund by its key, whose end takes it whole: either waits for the other, and other changes of the fund for neither.
  `do $$ begin execute format($f$
    create function journal_checks() returns trigger language plpgsql security definer set search_path = %I as $body$
    begin
      if (select closed from period where fund_year = new.fund_year and month = new.period for share) = 1 then
        raise exception 'journal: period closed'; end if;
      if (select year from fund where id = new.fund_id) is distinct from new.fund_year then
        raise exception 'journal: not the year of its fund'; end if;
      if (select state from fund where id = new.fund_id for key share) = 'ended' then
        raise exception 'journal: fund ended'; end if;
      if new.reverses is not null and not exists(
          select 1 from journal o where o.id = new.reverses and o.reverses is null and o.fund_id = new.fund_id) then
        raise exception 'journal: a reversal cannot be reversed'; end if;
      return new;
    end $body$ $f$, current_schema()); end $$`,
  trigger('journal_checks', 'before insert on journal', 'journal_checks'),
  trigger('entry_fixed', 'before update or delete on entry', 'append_only'),
  trigger('journal_fixed', 'before update or delete on journal', 'append_only'),
  'create trigger entry_whole before truncate on entry for each statement execute function append_only()',
  'create trigger journal_whole before truncate on journal for each statement execute function append_only()',
  'create trigger account_whole before truncate on account for each statement execute function append_only()',
  `create function period_checks() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then raise exception 'period: kept'; end if;
      if old.closed = 1 or new.fund_year <> old.fund_year or new.month <> old.month then
        raise exception 'period: stays closed'; end if;
      return new;
    end $$`,
  trigger('period_checks', 'before update or delete on period', 'period_checks'),
  `create function movement_checks() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' or exists(select 1 from journal) then raise exception 'movement: fixed'; end if;
      return new;
    end $$`,
  trigger('movement_checks', 'before insert or update or delete on movement', 'movement_checks'),
  `create function fund_checks() returns trigger language plpgsql as $$
    begin
      if (new.year, new.source, new.organization_id) is distinct from (old.year, old.source, old.organization_id)
          and exists(select 1 from journal where fund_id = old.id) then
        raise exception 'fund: year and source are fixed'; end if;
      if new.state <> old.state then
        perform from fund where id = old.id for update; end if;
      return new;
    end $$`,
  trigger('fund_checks', 'before update on fund', 'fund_checks'),
]
