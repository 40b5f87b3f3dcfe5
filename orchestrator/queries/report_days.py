"""A report of any days, from the facts of the postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from orchestrator.domain.cadence import count_state
from orchestrator.domain.reading import CountState, Origin
from orchestrator.storage import report_rows
from orchestrator.storage.database import clock
from orchestrator.storage.report_rows import Counted, OfDays, Shown

from .report_line import COLUMNS, By, Column, Line, Report, Side, Tally


@dataclass(frozen=True, slots=True)
class _Part:
    """Facts of one posting and column: `value` None when all of them reach beyond the period. `open`: more may come."""

    posting: Shown
    column: Column
    value: int | None
    outside: int
    stale: bool
    newest: datetime | None
    open: bool


def of_days(connection: Connection, start: date, end: date, by: By, *, employer: int | None = None) -> Report:
    """Any days, from the facts of every posting that was to be seen on one of them."""
    now = clock(connection)
    postings = report_rows.shown(connection, start, end, employer)
    asked = report_rows.Asked(start, end, postings)
    counted = report_rows.by_posting(connection, asked)
    parts = list(_parts(counted, {each.id: each for each in postings}, now))
    parts += _untouched(postings, parts)
    by_day = by is By.DAY
    lines = _by_day(report_rows.by_day(connection, asked), postings) if by_day else _grouped(postings, parts, by)
    total = _line("", "All", postings, parts)
    return Report(start, end, by, lines, total, sum(row.robots for row in counted), now)


def _untouched(postings: Sequence[Shown], parts: Sequence[_Part]) -> list[_Part]:
    """Our own link is always watched: a posting nobody followed it from has a known zero, not an unknown."""
    seen = {(part.posting.id, part.column) for part in parts}
    measured = [column for column in COLUMNS if column.watched]
    return [
        _Part(each, column, 0, 0, stale=False, newest=None, open=False)
        for each in postings
        for column in measured
        if (each.id, column) not in seen
    ]


def _group(posting: Shown, by: By) -> tuple[str, str]:
    match by:
        case By.VACANCY:
            return str(posting.vacancy_id), posting.vacancy
        case By.ADVERT:
            return str(posting.advert_id), posting.advert
        case By.EMPLOYER:
            return str(posting.employer_id), posting.employer
        case _:
            return posting.board, posting.board


def _parts(rows: Iterable[Counted], postings: Mapping[int, Shown], now: datetime) -> Iterator[_Part]:
    for row in rows:
        posting = postings[row.posting_id]
        state = count_state(row.origin, row.as_of, posting.published_at, posting.ended_at, now)
        side = Side.MEASURED if row.origin is Origin.APPLY_LINK else Side.REPORTED
        stale = row.last and row.value is not None and state is CountState.STALE
        more = row.last and row.value is not None and (posting.ended_at is None or stale)
        yield _Part(posting, Column(row.metric, side), row.value, row.outside, stale, row.as_of, more)


def _grouped(postings: Sequence[Shown], parts: Sequence[_Part], by: By) -> tuple[Line, ...]:
    groups: dict[tuple[str, str], tuple[list[Shown], list[_Part]]] = {}
    for posting in postings:
        groups.setdefault(_group(posting, by), ([], []))[0].append(posting)
    for part in parts:
        groups[_group(part.posting, by)][1].append(part)
    return tuple(_line(key, label, *groups[key, label]) for key, label in sorted(groups, key=lambda each: each[::-1]))


def _line(key: str, label: str, postings: Sequence[Shown], parts: Sequence[_Part]) -> Line:
    return Line(
        key,
        label,
        len(postings),
        {column: _tally([each for each in parts if each.column == column], len(postings)) for column in COLUMNS},
    )


def _tally(parts: Sequence[_Part], of: int) -> Tally:
    known = [each for each in parts if each.value is not None]
    silent = [each.newest for each in known if each.open and each.newest is not None]
    newest = [each.newest for each in known if each.newest is not None]
    return Tally(
        sum(each.value or 0 for each in known) if known else None,
        len(known),
        of,
        sum(each.outside for each in parts),
        sum(each.stale for each in known),
        min(silent) if silent else max(newest, default=None),
    )


def _by_day(rows: Iterable[OfDays], postings: Sequence[Shown]) -> tuple[Line, ...]:
    """One line a day, and one for each span that could not be split by day."""
    found: dict[tuple[date, date], list[OfDays]] = {}
    for row in rows:
        found.setdefault((row.day, row.until), []).append(row)
    lines: list[Line] = []
    for (day, until), of_it in sorted(found.items()):
        shown = sum(each.on(day, until) for each in postings)
        tallies = {column: Tally(None, 0, shown) for column in COLUMNS}
        for row in of_it:
            column = Column(row.metric, Side.MEASURED if row.ours else Side.REPORTED)
            tallies[column] = Tally(row.value, row.known, max(shown, row.known), as_of=row.as_of)
        split = day == until
        label = f"{day}" if split else f"{day} to {until}, not split by day"
        lines.append(Line(f"{day}" if split else f"{day}/{until}", label, shown, tallies))
    return tuple(lines)
