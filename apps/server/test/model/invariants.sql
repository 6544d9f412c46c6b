-- What must hold of the ledger after anything that was done through the documents.
-- The same text for both engines; every query answers no row. The first column is the fund, where there is one.

-- I1 A journal has two legs that are not zero, sum to zero and stand in its own fund.
select j.fund_id, j.id
from journal j
left join entry e on e.journal_id = j.id
left join account a on a.id = e.account_id
group by j.fund_id, j.id
having count(e.line) <> 2 or sum(e.amount) <> 0
  or sum(case when e.amount = 0 or a.fund_id <> j.fund_id then 1 else 0 end) <> 0;

-- I2 All accounts of a fund sum to zero: everything but the source is the adjusted budget.
select fund_id, sum(balance) from account group by fund_id having sum(balance) <> 0;

-- I3 Only the source falls below zero.
select fund_id, id from account where balance < 0 and stage <> 'source';

-- I4 A balance is the sum of its entries.
select a.fund_id, a.id
from account a
left join entry e on e.account_id = a.id
group by a.fund_id, a.id, a.balance
having a.balance <> coalesce(sum(e.amount), 0);

-- I4 A counter is the sum of the balances whose beneficiary is its union or below it; none is missing.
select x.fund_id, x.organization_id, x.stage, x.tier, x.route
from (
  select a.fund_id, s.id as organization_id, a.stage, a.tier, a.route, a.balance as amount
  from account a
  join organization b on b.id = a.beneficiary_id
  join organization s on s.id = b.id or s.id = b.county_id or s.id = b.prefecture_id or s.level = 'province'
  union all
  select t.fund_id, t.organization_id, t.stage, t.tier, t.route, -t.amount from total t
) x
group by x.fund_id, x.organization_id, x.stage, x.tier, x.route
having sum(x.amount) <> 0;

-- I5 What the prefectures have is what the province has given, in every stage.
select t.fund_id, t.stage, t.tier, t.route
from total t
join organization o on o.id = t.organization_id
where o.level in ('province', 'prefecture') and t.stage not in ('source', 'available', 'arranged')
group by t.fund_id, t.stage, t.tier, t.route
having sum(case when o.level = 'province' then t.amount else -t.amount end) <> 0;

-- I5 The lines of a submitted plan sum to its total, and what a plan has issued are its lines.
select p.fund_id, p.id
from allocation p
join allocation_version v on v.allocation_id = p.id
left join allocation_line l on l.allocation_id = v.allocation_id and l.version = v.version
group by p.fund_id, p.id, v.version, v.total
having coalesce(sum(l.amount), 0) <> v.total;

select p.fund_id, p.id
from allocation p
left join journal j on j.document = p.id and j.act = 'issue'
  and not exists (select 1 from journal r where r.reverses = j.id)
left join entry e on e.journal_id = j.id and e.line = 2
group by p.fund_id, p.id, p.state, p.total
having coalesce(sum(e.amount), 0) <> case when p.state = 'issued' then p.total else 0 end;

-- I6 A contract is used by its posted payments, asked by its waiting ones, and never beyond its amount.
select c.fund_id, c.id
from commitment c
left join spending s on s.commitment_id = c.id and s.kind = 'spend'
group by c.fund_id, c.id, c.amount, c.used, c.asked, c.released, c.carried
having c.used <> coalesce(sum(case when s.state = 'posted' then s.amount end), 0)
  or c.asked <> coalesce(sum(case when s.state = 'pending' then s.amount end), 0)
  or c.used + c.asked + c.released + c.carried > c.amount;

-- I6 已占用 is what contracts still hold, line by line.
select x.fund_id, x.beneficiary_id, x.holder_id
from (
  select fund_id, beneficiary_id, holder_id, balance as amount from account where stage = 'occupied'
  union all
  select fund_id, beneficiary_id, coalesce(holder_id, organization_id), used + released + carried - amount from commitment
  where state <> 'reversed'
) x
group by x.fund_id, x.beneficiary_id, x.holder_id
having sum(x.amount) <> 0;

-- I6 So is an advance by its 归垫, and a spending by what flows back.
select a.fund_id, a.id
from advance a
left join spending s on s.advance_id = a.id and s.kind = 'spend'
group by a.fund_id, a.id, a.amount, a.used, a.asked
having a.used <> coalesce(sum(case when s.state = 'posted' then s.amount end), 0)
  or a.asked <> coalesce(sum(case when s.state = 'pending' then s.amount end), 0)
  or a.used + a.asked > a.amount;

