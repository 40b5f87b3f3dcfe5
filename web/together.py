"""Several postings at once: move, bring up to date, post again, withdraw. First what would happen, then all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.status import Status
from orchestrator.queries import calendar as calendar_query
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused
from orchestrator.services.rehearse import Change, Outcome, When, rehearse
from orchestrator.services.repost import repost
from orchestrator.services.reschedule import move
from orchestrator.services.update import update
from orchestrator.services.withdraw import withdraw

from . import form_token
from .access import authorised, callboard, may, user
from .calendar_span import read_day
from .filter import word_of
from .numbers import plural
from .together_page import TogetherPage, rows, title_of, what_follows

blueprint = Blueprint("together", __name__, url_prefix="/postings/together")

MOST = 500
"""Postings changed at once."""

ASKS_WHEN = (Change.MOVE, Change.REPOST)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be done with which postings; `lines` are those that exist, by their start."""

    change: Change
    lines: tuple[PostingLine, ...]
    when: When

    @property
    def ids(self) -> list[int]:
        return [line.id for line in self.lines]

    @property
    def knows_when(self) -> bool:
        return self.change is not Change.MOVE or bool(self.when.day)


def _read(sent: MultiDict[str, str]) -> _Asked | None:
    """None where nothing is ticked."""
    change = word_of(Change, sent.get("do", ""))
    if change is None:
        abort(400)
    ids = sent.getlist("posting", int)[:MOST]
    with callboard().database.read() as connection:
        if (advert := sent.get("advert", None, int)) is not None:
            ids = [line.id for line in calendar_query.of_moment(connection, advert, _instant(sent), Status.SCHEDULED)]
        found = postings(connection, ids=ids, limit=MOST) if ids else []
    for employer in {line.employer_id for line in found}:
        may(Action.PUBLISH, employer)
    lines = tuple(sorted(found, key=lambda line: (line.starts_at, line.title, line.place, line.account)))
    when = When(sent.get("date", "").strip()[:10], sent.get("time", "").strip()[:5])
    return _Asked(change, lines, when) if lines else None


def _instant(sent: MultiDict[str, str]) -> datetime:
    try:
        at = datetime.fromisoformat(sent.get("at", ""))
    except ValueError:
        abort(404)
    return at if at.tzinfo is not None else abort(404)


@blueprint.get("")
@authorised(Action.PUBLISH)
def page() -> str | Response:
    """What would become of each; nothing is written."""
    asked = _read(request.args)
    if asked is None:
        flash("Tick at least one posting first.", "error")
        return redirect(url_for("calendar.table"), 303)
    return _show(asked, _wrong(asked.when))


@blueprint.post("")
@authorised(Action.PUBLISH)
def carry_out() -> Response | tuple[str, int]:
    """All of it or nothing; `ready` leaves out what is stopped."""
    asked = _read(request.form)
    if asked is None:
        abort(404)
    try:
        if wrong := _wrong(asked.when):
            raise Refused(wrong)
        answer = once(callboard(), user().id, form_token.sent(), lambda: _done(asked))
    except Refused as refused:
        return _show(asked, [_at_field(each) for each in refused.reasons]), 422
    flash((answer.data or {}).get("words", "Done."), "success")
    return redirect(answer.address, 303)


def _done(asked: _Asked) -> Answer:
    actor, ids = user().name, asked.ids
    match asked.change:
        case Change.MOVE:
            number = move(callboard(), actor, ids, asked.when.day, asked.when.clock or None)
            words = f"{plural(number, 'posting')} moved."
        case Change.UPDATE:
            words = f"{plural(update(callboard(), actor, ids).changed, 'posting')} brought up to date."
        case Change.REPOST:
            starts = f"{asked.when.day}T{asked.when.clock or '07:00'}" if asked.when.day else None
            words = f"{plural(len(repost(callboard(), actor, ids, starts=starts)), 'posting')} posted again."
        case Change.WITHDRAW:
            done = withdraw(callboard(), actor, ids, "withdrawn together")
            words = f"{done.taking_down} being taken down, {done.cancelled} cancelled before they were sent."
    day = asked.when.day or asked.lines[0].starts_at.astimezone(ZoneInfo(asked.lines[0].zone)).date().isoformat()
    shown: dict[str, Any] = {"from": day}
    return Answer(url_for("calendar.month", **shown), {"words": words})


