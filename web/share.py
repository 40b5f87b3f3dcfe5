"""From a vacancy to a poster, or to a text to pass on, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.status import Status
from orchestrator.domain.vacancy import VacancyState
from orchestrator.queries.postings import postings
from orchestrator.queries.vacancies import VacancyRecord, vacancy
from orchestrator.services.refused import Refused
from orchestrator.services.share import BOARD, share

from .access import authorised, callboard, may, user
from .vacancy_page import title_of

blueprint = Blueprint("share", __name__, url_prefix="/vacancies/<int:vacancy_id>/share")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has its link: the posting, and its address."""

    posting_id: int
    name: str
    up: bool


@dataclass(frozen=True, slots=True)
class SharePage:
    """What `share.html` shows; `may_add`: the vacancy is open, and the person may publish."""

    vacancy_id: int
    title: str
    places: tuple[Place, ...]
    may_add: bool
    typed: str


@blueprint.get("")
@authorised(Action.SEE)
def page(vacancy_id: int) -> str:
    return _shown(_found(vacancy_id, Action.SEE))


@blueprint.post("")
@authorised(Action.PUBLISH)
def add(vacancy_id: int) -> str | Response | tuple[str, int]:
    """Give a place its link; the form comes back filled where something is wrong."""
    found = _found(vacancy_id, Action.PUBLISH)
    place = request.form.get("place", "")
    try:
        made = share(callboard(), user().name, vacancy_id, place, owner=user().id)
    except Refused as refused:
        return _shown(found, refused.reasons, place), 422
    flash(f"{place.strip()} has its link. Print the poster or pass the text on, then say that it is up.", "success")
    return redirect(url_for("apply_page.link", posting_id=made.id), 303)


def _found(vacancy_id: int, action: Action) -> VacancyRecord:
    with callboard().database.read() as connection:
        found = vacancy(connection, vacancy_id)
    if found is None:
        abort(404)
    may(action, found.employer_id)
    return found


def _shown(found: VacancyRecord, errors: Sequence[Reason] = (), typed: str = "") -> str:
    with callboard().database.read() as connection:
        lines = postings(connection, vacancy=found.id)
    shown = SharePage(
        found.id,
        title_of(found),
        tuple(
            Place(line.id, line.account, line.status is Status.LIVE)
            for line in lines
            if line.board == BOARD and line.ended_at is None
        ),
        found.state is VacancyState.OPEN and authorise(user(), Action.PUBLISH, found.employer_id),
        typed,
    )
    return render_template("share.html", page=shown, errors=[Reason("place", each.message) for each in errors])
