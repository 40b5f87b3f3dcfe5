"""A past vacancy once more: what would be posted, what today's rules say of it, and one click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.queries.vacancies import VacancyRecord, vacancy
from orchestrator.rendering.pay_text import pay_text
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused
from orchestrator.services.same_again import Again, look_again, same_again

from . import form_token
from .access import authorised, callboard, may, user
from .check_page import tomorrow
from .numbers import plural
from .together import wrong_time
from .vacancy_page import title_of

blueprint = Blueprint("same_again", __name__, url_prefix="/vacancies/<int:vacancy_id>/again")


@dataclass(frozen=True, slots=True)
class AgainPage:
    """What `same_again.html` shows; `rows`: pairs of an account and what stops the posting there, empty if nothing."""

    id: int
    title: str
    reference: str
    pay: str
    rows: tuple[tuple[str, str], ...]
    stopped: int
    sentence: str
    date: str
    time: str
    zone: str
    once: str


@blueprint.get("")
@authorised(Action.PUBLISH)
def page(vacancy_id: int) -> str:
    found = _read(vacancy_id)
    return _show(found, *tomorrow(found.zone))


@blueprint.post("")
@authorised(Action.PUBLISH)
def carry_out(vacancy_id: int) -> Response | tuple[str, int]:
    found = _read(vacancy_id)
    day, clock = request.form.get("date", "").strip(), request.form.get("time", "").strip()
    try:
        if wrong := wrong_time(day, clock):
            raise Refused(wrong)
        answer = once(callboard(), user().id, form_token.sent(), lambda: _done(vacancy_id, f"{day}T{clock}"))
    except Refused as refused:
        return _show(found, day, clock, [_at_field(each) for each in refused.reasons]), 422
    flash((answer.data or {}).get("words", "Scheduled."), "success")
    return redirect(answer.address, 303)


def _done(vacancy_id: int, starts: str) -> Answer:
    new, placed = same_again(callboard(), user().name, vacancy_id, starts=starts, owner=user().id)
    words = f"{plural(len(placed), 'posting')} scheduled for {starts.replace('T', ' at ')}."
    return Answer(url_for("vacancies.show", vacancy_id=new), {"words": words})


def _read(vacancy_id: int) -> VacancyRecord:
    with callboard().database.read() as connection:
        found = vacancy(connection, vacancy_id)
    if found is None:
        abort(404)
    may(Action.PUBLISH, found.employer_id)
    return found


def _at_field(reason: Reason) -> Reason:
    field = {"starts": "time", "date": "date", "time": "time"}.get(reason.field, "")
    return Reason(field, reason.message[:1].upper() + reason.message[1:])


def _show(found: VacancyRecord, day: str, clock: str, errors: Sequence[Reason] = ()) -> str:
    try:
        again: list[Again] = look_again(callboard(), found.id, None if wrong_time(day, clock) else f"{day}T{clock}")
    except Refused as refused:
        again, errors = look_again(callboard(), found.id), errors or [_at_field(each) for each in refused.reasons]
    stopped = sum(bool(each.reasons) for each in again)
    shown = AgainPage(
        id=found.id,
        title=title_of(found),
        reference=found.reference,
        pay=pay_text(found.facts.pay),
        rows=tuple((each.order.account.label, " ".join(reason.message for reason in each.reasons)) for each in again),
        stopped=stopped,
        sentence=f"Post a new vacancy like {found.reference} ({plural(found.facts.openings, 'opening')}) to "
        f"{plural(len(again), 'board')}.",
        date=day,
        time=clock,
        zone=found.zone,
        once=form_token.sent() or form_token.fresh(),
    )
    return render_template("same_again.html", page=shown, zone=ZoneInfo(found.zone), errors=tuple(errors))
