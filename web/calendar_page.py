"""What the calendar shows: weeks of days with chips, or the same postings as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from orchestrator.domain.status import Status
from orchestrator.queries.calendar import Group, Started
from orchestrator.queries.postings import PostingLine

from .calendar_span import Shown
from .filter import Filter
from .paging import Pager
from .times import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Chip:
    """`movable`: it can be dragged to another day, or moved by its page."""

    group: Group
    movable: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One cell. `label` stands in the grid; `notes` are holidays, the clocks, and what ends."""

    date: date
    label: str
    weekday: str
    month: str
    notes: tuple[str, ...]
    css: str
    chips: tuple[Chip, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above all three pages. `here`: the day asked for; `span`: the first and the last day shown; `query`:
    the filter in force.
    """

    title: str
    zone_words: str
    view: str
    here: str
    before: tuple[str, str]
    after: tuple[str, str]
    span: tuple[str, str]
    filters: tuple[Filter, ...]
    query: Mapping[str, str]
    may_move: bool


@dataclass(frozen=True, slots=True)
class GridPage:
    """What `calendar.html` shows. `past`: days before today of a month that today is in; hidden on a phone unless
    `earlier`.
    """

    head: Head
    weeks: tuple[tuple[Day, ...], ...]
    past: str
    earlier: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class TablePage:
    """What `calendar_table.html` shows."""

    head: Head
    rows: tuple[PostingLine, ...]
    pager: Pager
    start: str
    last: str


def grid(
    head: Head,
    shown: Shown,
    here: date,
    found: Mapping[date, Started],
    notes: Mapping[date, tuple[str, ...]],
    *,
    earlier: bool,
) -> GridPage:
    """The days in weeks."""
    days = [_day(day, shown, here, found.get(day), notes.get(day, ()), may_move=head.may_move) for day in shown.days]
    weeks = tuple(tuple(days[start : start + 7]) for start in range(0, len(days), 7))
    gone = here - shown.first
    past = f"{shown.first.day} to {(here.day - 1) or ''} {MONTHS[here.month - 1]}" if _same_month(shown, here) else ""
    return GridPage(head, weeks, past if gone.days > 1 else "", earlier, not found)


def _same_month(shown: Shown, here: date) -> bool:
    return shown.first <= here <= shown.last and shown.first.month == here.month


def _day(day: date, shown: Shown, here: date, found: Started | None, notes: tuple[str, ...], *, may_move: bool) -> Day:
    outside = not shown.first <= day <= shown.last
    label = f"{day.day} {MONTHS[day.month - 1][:3]}" if outside and day.day == 1 else str(day.day)
    css = [("today", day == here), ("out", outside), ("wkend", day.weekday() > 4), ("gone", day < here),
           ("void", found is None and not notes and day != here)]  # fmt: skip
    chips = tuple(
        Chip(group, may_move and group.status is Status.SCHEDULED) for group in (found.groups if found else ())
    )
    return Day(
        day,
        label,
        WEEKDAYS[day.weekday()],
        MONTHS[day.month - 1],
        notes,
        " ".join(name for name, holds in css if holds),
        chips,
        found.more if found else 0,
    )