def _wrong(when: When) -> list[Reason]:
    """What is typed may be empty, but not be wrong."""
    return [each for each in wrong_time(when.day, when.clock) if (when.day, when.clock)[each.field == "time"]]


def wrong_time(day: str, clock: str) -> list[Reason]:
    """What is wrong with a day and a time of day as typed."""
    found = []
    if read_day(day) is None:
        found.append(Reason("date", "Choose a day that exists, as year-month-day"))
    try:
        time.fromisoformat(clock)
    except ValueError:
        found.append(Reason("time", "Write a time such as 07:00"))
    return found


def _at_field(reason: Reason) -> Reason:
    field = {"starts": "time", "date": "date", "time": "time"}.get(reason.field, "")
    return Reason(field, reason.message[:1].upper() + reason.message[1:])


def _show(asked: _Asked, errors: Sequence[Reason] = ()) -> str:
    wrong = {reason.field for reason in errors} & {"date", "time"}
    rehearsed = asked.knows_when and not (wrong and _wrong(asked.when))
    outcomes = rehearse(callboard(), asked.change, asked.ids, asked.when) if rehearsed else []
    found: dict[int, Outcome] = {each.id: each for each in outcomes}
    zone = ZoneInfo(asked.lines[0].zone)
    done = [line for line in asked.lines if line.id in found and found[line.id].does and not found[line.id].reasons]
    stopped = sum(bool(each.reasons) for each in outcomes)
    with callboard().database.read() as connection:
        countries = [each for employer in {line.employer_id for line in asked.lines}
                     for each in calendar_query.countries(connection, employer)]  # fmt: skip
    number = plural(len(done), "posting")
    today = datetime.now(UTC).astimezone(zone).date()
    shown = TogetherPage(
        change=asked.change.value,
        title=title_of(asked.change, len(asked.lines)),
        lede=f"{_places(asked.lines)}. Nothing is changed until you say so.",
        asks_when=asked.change in ASKS_WHEN,
        when=asked.when,
        zone=zone.key,
        rows=rows(asked.change, asked.lines, found, zone),
        will=len(done),
        stopped=stopped,
        sentence=_sentence(asked.change, len(done), len(asked.lines) - len(done) - stopped),
        consequences=what_follows(asked.change, done, found, countries, today) if done else (),
        action=title_of(asked.change, len(done)) if asked.change is not Change.MOVE else f"Move {number}",
        ready=tuple(line.id for line in done),
        back=request.referrer if _own(request.referrer) else url_for("calendar.month"),
        once=form_token.sent() or form_token.fresh(),
    )
    return render_template("together.html", page=shown, zone=zone, errors=tuple(errors))


def _own(address: str | None) -> bool:
    return bool(address and address.startswith(request.host_url) and "/together" not in address)


def _places(lines: Sequence[PostingLine]) -> str:
    """`9 vacancies (14 openings) on 3 boards`."""
    openings = {line.vacancy_id: line.openings for line in lines}
    boards = {line.account_id for line in lines}
    return (f"{plural(len(openings), 'vacancy', 'vacancies')} ({plural(sum(openings.values()), 'opening')}) "
            f"on {plural(len(boards), 'board')}")  # fmt: skip


def _sentence(change: Change, will: int, same: int) -> str:
    rest = f" {same} {'stays' if same == 1 else 'stay'} as {'it is' if same == 1 else 'they are'}." if same else ""
    return f"{title_of(change, will)}.{rest}"
