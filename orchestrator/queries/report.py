"""What came back in a period, by vacancy, advert, board or day. Each number says of how many postings it is known.

What boards (or people, or files) report and what our apply link measures stand side by side and are never summed.
Of one posting only one reporter's count of a metric is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from orchestrator.domain.cadence import count_state
from orchestrator.domain.day import ONE, begin
from orchestrator.domain.reading import CountState, Metric, Origin
from orchestrator.storage import report_rows
from orchestrator.storage.database import clock
from orchestrator.storage.report_rows import Counted, OfDays, Shown

from .counts import REPORTED


class By(StrEnum):
    """What a line of the report stands for."""

    VACANCY = "vacancy"
    ADVERT = "advert"
    BOARD = "board"
    DAY = "day"


class Side(StrEnum):
    """Who counted."""

    REPORTED = "reported"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Column:
    """One kind of number."""

    metric: Metric
    side: Side

    @property
    def name(self) -> str:
        return f"{self.metric}s_{self.side}"


COLUMNS = (
    Column(Metric.IMPRESSION, Side.REPORTED),
    Column(Metric.CLICK, Side.REPORTED),
    Column(Metric.CLICK, Side.MEASURED),
    Column(Metric.APPLY_START, Side.REPORTED),
    Column(Metric.APPLY_START, Side.MEASURED),
    Column(Metric.APPLICATION, Side.REPORTED),
    Column(Metric.QUALIFIED_APPLICATION, Side.REPORTED),
    Column(Metric.HIRE, Side.REPORTED),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """`value` counted, for `known` of `of` postings; None when it is known for none.

    `outside`: reported over spans that reach beyond the period, and so in no sum. `stale`: of the known ones, how
    many have fallen silent. `as_of`: the oldest of the newest reports.
    """

    value: int | None
    known: int
    of: int
    outside: int = 0
    stale: int = 0
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`key` identifies what the line is about (an id, a board's name, a day); `tallies` has every one of COLUMNS."""

    key: str
    label: str
    postings: int
    tallies: Mapping[Column, Tally]


@dataclass(frozen=True, slots=True)
class Report:
    """From the beginning of `start` to the end of `end`, days of each employer's zone. `robots`: left out of it all."""

    start: date
    end: date
    by: By
    lines: tuple[Line, ...]
    total: Line
    robots: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class _Part:
    """Facts of one posting and column: `value` None when all of them reach beyond the period."""

    posting: Shown
    column: Column
    value: int | None
    outside: int
    stale: bool
    as_of: datetime


def report(connection: Connection, start: date, end: date, by: By, *, employer: int | None = None) -> Report:
    """The report of a period, both days included, for one employer or all. Raises ValueError when it ends before it
    starts.
    """
    if end < start:
        raise ValueError(f"the period ends on {end:%d %B %Y}, before it starts; swap the two days")
    now = clock(connection)
    postings = report_rows.shown(connection, start, end, employer)
    asked = report_rows.Asked(start, end, [each.id for each in postings], REPORTED)
    parts = list(_parts(report_rows.by_posting(connection, asked), {each.id: each for each in postings}, end, now))
    parts += _untouched(postings, parts, now)
    by_day = by is By.DAY
    lines = _by_day(report_rows.by_day(connection, asked), postings) if by_day else _grouped(postings, parts, by)
    total = _line("", "All", postings, parts)
    return Report(start, end, by, lines, total, report_rows.robots(connection, asked), now)


def _untouched(postings: Sequence[Shown], parts: Sequence[_Part], now: datetime) -> list[_Part]:
    """Our own link is always watched: a posting nobody followed it from has a known zero, not an unknown."""
    seen = {part.posting.id for part in parts if part.column.side is Side.MEASURED}
    measured = [column for column in COLUMNS if column.side is Side.MEASURED]
    return [
        _Part(each, column, 0, 0, stale=False, as_of=now)
        for each in postings
        if each.id not in seen
        for column in measured
    ]


def _group(posting: Shown, by: By) -> tuple[str, str]:
    match by:
        case By.VACANCY:
            return str(posting.vacancy_id), posting.vacancy
        case By.ADVERT:
            return str(posting.advert_id), posting.advert
        case _:
            return posting.board, posting.board


def _parts(rows: Iterable[Counted], postings: Mapping[int, Shown], end: date, now: datetime) -> Iterator[_Part]:
    for row in rows:
        posting = postings[row.posting_id]
        until = min(now, begin(end + ONE, ZoneInfo(posting.zone)))
        state = count_state(row.origin, row.as_of, posting.published_at, posting.ended_at, until)
        side = Side.MEASURED if row.origin is Origin.APPLY_LINK else Side.REPORTED
        stale = state is CountState.STALE
        yield _Part(posting, Column(row.metric, side), row.value, row.outside, stale, row.as_of)


def _grouped(postings: Sequence[Shown], parts: Sequence[_Part], by: By) -> tuple[Line, ...]:
    groups: dict[tuple[str, str], tuple[list[Shown], list[_Part]]] = {}
    for posting in postings:
        groups.setdefault(_group(posting, by), ([], []))[0].append(posting)
    for part in parts:
        groups[_group(part.posting, by)][1].append(part)
    return tuple(_line(key, label, *groups[key, label]) for key, label in sorted(groups, key=lambda each: each[1]))


def _line(key: str, label: str, postings: Sequence[Shown], parts: Sequence[_Part]) -> Line:
    return Line(
        key,
        label,
        len(postings),
        {column: _tally([each for each in parts if each.column == column], len(postings)) for column in COLUMNS},
    )


def _tally(parts: Sequence[_Part], of: int) -> Tally:
    known = [each for each in parts if each.value is not None]
    return Tally(
        sum(each.value or 0 for each in known) if known else None,
        len(known),
        of,
        sum(each.outside for each in parts),
        sum(each.stale for each in known),
        min((each.as_of for each in known), default=None),
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
