"""One element of a LinkedIn batch, without its verb.

Source: learn.microsoft.com/linkedin/talent/job-postings/api/job-posting-api-schema.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

PERIODS = {
    PayPeriod.HOUR: "HOURLY",
    PayPeriod.DAY: "DAILY",
    PayPeriod.WEEK: "WEEKLY",
    PayPeriod.MONTH: "MONTHLY",
    PayPeriod.YEAR: "YEARLY",
}
CONTRACTS = {
    Contract.FIXED_TERM: "CONTRACT",
    Contract.TEMPORARY: "TEMPORARY",
    Contract.BANK: "TEMPORARY",
    Contract.APPRENTICESHIP: "OTHER",
    Contract.VOLUNTEER: "VOLUNTEER",
}
HOURS = {Hours.FULL_TIME: "FULL_TIME", Hours.PART_TIME: "PART_TIME"}
COUNTRIES = {"GB": "United Kingdom", "IE": "Ireland", "US": "United States", "CA": "Canada", "AU": "Australia"}
LONGEST = {"BASIC": timedelta(days=180), "PREMIUM": timedelta(days=90)}


def unpostable(posting: Posting, variant: Variant, account: Account) -> list[Reason | None]:
    """What LinkedIn would refuse beside the declared limits and fields."""
    place, settings, product = variant.vacancy.place, account.settings, variant.fields.get("product") or "BASIC"
    functions = _codes(variant.fields.get("functions", ""))
    run = posting.ends_at - posting.starts_at if posting.ends_at else timedelta(0)
    return [
        missing("apply link", posting.apply_link, "LinkedIn needs an address to apply at"),
        missing(
            "organization",
            settings.get("organization", "") or settings.get("company_page", ""),
            "LinkedIn must know the company: give its organisation number or its page",
        ),
        None
        if place.remote or place.postcode or place.town
        else Reason("place", "LinkedIn needs a town or a postcode; add one to the vacancy"),
        None if len(functions) <= 3 else Reason("functions", f"{len(functions)} codes; LinkedIn takes three"),
        None
        if product != "PREMIUM" or settings.get("contract")
        else Reason("product", "a promoted job needs the number of the contract in the account"),
        None
        if run <= LONGEST[product]
        else Reason("end", f"{run.days} days; {product.lower()} jobs run {LONGEST[product].days} at most"),
    ]


def element(posting: Posting, variant: Variant, account: Account) -> bytes:
    """The JSON object. `listedAt` is the planned start, so that the same posting always has the same bytes."""
    vacancy, own, settings = variant.vacancy, variant.fields, account.settings
    product = own.get("product") or "BASIC"
    organization = settings.get("organization", "")
    found: dict[str, Any] = {
        "externalJobPostingId": posting.reference,
        **(
            {"integrationContext": f"urn:li:organization:{organization}"}
            if organization
            else {"companyName": variant.employer, "companyPageUrl": settings["company_page"]}
        ),
        "companyApplyUrl": posting.apply_link,
        "companyJobCode": vacancy.requisition,
        "title": variant.slots["title"],
        "description": variant.slots["body.html"],
        "listedAt": _milliseconds(posting.starts_at),
        "expireAt": _milliseconds(posting.ends_at) if posting.ends_at else None,
        "location": _location(vacancy.place),
        "workplaceTypes": ["Remote"] if vacancy.place.remote else [own.get("workplace") or "On-site"],
        "employmentStatus": _employment(vacancy),
        "experienceLevel": own.get("experience"),
        "categories": _codes(own.get("functions", "")),
        "industries": [f"urn:li:industry:{own['industry']}"] if own.get("industry") else None,
        "compensation": _compensation(vacancy.pay),
        "listingType": product,
        "contract": f"urn:li:contract:{settings['contract']}" if product == "PREMIUM" else None,
        "posterEmail": settings.get("poster_email") if product == "PREMIUM" else None,
    }
    return json.dumps({name: value for name, value in found.items() if value}, ensure_ascii=False).encode()


def with_verb(payload: bytes, reference: str, verb: str) -> bytes:
    """The element with its verb in front. A takedown whose text is no longer kept names the posting alone."""
    rest = payload.lstrip()[1:] if payload else json.dumps({"externalJobPostingId": reference}).encode()[1:]
    return b'{"jobPostingOperationType": "%b", %b' % (verb.encode(), rest)


def _codes(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _location(place: Place) -> str:
    """One of the documented forms: `POSTCODE, CC`, `City, State, Country`, or the country alone for remote work."""
    country = COUNTRIES.get(place.country, place.country)
    if place.remote:
        return country
    if place.postcode:
        return f"{place.postcode}, {place.country}"
    return ", ".join(part for part in (place.town, place.region, country) if part)


def _employment(vacancy: Vacancy) -> str | None:
    """The contract says more than the hours; what LinkedIn has no word for is left out."""
    return CONTRACTS.get(vacancy.contract) or HOURS.get(vacancy.hours)


def _compensation(pay: Pay | None) -> dict[str, Any] | None:
    """Amounts are decimal texts. A range has two ends, so with one end alone nothing is said here, only in the text."""
    if pay is None or pay.minimum is None or pay.maximum is None:
        return None
    start, end = ({"amount": decimal(amount), "currencyCode": pay.currency} for amount in (pay.minimum, pay.maximum))
    value = {"exactAmount": start} if pay.minimum == pay.maximum else {"range": {"start": start, "end": end}}
    return {"compensations": [{"type": "BASE_SALARY", "period": PERIODS[pay.period], "value": value}]}
