"""Board accounts: the list, one with its health, its form, and the switches of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from orchestrator.boards.contract import Adapter
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.queries import accounts as query
from orchestrator.queries.accounts import Account
from orchestrator.queries.braked import braked
from orchestrator.queries.standing import standings
from orchestrator.services.operate_account import pause as pause_account
from orchestrator.services.operate_account import resume, switch
from orchestrator.services.refused import Refused, refuse
from orchestrator.services.save_account import add_account, edit_account
from orchestrator.services.try_login import try_login
from orchestrator.storage import credit_book

from . import account_form
from .access import authorised, callboard, may, user
from .account_page import AccountPage, ListPage, account_page, list_page
from .filter import Filter, Option
from .frame import Frame
from .local_path import local_path
from .managed_account import managed_account, may_manage, seen_account
from .new_account import new_page
from .sheet import Sheet
from .standing_words import price_words, short

blueprint = Blueprint("boards", __name__, url_prefix="/boards")


@blueprint.get("")
@authorised(Action.SEE_BOARDS)
def index() -> str:
    frame: Frame = g.frame
    with callboard().database.read() as connection:
        found = query.accounts(connection, frame.employer)
        costs = _costs(connection, [each.id for each in found])
    page: ListPage = list_page(
        found, costs, callboard().registry, datetime.now(UTC), frame.zone, may_change=may_manage(None)
    )
    return render_template("boards.html", page=page)


def _costs(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """By account, what is left and until when; where that is not counted, what it costs."""
    frame: Frame = g.frame
    now = datetime.now(UTC)
    today = now.astimezone(frame.zone).date()
    prices = credit_book.prices(connection, ids, today)
    priced = {id: (words, "") for id, price in prices.items() if (words := price_words(price))}
    books = standings(connection, frame.employer, now, getattr(frame.zone, "key", "UTC"))
    return priced | {each.account_id: short(each, today) for each in books}


@blueprint.get("/<int:account_id>")
@authorised(Action.SEE_BOARDS)
def show(account_id: int) -> str:
    return _page(seen_account(account_id))


def _page(account: Account, errors: Sequence[Reason] = (), typed: Mapping[str, str] | None = None) -> str:
    frame: Frame = g.frame
    with callboard().database.read() as connection:
        visits = query.visits(connection, account.id) if account.feed_token else []
        brake = next(iter(braked(connection, account=account.id)), None)
    page: AccountPage = account_page(
        account, _adapter(account.board), visits, brake, callboard().settings.public_url, datetime.now(UTC), frame.zone,
        may_change=may_manage(account), may_switch=authorise(user(), Action.GO_LIVE, account.employer_id), typed=typed,
    )  # fmt: skip
    return render_template("board_account.html", page=page, errors=errors)


@blueprint.get("/new")
@authorised(Action.MANAGE_BOARDS)
def new() -> str:
    return _new(request.args.get("board", ""))


def _new(board: str, errors: Sequence[Reason] = ()) -> str:
    registry = callboard().registry
    if board and board not in registry:
        abort(404)
    page = new_page(registry, board, request.form, request.args.get("preset", ""), _employers() if board else None)
    return render_template("board_new.html", page=page, errors=errors)


@blueprint.post("/new")
@authorised(Action.MANAGE_BOARDS)
def add() -> Response | tuple[str, int]:
    board = request.form.get("board", "")
    if board not in callboard().registry:
        abort(404)
    try:
        values = account_form.read(_adapter(board), request.form)
        number = add_account(callboard(), user().name, board=board, label=request.form.get("label", ""), values=values,
                             employer=_employer())  # fmt: skip
    except Refused as refused:
        return _new(board, refused.reasons), 422
    flash("Added, in practice: it sends to the simulator until an administrator switches it live.", "success")
    return redirect(url_for("boards.show", account_id=number), 303)


@blueprint.post("/<int:account_id>")
@authorised(Action.MANAGE_BOARDS)
def save(account_id: int) -> Response | tuple[str, int]:
    account = managed_account(account_id)
    values = account_form.read(_adapter(account.board), request.form)
    label = request.form.get("label", "")
    try:
        edit_account(callboard(), user().name, account_id, label=label, values=values)
    except Refused as refused:
        return _page(account, refused.reasons, {**values, "label": label}), 422
    flash("Saved.", "success")
    return redirect(url_for("boards.show", account_id=account_id), 303)


@blueprint.post("/<int:account_id>/test")
@authorised(Action.MANAGE_BOARDS)
def test(account_id: int) -> Response:
    """Ask the board whether the login works; takes at most ten seconds."""
    managed_account(account_id)
    works, said = try_login(callboard(), user().name, account_id)
    flash(said, "success" if works else "error")
    return redirect(url_for("boards.show", account_id=account_id), 303)


@blueprint.post("/<int:account_id>/pause")
@authorised(Action.MANAGE_BOARDS)
def pause(account_id: int) -> Response:
    """Pause or resume, from here or from the queue."""
    account = managed_account(account_id)
    if request.form.get("paused") == "1":
        pause_account(callboard(), user().name, account_id, request.form.get("reason", "").strip()[:200])
        flash(f"{account.label} is paused. What is planned keeps its place.", "success")
    else:
        resume(callboard(), user().name, account_id)
        flash(f"{account.label} sends again, carefully at first.", "success")
    return redirect(local_path(request.form.get("next")) or url_for("boards.show", account_id=account_id), 303)


@blueprint.post("/<int:account_id>/mode")
@authorised(Action.GO_LIVE)
def mode(account_id: int) -> Response | str | tuple[str, int]:
    """From practice to live and back; asked once more."""
    account = seen_account(account_id)
    may(Action.GO_LIVE, account.employer_id)
    practice = request.form.get("practice") == "1"
    if request.form.get("confirmed") != "1":
        return render_template("confirm.html", page=_mode_sheet(account, practice))
    try:
        switch(callboard(), user().name, account_id, practice=practice)
    except Refused as refused:
        return _page(account, refused.reasons), 422
    flash("It sends to the simulator only." if practice else "It is live: it sends to the board.", "success")
    return redirect(url_for("boards.show", account_id=account_id), 303)


def _mode_sheet(account: Account, practice: bool) -> Sheet:
    board = _adapter(account.board).label
    live = (
        f"What is published through it reaches {board}, and real candidates.",
        "The board may charge for it.",
        "Nothing that was published in practice is sent.",
    )
    back = ("What is published through it reaches the simulator only.",)
    return Sheet(
        here="boards",
        question=f"Switch {account.label} {'to practice' if practice else 'live'}?",
        consequences=back if practice else live,
        note="It can be switched only while nothing is open on it.",
        action="Switch to practice" if practice else "Switch live",
        keep="Leave it",
        keep_href=url_for("boards.show", account_id=account.id),
        danger=not practice,
        hidden=(("practice", "1" if practice else "0"),),
    )


def _employers() -> Filter | None:
    """Whose the new account is; None where the person works for one employer only."""
    frame: Frame = g.frame
    if user().employer is not None:
        return None
    own = tuple(Option(str(each.id), each.name) for each in frame.employers if each.id is not None)
    chosen = request.form.get("employer", str(frame.employer or ""))
    return Filter("employer", "Employer", chosen, (Option("", "All employers"), *own))


def _employer() -> int | None:
    if user().employer is not None:
        return user().employer
    chosen = request.form.get("employer", "")
    known = {str(each.id): each.id for each in g.frame.employers if each.id is not None}
    if chosen and chosen not in known:
        raise refuse("employer", "Choose one of the employers in the list")
    return known.get(chosen)


def _adapter(board: str) -> Adapter:
    return callboard().registry[board]
