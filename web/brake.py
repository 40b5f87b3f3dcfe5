"""Release a feed that holds adverts back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.queries.accounts import Account
from orchestrator.queries.braked import Braked, braked
from orchestrator.services.refused import Refused
from orchestrator.services.release_feed import release_feed

from .access import authorised, callboard, user
from .managed_account import managed_account
from .numbers import plural
from .sheet import Sheet

blueprint = Blueprint("brake", __name__, url_prefix="/boards")


@blueprint.post("/<int:account_id>/release")
@authorised(Action.MANAGE_BOARDS)
def release(account_id: int) -> Response | str:
    """Let go what the feed's brake holds; asked once more."""
    account = managed_account(account_id)
    there = redirect(url_for("boards.show", account_id=account_id), 303)
    with callboard().database.read() as connection:
        brake = next(iter(braked(connection, account=account_id)), None)
    if brake is not None and request.form.get("confirmed") != "1":
        return render_template("confirm.html", page=_sheet(account, brake))
    try:
        number = release_feed(callboard(), user().name, account_id)
    except Refused as refused:
        flash(str(refused), "error")
        return there
    flash(f"{plural(number, 'advert leaves', 'adverts leave')} the feed, and the board when it fetches it next.",
          "success")  # fmt: skip
    return there


def _sheet(account: Account, brake: Braked) -> Sheet:
    board = callboard().registry[account.board].label
    return Sheet(
        here="boards",
        question=f"Take {plural(brake.held, 'advert')} out of {account.label}?",
        consequences=(
            f"{board} drops {'it' if brake.held == 1 else 'them'} when it fetches the feed next.",
            f"{plural(brake.listed - brake.held, 'advert stays', 'adverts stay')} in the feed.",
            "What is dropped loses its place and its run there; to show it again it is posted again.",
        ),
        note="To keep an advert, move its end; to drop a single one, withdraw it.",
        action=f"Take {brake.held:,} out",
        keep="Keep them in",
        keep_href=url_for("boards.show", account_id=account.id),
    )
