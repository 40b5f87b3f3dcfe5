"""How a board account stands, in words: credits, slots or paid clicks, when they run out, the board's own figure."""

from __future__ import annotations

from datetime import UTC, date

from orchestrator.domain.price import Basis, Price
from orchestrator.domain.usage import Clicks, Slots
from orchestrator.queries.standing import Standing

from .numbers import money, plural
from .times import day_words

_PRICED = {Basis.POSTING: "for each posting", Basis.SLOT: "a slot and month", Basis.CONTRACT: "for the contract",
           Basis.CLICK: "a click"}  # fmt: skip
_UNITS = {Basis.POSTING: "Credits for each posting", Basis.CONTRACT: "Credits for each posting", Basis.SLOT: "Slots",
          Basis.CLICK: "Budget of a month"}  # fmt: skip
_PACE = "at the pace of the last four weeks"


def sentence(found: Standing, today: date) -> str:
    """`18 credits left; they run out on 19 December, by what is scheduled.`"""
    match found.use:
        case Slots() as slots:
            return _slots(slots, found, today)
        case Clicks() as clicks:
            return _clicks(clicks, found, today)
    if found.balance is None:
        return "Credits are not counted for this account. Enter what you bought, and they are from then on."
    left = plural(found.balance.left, "credit") + " left"
    if found.forecast is None:
        return f"{left}; nothing scheduled or sent lately uses them up."
    if found.balance.left <= 0:
        return f"{left}: the next posting is refused by the board, or charged."
    why = "by what is scheduled" if found.forecast.by_plan else _PACE
    return f"{left}; they run out {_on(found.forecast.day, today)}, {why}."


def _slots(slots: Slots, found: Standing, today: date) -> str:
    if slots.there is None:
        return (
            f"{plural(slots.used, 'slot is', 'slots are')} taken; how many there are is unknown. Set it with the price."
        )
    taken = f"{slots.used:,} of {plural(slots.there, 'slot')} {'is' if slots.used == 1 else 'are'} taken"
    if slots.used >= slots.there:
        return f"{taken}: the next posting waits for a free one, or is refused by the board."
    if found.forecast is None:
        return f"{taken}; nothing scheduled takes the rest."
    short = slots.most - slots.there
    more = f", and {short:,} too few for all of it" if short > 0 else ""
    return f"{taken}; the last one is {_on(found.forecast.day, today)}, by what is scheduled{more}."


def _clicks(clicks: Clicks, found: Standing, today: date) -> str:
    if clicks.number is None:
        return "No click of this month has been counted yet: what it costs is unknown, not 0."
    counted = (
        f"{plural(clicks.number, 'click')} this month, known for {clicks.known:,} of {plural(clicks.of, 'posting')}"
    )
    if clicks.spent is None:
        return f"{counted}; what they cost is unknown, for no price is."
    spent = f"{_money(clicks.spent, found.price)} spent for {counted}"
    if clicks.left is None:
        return f"{spent}."
    if clicks.left <= 0:
        return f"{spent}: the budget of {_money(clicks.budget, found.price)} is gone."
    if found.forecast is None:
        return f"{spent}; the budget of {_money(clicks.budget, found.price)} lasts for the month."
    budget = _money(clicks.budget, found.price)
    return f"{spent}; the budget of {budget} runs out {_on(found.forecast.day, today)}, {_PACE}."


def facts(found: Standing, today: date) -> tuple[tuple[str, str | None], ...]:
    """The rows under the sentence; None for unknown."""
    price, balance = found.price, found.balance
    rows: list[tuple[str, str | None]] = [("Price", price_words(price))]
    if price is not None and price.units:
        units = _money(price.units, price) if price.basis is Basis.CLICK else f"{price.units:,}"
        rows.append((_UNITS[price.basis], units))
    if price is not None and price.last_day:
        rows.append(("Contract ends", day_words(price.last_day, today)))
    if balance is not None:
        rows += [("Scheduled postings take", plural(balance.planned, "credit")),
                 ("Left after that", f"{balance.after:,}")]  # fmt: skip
        if balance.unsure:
            rows.append(("May have been taken", f"{balance.unsure:,}, by postings whose outcome is not known yet"))
    if isinstance(found.use, Slots) and price is not None:
        month = price.amount * price.units if price.amount is not None and price.units else None
        rows += [("Cost of a month", None if month is None else _money(month, price)),
                 ("Most taken at once, by what is scheduled", f"{found.use.most:,}")]  # fmt: skip
    if isinstance(found.use, Clicks):
        who = "our own apply links; the board has reported none" if found.use.self_counted else "the board"
        rows += [("Spent this month", None if found.use.spent is None else _money(found.use.spent, price)),
                 ("Counted by", who if found.use.number is not None else None)]  # fmt: skip
    if balance is not None or found.use is not None:
        rows.append(("The board’s own figure", _drift(found, today)))
    return tuple(rows)


def price_words(price: Price | None) -> str | None:
    """`£85 for each posting`; None: unknown."""
    if price is None or price.amount is None:
        return None
    return f"{_money(price.amount, price)} {_PRICED[price.basis]}"


def short(found: Standing, today: date) -> tuple[str, str]:
    """What is left, and until when: `7 credits`, `run out 28 December`. Only where it is known how much is left."""
    assert found.left is not None
    ends = f" {day_words(found.forecast.day, today)}" if found.forecast else ""
    match found.use:
        case Slots():
            return plural(int(found.left), "free slot"), f"all taken{ends}" if ends else "nothing takes the rest"
        case Clicks():
            return f"{_money(found.left, found.price)} left", f"runs out{ends}" if ends else "lasts for the month"
    return plural(int(found.left), "credit"), f"run out{ends}" if ends else "nothing uses them up"


def _drift(found: Standing, today: date) -> str | None:
    if found.drift is None:
        return None
    said = f"{found.drift.stated:,} left on {day_words(found.drift.at.astimezone(UTC).date(), today)}"
    by = abs(found.drift.by)
    if not by:
        return f"{said}, as we count"
    return f"{said}; we counted {found.drift.ours:,}. " + (
        f"{by:,} were taken outside Callboard, or a purchase was entered twice"
        if found.drift.by < 0
        else f"{by:,} more than we count: a purchase was not entered, or the board gave some back"
    )


def _money(amount: object, price: Price | None) -> str:
    return str(money(amount, price.currency if price else "GBP"))  # type: ignore[arg-type]  # a number by its callers


def _on(day: date, today: date) -> str:
    words = day_words(day, today)
    return words if words in ("today", "tomorrow", "yesterday") else f"on {words}"
