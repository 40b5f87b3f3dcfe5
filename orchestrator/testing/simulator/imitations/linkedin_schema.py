"""What LinkedIn refuses of one element. Source: job-posting-api-schema, as published in March 2026."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

VERBS = ("CREATE", "UPDATE", "RENEW", "CLOSE")
STATUSES = ("FULL_TIME", "PART_TIME", "CONTRACT", "INTERNSHIP", "TEMPORARY", "VOLUNTEER", "OTHER")
LEVELS = ("ENTRY_LEVEL", "ASSOCIATE", "MID_SENIOR_LEVEL", "DIRECTOR", "EXECUTIVE", "INTERNSHIP", "NOT_APPLICABLE")
PERIODS = ("YEARLY", "MONTHLY", "SEMIMONTHLY", "BIWEEKLY", "WEEKLY", "DAILY", "HOURLY")
WORKPLACES = ("On-site", "Hybrid", "Remote")
REQUIRED = ("externalJobPostingId", "jobPostingOperationType", "companyApplyUrl", "title", "description", "listedAt",
            "location")  # fmt: skip


def refusal(element: Any, now: float | None) -> str:
    """The message for the first thing that is wrong, or nothing. With `now`, no advert may be listed in the future."""
    if not isinstance(element, dict):
        return "ERROR :: / :: must be an object"
    for name in REQUIRED:
        if element.get(name) in (None, ""):
            return f"ERROR :: /{name} :: field is required but not found"
    if "integrationContext" not in element and not ("companyName" in element and "companyPageUrl" in element):
        return "ERROR :: /integrationContext :: field is required but not found"
    for name, (fits, words) in RULES.items():
        if name in element and not fits(element[name]):
            return f"ERROR :: /{name} :: {words}"
    if now is not None and element["listedAt"] > now * 1000:
        return "ERROR :: /listedAt :: must not be in the future"
    if element.get("listingType") == "PREMIUM" and "contract" not in element:
        return "ERROR :: /contract :: field is required but not found"
    return ""


def _text(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and least <= len(value) <= most


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


def _urn(kind: str) -> Callable[[Any], bool]:
    start = f"urn:li:{kind}:"
    return lambda value: isinstance(value, str) and value.startswith(start) and value.removeprefix(start).isdigit()


def _list(fits: Callable[[Any], bool], most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and 1 <= len(value) <= most and all(map(fits, value))


def _moment(value: Any) -> bool:
    return type(value) is int and value > 10**12


def _amount(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("amount"), str)
        and value["amount"].replace(".", "", 1).isdigit()
        and _text(3, 3)(value.get("currencyCode"))
    )


def _pay(value: Any) -> bool:
    """`{compensations: [{type, period, value: {range: {start, end}} | {exactAmount}}]}`, amounts as texts."""
    try:
        for each in value["compensations"]:
            inner = each["value"]
            amounts = [inner["exactAmount"]] if "exactAmount" in inner else [inner["range"][end] for end in _ENDS]
            if each["period"] not in PERIODS or each["type"] != "BASE_SALARY" or not all(map(_amount, amounts)):
                return False
    except (KeyError, TypeError):
        return False
    return True


_ENDS = ("start", "end")
RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "externalJobPostingId": (_text(1, 75), "must have 1 to 75 characters"),
    "jobPostingOperationType": (_one_of(*VERBS), "is not an operation"),
    "title": (_text(1, 200), "must have at most 200 characters"),
    "description": (_text(100, 25_000), "must have 100 to 25000 characters"),
    "companyApplyUrl": (lambda value: str(value).startswith(("http://", "https://")), "is not a URL"),
    "listedAt": (_moment, "must be in milliseconds"),
    "expireAt": (_moment, "must be in milliseconds"),
    "location": (_text(2, 500), "is not a location"),
    "integrationContext": (_urn("organization"), "is not an organization"),
    "employmentStatus": (_one_of(*STATUSES), "is not one of the statuses"),
    "experienceLevel": (_one_of(*LEVELS), "is not one of the levels"),
    "workplaceTypes": (_list(_one_of(*WORKPLACES), 1), "must be one of On-site, Hybrid, Remote"),
    "categories": (_list(_text(1, 10), 3), "at most 3 functions"),
    "industries": (_list(_urn("industry"), 25), "must be industries"),
    "listingType": (_one_of("BASIC", "PREMIUM"), "must be BASIC or PREMIUM"),
    "contract": (_urn("contract"), "is not a contract"),
    "companyJobCode": (_text(1, 200), "must not be empty"),
    "compensation": (_pay, "is not valid"),
}
