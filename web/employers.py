"""An employer's other systems: which candidates they reach already, so that nothing is sent there twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.queries.other_routes import Route, other_routes
from orchestrator.services.refused import Refused
from orchestrator.services.save_other_routes import save_other_routes

from .access import authorised, callboard, may, user
from .frame import EmployerChoice, Frame

blueprint = Blueprint("employers", __name__, url_prefix="/employers")


@dataclass(frozen=True, slots=True)
class RoutesPage:
    """What `other_routes.html` shows: the employer's routes, or the employers to choose from."""

    employer: EmployerChoice | None
    employers: tuple[EmployerChoice, ...]
    routes: tuple[Route, ...]


@blueprint.get("")
@authorised(Action.MANAGE_BOARDS)
def index() -> Response | str:
    """The one in force; all of them where none is."""
    frame: Frame = g.frame
    if frame.employer is not None:
        return redirect(url_for("employers.routes", employer_id=frame.employer))
    return render_template("other_routes.html", page=RoutesPage(None, _employers(), ()), errors=())


@blueprint.get("/<int:employer_id>/routes")
@authorised(Action.MANAGE_BOARDS)
def routes(employer_id: int) -> str:
    return _show(employer_id)


@blueprint.post("/<int:employer_id>/routes")
@authorised(Action.MANAGE_BOARDS)
def save(employer_id: int) -> Response | tuple[str, int]:
    may(Action.MANAGE_BOARDS, employer_id)
    typed = {name.removeprefix("by-"): by for name, by in request.form.items() if name.startswith("by-")}
    try:
        save_other_routes(callboard(), user().name, employer_id, typed)
    except Refused as refused:
        named = [Reason(f"by-{each.field}", each.message) for each in refused.reasons]
        return _show(employer_id, named, typed), 422
    flash("Saved. The next posting to a board that somebody else sends to is refused.", "success")
    return redirect(url_for("employers.routes", employer_id=employer_id), 303)


def _show(employer_id: int, errors: Sequence[Reason] = (), typed: Mapping[str, str] | None = None) -> str:
    may(Action.MANAGE_BOARDS, employer_id)
    employer = next((each for each in _employers() if each.id == employer_id), None)
    if employer is None:
        abort(404)
    with callboard().database.read() as connection:
        found = other_routes(connection, callboard().registry, employer_id, typed)
    return render_template("other_routes.html", page=RoutesPage(employer, (), tuple(found)), errors=errors)


def _employers() -> tuple[EmployerChoice, ...]:
    frame: Frame = g.frame
    return tuple(each for each in frame.employers if each.id is not None)
