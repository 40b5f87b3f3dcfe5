"""A Reed advert: made from a form, shown by the Jobseeker API."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from ..advert import Advert, AdvertState
from ..wire import Json
from .account import FREE_PRODUCT, Account

DAY = 86_400
CONTRACTS = {"1": "Permanent", "2": "Contract", "4": "Temporary"}
CURRENCIES = {"1": "GBP", "2": "EUR", "3": "AUD", "8": "USD", "21": "CAD"}
SALARIES = {"1": ("per hour", 2_080), "2": ("per day", 260), "5": ("per annum", 1)}


def new_advert(number: int, form: dict[str, str], account: Account, now: float, body_hash: str) -> Advert:
    demo = form.get("isDemo", "").lower() == "true"
    free = demo or form.get("productId") == FREE_PRODUCT
    return Advert(
        "reed",
        str(number),
        form.get("ownerRef", ""),
        form["title"],
        form["description"],
        form.get("externalUrl", ""),
        account.username,
        now,
        now + _run(form),
        AdvertState.DRAFT if demo else AdvertState.LIVE,
        credits=0 if free else 1,
        body_hash=body_hash,
        fields=_kept(form),
    )


def edited(advert: Advert, form: dict[str, str], now: float, body_hash: str) -> Advert:
    """The advert with the form's content. Its run begins again unless `doNotExtend` says otherwise."""
    keep_run = form.get("doNotExtend", "").lower() == "true"
    return replace(
        advert,
        title=form["title"],
        description=form["description"],
        apply_url=form.get("externalUrl", ""),
        reference=form.get("ownerRef", advert.reference),
        fields=_kept(form),
        body_hash=body_hash,
        expires_at=advert.expires_at if keep_run else now + _run(form),
    )


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "job"


def details(advert: Advert, employer: Account, origin: str) -> dict[str, Json]:
    """The advert as `GET /api/1.0/jobs/{id}` gives it; the applicant count is called `applicationCount` here."""
    form = advert.fields
    shown = form.get("showSalary", "true").lower() != "false"
    least, most = (_number(form.get(name)) if shown else None for name in ("minSalary", "maxSalary"))
    period, a_year = SALARIES[form.get("salaryType") or "5"]
    hours = form.get("workingHours")
    return {
        **_common(advert, employer, origin),
        "externalUrl": advert.apply_url or None,
        "datePosted": _date(advert.created_at),
        "salaryType": period,
        "salary": _salary(least, most, period),
        "yearlyMinimumSalary": least * a_year if least is not None else None,
        "yearlyMaximumSalary": most * a_year if most is not None else None,
        "contractType": CONTRACTS[form["jobType"]],
        "fullTime": hours in ("1", "3"),
        "partTime": hours in ("2", "3"),
        "jobDescription": advert.description,
        "applicationCount": advert.applications,
    }


def result(advert: Advert, employer: Account, origin: str) -> dict[str, Json]:
    """The advert as one of `GET /api/1.0/search`'s results; the applicant count is called `applications` here."""
    form = advert.fields
    shown = form.get("showSalary", "true").lower() != "false"
    return {
        **_common(advert, employer, origin),
        "minimumSalary": _number(form.get("minSalary")) if shown else None,
        "maximumSalary": _number(form.get("maxSalary")) if shown else None,
        "date": _date(advert.created_at),
        "jobDescription": re.sub(r"<[^>]*>", " ", advert.description)[:450],
        "applications": advert.applications,
    }


def page(advert: Advert) -> str:
    return f"/reed/jobs/{slug(advert.title)}/{advert.external_id}"


def _common(advert: Advert, employer: Account, origin: str) -> dict[str, Json]:
    return {
        "jobId": int(advert.external_id),
        "employerId": employer.employer_id,
        "employerName": employer.employer_name,
        "jobTitle": advert.title,
        "locationName": advert.fields["townName"],
        "currency": CURRENCIES[advert.fields.get("currency") or "1"],
        "expirationDate": _date(advert.expires_at),
        "jobUrl": origin + page(advert),
    }


def _kept(form: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in form.items() if name not in ("postingKey", "description")}


def _run(form: dict[str, str]) -> float:
    return int(form.get("expiryInDays") or 42) * DAY


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _salary(least: float | None, most: float | None, period: str) -> str | None:
    given = [f"£{each:,.2f}".removesuffix(".00") for each in (least, most) if each is not None]
    return f"{' - '.join(given)} {period}" if given else None


def _date(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%d/%m/%Y")
