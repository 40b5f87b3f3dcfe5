"""What boards cost: the charges people entered, and the form for another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action, authorise
from orchestrator.queries.accounts import accounts
from orchestrator.queries.spending import COST_RULE
from orchestrator.services.charge import add_charge, revoke_charge
from orchestrator.services.refused import Refused, refuse
from orchestrator.storage import charges
from orchestrator.storage.charges import Charge

from .access import authorised, callboard, may, user
from .asked import chosen_employer, whose
from .filter import Option

blueprint = Blueprint("costs", __name__, url_prefix="/reports/costs")


@dataclass(frozen=True, slots=True)
class CostsPage:
    """What `costs.html` shows; `may_enter`: the person may add and revoke."""

    lede: str
    rule: str
    rows: tuple[Charge, ...]
    accounts: tuple[Option, ...]
    may_enter: bool
    typed: dict[str, str]


@blueprint.get("")
@authorised(Action.REPORT)
def index() -> str:
    return _page()


@blueprint.post("")
@authorised(Action.MANAGE_BOARDS)
def add() -> str | Response:
    """Enter a charge; the form comes back filled where something is wrong with it."""
    employer = chosen_employer()
    try:
        add_charge(
            callboard(),
            user().name,
            employer=employer,
            account=request.form.get("account", 0, int),
            first_day=_day("first_day"),
            last_day=_day("last_day"),
            amount=_amount(),
            currency=request.form.get("currency", "").strip().upper(),
            note=request.form.get("note", "").strip()[:200],
        )
    except Refused as refused:
        return _page(refused.reasons)
    flash("The charge is in the reports from now on.", "success")
    return redirect(url_for("costs.index"), 303)


@blueprint.post("/<int:charge_id>/revoke")
@authorised(Action.MANAGE_BOARDS)
def revoke(charge_id: int) -> Response:
    """Take a charge out of all reports."""
    with callboard().database.read() as connection:
        found = charges.listed(connection, user().employer, [charge_id])
    if not found:
        abort(404)
    may(Action.MANAGE_BOARDS, found[0].employer_id)
    try:
        revoke_charge(callboard(), user().name, charge_id)
        flash("The charge is out of the reports; it stays in the list.", "success")
    except Refused as refused:
        flash(f"{refused}", "error")
    return redirect(url_for("costs.index"), 303)


def _page(errors: Sequence[Reason] = ()) -> str:
    employer = chosen_employer()
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        rows = charges.listed(connection, employer)
        open_accounts = accounts(connection, employer)
    page = CostsPage(
        lede=who.name,
        rule=COST_RULE,
        rows=tuple(rows),
        accounts=tuple(Option(str(each.id), each.label) for each in open_accounts),
        may_enter=authorise(user(), Action.MANAGE_BOARDS, None),
        typed=request.form.to_dict() or {"currency": "GBP"},
    )
    return render_template("costs.html", page=page, errors=errors)


def _day(name: str) -> date:
    try:
        return datetime.strptime(request.form.get(name, ""), "%Y-%m-%d").date()  # noqa: DTZ007  # a calendar day
    except ValueError:
        raise refuse(name, "give a day, such as 2026-11-30") from None


def _amount() -> Decimal:
    words = request.form.get("amount", "").replace(",", "").strip().lstrip("£€$")
    try:
        return Decimal(words)
    except InvalidOperation:
        raise refuse("amount", "give a sum, such as 85 or 1,250.00") from None
