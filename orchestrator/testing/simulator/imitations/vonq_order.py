"""What VONQ refuses of an order: the request's own tree, with a list of texts at each wrong field.

Source: vonq/hapi-sdk-ruby, doc/models.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..wire import Json

TYPES = ("permanent", "temporary", "fixed_term", "fixed_term_with_option_for_permanent", "freelance", "traineeship",
         "internship")  # fmt: skip
TAGS = {"a", "em", "b", "br", "strong", "i", "li", "ol", "p", "ul"}


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _url(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _number(value: Any) -> bool:
    return type(value) in (int, float) and value >= 0


def _positive(value: Any) -> bool:
    return type(value) is int and value > 0


def _html(value: Any) -> bool:
    return _text(value) and {tag.lower() for tag in re.findall(r"</?([A-Za-z][A-Za-z0-9]*)", value)} <= TAGS


def _one(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 1 and _text(value[0].get("description")) and "vonqId" in value[0]


REQUIRED: dict[str, Callable[[Any], bool]] = {
    "companyId": _text,
    "recruiterInfo.name": _text,
    "postingDetails.title": _text,
    "postingDetails.description": _html,
    "postingDetails.organization.name": _text,
    "postingDetails.organization.companyLogo": _url,
    "postingDetails.workingLocation.addressLine1": _text,
    "postingDetails.workingLocation.postcode": _text,
    "postingDetails.workingLocation.city": _text,
    "postingDetails.workingLocation.country": _text,
    "postingDetails.yearsOfExperience": _number,
    "postingDetails.employmentType": lambda value: value in TYPES,
    "postingDetails.weeklyWorkingHours.to": _positive,
    "postingDetails.salaryIndication.period": lambda value: value in ("yearly", "monthly"),
    "postingDetails.salaryIndication.range.to": _positive,
    "postingDetails.salaryIndication.range.currency": _text,
    "postingDetails.jobPageUrl": _url,
    "postingDetails.applicationUrl": _url,
    "targetGroup.educationLevel": _one,
    "targetGroup.seniority": _one,
    "targetGroup.industry": _one,
    "targetGroup.jobCategory": _one,
    "orderedProducts": lambda value: isinstance(value, list) and bool(value),
}


def errors(order: dict[str, Any]) -> dict[str, Json]:
    """Empty if the order is acceptable."""
    found: dict[str, Json] = {}
    for path, fits in REQUIRED.items():
        value: Any = order
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value is None or not fits(value):
            _put(found, path.split("."), "This field is required." if value is None else "Not a valid value.")
    if len(str(order.get("orderReference", ""))) > 80:
        found["orderReference"] = ["Ensure this field has no more than 80 characters."]
    return found


def _put(found: dict[str, Json], path: list[str], message: str) -> None:
    *parents, last = path
    at = found
    for name in parents:
        inner = at.setdefault(name, {})
        assert isinstance(inner, dict)
        at = inner
    at[last] = [message]
