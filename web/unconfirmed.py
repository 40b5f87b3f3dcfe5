"""Unconfirmed without drudgery: one table per account, settled row by row, all at once, or by the board's own list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.intake.live_list import MOST, written
from orchestrator.queries import accounts as account_query
from orchestrator.queries import unconfirmed as query
from orchestrator.queries.accounts import Account
from orchestrator.services.match_live import match_live
from orchestrator.services.refused import Refused
from orchestrator.services.settle import Answer, settle_many

from .access import authorised, callboard, may, user
from .unconfirmed_page import ANSWERS, first, unconfirmed_page

blueprint = Blueprint("unconfirmed", __name__, url_prefix="/boards/<int:account_id>/unconfirmed")


@blueprint.get("")
@authorised(Action.SEE_BOARDS)
def page(account_id: int) -> str:
    return _page(_account(account_id))


@blueprint.post("")
@authorised(Action.SEE_BOARDS)
def answer(account_id: int) -> Response | str | tuple[str, int]:
    """Save what was seen, or only choose one answer for every row (`do` names it)."""
    account = _account(account_id)
    ids = list(dict.fromkeys(request.form.getlist("row", int)))
    _mine(account, ids)
    do = request.form.get("do", "")
    if do in ANSWERS:
        return _page(account, chosen={**request.form, **{f"answer-{id}": do for id in ids}})
    answers = [_answer(id) for id in ids if request.form.get(f"answer-{id}") in ("live", "absent")]
    if not answers:
        return _page(account, (Reason("", "Say of at least one posting whether it is there"),), request.form), 422
    try:
        settle_many(callboard(), user().name, answers)
    except Refused as refused:
        reasons = [Reason(f"answer-{each.field}", each.message) for each in refused.reasons]
        return _page(account, (*reasons, Reason("", "Nothing was saved; what you chose is kept")), request.form), 422
    live, absent = sum(each.live for each in answers), sum(not each.live for each in answers)
    flash(f"Noted: {live} live, {absent} not there. All goes on from there by itself.", "success")
    if request.form.get("list"):
        return _proposals(account, request.form["list"])
    return redirect(url_for("unconfirmed.page", account_id=account_id), 303)


@blueprint.post("/list")
@authorised(Action.SEE_BOARDS)
def propose(account_id: int) -> str | tuple[str, int]:
    """The board's own list of live adverts, as a file or pasted: matches are proposed, nothing is saved."""
    account = _account(account_id)
    file = request.files.get("file")
    source: bytes | str = file.read() if file is not None and file.filename else request.form.get("list", "")
    try:
        return _proposals(account, source)
    except Refused as refused:
        return _page(account, refused.reasons, request.form), 422


def _proposals(account: Account, source: bytes | str) -> str:
    frame = g.frame
    matched = match_live(callboard(), account.id, frame.employer, source)
    with callboard().database.read() as connection:
        found = query.unconfirmed(connection, account.id, frame.employer, MOST)
    shown = unconfirmed_page(
        account, callboard().registry[account.board], first(found, matched.matches, query.PAGE), {}, datetime.now(UTC),
        matches={each.sought.id: each for each in matched.matches}, listed=written(matched.listed),
        whole=request.form.get("whole") == "1",
    )  # fmt: skip
    return render_template("unconfirmed.html", page=shown, typed={})


def _page(account: Account, errors: Sequence[Reason] = (), chosen: Mapping[str, str] | None = None) -> str:
    with callboard().database.read() as connection:
        found = query.unconfirmed(connection, account.id, g.frame.employer)
    shown = unconfirmed_page(account, callboard().registry[account.board], found, chosen or {}, datetime.now(UTC))
    return render_template("unconfirmed.html", page=shown, errors=errors, typed=chosen or {})


def _answer(id: int) -> Answer:
    form = request.form
    live = form.get(f"answer-{id}") == "live"
    url = form.get(f"url-{id}", "").strip() if live else ""
    return Answer(id, live, url or None, intents=form.get(f"intents-{id}", -1, int))


def _account(account_id: int) -> Account:
    with callboard().database.read() as connection:
        found = account_query.account(connection, account_id)
    if found is None or found.board not in callboard().registry:
        abort(404)
    may(Action.SEE_BOARDS, found.employer_id)
    return found


def _mine(account: Account, ids: Sequence[int]) -> None:
    """Go on only with postings of this account that one may see (404) and settle (403)."""
    with callboard().database.read() as connection:
        found = query.of_account(connection, account.id, ids)
    if set(found) != set(ids):
        abort(404)
    for employer in set(found.values()):
        may(Action.SEE, employer)
        if not any(authorise(user(), action, employer) for action in (Action.PUBLISH, Action.OPERATE)):
            abort(403)
