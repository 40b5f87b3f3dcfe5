"""The rows of an installation with a year of postings in plausible states, as statements for `benchmarks.desk`.

Every fourth vacancy shares a moment with the next three, on six boards: groups of 24. Nine of ten are the first
employer's. Started over 60 days ago: closed, but one in 25 of the last days, which its board still shows; in the
future: scheduled; between: live, one in fifty needs a person. Boards report daily totals for the first five days.
"""

from __future__ import annotations

_PLACES = """
create temporary table places as
select i, least(%(employers)s, 1 + case when i %% 10 = 9 then i / 10 %% 2 + 1 else 0 end) as employer
from generate_series(0, %(vacancies)s - 1) i
"""
_VACANCIES = """
insert into vacancy (employer_id, reference, title, town, region, postcode, pay_minimum, pay_maximum, openings,
                     apply_url, owner_id, created_at)
select employer, 'V-' || i, (array['Care Coordinator', 'Senior Carer', 'Night Carer', 'Manager'])[1 + i %% 4],
       'Town ' || i %% 300, 'Devon', 'TQ1 3EX', 24000 + i %% 9 * 300, 27000 + i %% 7 * 500, 1 + i %% 3,
       'https://employer.example/apply', %(person)s, now() - (%(vacancies)s - i) * interval '1 hour'
from places order by i
"""
# One advert in five has a second wording, which other vacancies use.
_WORDINGS = """
insert into wording (employer_id, advert_id, label, title, summary, body)
select a.employer_id, a.id, label, s.title, s.summary, s.body
from advert a cross join unnest(case when a.id %% 5 = 0 then array['A', 'B'] else array['A'] end) label
cross join (select title, summary, body from wording order by id limit 1) s
where a.name like 'Advert %%' order by a.id, label
"""
_TEXTS = """
create temporary table texts as
select w.id as wording, w.advert_id, w.employer_id,
       row_number() over (partition by w.employer_id order by w.id) - 1 as n,
       count(*) over (partition by w.employer_id) as many
from wording w join advert a on a.id = w.advert_id where a.name like 'Advert %%'
"""
_USES = """
insert into advert_vacancy
select x.advert_id, v.id
from (select *, substr(reference, 3)::int as i from vacancy where reference like 'V-%%') v
join texts x on x.employer_id = v.employer_id and x.n = v.i / 20 %% x.many
"""
_POSTINGS = """
insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
                     owner_id, starts_at, starts_local, ends_at, ends_local, zone, content, wish, presence, phase,
                     cause, reason, published_at, ended_at, checked_at, intended_at)
select v.employer_id, v.id, x.wording, b.id, b.board, v.town, v.reference || '.' || b.n,
       v.reference || '.' || b.n || '-1', %(person)s, at, at at time zone 'Europe/London', at + %(run)s,
       (at + %(run)s) at time zone 'Europe/London', 'Europe/London', 'c',
       case when owed then 'closed' else 'live' end,
       case when at > now() then 'absent' when owed then 'withdrawn' when past then 'gone' else 'live' end,
       case when cause = 'look' then 'unconfirmed' else 'waiting' end, cause, '',
       case when at <= now() then at end, case when past and not owed then at + %(run)s end,
       case when at <= now() then now() end, case when cause = 'look' then at end
from (select *, substr(reference, 3)::int as i from vacancy where reference like 'V-%%') v
cross join lateral (select date_trunc('hour', now()) - interval '300 days'
  + (v.i / 4) * (interval '365 days' / (%(vacancies)s / 4 + 1)) as at) s
cross join lateral (select at < now() - %(run)s as past,
  at between now() - %(run)s - interval '10 days' and now() - %(run)s and v.i %% 25 = 7 as owed,
  case when at between now() - %(run)s and now() and v.i %% 50 = 0
       then (array['rejected', 'look'])[1 + v.i / 50 %% 2] end as cause) k
join texts x on x.employer_id = v.employer_id and x.n = v.i / 20 %% x.many
cross join (select id, board, row_number() over (order by id) as n from board_account where employer_id is null) b
"""
_DUE = """
insert into due (posting_id, account_id, employer_id, act_at)
select id, account_id, employer_id, case when starts_at > now() then starts_at end from posting
on conflict do nothing
"""
_EVENTS = """
insert into event (posting_id, vacancy_id, employer_id, account_id, actor, kind)
select id, vacancy_id, employer_id, account_id, 'benchmark', kind
from posting cross join unnest(array['scheduled', 'closing']) kind where kind = 'scheduled' or wish = 'closed'
"""
_LINKS = """
insert into apply_link select md5(id::text), employer_id, id from posting on conflict do nothing
"""
_PAGES = """
insert into variant (employer_id, wording_id, vacancy_id, board, content, slots, fields, facts)
select p.employer_id, p.wording_id, p.vacancy_id, p.board, p.content, x.slots, x.fields, x.facts
from posting p cross join (select slots, fields, facts from variant order by id limit 1) x
where p.board = 'careers' and p.content = 'c'
"""
_DIFFERENCES = """
insert into difference (employer_id, posting_id, account_id, kind, evidence)
select employer_id, id, account_id, case when ended_at is null then 'missing' else 'still_there' end, 'seen'
from posting where board = 'findable' and published_at is not null and vacancy_id %% 25 = 0
"""
_CREDITS = """
insert into credit (account_id, at, kind, units, entered_by)
select id, now() - interval '200 days', 'bought', 20000, 'benchmark' from board_account where board in ('reed', 'keyed')
"""
_CHARGES = """
insert into charge (account_id, first_day, last_day, amount, entered_by)
select id, m::date, (m + interval '1 month - 1 day')::date, 900, 'benchmark'
from board_account cross join generate_series(date_trunc('month', now()) - interval '9 months',
                                              date_trunc('month', now()), interval '1 month') m
where board in ('reed', 'indeed') and employer_id is null
"""
_READINGS = """
insert into reading (employer_id, posting_id, metric, value, origin, taken_at)
select p.employer_id, p.id, m.metric, m.a_day * n, 'board', date_trunc('day', p.published_at) + n * interval '1 day'
from posting p cross join generate_series(1, 5) n
cross join (values ('application', 3), ('click', 30)) m(metric, a_day)
where date_trunc('day', p.published_at) + n * interval '1 day' <= now()
"""
_FACTS = """
insert into fact (employer_id, posting_id, metric, origin, day, until, value, as_of)
select p.employer_id, p.id, m.metric, m.origin, d.day, d.day, m.a_day, d.day + interval '1 day'
from posting p cross join generate_series(1, 5) n
cross join (values ('application', 'board', 3), ('click', 'board', 30), ('click', 'apply_link', 25))
  m(metric, origin, a_day)
cross join lateral (select (p.published_at + (n - 1) * interval '1 day')::date as day) d
where date_trunc('day', p.published_at) + n * interval '1 day' <= now()
"""

STATEMENTS = (
    """insert into employer (slug, name, prefix)
       select 'e' || i, 'Employer ' || i, 'EM' || chr(64 + i) from generate_series(2, %(employers)s) i""",
    """insert into board_account (employer_id, board, label)
       select null, b, b || ' shared' from unnest(%(boards)s::text[]) b""",
    _PLACES,
    _VACANCIES,
    """insert into advert (employer_id, name)
       select e, 'Advert ' || a from generate_series(1, %(employers)s) e,
              generate_series(1, greatest(1, %(vacancies)s / 40)) a order by a, e""",
    _WORDINGS,
    _TEXTS,
    _USES,
    _POSTINGS,
    _DUE,
    _EVENTS,
    _LINKS,
    _PAGES,
    _DIFFERENCES,
    _CREDITS,
    _CHARGES,
    _READINGS,
    _FACTS,
    "vacuum analyze",
)
