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

from sqlalchemy import Connection, Row, text

from orchestrator.domain.cadence import count_state
from orchestrator.domain.day import ONE, begin
from orchestrator.domain.reading import CountState, Metric, Origin
from orchestrator.storage.database import clock

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
class _Posting:
    id: int
    vacancy_id: int
    vacancy: str
    advert_id: int
    advert: str
    board: str
    zone: str
    published_at: datetime
    ended_at: datetime | None
    first_day: date
    last_day: date | None

    def group(self, by: By) -> tuple[str, str]:
        match by:
            case By.VACANCY:
                return str(self.vacancy_id), self.vacancy
            case By.ADVERT:
                return str(self.advert_id), self.advert
            case _:
                return self.board, self.board

    def shown(self, first: date, last: date) -> bool:
        """Whether it was to be seen on a day from `first` to `last`."""
        return self.first_day <= last and (self.last_day is None or self.last_day >= first)


@dataclass(frozen=True, slots=True)
class _Part:
    """Facts of one posting and column: `value` None when all of them reach beyond the period."""

    posting: _Posting
    column: Column
    value: int | None
    outside: int
    stale: bool
    as_of: datetime


_POSTINGS = text("""
select p.id, p.vacancy_id, v.title || case when v.town <> '' then ', ' || v.town else '' end as vacancy,
       w.advert_id, a.name as advert, p.board, e.zone, p.published_at, p.ended_at,
       (p.published_at at time zone e.zone)::date as first_day, (p.ended_at at time zone e.zone)::date as last_day
from posting p
join employer e on e.id = p.employer_id
join vacancy v on v.id = p.vacancy_id
join wording w on w.id = p.wording_id
join advert a on a.id = w.advert_id
where p.published_at is not null and (cast(:employer as bigint) is null or p.employer_id = :employer)
  and (p.published_at at time zone e.zone)::date <= :end
  and (p.ended_at is null or (p.ended_at at time zone e.zone)::date >= :start)
order by vacancy, p.id
""")

# The best reporter of a posting's metric is the same for every line and every day of one report.
_FACTS = """
with f as (
  select posting_id, metric, origin, day, until, value, as_of, day >= :start and until <= :end as inside,
         array_position(cast(:reporters as text[]), origin) as rank
  from fact where posting_id = any(:postings) and day <= :end and until >= :start),
b as (select posting_id, metric, min(rank) as rank from f group by 1, 2),
k as (select f.* from f join b using (posting_id, metric) where f.rank is null or f.rank = b.rank)
"""
_BY_POSTING = text(
    _FACTS
    + """
select posting_id, metric, origin, (sum(value) filter (where inside))::bigint as value,
       coalesce(sum(value) filter (where not inside), 0)::bigint as outside, max(as_of) as as_of
from k group by 1, 2, 3
"""
)
_BY_DAY = text(
    _FACTS
    + """
select day, until, metric, origin = 'apply_link' as ours, sum(value)::bigint as value, count(*) as known,
       min(as_of) as as_of
from k where inside group by 1, 2, 3, 4 order by 1, 2
"""
)
_ROBOTS = text("""
select count(*) from hit h join posting p on p.id = h.posting_id join employer e on e.id = p.employer_id
where h.kind <> 'person' and h.at >= :since and h.at < :until and h.posting_id = any(:postings)
  and (h.at at time zone e.zone)::date between :start and :end
""")


def report(connection: Connection, start: date, end: date, by: By, *, employer: int | None = None) -> Report:
    """The report of a period, both days included, for one employer or all. Raises ValueError when it ends before it
    starts.
    """
    if end < start:
        raise ValueError(f"the period ends on {end:%d %B %Y}, before it starts; swap the two days")
    now = clock(connection)
    period = {"start": start, "end": end}
    postings = [_Posting(**row._asdict()) for row in connection.execute(_POSTINGS, {"employer": employer, **period})]
    asked = {"postings": [each.id for each in postings], "reporters": [str(each) for each in REPORTED], **period}
    parts = list(_parts(connection.execute(_BY_POSTING, asked), {each.id: each for each in postings}, end, now))
    lines = _by_day(connection.execute(_BY_DAY, asked), postings) if by is By.DAY else _grouped(postings, parts, by)
    # An index on the instant finds robots; two days more hold every zone's days.
    utc = ZoneInfo("UTC")
    around = {"since": begin(start - ONE, utc), "until": begin(end + 2 * ONE, utc)}
    robots = connection.execute(_ROBOTS, {**asked, **around}).scalar_one()
    return Report(start, end, by, lines, _line("", "All", postings, parts), robots, now)


def _parts(
    rows: Iterable[Row[tuple[object, ...]]], postings: Mapping[int, _Posting], end: date, now: datetime
) -> Iterator[_Part]:
    for row in rows:
        posting, origin = postings[row.posting_id], Origin(row.origin)
        until = min(now, begin(end + ONE, ZoneInfo(posting.zone)))
        state = count_state(origin, row.as_of, posting.published_at, posting.ended_at, until)
        side = Side.MEASURED if origin is Origin.APPLY_LINK else Side.REPORTED
        column = Column(Metric(row.metric), side)
        yield _Part(posting, column, row.value, row.outside, state is CountState.STALE, row.as_of)


def _grouped(postings: Sequence[_Posting], parts: Sequence[_Part], by: By) -> tuple[Line, ...]:
    groups: dict[tuple[str, str], tuple[list[_Posting], list[_Part]]] = {}
    for posting in postings:
        groups.setdefault(posting.group(by), ([], []))[0].append(posting)
    for part in parts:
        groups[part.posting.group(by)][1].append(part)
    return tuple(_line(key, label, *groups[key, label]) for key, label in sorted(groups, key=lambda each: each[1]))


def _line(key: str, label: str, postings: Sequence[_Posting], parts: Sequence[_Part]) -> Line:
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


def _by_day(rows: Iterable[Row[tuple[object, ...]]], postings: Sequence[_Posting]) -> tuple[Line, ...]:
    """One line a day, and one for each span that could not be split by day."""
    found: dict[tuple[date, date], list[Row[tuple[object, ...]]]] = {}
    for row in rows:
        found.setdefault((row.day, row.until), []).append(row)
    lines: list[Line] = []
    for (day, until), of_it in sorted(found.items()):
        shown = sum(each.shown(day, until) for each in postings)
        tallies = {column: Tally(None, 0, shown) for column in COLUMNS}
        for row in of_it:
            column = Column(Metric(row.metric), Side.MEASURED if row.ours else Side.REPORTED)
            tallies[column] = Tally(row.value, row.known, max(shown, row.known), as_of=row.as_of)
        split = day == until
        label = f"{day}" if split else f"{day} to {until}, not split by day"
        lines.append(Line(f"{day}" if split else f"{day}/{until}", label, shown, tallies))
    return tuple(lines)
