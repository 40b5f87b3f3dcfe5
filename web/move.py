"""Move one posting to another time, or cancel it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.posting import Phase, Presence
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.services.cancel import cancel
from orchestrator.services.refused import Refused
from orchestrator.services.reschedule import reschedule

from .access import authorised, callboard, may, user
from .calendar_span import read_day

blueprint = Blueprint("move", __name__, url_prefix="/calendar/postings/<int:posting_id>")


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
@authorised(Action.PUBLISH)
def ask(posting_id: int) -> str:
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


@blueprint.post("")
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


@blueprint.post("/cancel")
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
    if read_day(typed[day]) is None:
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
