"""One order as VONQ takes it. Source: vonq/hapi-sdk-ruby, doc/models."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.pay import given_by, whole
from orchestrator.boards.refusal import missing
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import PayPeriod
from orchestrator.domain.vacancy import Contract, Vacancy

PERIODS = {PayPeriod.YEAR: "yearly", PayPeriod.MONTH: "monthly"}
CONTRACTS = {
    Contract.PERMANENT: "permanent",
    Contract.FIXED_TERM: "fixed_term",
    Contract.TEMPORARY: "temporary",
    Contract.BANK: "temporary",
    Contract.APPRENTICESHIP: "traineeship",
}
TARGETS = {"education": "educationLevel", "seniority": "seniority", "industry": "industry", "category": "jobCategory"}
COUNTRIES = {"GB": "United Kingdom", "IE": "Ireland", "DE": "Germany", "NL": "Netherlands"}
_ENTRY = re.compile(r"(\d+)\s+(\S.*)")


def unpostable(posting: Posting, variant: Variant) -> list[Reason | None]:
    """What VONQ would refuse beside the declared limits and fields."""
    vacancy, place = variant.vacancy, variant.vacancy.place
    pay = given_by(vacancy.pay, PERIODS)
    return [
        missing("page", posting.page, "VONQ needs the advert's page; switch the careers site on"),
        missing("apply link", posting.apply_link, "VONQ needs an address to apply at"),
        missing("place", place.street, "VONQ needs the street; add it to the vacancy"),
        missing("place", place.postcode, "VONQ needs the postcode; add it to the vacancy"),
        missing("place", place.town, "VONQ needs the town; add it to the vacancy"),
        None if vacancy.weekly_hours else Reason("hours", "VONQ needs the hours a week; add them to the vacancy"),
        None
        if pay is not None and pay.maximum is not None
        else Reason("pay", "VONQ needs the upper end of pay by the year or month; add it to the vacancy"),
        None
        if vacancy.contract in CONTRACTS
        else Reason("contract", f"VONQ has no {vacancy.contract.value} work; choose another board"),
        *(
            None
            if _ENTRY.fullmatch(variant.fields.get(name, "").strip())
            else Reason(name, "give VONQ's number and name, such as 29 Healthcare")
            for name in TARGETS
        ),
    ]


def order(posting: Posting, variant: Variant, account: Account) -> bytes:
    vacancy, own, settings = variant.vacancy, variant.fields, account.settings
    details: dict[str, Any] = {
        "title": variant.slots["title"],
        "description": variant.slots["body.html"],
        "organization": {"name": variant.employer, "companyLogo": settings["logo"]},
        "workingLocation": {
            "addressLine1": vacancy.place.street,
            "postcode": vacancy.place.postcode,
            "city": vacancy.place.town,
            "country": COUNTRIES.get(vacancy.place.country, vacancy.place.country),
            "allowsRemoteWork": int(vacancy.place.remote),
        },
        "yearsOfExperience": float(own["experience"]) if "." in own["experience"] else int(own["experience"]),
        "employmentType": CONTRACTS[vacancy.contract],
        **_hours_and_pay(vacancy),
        "jobPageUrl": posting.page,
        "applicationUrl": posting.apply_link,
    }
    found: dict[str, Any] = {
        "companyId": settings["company_id"],
        "orderReference": posting.reference,
        "currency": settings.get("currency") or "EUR",
        "recruiterInfo": {"name": settings["recruiter"]},
        "postingDetails": details,
        "targetGroup": {theirs: [_entry(own[ours])] for ours, theirs in TARGETS.items()},
        "orderedProducts": [each.strip() for each in own["products"].split(",") if each.strip()],
    }
    return json.dumps(found, ensure_ascii=False).encode()


def _hours_and_pay(vacancy: Vacancy) -> dict[str, Any]:
    """Hours in whole numbers around the real ones; pay in whole units of its currency."""
    weekly, pay = vacancy.weekly_hours or 0.0, given_by(vacancy.pay, PERIODS)
    assert pay is not None
    ends = {"from": pay.minimum, "to": pay.maximum}
    amounts = {name: whole(end) for name, end in ends.items() if end is not None}
    return {
        "weeklyWorkingHours": {"from": max(1, math.floor(weekly)), "to": math.ceil(weekly)},
        "salaryIndication": {"period": PERIODS[pay.period], "range": {**amounts, "currency": pay.currency}},
    }


def _entry(text: str) -> dict[str, str]:
    found = _ENTRY.fullmatch(text.strip())
    assert found is not None
    return {"description": found[2], "vonqId": found[1]}
