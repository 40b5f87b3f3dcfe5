"""Google's rules for one JobPosting in JSON-LD.

Source: developers.google.com/search/docs/appearance/structured-data/job-posting and schema.org/JobPosting.
"""

from __future__ import annotations

import re
from datetime import UTC

from ..remark import instant
from ..wire import Json

EMPLOYMENT_TYPES = frozenset(
    ("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER")
)
UNITS = frozenset(("HOUR", "DAY", "WEEK", "MONTH", "YEAR"))
WHERE = ("streetAddress", "addressLocality", "addressRegion", "postalCode")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
Posting = dict[str, Json]


def is_posting(data: Posting) -> bool:
    kind = data.get("@type")
    return kind == "JobPosting" or (isinstance(kind, list) and "JobPosting" in kind)


def check_posting(posting: Posting) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What makes Google refuse the posting, and what it only recommends: (property, message) each."""
    required = ("title", "description", "datePosted")
    wrong = [(name, "is required") for name in required if not _text(posting.get(name))]
    if _text(posting.get("title")) and posting.get("title") == posting.get("description"):
        wrong.append(("description", "must differ from the title"))
    dates = ((name, _text(posting.get(name))) for name in ("datePosted", "validThrough"))
    wrong += [(name, f"{text!r} is not an ISO 8601 date") for name, text in dates if text and _iso(text) is None]
    organization = posting.get("hiringOrganization")
    if not (organization == "confidential" or (isinstance(organization, dict) and _text(organization.get("name")))):
        wrong.append(("hiringOrganization", "is required: an Organization with a name"))
    wrong += _places(posting)
    wrong += _salary(posting.get("baseSalary"))
    types = posting.get("employmentType")
    kinds = types if isinstance(types, list) else [types]
    unknown = [kind for kind in kinds if kind is not None and kind not in EMPLOYMENT_TYPES]
    wrong += [("employmentType", f"{kind!r} is none of Google's values") for kind in unknown]
    if not isinstance(posting.get("directApply", False), bool):
        wrong.append(("directApply", "must be true or false"))
    recommended = ("validThrough", "employmentType", "baseSalary", "identifier", "directApply")
    return wrong, [(name, "is recommended") for name in recommended if posting.get(name) is None]


def expires_at(posting: Posting) -> float | None:
    """When `validThrough` ends, in seconds since the epoch; a date alone ends with its day in UTC."""
    text = _text(posting.get("validThrough"))
    at = instant(text) if text else None
    if at is None:
        return None
    day = 86_400 if len(text) == 10 else 0
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() + day


def identifier(posting: Posting) -> str:
    value = posting.get("identifier")
    return _text(value.get("value") if isinstance(value, dict) else value)


def _places(posting: Posting) -> list[tuple[str, str]]:
    places = posting.get("jobLocation")
    wrong: list[tuple[str, str]] = []
    kind = posting.get("jobLocationType")
    if kind is not None and kind != "TELECOMMUTE":
        wrong.append(("jobLocationType", "can only be TELECOMMUTE"))
    if places is None:
        if kind != "TELECOMMUTE":
            wrong.append(("jobLocation", "is required unless the job is fully remote"))
        elif not posting.get("applicantLocationRequirements"):
            wrong.append(("applicantLocationRequirements", "is required for a remote job without a place"))
        return wrong
    for place in places if isinstance(places, list) else [places]:
        address = place.get("address") if isinstance(place, dict) else None
        if not isinstance(address, dict):
            wrong.append(("jobLocation", "must be a Place with a PostalAddress"))
            continue
        country = address.get("addressCountry")
        if not _text(country.get("name") if isinstance(country, dict) else country):
            wrong.append(("jobLocation.address.addressCountry", "is required"))
        if not any(_text(address.get(part)) for part in WHERE):
            wrong.append(("jobLocation.address", "must say more than the country"))
    return wrong


def _salary(salary: Json) -> list[tuple[str, str]]:
    if salary is None:
        return []
    if not isinstance(salary, dict) or not isinstance(salary.get("value"), dict):
        return [("baseSalary", "must be a MonetaryAmount whose value is a QuantitativeValue")]
    wrong: list[tuple[str, str]] = []
    value = salary["value"]
    assert isinstance(value, dict)
    if not _CURRENCY.match(_text(salary.get("currency"))):
        wrong.append(("baseSalary.currency", "must be an ISO 4217 code"))
    if value.get("unitText") not in UNITS:
        wrong.append(("baseSalary.value.unitText", "must be HOUR, DAY, WEEK, MONTH or YEAR"))
    least, most = value.get("minValue"), value.get("maxValue")
    if value.get("value") is None and (least is None or most is None):
        wrong.append(("baseSalary.value", "needs value, or minValue and maxValue"))
    for name in ("value", "minValue", "maxValue"):
        amount = value.get(name)
        if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float)):
            wrong.append((f"baseSalary.value.{name}", "must be a number"))
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        wrong.append(("baseSalary.value", "minValue is above maxValue"))
    return wrong


def _text(value: Json) -> str:
    return value.strip() if isinstance(value, str) else ""


def _iso(text: str) -> object:
    return instant(text) if re.match(r"\d{4}-\d\d-\d\d", text) else None