select o.fund_id, o.id
from spending o
left join spending s on s.of_id = o.id and s.kind = 'refund'
where o.kind = 'spend'
group by o.fund_id, o.id, o.amount, o.used, o.asked
having o.used <> coalesce(sum(case when s.state = 'posted' then s.amount end), 0)
  or o.asked <> coalesce(sum(case when s.state = 'pending' then s.amount end), 0)
  or o.used + o.asked > o.amount;

-- I6 已支出 is what posted spendings took, less what flowed back, line by line.
select x.fund_id, x.beneficiary_id, x.holder_id
from (
  select fund_id, beneficiary_id, holder_id, balance as amount from account where stage = 'spent'
  union all
  select fund_id, beneficiary_id, coalesce(holder_id, organization_id), -signed from spending
  where state = 'posted' and kind <> 'reversal'
) x
group by x.fund_id, x.beneficiary_id, x.holder_id
having sum(x.amount) <> 0;

-- I6 已拨未达 is what payments on their way have open, line by line.
select x.fund_id, x.beneficiary_id, x.holder_id
from (
  select fund_id, beneficiary_id, holder_id, balance as amount from account where stage = 'remitted'
  union all
  select p.fund_id, l.beneficiary_id, p.payer_id, l.received + l.bounced - l.amount
  from payment p
  join payment_line l on l.payment_id = p.id
  where p.state in ('released', 'paid', 'failed')
) x
group by x.fund_id, x.beneficiary_id, x.holder_id
having sum(x.amount) <> 0;

-- I6 缴回在途 is what returns on their way have, fund by fund.
select x.fund_id, sum(x.amount)
from (
  select fund_id, balance as amount from account where stage = 'returning'
  union all
  select fund_id, -amount from fund_order
  where act = 'return' and state = 'released' and step in ('paid', 'received')
) x
group by x.fund_id
having sum(x.amount) <> 0;

-- I6 金额不符: a shortfall stands open exactly while money of a partly received payment is missing.
select p.fund_id, p.id
from payment p
join (
  select payment_id, sum(received) as received, sum(amount - received - bounced) as missing
  from payment_line
  group by payment_id
) l on l.payment_id = p.id
left join discrepancy d on d.payment_id = p.id and d.kind = 'short' and d.state = 'open'
where (l.received > 0 and l.missing > 0) <> (d.id is not null);

-- I6 退票: what is paid again of a bounce is what payments that stand pay again of it.
select p.fund_id, b.id
from bounce b
join payment p on p.id = b.payment_id
left join bounce_repaid r on r.bounce_id = b.id
left join payment q on q.id = r.payment_id and q.state not in ('rejected', 'cancelled')
group by p.fund_id, b.id, b.repaid
having coalesce(sum(case when q.id is not null then r.amount end), 0) <> b.repaid
  or count(r.payment_id) <> count(q.id);

-- I7 A journal stands by a request that was answered with yes, in the name of who asked.
select j.fund_id, j.id
from journal j
left join request r on r.person = j.request_person and r.client_id = j.request_id
where r.client_id is null or r.answer not like '{"ok":true,%';

-- I8 Nothing was written into a month after it was closed.
select j.fund_id, j.id
from period p
join request r on r.act = 'fund.period.close'
  and r.answer = '{"ok":true,"value":{"year":' || p.fund_year || ',"month":"' || p.month || '"}}'
join audit c on c.actor = r.person and c.request_id = r.client_id and c.result = 'accepted'
join journal j on j.fund_year = p.fund_year and j.period = p.month
join audit a on a.actor = j.request_person and a.request_id = j.request_id and a.effect is not null
where p.closed = 1 and a.seq > c.seq;

-- I9 The chain of what was done has no gap; its hashes are recomputed by the verification of the ledger.
select null, a.seq
from audit a
left join audit b on b.seq = a.seq - 1
where a.seq > 1 and b.seq is null;

-- I10 A reversal names one original that is no reversal, and mirrors it leg by leg.
select r.fund_id, r.id
from journal r
left join journal o on o.id = r.reverses
left join entry e on e.journal_id = r.id
left join entry m on m.journal_id = o.id and m.line = e.line
where r.act = 'reverse'
  and (o.id is null or o.act = 'reverse' or o.fund_id <> r.fund_id or o.document <> r.document
    or m.account_id is null or m.account_id <> e.account_id or m.amount <> -e.amount);

select o.fund_id, o.id
from journal o
join journal r on r.reverses = o.id
group by o.fund_id, o.id
having count(*) <> 1;
