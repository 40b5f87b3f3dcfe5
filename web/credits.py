"""What a board account costs and how many credits it has: the book, the forecast, and the board's own figure."""

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
from orchestrator.queries.standing import Standing, standing
from orchestrator.services.price_account import enter_credits, set_price
from orchestrator.services.refused import Refused, refuse
from orchestrator.storage import credit_book
from orchestrator.storage.credit_book import Entry

from .access import authorised, callboard, user
from .filter import Option, word_of
from .managed_account import managed_account, may_manage, seen_account
from .numbers import money, plural
from .times import day_words

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
_PRICED = {Basis.POSTING: "for each posting", Basis.SLOT: "a slot and month", Basis.CONTRACT: "for the contract",
           Basis.CLICK: "a click"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CreditsPage:
    """What `credits.html` shows. `facts`: pairs of a label and words, None for unknown."""

    id: int
    account: str
    sentence: str
    facts: tuple[tuple[str, str | None], ...]
    entries: tuple[Entry, ...]
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
    today = now.astimezone(zone).date()
    shown = CreditsPage(
        account_id,
        account.label,
        sentence(found, today),
        facts(found, today),
        entries,
        BASES,
        KINDS,
        request.form.to_dict() or {"currency": "GBP", "first_day": today.isoformat()},
        may_manage(account),
    )
    told = tuple(Reason(each.field, each.message[:1].upper() + each.message[1:]) for each in errors)
    return render_template("credits.html", page=shown, errors=told)


def sentence(found: Standing, today: date) -> str:
    """`18 credits left; they run out on 19 December, by what is scheduled.`"""
    if found.balance is None:
        return "Credits are not counted for this account. Enter what you bought, and they are from then on."
    left = plural(found.balance.left, "credit") + " left"
    if found.forecast is None:
        return f"{left}; nothing scheduled or sent lately uses them up."
    if found.balance.left <= 0:
        return f"{left}: the next posting is refused by the board, or charged."
    why = "by what is scheduled" if found.forecast.by_plan else "at the pace of the last four weeks"
    return f"{left}; they run out {_on(found.forecast.day, today)}, {why}."


def facts(found: Standing, today: date) -> tuple[tuple[str, str | None], ...]:
    """The rows under the sentence."""
    price, balance = found.price, found.balance
    cost = None
    if price is not None and price.amount is not None:
        cost = f"{money(price.amount, price.currency)} {_PRICED[price.basis]}"
    rows: list[tuple[str, str | None]] = [("Price", cost)]
    if price is not None and price.units:
        rows.append(("Slots" if price.basis is Basis.SLOT else "Credits for each posting", f"{price.units:,}"))
    if price is not None and price.last_day:
        rows.append(("Contract ends", day_words(price.last_day, today)))
    if balance is not None:
        rows += [("Scheduled postings take", plural(balance.planned, "credit")),
                 ("Left after that", f"{balance.after:,}")]  # fmt: skip
        if balance.unsure:
            rows.append(("May have been taken", f"{balance.unsure:,}, by postings whose outcome is not known yet"))
        rows.append(("The board’s own figure", _drift(found, today)))
    return tuple(rows)


def _drift(found: Standing, today: date) -> str | None:
    if found.drift is None:
        return None
    said = f"{found.drift.stated:,} on {day_words(found.drift.at.astimezone(UTC).date(), today)}"
    by = abs(found.drift.by)
    if not by:
        return f"{said}, as we count"
    return f"{said}; we counted {found.drift.ours:,}. " + (
        f"{by:,} were taken outside Callboard, or a purchase was entered twice"
        if found.drift.by < 0
        else f"{by:,} more than we count: a purchase was not entered, or the board gave some back"
    )


def _on(day: date, today: date) -> str:
    words = day_words(day, today)
    return words if words in ("today", "tomorrow", "yesterday") else f"on {words}"


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
