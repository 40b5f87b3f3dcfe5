"""Several adverts at once: post them together, or withdraw them all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.queries import adverts as query
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.services.withdraw import withdraw

from .access import authorised, callboard, may, user
from .numbers import plural
from .sheet import Sheet
from .takedown import consequences

blueprint = Blueprint("bulk", __name__, url_prefix="/adverts/together")

MOST = 5_000
"""Postings withdrawn with one click."""


@blueprint.post("")
@authorised(Action.PUBLISH)
def ask() -> str | Response:
    """What is ticked in the list. Withdrawing asks first; posting leads to the check before sending."""
    ids = request.form.getlist("advert", int)
    if not ids:
        flash("Tick at least one advert first.", "error")
        return redirect(url_for("adverts.index"), 303)
    if request.form.get("do") == "post":
        return _post(ids)
    lines = _open(ids)
    if not lines:
        flash("None of these adverts is on a board.", "error")
        return redirect(url_for("adverts.index"), 303)
    if not request.form.get("confirmed"):
        return _question(ids, lines)
    done = withdraw(callboard(), user().name, [line.id for line in lines], "withdrawn with its advert")
    parts = [f"{done.taking_down} being taken down"] if done.taking_down else []
    parts += [f"{done.cancelled} cancelled before they were sent"] if done.cancelled else []
    flash(f"{', '.join(parts).capitalize() or 'Nothing was open any more'}.", "success")
    return redirect(url_for("adverts.index"), 303)


def _post(ids: list[int]) -> Response:
    if len(ids) > 1:
        chosen: Any = ids
        return redirect(url_for("orders.page", advert=chosen), 303)
    return redirect(url_for("check.page", advert_id=ids[0]), 303)


def _open(ids: list[int]) -> list[PostingLine]:
    with callboard().database.read() as connection:
        for id in ids:
            employer = query.employer_of(connection, id)
            if employer is None:
                abort(404)
            may(Action.PUBLISH, employer)
        groups = query.posting_ids(connection, ids, open_only=True)
        open_ids = [each for group in groups.values() for each in group][:MOST]
        return postings(connection, ids=open_ids, limit=MOST)


def _question(ids: list[int], lines: list[PostingLine]) -> str:
    number = plural(len(lines), "posting")
    page = Sheet(
        here="adverts",
        question=f"Withdraw {number} of {plural(len(ids), 'advert')}?",
        consequences=consequences(lines),
        note="Candidates who click later see a closing notice. The vacancies stay open.",
        action=f"Withdraw {number}",
        keep="Keep them",
        keep_href=url_for("adverts.index"),
        hidden=(("do", "withdraw"), *(("advert", str(id)) for id in ids)),
    )
    return render_template("confirm.html", page=page)
