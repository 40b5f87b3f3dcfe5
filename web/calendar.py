"""Postings by the day they start: a month, a week, or the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, render_template, request

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.status import Status
from orchestrator.queries import calendar as query
from orchestrator.queries.calendar import PAGE, CalendarFilter

from .access import authorised, callboard, may, user
from .calendar_page import Head, TablePage, grid
from .calendar_span import Shown, View, clock_change, holidays, read_day, zone_words
from .filter import Filter, choice, chosen_status, status_filter, word_of
from .frame import Frame
from .numbers import plural
from .paging import Pager, page_number

blueprint = Blueprint("calendar", __name__, url_prefix="/calendar")

CHIPS: Mapping[View, int] = {View.MONTH: 3, View.WEEK: 12}
"""Chips of one day; the rest is in the table of that day."""

LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for."""

    employer: int | None
    zone: ZoneInfo
    status: Status | None
    board: int | None
    owner: int | None

    @classmethod
    def read(cls) -> _Asked:
        frame: Frame = g.frame
        zone = frame.zone if isinstance(frame.zone, ZoneInfo) else ZoneInfo("UTC")
        owner = user().id if request.args.get("owner") == "mine" else request.args.get("owner", None, int)
        return cls(frame.employer, zone, chosen_status(), request.args.get("board", None, int), owner)

    def filter(self, first: date, last: date) -> CalendarFilter:
        ends = begin(first, self.zone), begin(last + ONE, self.zone)
        return CalendarFilter(self.employer, *ends, self.status, self.board, self.owner)

    @property
    def query(self) -> Mapping[str, str]:
        pairs = (("status", self.status and self.status.value), ("board", self.board), ("owner", self.owner))
        return {name: str(value) for name, value in pairs if value}


@blueprint.get("")
@authorised(Action.SEE)
def month() -> str:
    return _grid(View.MONTH)


@blueprint.get("/week")
@authorised(Action.SEE)
def week() -> str:
    return _grid(View.WEEK)


def _grid(view: View) -> str:
    asked = _Asked.read()
    now = datetime.now(UTC)
    here = now.astimezone(asked.zone).date()
    chosen = read_day(request.args.get("from", "")) or here
    shown = Shown.of(view, chosen)
    wanted = asked.filter(shown.days[0], shown.days[-1])
    with callboard().database.read() as connection:
        found = query.started(connection, wanted, asked.zone.key, CHIPS[view])
        ends = query.ends(connection, wanted, asked.zone.key)
        boards, owners = query.boards(connection, asked.employer), query.owners(connection, asked.employer)
        named = holidays(query.countries(connection, asked.employer), shown.days)
    notes = {}
    for day in shown.days:
        words = (named.get(day, ""), clock_change(day, asked.zone), _ends(ends.get(day, 0)))
        if kept := tuple(each for each in words if each):
            notes[day] = kept
    head = _head(shown, chosen, asked, now, boards, owners)
    return render_template(
        "calendar.html", page=grid(head, shown, here, found, notes, earlier="earlier" in request.args), zone=asked.zone
    )


def _ends(number: int) -> str:
    return plural(number, "ends", "end") if number else ""


@blueprint.get("/table")
@authorised(Action.SEE)
def table() -> str:
    """One posting a row, of a month or of the days asked for."""
    asked = _Asked.read()
    now = datetime.now(UTC)
    first = read_day(request.args.get("from", "")) or now.astimezone(asked.zone).date().replace(day=1)
    last = max(first, read_day(request.args.get("to", "")) or Shown.of(View.MONTH, first).last)
    shown = Shown(View.TABLE, first, min(last, first + LONGEST))
    with callboard().database.read() as connection:
        found = query.listed(connection, asked.filter(shown.first, shown.last), page_number())
        boards, owners = query.boards(connection, asked.employer), query.owners(connection, asked.employer)
    page = TablePage(
        _head(shown, shown.first, asked, now, boards, owners),
        found.rows,
        Pager.of(page_number(), found.total, len(found.rows), PAGE),
        shown.first.isoformat(),
        shown.last.isoformat(),
    )
    return render_template("calendar_table.html", page=page, zone=asked.zone)


def _head(
    shown: Shown,
    day: date,
    asked: _Asked,
    now: datetime,
    boards: list[tuple[int, str]],
    owners: list[tuple[int, str]],
) -> Head:
    return Head(
        shown.title,
        zone_words(shown.days, asked.zone, now),
        shown.view.value,
        day.isoformat(),
        shown.before,
        shown.after,
        (shown.first.isoformat(), shown.last.isoformat()),
        (_people("board", "Board", asked.board, boards, "All boards"), status_filter(asked.status),
         _people("owner", "Owner", asked.owner, owners, "Everybody")),
        asked.query,
        authorise(user(), Action.PUBLISH, asked.employer),
    )  # fmt: skip


def _people(name: str, label: str, chosen: int | None, found: list[tuple[int, str]], all_words: str) -> Filter:
    return choice(name, label, str(chosen or ""), ((str(id), words) for id, words in found), all_words)


@blueprint.get("/group/<int:advert_id>")
@authorised(Action.SEE)
def group(advert_id: int) -> str:
    """The postings of one advert that start at one moment (`at`, ISO 8601 with an offset), in one `status` or all."""
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        abort(404)
    if at.tzinfo is None:
        abort(404)
    status = word_of(Status, request.args.get("status", ""))
    with callboard().database.read() as connection:
        lines = query.of_moment(connection, advert_id, at, status)
    if not lines:
        abort(404)
    may(Action.SEE, lines[0].employer_id)
    title = lines[0].title if len({line.title for line in lines}) == 1 else "Several vacancies"
    zone = ZoneInfo(lines[0].zone)
    return render_template(
        "calendar_group.html", page=lines, title=title, at=at, advert_id=advert_id, zone=zone,
        may_move=authorise(user(), Action.PUBLISH, lines[0].employer_id),
    )  # fmt: skip
