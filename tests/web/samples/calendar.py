"""Postings by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from orchestrator.domain.status import Status

from .common import STATES, Filter, at


@dataclass(frozen=True, slots=True)
class Group:
    at: datetime | None
    title: str
    count: int
    status: Status
    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    note: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    title: str
    zone_words: str
    previous: tuple[str, str]
    next: tuple[str, str]
    filters: tuple[Filter, ...]
    days: tuple[Day, ...]
    start: str
    last: str
    more: bool


CALENDAR = Calendar(
    title="November 2026",
    zone_words="All times Europe/London, now GMT.",
    previous=("October", "2026-10-01"),
    next=("December", "2026-12-01"),
    filters=(STATES,),
    days=(
        Day(
            date(2026, 11, 23),
            "",
            (
                Group(at(23, 11), "Care Coordinator", 6, Status.SCHEDULED, "advert", 4),
                Group(at(23, 16), "Registered Manager", 1, Status.SCHEDULED, "posting", 5),
            ),
        ),
        Day(date(2026, 11, 27), "3 end", (Group(None, "Deputy Manager", 1, Status.DRAFT, "advert", 7),)),
        Day(date(2026, 11, 30), "St Andrew’s (Scotland)", ()),
    ),
    start="2026-11-01",
    last="2026-11-30",
    more=False,
)
