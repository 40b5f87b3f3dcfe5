"""What postings cost by the prices of their accounts, where nobody entered a charge: parts, as of charges."""

from __future__ import annotations

# A price holds from its first day until its last, or until the next one begins. An account that something was
# charged for in the period is left to its charges, so that nothing is counted twice.
AGREED = """
with f as (
  select *, least(coalesce(last_day, 'infinity'::date),
                  lead(first_day) over (partition by account_id order by first_day, id) - 1) as until
  from price)
select * from f where amount is not null and until >= first_day and not exists (
  select from charge c where c.account_id = f.account_id and c.revoked_at is null
    and c.first_day <= :end and c.last_day >= :start)
"""
PARTS = """
with each as (
  select s.id, s.board, s.employer_id, q.currency, q.amount, s.first, r.last,
         greatest(0, least(r.last, :end) - greatest(s.first, :start) + 1) as days
  from alike s join agreed q on q.account_id = s.account_id and q.basis = 'posting'
    and s.first between q.first_day and q.until
  cross join lateral (
    select greatest(s.first, coalesce(s.ended, s.due, s.first + 27)) as last) r),
whole as (
  select q.id as price, q.account_id, q.currency, greatest(q.first_day, :start) as first, least(q.until, :end) as last,
         case q.basis when 'contract' then q.amount / (q.last_day - q.first_day + 1)
                      else q.amount * q.units end as amount, q.basis
  from agreed q where q.first_day <= :end and q.until >= :start
    and (q.basis = 'contract' and q.last_day is not null or q.basis = 'slot' and q.units is not null)),
paid as (
  select w.*, case basis when 'contract' then amount * (last - first + 1)
    else amount * (select sum(1.0 / extract(day from date_trunc('month', d) + interval '1 month - 1 day'))
                   from generate_series(w.first, w.last, interval '1 day') d) end as sum
  from whole w),
lived as (
  select paid.price, paid.sum, paid.currency, p.id, p.board, p.employer_id, p.many,
         least(paid.last, coalesce(p.ended, paid.last)) - greatest(paid.first, p.first) + 1 as days
  from paid join alike p on p.account_id = paid.account_id),
shared as (select *, sum(days * many) over (partition by price) as of from lived where days > 0),
clicked as (
  select s.id, s.board, s.employer_id, q.currency, q.amount * sum(k.value) as amount
  from alike s join agreed q on q.account_id = s.account_id and q.basis = 'click'
  join fact k on k.posting_id = s.id and k.metric = 'click' and k.preferred and k.origin <> 'apply_link'
    and k.day between greatest(q.first_day, :start) and least(q.until, :end) and k.until <= least(q.until, :end)
  group by s.id, s.board, s.employer_id, q.currency, q.amount),
every as (
  select id, board, employer_id, currency, amount * days / (last - first + 1) as amount from each
  union all select id, board, employer_id, currency, sum * days / of from shared
  union all select id, board, employer_id, currency, amount from clicked)
select id as posting, board, currency, round(sum(amount), 4) as amount from every
where cast(:employer as bigint) is null or employer_id = :employer group by 1, 2, 3
"""
"""Reads `AGREED` as `agreed`, and `alike`, of which `cost_parts.PARTS` says what it is.

Paid for each posting: spread over the days it was or is to be live, 28 where no end is set. A contract: spread over
its days, a slot over those of its month, and shared by the days postings were live. For each click: those the board
reports within the period. A posting whose price is not known, or whose clicks are not, is missing.
"""

# In no currency, as nothing is nothing in all of them.
FREE = """
select p.id as posting, p.board, '' as currency, cast(0 as numeric) as amount
from alike p
where p.board = any(:pages) and (cast(:employer as bigint) is null or p.employer_id = :employer)
  and not exists (select from charge c where c.account_id = p.account_id and c.revoked_at is null
                  and c.first_day <= :end and c.last_day >= :start)
  and not exists (select from price q where q.account_id = p.account_id
                  and q.first_day <= :end and coalesce(q.last_day, 'infinity') >= :start)
"""
"""Reads `alike` too. What is ours is free unless somebody entered a charge or a price."""
