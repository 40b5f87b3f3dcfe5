"""A database full of postings and readings with a plausible course, for `benchmarks.reports`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import text

from orchestrator.callboard import Callboard
from orchestrator.storage.migrate import ensure_partitions
from orchestrator.urls import libpq_url

MONTHS = 12
BOARDS = 10
LIFE = 28
METRICS = ("impression", "click", "application")


@dataclass(frozen=True, slots=True)
class Filled:
    """Ids that are there, oldest posting first; the postings were published over `months` months."""

    libpq_url: str
    employers: tuple[int, ...]
    wordings: tuple[int, ...]
    postings: tuple[int, ...]
    readings: int
    months: int = MONTHS

    def one_day(self, readings: int) -> int:
        """Today's readings, as many of every posting that was to be seen in the last two months; returns how many."""
        with psycopg.connect(self.libpq_url, autocommit=True) as connection:
            young = connection.execute(_YOUNG).fetchone()
            assert young is not None
            each = max(1, round(readings / (young[0] * len(METRICS))))
            made = connection.execute(_DAY, {"each": each, "metrics": list(METRICS)}).rowcount
            connection.execute(
                "insert into recount select posting_id, employer_id, min(taken_at) from reading"
                " where taken_at >= current_date group by 1, 2"
            )
        self.settle()
        return made

    def settle(self) -> None:
        """Bring the planner's figures up to date, as autovacuum does in time."""
        with psycopg.connect(self.libpq_url, autocommit=True) as connection:
            connection.execute("vacuum analyze")


# Identities of an empty database begin with 1, so that rows can name each other by number.
_SETUP = (
    """insert into employer (slug, name, prefix)
       select 'e' || i, 'Employer ' || i, 'E' || i from generate_series(1, %(employers)s) i""",
    """insert into board_account (employer_id, board, label)
       select e, 'board' || b, 'Board ' || b || ' of ' || e
       from generate_series(1, %(employers)s) e, generate_series(0, %(boards)s - 1) b order by e, b""",
    """insert into advert (employer_id, name) select e, 'Advert ' || a
       from generate_series(1, %(employers)s) e, generate_series(1, %(adverts)s) a order by e, a""",
    """insert into wording (employer_id, advert_id, label, title, body)
       select employer_id, id, w, 'Carer', 'Care.' from advert, unnest(array['A', 'B']) w order by id, w""",
    """insert into vacancy (employer_id, reference, title, town)
       select e, 'V-' || e || '-' || v, 'Carer', 'Town ' || v
       from generate_series(1, %(employers)s) e, generate_series(1, %(vacancies)s) v order by e, v""",
)
_POSTINGS = """
insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
                     starts_at, starts_local, zone, content, presence, published_at, ended_at)
select 1 + e, 1 + e * %(vacancies)s + q %% %(vacancies)s,
       1 + e * %(adverts)s * 2 + (q / %(boards)s) %% (%(adverts)s * 2),
       1 + e * %(boards)s + q %% %(boards)s, 'board' || q %% %(boards)s, 'Place ' || i, 'P-' || i, 'P-' || i || '-1',
       at, at at time zone 'Europe/London', 'Europe/London', 'c',
       case when at < now() - %(life)s then 'gone' else 'live' end, at,
       case when at < now() - %(life)s then at + %(life)s end
from generate_series(0, %(postings)s - 1) i
cross join lateral (select i %% %(employers)s as e, i / %(employers)s as q,
  now() - interval '1 hour' - (%(postings)s - 1 - i) * (%(span)s / %(postings)s) as at) x
order by i
"""
# Most near midnight, as a board's nightly figures are, the rest at noon; the course is front-loaded.
_READINGS = """
insert into reading (employer_id, posting_id, metric, value, origin, taken_at)
select p.employer_id, p.id, m.metric, floor(m.level * (p.id %% 7 + 1) * (1 - exp(-n / 5.0)))::bigint, 'board', t.at
from posting p
cross join unnest(%(metrics)s::text[], array[400, 60, 6]) m(metric, level)
cross join generate_series(1, %(each)s) n
cross join lateral (select case when n <= %(days)s
  then date_trunc('day', p.published_at) + n * interval '1 day' + (p.id %% 100) * interval '1 minute'
  else date_trunc('day', p.published_at) + (n - %(days)s) * interval '1 day' + interval '12 hours' end as at) t
where t.at < now() and t.at > p.published_at and p.id > %(after)s and p.id <= %(until)s
"""
_YOUNG = "select count(*) from posting where published_at > now() - interval '59 days'"
_DAY = """
insert into reading (employer_id, posting_id, metric, value, origin, taken_at)
select p.employer_id, p.id, m.metric, 5000 + n, 'board',
       greatest(date_trunc('day', now()), now() - interval '20 hours')
         + (now() - greatest(date_trunc('day', now()), now() - interval '20 hours')) * (n::float / %(each)s)
from posting p cross join unnest(%(metrics)s::text[]) m(metric) cross join generate_series(1, %(each)s) n
where p.published_at > now() - interval '59 days'
"""
_PORTION = 5000


def fill(callboard: Callboard, *, postings: int, readings: int) -> Filled:
    """About 500 postings an employer; each live for four weeks, with as many readings as make `readings` in all."""
    url = libpq_url(callboard.database.url)
    employers = max(2, postings // 500)
    span = timedelta(days=30 * MONTHS)
    given = {
        "employers": employers,
        "boards": BOARDS,
        "adverts": 12,
        "vacancies": 120,
        "postings": postings,
        "metrics": list(METRICS),
        "each": max(1, readings // (postings * len(METRICS))),
        "days": LIFE,
        "life": timedelta(days=LIFE),
        "span": span,
    }
    with callboard.database.begin() as connection:
        for month in range(MONTHS + 2):
            ensure_partitions(connection, datetime.now(UTC) - timedelta(days=30 * month))
    made = 0
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (*_SETUP, _POSTINGS):
            connection.execute(statement.encode(), given)
        connection.execute(
            "insert into due (posting_id, account_id, employer_id) select id, account_id, employer_id from posting"
        )
        connection.execute("insert into apply_link select md5(id::text), employer_id, id from posting")
        connection.execute("analyze")
        for after in range(0, postings, _PORTION):
            made += connection.execute(
                _READINGS.encode(), {**given, "after": after, "until": after + _PORTION}
            ).rowcount
        connection.execute("insert into recount select id, employer_id, '2000-01-01Z' from posting")
    with callboard.database.read() as connection:
        ids = {
            table: tuple(connection.execute(text(f"select id from {table} order by id")).scalars())
            for table in ("employer", "wording", "posting")
        }
    filled = Filled(url, ids["employer"], ids["wording"], ids["posting"], made)
    filled.settle()
    return filled
