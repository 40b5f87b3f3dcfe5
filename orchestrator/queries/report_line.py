"""What a report says: columns, lines, and beside each number for how many postings it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from orchestrator.domain.reading import Metric


class By(StrEnum):
    """What a line of the report stands for."""

    VACANCY = "vacancy"
    ADVERT = "advert"
    BOARD = "board"
    EMPLOYER = "employer"
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
    def watched(self) -> bool:
        """Whether it is known of every posting: our link always is, our page and a thank-you page are of some."""
        return self.side is Side.MEASURED and self.metric in (Metric.CLICK, Metric.APPLY_START)

    @property
    def name(self) -> str:
        return f"{self.metric}s_{self.side}"


COLUMNS = (
    Column(Metric.IMPRESSION, Side.REPORTED),
    Column(Metric.IMPRESSION, Side.MEASURED),
    Column(Metric.CLICK, Side.REPORTED),
    Column(Metric.CLICK, Side.MEASURED),
    Column(Metric.APPLY_START, Side.REPORTED),
    Column(Metric.APPLY_START, Side.MEASURED),
    Column(Metric.APPLICATION, Side.REPORTED),
    Column(Metric.APPLICATION, Side.MEASURED),
    Column(Metric.QUALIFIED_APPLICATION, Side.REPORTED),
    Column(Metric.INTERVIEW, Side.REPORTED),
    Column(Metric.HIRE, Side.REPORTED),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """`value` counted, for `known` of `of` postings; None when it is known for none.

    `outside`: reported over spans that reach beyond the period, and so in no sum. `stale`: of the known ones, how
    many have fallen silent. `as_of`: the oldest of the newest reports of those that go on, else the newest of all.
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
