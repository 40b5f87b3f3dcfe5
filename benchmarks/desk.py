"""An installation with many postings in plausible states over a year, for `benchmarks.pages`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import psycopg

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role
from orchestrator.services.add_employer import add_employer
from orchestrator.services.add_person import add_person
from orchestrator.services.publish import publish
from orchestrator.services.save_account import add_account
from orchestrator.services.save_advert import save_advert
from orchestrator.services.save_vacancy import save_vacancy
from orchestrator.storage import tables as t
from orchestrator.storage.migrate import ensure_partitions
from orchestrator.testing import sample
from orchestrator.testing.simulator import practice
from orchestrator.urls import libpq_url

EMPLOYERS = 3
BOARDS = ("keyed", "findable", "blind", "reed", "indeed", "careers")


@dataclass(frozen=True, slots=True)
class Desk:
    """Ids of what the pages are about; `person` sees all employers."""

    callboard: Callboard
    person: int
    employer: int
    vacancy: int
    advert: int
    account: int
    posting: int


def one(callboard: Callboard) -> Desk:
    """One employer with one posting, made through the services: an installation that is as good as empty."""
    person = add_person(callboard, "benchmark", "ann", Role.ADMIN, None, full_name="Ann Admin").id
    employer = add_employer(callboard, "benchmark", "Employer 1").id
    account = add_account(
        callboard, "benchmark", board="keyed", label="keyed", values={"token": practice.KEYED_TOKEN}, employer=employer
    )
    vacancy = save_vacancy(callboard, "benchmark", employer, sample.VACANCY).id
    advert = save_advert(callboard, "benchmark", employer, "Sample", {"A": sample.WORDING}, [vacancy]).id
    with callboard.database.read() as connection:
        wording = connection.execute(t.wording.select().where(t.wording.c.advert_id == advert)).one().id
    (posted,) = publish(
        callboard, "benchmark", employer=employer, wording=wording, vacancies=[vacancy], accounts=[account],
        starts=(datetime.now(UTC) + timedelta(days=5)).strftime("%Y-%m-%dT09:00"),
    )  # fmt: skip
    return Desk(callboard, person, employer, vacancy, advert, account, posted.id)


# Every fourth vacancy shares a moment with the next three, on six boards: groups of 24. Nine of ten are the first
# employer's. Started over 60 days ago: closed; in the future: scheduled; between: live, one in fifty needs a person.
_STATEMENTS = (
    """insert into employer (slug, name, prefix)
       select 'e' || i, 'Employer ' || i, 'EM' || chr(64 + i) from generate_series(2, %(employers)s) i""",
    """insert into board_account (employer_id, board, label)
       select null, b, b || ' shared' from unnest(%(boards)s::text[]) b""",
    """create temporary table places as select i, least(%(employers)s, 1 + case when i %% 10 = 9 then i / 10 %% 2 + 1
         else 0 end) as employer from generate_series(0, %(vacancies)s - 1) i""",
    """insert into vacancy (employer_id, reference, title, town, openings, owner_id, created_at)
       select employer, 'V-' || i, (array['Care Coordinator', 'Senior Carer', 'Night Carer', 'Manager'])[1 + i %% 4],
         'Town ' || i %% 300, 1 + i %% 3, %(person)s, now() - (%(vacancies)s - i) * interval '1 hour'
       from places order by i""",
    """insert into advert (employer_id, name) select e, 'Advert ' || a from generate_series(1, %(employers)s) e,
         generate_series(1, greatest(1, %(vacancies)s / 40)) a order by a, e""",
    """insert into wording (employer_id, advert_id, label, title, body)
       select employer_id, id, 'A', 'Carer', 'Care.' from advert where name like 'Advert %%'""",
    """create temporary table texts as select w.id as wording, w.employer_id, row_number() over (
         partition by w.employer_id order by w.id) - 1 as n, count(*) over (partition by w.employer_id) as many
       from wording w join advert a on a.id = w.advert_id where a.name like 'Advert %%'""",
    """insert into advert_vacancy select a.id, v.id from (select *, substr(reference, 3)::int as i from vacancy
         where reference like 'V-%%') v join texts x on x.employer_id = v.employer_id and x.n = v.i / 20 %% x.many
         join wording w on w.id = x.wording join advert a on a.id = w.advert_id""",
    """insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
         owner_id, starts_at, starts_local, ends_at, ends_local, zone, content, presence, cause, reason, published_at,
         ended_at, checked_at)
       select v.employer_id, v.id, x.wording, b.id, b.board, v.town, v.reference || '.' || b.n,
         v.reference || '.' || b.n || '-1', %(person)s, at, at at time zone 'Europe/London', at + interval '30 days',
         (at + interval '30 days') at time zone 'Europe/London', 'Europe/London', 'c',
         case when at > now() then 'absent' when at < now() - interval '60 days' then 'gone' else 'live' end,
         case when at between now() - interval '60 days' and now() and v.i %% 50 = 0 then 'rejected' end, '',
         case when at <= now() then at end, case when at < now() - interval '60 days' then at + interval '30 days' end,
         case when at <= now() then now() end
       from (select *, substr(reference, 3)::int as i from vacancy where reference like 'V-%%') v
       cross join lateral (select date_trunc('hour', now()) - interval '300 days'
         + (v.i / 4) * (interval '365 days' / (%(vacancies)s / 4 + 1)) as at) s
       join texts x on x.employer_id = v.employer_id and x.n = v.i / 20 %% x.many
       cross join (select id, board, row_number() over (order by id) as n from board_account
         where employer_id is null) b""",
    """insert into due (posting_id, account_id, employer_id, act_at)
       select id, account_id, employer_id, case when starts_at > now() then starts_at end from posting
       on conflict do nothing""",
    """insert into event (posting_id, vacancy_id, employer_id, account_id, actor, kind)
       select id, vacancy_id, employer_id, account_id, 'benchmark', 'scheduled' from posting""",
    """insert into fact (employer_id, posting_id, metric, origin, day, until, value, as_of)
       select p.employer_id, p.id, m, 'board', (p.published_at + n * interval '1 day')::date,
         (p.published_at + n * interval '1 day')::date, 3, now()
       from posting p, generate_series(0, 4) n, unnest(array['application', 'click']) m
       where p.published_at is not null on conflict do nothing""",
    "vacuum analyze",
)  # fmt: skip


def fill(desk: Desk, postings: int) -> Desk:
    """About `postings` postings beside the one that is there; the account is one that all employers share."""
    with desk.callboard.database.begin() as connection:
        ensure_partitions(connection, datetime.now(UTC))
    given = {"employers": EMPLOYERS, "boards": list(BOARDS), "vacancies": postings // len(BOARDS),
             "person": desk.person}  # fmt: skip
    with psycopg.connect(libpq_url(desk.callboard.database.url), autocommit=True) as connection:
        for statement in _STATEMENTS:
            connection.execute(statement.encode(), given if "%" in statement else None)
        shared = connection.execute("select min(id) from board_account where employer_id is null").fetchone()
    assert shared is not None
    return replace(desk, account=shared[0])
