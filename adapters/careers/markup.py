"""An advert as schema.org/JobPosting in JSON-LD: written for our page, read back from it.

Source: developers.google.com/search/docs/appearance/structured-data/job-posting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import lxml.html

from orchestrator.boards.contract import Posting, Variant
from orchestrator.domain.pay import Pay
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

HOURS = {
    Hours.FULL_TIME: ["FULL_TIME"],
    Hours.PART_TIME: ["PART_TIME"],
    Hours.EITHER: ["FULL_TIME", "PART_TIME"],
}
CONTRACTS = {
    Contract.FIXED_TERM: ["TEMPORARY"],
    Contract.TEMPORARY: ["TEMPORARY"],
    Contract.BANK: ["PER_DIEM"],
    Contract.APPRENTICESHIP: ["OTHER"],
    Contract.VOLUNTEER: ["VOLUNTEER"],
}


def markup(posting: Posting, variant: Variant) -> bytes:
    """The page's JSON-LD; `<` is escaped, so that it can stand in a script element as it is."""
    return json.dumps(_posting(posting, variant), ensure_ascii=False).replace("<", "\\u003c").encode()


def identifiers(page: str) -> list[str]:
    """What the JobPosting objects of a page's JSON-LD call themselves."""
    return [_identifier(each) for each in _objects(page)]


def _posting(posting: Posting, variant: Variant) -> dict[str, Any]:
    vacancy = variant.vacancy
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": variant.slots["title"],
        "description": variant.slots["body.html"],
        "identifier": {"@type": "PropertyValue", "name": variant.employer, "value": posting.reference},
        "datePosted": posting.starts_at.isoformat(timespec="seconds"),
        "employmentType": _employment(vacancy),
        "directApply": False,
        "hiringOrganization": {"@type": "Organization", "name": variant.employer},
        "url": posting.page,
        **_where(vacancy.place),
        **_salary(vacancy.pay),
    }
    if posting.ends_at:
        found["validThrough"] = posting.ends_at.isoformat(timespec="seconds")
    if vacancy.openings > 1:
        found["totalJobOpenings"] = vacancy.openings
    return found


def _employment(vacancy: Vacancy) -> list[str]:
    return HOURS[vacancy.hours] + CONTRACTS.get(vacancy.contract, [])


def _where(place: Place) -> dict[str, Any]:
    if place.remote:
        country = {"@type": "Country", "name": place.country}
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    parts = {
        "streetAddress": place.street, "addressLocality": place.town, "addressRegion": place.region,
        "postalCode": place.postcode, "addressCountry": place.country,
    }  # fmt: skip
    address = {"@type": "PostalAddress", **{name: value for name, value in parts.items() if value}}
    return {"jobLocation": {"@type": "Place", "address": address}}


def _salary(pay: Pay | None) -> dict[str, Any]:
    """Google wants one amount or both ends of a range; with one end alone nothing is said here, only in the text."""
    if pay is None or pay.minimum is None or pay.maximum is None:
        return {}
    if pay.minimum == pay.maximum:
        amount: dict[str, Any] = {"value": _number(pay.minimum)}
    else:
        amount = {"minValue": _number(pay.minimum), "maxValue": _number(pay.maximum)}
    value = {"@type": "QuantitativeValue", **amount, "unitText": pay.period.value.upper()}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}}


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _objects(page: str) -> Iterator[dict[str, Any]]:
    """The JobPosting objects of a page's JSON-LD; a script that is no JSON is another's, and no matter here."""
    if not page.strip():
        return
    for script in lxml.html.fromstring(page).iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                found = json.loads(script.text or "")
            except ValueError:
                continue
            yield from (each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict))


def _identifier(found: dict[str, Any]) -> str:
    value = found.get("identifier")
    return str(value.get("value")) if found.get("@type") == "JobPosting" and isinstance(value, dict) else ""
