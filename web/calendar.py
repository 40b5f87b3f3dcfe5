"""Postings by the day they start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, render_template, request

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.permission import Action
from orchestrator.queries import calendar as query
from orchestrator.queries.calendar import MOST, CalendarFilter, Group

from .access import authorised, callboard, may
from .filter import Filter, choice, chosen_status, status_filter
from .frame import Frame
from .times import MONTHS, zone_name

blueprint = Blueprint("calendar", __name__, url_prefix="/calendar")

LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Day:
    """One day with something on it."""

    date: date
    note: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """What `calendar_days.html` shows; `start` and `last` are the days shown, `more`: whether some are left out."""

    title: str
    zone_words: str
    previous: tuple[str, str]
    next: tuple[str, str]
    filters: tuple[Filter, ...]
    days: tuple[Day, ...]
    start: str
    last: str
    more: bool


@blueprint.get("")
@authorised(Action.SEE)
def days() -> str:
    frame: Frame = g.frame
    now = datetime.now(UTC)
    here = now.astimezone(frame.zone).date()
    first, last = _span(here)
    status, board = chosen_status(), request.args.get("board", None, int)
    wanted = CalendarFilter(frame.employer, begin(first, frame.zone), begin(last + ONE, frame.zone), status, board)
    with callboard().database.read() as connection:
        groups = query.groups(connection, wanted)
        ends = query.ends(connection, wanted, getattr(frame.zone, "key", "UTC"))
        boards = query.boards(connection, frame.employer)
    before, after = _month_before(first), _month_after(first)
    accounts = choice("board", "Board", str(board or ""), ((str(id), label) for id, label in boards), "Any board")
    page = CalendarPage(
        title=_title(first, last),
        zone_words=f"All times {getattr(frame.zone, 'key', 'UTC')}, now {zone_name(now, frame.zone)}.",
        previous=(MONTHS[before.month - 1], before.isoformat()),
        next=(MONTHS[after.month - 1], after.isoformat()),
        filters=(status_filter(status), accounts),
        days=_days(groups[:MOST], ends, first, last, here, frame.zone),
        start=first.isoformat(),
        last=last.isoformat(),
        more=len(groups) > MOST,
    )
    return render_template("calendar_days.html", page=page)


def _span(here: date) -> tuple[date, date]:
    """The days asked for; without a `from` the month in hand, without a `to` until the end of its month."""
    first = read_day(request.args.get("from", "")) or here.replace(day=1)
    last = read_day(request.args.get("to", "")) or _month_after(first) - ONE
    last = max(first, last)
    return first, min(last, first + LONGEST)


def read_day(text: str) -> date | None:
    """A day as a form sends it; None for anything that is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _month_before(day: date) -> date:
    return (day.replace(day=1) - ONE).replace(day=1)


def _title(first: date, last: date) -> str:
    if first.day == 1 and last == _month_after(first) - ONE:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]} to {last.day} {MONTHS[last.month - 1]} {last.year}"


def _days(
    groups: Iterable[Group], ends: Mapping[date, int], first: date, last: date, here: date, zone: tzinfo
) -> tuple[Day, ...]:
    """Only days with something on them, and today."""
    found: dict[date, list[Group]] = {day: [] for day in ends}
    if first <= here <= last:
        found.setdefault(here, [])
    for group in groups:
        found.setdefault(group.at.astimezone(zone).date(), []).append(group)
    return tuple(
        Day(day, f"{ends[day]} {'ends' if ends[day] == 1 else 'end'}" if day in ends else "", tuple(found[day]))
        for day in sorted(found)
    )


@blueprint.get("/group/<int:advert_id>")
@authorised(Action.SEE)
def group(advert_id: int) -> str:
    """The postings of one advert that start at one moment (`at`, ISO 8601 with an offset)."""
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        abort(404)
    if at.tzinfo is None:
        abort(404)
    with callboard().database.read() as connection:
        lines = query.of_moment(connection, advert_id, at)
    if not lines:
        abort(404)
    may(Action.SEE, lines[0].employer_id)
    title = lines[0].title if len({line.title for line in lines}) == 1 else "Several vacancies"
    zone = ZoneInfo(lines[0].zone)
    return render_template("calendar_group.html", page=lines, title=title, at=at, advert_id=advert_id, zone=zone)
