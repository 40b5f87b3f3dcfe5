"""An installation with many postings in plausible states over a year, for `benchmarks.pages`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import select, text

from benchmarks.desk_rows import STATEMENTS
from orchestrator.callboard import Callboard
from orchestrator.domain.design import Design
from orchestrator.domain.permission import Role
from orchestrator.services.add_employer import add_employer
from orchestrator.services.add_person import add_person
from orchestrator.services.ask_approval import ask_approval
from orchestrator.services.ask_question import ask_question
from orchestrator.services.publish import publish
from orchestrator.services.save_account import add_account
from orchestrator.services.save_advert import save_advert
from orchestrator.services.save_vacancy import save_vacancy
from orchestrator.storage import courses, tallies
from orchestrator.storage import tables as t
from orchestrator.storage.database import Database
from orchestrator.storage.migrate import ensure_partitions
from orchestrator.testing import sample
from orchestrator.testing.simulator import practice
from orchestrator.urls import libpq_url

EMPLOYERS = 3
BOARDS = ("keyed", "findable", "blind", "reed", "indeed", "careers")


@dataclass(frozen=True, slots=True)
class Desk:
    """Ids of what the pages are about; `person` sees all employers.

    `vacancies` are posted or changed together, on `accounts`; `scheduled` postings are moved together. `posting` is of
    the first vacancy, starts at `at`, and candidates read it as `reference`, empty where it is not live. `approval` is
    the path of a link.
    """

    callboard: Callboard
    person: int
    employer: int
    advert: int
    wordings: tuple[int, int]
    vacancies: tuple[int, ...]
    accounts: tuple[int, ...]
    posting: int
    reference: str
    at: datetime
    scheduled: tuple[int, ...]
    question: int
    approval: str


def one(callboard: Callboard) -> Desk:
    """One employer with one posting, made through the services: an installation that is as good as empty."""
    person = add_person(callboard, "benchmark", "ann", Role.ADMIN, None, full_name="Ann Admin").id
    employer = add_employer(callboard, "benchmark", "Employer 1").id
    account = add_account(
        callboard, "benchmark", board="keyed", label="keyed", values={"token": practice.KEYED_TOKEN}, employer=employer
    )
    vacancy = save_vacancy(callboard, "benchmark", employer, sample.VACANCY).id
    advert = save_advert(callboard, "benchmark", employer, "Sample", {"A": sample.WORDING, "B": sample.WORDING},
                         [vacancy]).id  # fmt: skip
    with callboard.database.read() as connection:
        a, b = connection.scalars(
            select(t.wording.c.id).where(t.wording.c.advert_id == advert).order_by(t.wording.c.id)
        )
    (posted,) = publish(
        callboard, "benchmark", employer=employer, wording=a, vacancies=[vacancy], accounts=[account],
        starts=(datetime.now(UTC) + timedelta(days=5)).strftime("%Y-%m-%dT09:00"),
    )  # fmt: skip
    question = ask_question(
        callboard, "benchmark", employer, asked="Does the pay help?", a_means="with pay", b_means="without",
        design=Design.TOWNS, smallest_ratio=1.5, window_days=28,
    )  # fmt: skip
    approval = ask_approval(callboard, "benchmark", advert=advert, reviewer="Sam Manager", days=14)
    with callboard.database.read() as connection:
        at = connection.scalars(select(t.posting.c.starts_at)).one()
    return Desk(callboard, person, employer, advert, (a, b), (vacancy,), (account,), posted.id, "", at, (posted.id,),
                question, approval)  # fmt: skip


RUN = timedelta(days=60)
TOGETHER = 9
"""Vacancies that are posted together on three boards, as 27 postings."""
_PORTION = 2_000
_BUSY = """
select p.id, p.board_reference, p.starts_at, p.vacancy_id, w.advert_id
from posting p join wording w on w.id = p.wording_id
where p.cause is null and p.presence = 'live' and p.board = 'careers' and p.employer_id = %(employer)s
  and exists (select from wording b join posting o on o.wording_id = b.id where b.advert_id = w.advert_id
              and b.label = 'B')
order by p.id desc limit 1
"""
_WORDINGS = "select id from wording where advert_id = %(advert)s order by label"
_SOLD = """
select vacancy_id from advert_vacancy where advert_id = %(advert)s
order by vacancy_id <> %(vacancy)s, vacancy_id limit %(most)s
"""
_ACCOUNTS = """
select id from board_account where employer_id is null and board in ('careers', 'keyed', 'findable') order by board
"""
_SCHEDULED = """
select id from posting where presence = 'absent' and employer_id = %(employer)s and starts_at > now()
order by starts_at, id limit %(most)s
"""


def fill(desk: Desk, postings: int) -> Desk:
    """About `postings` postings beside the one that is there, added up as a worker does. The pages are then about one
    of them that is live, its advert with two wordings, and accounts that all employers share.
    """
    database = desk.callboard.database
    with database.begin() as connection:
        for month in range(12):
            ensure_partitions(connection, datetime.now(UTC) - timedelta(days=30 * month))
    given = {"employers": EMPLOYERS, "boards": list(BOARDS), "vacancies": postings // len(BOARDS),
             "person": desk.person, "run": RUN}  # fmt: skip
    with psycopg.connect(libpq_url(database.url), autocommit=True) as raw:
        for statement in STATEMENTS:
            raw.execute(statement.encode(), given if "%" in statement else None)
        _add_up(database)
        raw.execute("vacuum analyze")

        def ids(statement: str, **asked: int) -> tuple[int, ...]:
            return tuple(row[0] for row in raw.execute(statement.encode(), asked))

        busy = raw.execute(_BUSY.encode(), {"employer": desk.employer}).fetchone()
        assert busy is not None
        posting, reference, at, vacancy, advert = busy
        a, b = ids(_WORDINGS, advert=advert)
        return replace(
            desk, advert=advert, wordings=(a, b), vacancies=ids(_SOLD, advert=advert, vacancy=vacancy, most=TOGETHER),
            accounts=ids(_ACCOUNTS), posting=posting, reference=reference, at=at,
            scheduled=ids(_SCHEDULED, employer=desk.employer, most=3 * TOGETHER),
        )  # fmt: skip


def _add_up(database: Database) -> None:
    """What reports are made of, from the facts: in portions, so that the planner learns how large tables have grown."""
    since = (datetime.now(UTC) - timedelta(days=330)).date()
    with database.read() as connection:
        every = list(connection.scalars(select(t.posting.c.id).order_by(t.posting.c.id)))
        employers = list(connection.scalars(select(t.employer.c.id)))
    for first in range(0, len(every), _PORTION):
        portion, last = every[first : first + _PORTION], first + _PORTION >= len(every)
        with database.begin() as connection:
            courses.renew(connection, portion)
            tallies.add_up(connection, employers if last else [], portion, since)
            connection.execute(text("analyze posting_month"))
    with database.begin() as connection:
        tallies.mark_stale(connection)
        tallies.count_shown(connection, since)
