"""Live postings that bring less than is usual by their age, with what the advert rules still find on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orchestrator.boards.registry import Registry
from orchestrator.domain.day import day_of
from orchestrator.statistics.expectation import Usual
from orchestrator.storage import posting_days
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import wording_of
from orchestrator.storage.posting_days import Shown
from orchestrator.storage.vacancies import facts_of

from .checked import checked
from .runs import Course, courses
from .usual import Expectations

MOST = 500
"""Live postings that are looked at: the youngest, which something can still be done for."""
_TOLD = 10
_SILENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Behind:
    """`so_far` was known at `as_of`, `age` whole days after publication; nine of ten have `usual.low` or more by then.

    `findings`: sentences of the rules still open on the advert.
    """

    shown: Shown
    age: int
    so_far: int
    as_of: datetime
    usual: Usual
    findings: tuple[str, ...] = ()


def behind(connection: Connection, registry: Registry, employer: int | None, zone: ZoneInfo) -> tuple[Behind, ...]:
    """The postings furthest behind first, at most ten. Silent on boards with fewer than ten completed postings."""
    live = posting_days.live(connection, employer, MOST)
    expectations = Expectations.of(connection, {each.board for each in live})
    found = [known for each in courses(connection, live) if (known := _judged(each, expectations, zone)) is not None]
    worst = sorted(found, key=lambda each: (each.so_far / each.usual.expected, each.shown.id))[:_TOLD]
    return tuple(_with_findings(connection, registry, worst))


def _judged(course: Course, expectations: Expectations, zone: ZoneInfo) -> Behind | None:
    origin, total = course.origin, course.total()
    if origin is None or total is None:
        return None
    as_of = course.counts[origin].as_of
    day = day_of(as_of, zone)
    # Whole days only: what came on the day of the count speaks for the posting.
    age = min(course.age, (day - course.shown.first).days)
    if course.shown.today - day > _SILENT:
        return None
    usual = expectations.usual(course.shown.board, course.shown.first, age)
    return Behind(course.shown, age, total, as_of, usual) if usual is not None and usual.behind(total) else None


def _with_findings(connection: Connection, registry: Registry, found: Iterable[Behind]) -> Iterable[Behind]:
    for each in found:
        row = connection.execute(select(t.wording).where(t.wording.c.id == each.shown.wording_id)).one()
        vacancy = connection.execute(select(t.vacancy).where(t.vacancy.c.id == each.shown.vacancy_id)).one()
        said = checked(
            connection,
            registry,
            row.employer_id,
            wording_of(row),
            facts_of(vacancy),
            each.shown.today,
            advert=row.advert_id,
            vacancy_id=vacancy.id,
        )
        yield replace(each, findings=tuple(finding.message for finding in (*said.errors, *said.warnings)))
