"""Postings by the day they start; and moving or cancelling one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.posting import Phase, Presence
from orchestrator.queries import calendar as query
from orchestrator.queries.calendar import MOST, CalendarFilter, Group
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.services.cancel import cancel
from orchestrator.services.refused import Refused
from orchestrator.services.reschedule import reschedule

from .access import authorised, callboard, may, user
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


@dataclass(frozen=True, slots=True)
class MovePage:
    """What `move.html` shows; `sent`: only the end can be moved. Days and times as typed, in the posting's zone."""

    posting: PostingLine
    sent: bool
    date: str
    time: str
    ends_date: str
    ends_time: str


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
    first = _day(request.args.get("from", "")) or here.replace(day=1)
    last = _day(request.args.get("to", "")) or _month_after(first) - ONE
    last = max(first, last)
    return first, min(last, first + LONGEST)


def _day(text: str) -> date | None:
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


@blueprint.get("/postings/<int:posting_id>")
@authorised(Action.PUBLISH)
def move(posting_id: int) -> str:
    line = _line(posting_id)
    zone = ZoneInfo(line.zone)
    starts, ends = line.starts_at.astimezone(zone), line.ends_at.astimezone(zone) if line.ends_at else None
    return _form(
        MovePage(
            line,
            _sent(line),
            starts.date().isoformat(),
            f"{starts:%H:%M}",
            ends.date().isoformat() if ends else "",
            f"{ends:%H:%M}" if ends else "",
        )
    )


@blueprint.post("/postings/<int:posting_id>")
@authorised(Action.PUBLISH)
def save(posting_id: int) -> Response | tuple[str, int]:
    line = _line(posting_id)
    typed = {name: request.form.get(name, "").strip() for name in ("date", "time", "ends_date", "ends_time")}
    page = MovePage(line, _sent(line), **typed)
    try:
        starts = None if page.sent else _moment("date", "time", typed)
        ends = (
            _moment("ends_date", "ends_time", typed | {"ends_time": typed["ends_time"] or "23:59"})
            if typed["ends_date"]
            else None
        )
        reschedule(callboard(), user().name, posting_id, starts=starts, ends=ends)
    except Refused as refused:
        return _form(page, map(_at_field, refused.reasons)), 422
    flash(f"{line.reference} is moved.", "success")
    return redirect(url_for("vacancies.show", vacancy_id=line.vacancy_id), 303)


@blueprint.post("/postings/<int:posting_id>/cancel")
@authorised(Action.PUBLISH)
def drop(posting_id: int) -> Response | tuple[str, int]:
    line = _line(posting_id)
    try:
        cancel(callboard(), user().name, [posting_id], "cancelled on the calendar")
    except Refused as refused:
        zone = ZoneInfo(line.zone)
        starts = line.starts_at.astimezone(zone)
        page = MovePage(line, _sent(line), starts.date().isoformat(), f"{starts:%H:%M}", "", "")
        return _form(page, map(_at_field, refused.reasons)), 422
    flash(f"{line.reference} is cancelled; nothing was sent.", "success")
    return redirect(url_for("vacancies.show", vacancy_id=line.vacancy_id), 303)


def _moment(day: str, clock: str, typed: dict[str, str]) -> str:
    """A local time of two fields. Raises Refused at the one that is wrong."""
    found = []
    if _day(typed[day]) is None:
        found.append(Reason(day, "Choose a day that exists, as year-month-day"))
    try:
        time.fromisoformat(typed[clock])
    except ValueError:
        found.append(Reason(clock, "Write a time such as 07:00"))
    if found:
        raise Refused(found)
    return f"{typed[day]}T{typed[clock]}"


def _at_field(reason: Reason) -> Reason:
    field = {"starts": "time", "ends": "ends_date", "reference": ""}.get(reason.field, reason.field)
    return Reason(field, reason.message[:1].upper() + reason.message[1:])


def _sent(line: PostingLine) -> bool:
    """Whether only its end can be moved; the service decides for good when it saves."""
    return line.presence is not Presence.ABSENT or line.phase is not Phase.WAITING


def _line(posting_id: int) -> PostingLine:
    with callboard().database.read() as connection:
        found = postings(connection, ids=[posting_id])
    if not found:
        abort(404)
    may(Action.PUBLISH, found[0].employer_id)
    return found[0]


def _form(page: MovePage, errors: Iterable[Reason] = ()) -> str:
    return render_template("move.html", page=page, zone=ZoneInfo(page.posting.zone), errors=tuple(errors))
