"""A vacancy as a form: what was typed, and the facts it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy
from orchestrator.intake.location import open_to
from orchestrator.services.refused import Refused

from .filter import Option
from .typed_numbers import read_amount, read_weekly

T = TypeVar("T")

LISTS = ("must_haves", "desirables", "checks")
LONGEST = 300
"""Characters of one line of text."""

CONTRACTS = (
    Option(Contract.PERMANENT, "Permanent"),
    Option(Contract.FIXED_TERM, "Fixed term"),
    Option(Contract.TEMPORARY, "Temporary"),
    Option(Contract.BANK, "Bank (as and when)"),
    Option(Contract.APPRENTICESHIP, "Apprenticeship"),
    Option(Contract.VOLUNTEER, "Voluntary"),
)
HOURS = (
    Option(Hours.FULL_TIME, "Full time"),
    Option(Hours.PART_TIME, "Part time"),
    Option(Hours.EITHER, "Full or part time"),
)
PERIODS = tuple(
    Option(period.value, f"a {period}" if period is not PayPeriod.HOUR else "an hour") for period in PayPeriod
)


def filled(facts: Vacancy) -> dict[str, str]:
    """The form's values for these facts."""
    pay = facts.pay or Pay(None, None)
    return {
        "title": facts.title,
        "town": facts.place.town,
        "region": facts.place.region,
        "postcode": facts.place.postcode,
        "street": facts.place.street,
        "country": facts.place.country,
        "remote": "1" if facts.place.remote else "",
        "remote_in": ", ".join(facts.place.remote_in),
        "pay_minimum": _plain(pay.minimum),
        "pay_maximum": _plain(pay.maximum),
        "pay_currency": pay.currency,
        "pay_period": pay.period.value,
        "pay_note": pay.note,
        "contract": facts.contract.value,
        "hours": facts.hours.value,
        "weekly_hours": "" if facts.weekly_hours is None else f"{facts.weekly_hours:g}",
        "openings": str(facts.openings),
        "must_haves": "\n".join(facts.must_haves),
        "desirables": "\n".join(facts.desirables),
        "checks": "\n".join(facts.checks),
        "apply_url": facts.apply.url,
        "apply_email": facts.apply.email,
        "requisition": facts.requisition,
        "category": facts.category,
        "closes_on": facts.closes_on.isoformat() if facts.closes_on else "",
    }


def typed(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, for the form to come back with."""
    return {name: form.get(name, "") for name in EMPTY}


def read(form: Mapping[str, str]) -> Vacancy:
    """The facts. Raises Refused with everything that is wrong, by field."""
    fields = _Fields(form, [])
    title = fields.words("title", "Give the vacancy a title")
    remote = bool(form.get("remote"))
    if not form.get("town", "").strip() and not remote:
        fields.wrong("town", "Name the town, or tick that the work is fully remote")
    place = Place(
        fields.words("town"),
        fields.words("region"),
        fields.words("postcode").upper(),
        fields.words("street"),
        fields.code("country", 2, "GB", "two letters such as GB"),
        remote,
        fields.read("remote_in", open_to, "Write countries or states by their codes, such as GB, IE or US-CO") or (),
    )
    pay = _pay(fields)
    url, email = fields.words("apply_url"), fields.words("apply_email")
    if url and not url.startswith(("https://", "http://")):
        fields.wrong("apply_url", "The address must start with https:// or http://")
    if email and not ("@" in email[1:-1] and " " not in email):
        fields.wrong("apply_email", f"{email} is no e-mail address; write one such as jobs@example.org")
    contract = fields.read("contract", Contract, "Choose one of the contracts") or Contract.PERMANENT
    hours = fields.read("hours", Hours, "Choose one of the hours") or Hours.FULL_TIME
    weekly = fields.read("weekly_hours", read_weekly, "Write the hours a week as a number up to 168, such as 37.5")
    openings = fields.read("openings", _openings, "Write how many openings there are, 1 to 9999") or 1
    closes_on = fields.read("closes_on", date.fromisoformat, "Choose a day that exists, as year-month-day")
    lists = {name: fields.lines(name) for name in LISTS}
    requisition, category = fields.words("requisition"), fields.words("category")
    if fields.reasons:
        raise Refused(fields.reasons)
    return Vacancy(
        title=title,
        place=place,
        pay=pay,
        contract=contract,
        hours=hours,
        weekly_hours=weekly,
        openings=openings,
        must_haves=lists["must_haves"],
        desirables=lists["desirables"],
        checks=lists["checks"],
        apply=Apply(url, email),
        requisition=requisition,
        category=category,
        closes_on=closes_on,
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """Reads one field after the other and collects what is wrong."""

    form: Mapping[str, str]
    reasons: list[Reason]

    def wrong(self, field: str, message: str) -> None:
        self.reasons.append(Reason(field, message))

    def words(self, name: str, missing: str = "") -> str:
        """One line of text; `missing` is what to say where it is required and empty."""
        value = " ".join(self.form.get(name, "").replace("\0", "").split())
        if missing and not value:
            self.wrong(name, missing)
        if len(value) > LONGEST:
            self.wrong(name, f"Shorten this by {len(value) - LONGEST} characters; at most {LONGEST} are kept")
        return value

    def lines(self, name: str) -> tuple[str, ...]:
        found = (
            " ".join(line.lstrip("-*• ").split()) for line in self.form.get(name, "").replace("\0", "").splitlines()
        )
        return tuple(line for line in found if line)

    def code(self, name: str, letters: int, default: str, wanted: str) -> str:
        value = self.form.get(name, "").strip().upper() or default
        if not (len(value) == letters and value.isascii() and value.isalpha()):
            self.wrong(name, f"Write {wanted}")
        return value

    def read(self, name: str, reader: Callable[[str], T], wanted: str) -> T | None:
        """What `reader` makes of it; None where nothing is typed or it raises ValueError."""
        value = self.form.get(name, "").strip()
        try:
            return reader(value) if value else None
        except ValueError:
            self.wrong(name, wanted)
            return None


def _pay(fields: _Fields) -> Pay | None:
    minimum = fields.read("pay_minimum", read_amount, "Write an amount such as 26500 or 12.71, more than 0")
    maximum = fields.read("pay_maximum", read_amount, "Write an amount such as 29000 or 13.50, more than 0")
    currency = fields.code("pay_currency", 3, "GBP", "three letters such as GBP")
    period = fields.read("pay_period", PayPeriod, "Choose what the pay is for") or PayPeriod.YEAR
    note = fields.words("pay_note")
    if minimum is not None and maximum is not None and minimum > maximum:
        fields.wrong("pay_maximum", f"The highest pay, {maximum}, is less than the lowest, {minimum}; exchange them")
        return None
    return Pay(minimum, maximum, currency, period, note) if minimum or maximum or note else None


def _openings(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 9999:
        raise ValueError(text)
    return number


def _plain(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"


EMPTY = dict.fromkeys(filled(Vacancy("x", Place("x"))), "") | {
    "country": "GB",
    "pay_currency": "GBP",
    "pay_period": "year",
    "contract": "permanent",
    "hours": "full_time",
    "openings": "1",
}
"""The values of a form nobody has typed into."""
