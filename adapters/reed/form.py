"""The form fields of Reed's recruiter API v1. Source: reed.co.uk/developers/Recruiter."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from orchestrator.boards.contract import Posting, Variant
from orchestrator.boards.refusal import missing
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract, Hours

LONGEST = 42  # days an advert runs at most, and by default

JOB_TYPES = {
    Contract.PERMANENT: 1,
    Contract.FIXED_TERM: 2,
    Contract.APPRENTICESHIP: 2,
    Contract.TEMPORARY: 4,
    Contract.BANK: 4,
}
WORKING_HOURS = {Hours.FULL_TIME: 1, Hours.PART_TIME: 2, Hours.EITHER: 3}
CURRENCIES = {"GBP": 1, "EUR": 2, "AUD": 3, "USD": 8, "CAD": 21}

# Reed's number of the period, and how often ours goes into it: a week's or month's pay is given by the year.
SALARY_TYPES = {
    PayPeriod.HOUR: (1, 1),
    PayPeriod.DAY: (2, 1),
    PayPeriod.WEEK: (5, 52),
    PayPeriod.MONTH: (5, 12),
    PayPeriod.YEAR: (5, 1),
}


def unpostable(posting: Posting, variant: Variant) -> list[Reason | None]:
    """What Reed would refuse beside the declared limits and fields."""
    vacancy = variant.vacancy
    place, pay, kind = vacancy.place, vacancy.pay, vacancy.contract.value.replace("_", " ")
    town = place.postcode or place.town
    return [
        Reason("title", "Reed takes no HTML in it; take the < out") if "<" in variant.slots["title"] else None,
        missing("place", town, "Reed needs a UK town or postcode; add one to the vacancy"),
        missing("apply link", posting.apply_link, "Reed needs an address to apply at"),
        None
        if place.country == "GB"
        else Reason("place", f"Reed takes UK places only and this one is in {place.country}; choose another board"),
        None if len(town) <= 255 else Reason("place", f"{len(town)} of 255 characters; shorten the town"),
        None if vacancy.contract in JOB_TYPES else Reason("contract", f"Reed has no {kind} work; choose another board"),
        None
        if pay is None or not pay.known or pay.currency in CURRENCIES
        else Reason("pay", f"Reed takes {', '.join(CURRENCIES)}; this pay is in {pay.currency}"),
    ]


def encoded(posting: Posting, variant: Variant, *, show_pay: bool) -> bytes:
    """The fields of one advert, without the login. What is unknown is left out."""
    vacancy, own = variant.vacancy, variant.fields
    form: dict[str, str | int] = {
        "title": variant.slots["title"],
        "description": variant.slots["body.html"],
        "jobType": JOB_TYPES[vacancy.contract],
        "workingHours": WORKING_HOURS[vacancy.hours],
        "townName": vacancy.place.postcode or vacancy.place.town,
        "countyName": vacancy.place.region,
        "productId": own.get("product", ""),
        "expiryInDays": _days(posting),
        "ownerRef": posting.reference,
        "externalUrl": posting.apply_link,
        "parentSectorId": own.get("parent_sector", ""),
        "jobSectorId": own.get("sector", ""),
        **_salary(vacancy.pay, own.get("hidden_pay") or "0", show=show_pay),
    }
    return urlencode({name: value for name, value in form.items() if value != ""}).encode()


def _salary(pay: Pay | None, hidden: str, *, show: bool) -> dict[str, str | int]:
    if pay is None or not pay.known:
        return {"showSalary": "false", "hiddenSalaryDescription": hidden}
    shown = {"showSalary": "true"} if show else {"showSalary": "false", "hiddenSalaryDescription": hidden}
    kind, times = SALARY_TYPES[pay.period]
    return {
        "minSalary": _amount(pay.minimum, times),
        "maxSalary": _amount(pay.maximum, times),
        "currency": CURRENCIES[pay.currency],
        "salaryType": kind,
        **shown,
    }


def _amount(amount: Decimal | None, times: int) -> str:
    return "" if amount is None else f"{amount * times:f}"


def _days(posting: Posting) -> int:
    """The run in whole days, begun ones counted, within what Reed takes; without an end the longest."""
    if posting.ends_at is None:
        return LONGEST
    return max(1, min(LONGEST, -((posting.starts_at - posting.ends_at) // timedelta(days=1))))
