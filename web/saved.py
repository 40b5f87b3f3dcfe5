"""Reports that are sent by e-mail: which, to whom, when next, and what came of the last turn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.rhythm import Rhythm, SavedKind
from orchestrator.services.refused import Refused
from orchestrator.services.save_report import save_report, stop_report
from orchestrator.storage import saved_reports
from orchestrator.storage.saved_reports import SavedReport

from .access import authorised, callboard, may, user
from .asked import chosen_employer, whose
from .filter import Option, word_of

blueprint = Blueprint("saved", __name__, url_prefix="/reports/saved")

KINDS = {SavedKind.MONTH: "What came back", SavedKind.ADVERTS: "Which advert worked", SavedKind.CLIENT: "Client report"}
RHYTHMS = {Rhythm.WEEKLY: "Every Monday, about the week before", Rhythm.MONTHLY: "Every first, about the month before"}


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What `saved_reports.html` shows. `configured`: there is a mail server."""

    lede: str
    configured: bool
    rows: tuple[SavedReport, ...]
    kinds: tuple[Option, ...]
    rhythms: tuple[Option, ...]
    hours: tuple[Option, ...]
    typed: dict[str, str]


@blueprint.get("")
@authorised(Action.REPORT)
def index() -> str:
    return _page()


@blueprint.post("")
@authorised(Action.REPORT)
def add() -> str | Response:
    """Have one sent; the form comes back filled where something is wrong with it."""
    kind, rhythm = word_of(SavedKind, request.form.get("kind", "")), word_of(Rhythm, request.form.get("rhythm", ""))
    if kind is None or rhythm is None:
        abort(400)
    addresses = [each for each in re.split(r"[\s,;]+", request.form.get("recipients", "")) if each]
    try:
        save_report(
            callboard(), user().name, user().id, employer=chosen_employer(), kind=kind, rhythm=rhythm,
            hour=request.form.get("hour", -1, int), recipients=addresses,
        )  # fmt: skip
    except Refused as refused:
        return _page(refused.reasons)
    flash("It goes out from its next turn on.", "success")
    return redirect(url_for("saved.index"), 303)


@blueprint.post("/<int:saved_id>/stop")
@authorised(Action.REPORT)
def stop(saved_id: int) -> Response:
    """End one."""
    with callboard().database.read() as connection:
        found = saved_reports.by_id(connection, saved_id)
    if found is None or (found.employer_id is None and user().employer is not None):
        abort(404)
    may(Action.REPORT, found.employer_id)
    try:
        stop_report(callboard(), user().name, saved_id)
        flash("It is not sent any more.", "success")
    except Refused as refused:
        flash(f"{refused}", "error")
    return redirect(url_for("saved.index"), 303)


def _page(errors: Sequence[Reason] = ()) -> str:
    employer = chosen_employer()
    with callboard().database.read() as connection:
        page = SavedPage(
            lede=whose(connection, employer).name,
            configured=callboard().settings.mail_host is not None,
            rows=tuple(saved_reports.listed(connection, employer)),
            kinds=tuple(Option(kind.value, label) for kind, label in KINDS.items()),
            rhythms=tuple(Option(rhythm.value, label) for rhythm, label in RHYTHMS.items()),
            hours=tuple(Option(str(hour), f"{hour:02}:00") for hour in range(24)),
            typed=request.form.to_dict() or {"hour": "7"},
        )
    return render_template("saved_reports.html", page=page, errors=errors, kinds=KINDS)
