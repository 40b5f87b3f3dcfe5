"""Live postings that bring less than is usual by their age, with what the advert rules still find on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orchestrator.boards.registry import Registry
from orchestrator.statistics.expectation import Usual
from orchestrator.storage import posting_counts, posting_days
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import wording_of
from orchestrator.storage.posting_counts import Counted
from orchestrator.storage.posting_days import Shown
from orchestrator.storage.vacancies import facts_of

from .checked import checked
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
    live = posting_counts.live(connection, employer, zone, MOST)
    expectations = Expectations.of(connection, {each.board for each in live})
    judged = [late for each in live if (late := _judged(each, expectations)) is not None]
    worst = sorted(judged, key=lambda late: (late.so_far / late.usual.expected, late.posting))[:_TOLD]
    shown = {each.id: each for each in posting_days.these(connection, [late.posting for late in worst])}
    return tuple(_with_findings(connection, registry, shown[late.posting], late) for late in worst)


def usual_now(connection: Connection, postings: Sequence[int], zone: ZoneInfo) -> dict[int, Usual]:
    """By posting, what is usual by the age its count covers, or by today where nothing is counted.

    Missing are those that are not live, or young, and those of boards with fewer than ten completed postings.
    """
    live = posting_counts.still_live(connection, postings, zone)
    expectations = Expectations.of(connection, {each.board for each in live})
    found = {each.id: expectations.usual(each.board, each.first, _whole_days(each)) for each in live}
    return {id: usual for id, usual in found.items() if usual is not None}


@dataclass(frozen=True, slots=True)
class _Late:
    posting: int
    age: int
    so_far: int
    as_of: datetime
    usual: Usual


def _judged(posting: Counted, expectations: Expectations) -> _Late | None:
    count = posting.count
    if count is None or posting.last - count.day > _SILENT:
        return None
    age = _whole_days(posting)
    usual = expectations.usual(posting.board, posting.first, age)
    if usual is None or not usual.behind(count.total):
        return None
    return _Late(posting.id, age, count.total, count.as_of, usual)


def _whole_days(posting: Counted) -> int:
    """Whole days only: what came on the day of the count speaks for the posting."""
    last = posting.last if posting.count is None else min(posting.last, posting.count.day)
    return (last - posting.first).days


def _with_findings(connection: Connection, registry: Registry, shown: Shown, late: _Late) -> Behind:
    row = connection.execute(select(t.wording).where(t.wording.c.id == shown.wording_id)).one()
    vacancy = connection.execute(select(t.vacancy).where(t.vacancy.c.id == shown.vacancy_id)).one()
    said = checked(
        connection,
        registry,
        row.employer_id,
        wording_of(row),
        facts_of(vacancy),
        shown.today,
        advert=row.advert_id,
        vacancy_id=vacancy.id,
    )
    messages = tuple(finding.message for finding in (*said.errors, *said.warnings))
    return Behind(shown, late.age, late.so_far, late.as_of, late.usual, messages)
