"""What a board account costs, and its credits, slots or clicks: the book, the forecast, and the board's own figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.credit import CreditKind
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.price import Basis
from orchestrator.domain.usage import MonthOfUse
from orchestrator.queries.standing import standing
from orchestrator.queries.use import months_of
from orchestrator.services.price_account import enter_credits, set_price
from orchestrator.services.refused import Refused, refuse
from orchestrator.storage import credit_book
from orchestrator.storage.credit_book import Entry

from .access import authorised, callboard, user
from .filter import Option, word_of
from .managed_account import managed_account, may_manage, seen_account
from .standing_words import facts, sentence

blueprint = Blueprint("credits", __name__, url_prefix="/boards/<int:account_id>/credits")

BASES = (
    Option(Basis.POSTING, "Each posting"),
    Option(Basis.SLOT, "A slot, by the month"),
    Option(Basis.CONTRACT, "A contract, by its period"),
    Option(Basis.CLICK, "Each click"),
)
KINDS = (
    Option(CreditKind.BOUGHT, "Bought"),
    Option(CreditKind.STATED, "The board says there are"),
    Option(CreditKind.CORRECTED, "Correction"),
)


MONTHS_OF = {Basis.SLOT: "Adverts in slots", Basis.CLICK: "Paid clicks"}


@dataclass(frozen=True, slots=True)
class CreditsPage:
    """What `credits.html` shows. `facts`: pairs of a label and words, None for unknown. `months` are of `month_of`."""

    id: int
    account: str
    sentence: str
    facts: tuple[tuple[str, str | None], ...]
    entries: tuple[Entry, ...]
    months: tuple[MonthOfUse, ...]
    month_of: str
    currency: str
    bases: tuple[Option, ...]
    kinds: tuple[Option, ...]
    typed: Mapping[str, str]
    may_change: bool


@blueprint.get("")
@authorised(Action.SEE_BOARDS)
def page(account_id: int) -> str:
    return _page(account_id)


@blueprint.post("/price")
@authorised(Action.MANAGE_BOARDS)
def price(account_id: int) -> Response | tuple[str, int]:
    managed_account(account_id)
    basis = word_of(Basis, request.form.get("basis", ""))
    try:
        if basis is None:
            raise refuse("basis", "choose what is paid for")
        set_price(
            callboard(), user().name, account_id, basis, amount=_amount("amount"), units=_number("units"),
            currency=request.form.get("currency", "GBP").strip().upper(), first_day=_day("first_day") or _today(),
            last_day=_day("last_day"),
        )  # fmt: skip
    except Refused as refused:
        return _page(account_id, refused.reasons), 422
    flash("The price holds from that day on.", "success")
    return redirect(url_for("credits.page", account_id=account_id), 303)


@blueprint.post("")
@authorised(Action.MANAGE_BOARDS)
def enter(account_id: int) -> Response | tuple[str, int]:
    managed_account(account_id)
    kind = word_of(CreditKind, request.form.get("kind", ""))
    try:
        number = _number("credits")
        if kind is None or number is None:
            raise refuse("credits", "write how many credits")
        enter_credits(callboard(), user().name, account_id, kind, number, request.form.get("note", "").strip())
    except Refused as refused:
        return _page(account_id, refused.reasons), 422
    flash("It stands in the book.", "success")
    return redirect(url_for("credits.page", account_id=account_id), 303)


def _page(account_id: int, errors: Sequence[Reason] = ()) -> str:
    account = seen_account(account_id)
    now, zone = datetime.now(UTC), _zone()
    with callboard().database.read() as connection:
        found = standing(connection, account_id, now, zone.key)
        entries = tuple(credit_book.entries(connection, account_id))
        months = tuple(months_of(connection, found.price, now.astimezone(zone).date())) if found.price else ()
    today = now.astimezone(zone).date()
    shown = CreditsPage(
        account_id,
        account.label,
        sentence(found, today),
        facts(found, today),
        entries,
        months,
        MONTHS_OF.get(found.price.basis, "") if found.price else "",
        found.price.currency if found.price else "",
        BASES,
        KINDS,
        request.form.to_dict()
        or {
            "currency": "GBP",
            "first_day": today.isoformat(),
            "basis": found.price.basis if found.price else Basis.POSTING,
        },
        may_manage(account),
    )
    told = tuple(Reason(each.field, each.message[:1].upper() + each.message[1:]) for each in errors)
    return render_template("credits.html", page=shown, errors=told)


def _zone() -> ZoneInfo:
    zone = g.frame.zone
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def _today() -> date:
    return datetime.now(UTC).astimezone(_zone()).date()


def _day(name: str) -> date | None:
    text = request.form.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise refuse(name, "choose a day that exists, as year-month-day") from None


def _amount(name: str) -> Decimal | None:
    text = request.form.get(name, "").replace(",", "").strip().lstrip("£€$")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise refuse(name, "write a sum such as 85 or 0.45, or leave it empty where it is unknown") from None


def _number(name: str) -> int | None:
    text = request.form.get(name, "").replace(",", "").strip()
    try:
        return int(text) if text else None
    except ValueError:
        raise refuse(name, "write a whole number") from None
