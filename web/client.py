"""The client report: one employer's month on one page, as it is now or as it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.queries.client_data import client_data
from orchestrator.queries.client_now import client_now
from orchestrator.queries.employers import EmployerLine, employers
from orchestrator.reporting.client import title_lines
from orchestrator.reporting.edition import freeze
from orchestrator.reporting.tables import table
from orchestrator.services.freeze_edition import comment_on_month, freeze_edition
from orchestrator.services.refused import Refused
from orchestrator.storage import editions
from orchestrator.storage.database import clock

from .access import authorised, callboard, may, user
from .asked import board_label, chosen_employer, whose
from .attachment import FORMS, Sheet, attachment
from .client_page import client_page


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """What `client_choose.html` shows."""

    employers: tuple[EmployerLine, ...]


blueprint = Blueprint("client", __name__, url_prefix="/reports/client")


@blueprint.get("")
@authorised(Action.REPORT)
def report() -> str | Response:
    """The month `month` (2026-11) of the chosen employer: edition `edition`, else the newest, else as known."""
    employer = _one_employer()
    if employer is None:
        with callboard().database.read() as connection:
            found = employers(connection, user().employer)
        return render_template("client_choose.html", page=ChoosePage(tuple(found)))
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        month = _month(who.today)
        frozen = editions.of_month(connection, employer, month)
        chosen = _chosen(frozen)
        edition = frozen[chosen] if chosen is not None else None
        before = frozen[chosen + 1].content if chosen is not None and chosen + 1 < len(frozen) else None
        form = request.args.get("format", "")
        registry = callboard().registry
        if edition is not None:
            content, titles = edition.content, () if form else title_lines(edition.content)
        elif form:
            content, titles = freeze("client", client_data(connection, registry, employer, month)), ()
        else:
            content = client_now(connection, registry, employer, month)
            titles = content["figures"]["vacancies"]
        now = clock(connection)
    if form:
        if (write := FORMS.get(form)) is None:
            abort(400)
        name = f"client-{employer}-{month:%Y-%m}" + (f"-edition-{edition.number}" if edition else "-draft")
        return attachment(write, Sheet(name, table(content), content))
    page = client_page(content, titles, edition, frozen, before, now.astimezone(who.zone), employer, board_label)
    return render_template("client_report.html", page=page, zone=who.zone)


@blueprint.post("/freeze")
@authorised(Action.REPORT)
def freeze_now() -> Response:
    """Freeze the month as its next edition."""
    employer, month = _asked()
    try:
        made = freeze_edition(callboard(), user().name, employer, month)
        flash(f"Edition {made.number} is frozen.", "success")
    except Refused as refused:
        flash(_sentence(refused), "error")
    return redirect(url_for("client.report", employer=employer, month=f"{month:%Y-%m}"), 303)


@blueprint.post("/comment")
@authorised(Action.REPORT)
def comment() -> Response:
    """Say something about the month."""
    employer, month = _asked()
    try:
        comment_on_month(callboard(), user().name, employer, month, request.form.get("said", ""))
        flash("The comment is kept; freeze an edition that has it.", "success")
    except Refused as refused:
        flash(_sentence(refused), "error")
    return redirect(url_for("client.report", employer=employer, month=f"{month:%Y-%m}", edition="now"), 303)


def _sentence(refused: Refused) -> str:
    said = refused.reasons[0].message
    return f"{said[0].upper()}{said[1:]}."


def _one_employer() -> int | None:
    asked = request.args.get("employer", None, int)
    if asked is None:
        return chosen_employer()
    may(Action.REPORT, asked)
    with callboard().database.read() as connection:
        if asked not in {each.id for each in employers(connection, user().employer)}:
            abort(404)
    return asked


def _asked() -> tuple[int, date]:
    employer = request.form.get("employer", None, int)
    if employer is None:
        abort(400)
    may(Action.REPORT, employer)
    with callboard().database.read() as connection:
        if employer not in {each.id for each in employers(connection, user().employer)}:
            abort(404)
    return employer, _read_month(request.form.get("month", ""))


def _month(today: date) -> date:
    """The month asked for; without one, last month until the tenth and this one after."""
    words = request.args.get("month")
    if words:
        found = _read_month(words)
        if found > today:
            abort(400)
        return found
    first = today.replace(day=1)
    return first if today.day > 10 else date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)


def _read_month(words: str) -> date:
    try:
        return datetime.strptime(words, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        abort(400)


def _chosen(frozen: list[editions.Edition]) -> int | None:
    asked = request.args.get("edition", "")
    if asked == "now" or not frozen:
        return None
    if not asked:
        return 0
    found = next((index for index, each in enumerate(frozen) if str(each.number) == asked), None)
    if found is None:
        abort(404)
    return found
