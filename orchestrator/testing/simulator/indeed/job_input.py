"""What Job Sync refuses of one job posting. Source: docs-plus.indeed.com/api/job/objects, …/troubleshoot-errors."""

from __future__ import annotations

import re
from typing import Any

DESCRIPTION_BYTES = 65_000
SOURCES = ("Employer", "Job Board", "Staffing Agency")
PERIODS = ("HOUR", "DAY", "WEEK", "MONTH", "YEAR", "MILE", "TASK", "SHIFT")
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


class InputError(Exception):
    """One field is not acceptable."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message, path)
        self.message = message
        self.path = path


def checked(posting: Any, seen: set[str]) -> None:
    """Raises InputError for the first thing that is wrong. `seen`: the ids of this request so far."""
    body, metadata = _object(posting, "body"), _object(posting, "metadata")
    for name in ("title", "description"):
        _text(body, name)
    if len(body["description"].encode()) > DESCRIPTION_BYTES:
        raise InputError(f"description is longer than {DESCRIPTION_BYTES} bytes", "body", "description")
    if body.get("descriptionFormatting", "TEXT") not in ("TEXT", "RICH_FORMATTING"):
        raise InputError("descriptionFormatting is not known", "body", "descriptionFormatting")
    benefits = body.get("benefits")
    if not isinstance(benefits, list) or not all(isinstance(each, str) for each in benefits):
        raise InputError("benefits must be a list of texts", "body", "benefits")
    _location(_object(body, "location"))
    if "salary" in body:
        _salary(_object(body, "salary"))
    _metadata(metadata)
    key = metadata["jobPostingId"]
    if key in seen:
        raise InputError("jobPostingId stands twice in this request", "metadata", "jobPostingId")
    seen.add(key)


def _location(location: dict[str, Any]) -> None:
    if not re.fullmatch("[A-Z]{2}", str(location.get("country"))):
        raise InputError("country must be a code of ISO 3166-1", "body", "location", "country")
    if not location.get("cityRegionPostal"):
        raise InputError("cityRegionPostal is required unless fully remote", "body", "location", "cityRegionPostal")


def _salary(salary: dict[str, Any]) -> None:
    least, most = salary.get("minimumMinor"), salary.get("maximumMinor")
    if type(least) is not int or least <= 0:
        raise InputError("minimumMinor must be a whole number above 0", "body", "salary", "minimumMinor")
    if most is not None and (type(most) is not int or most < least):
        raise InputError("maximumMinor is below minimumMinor", "body", "salary", "maximumMinor")
    if not re.fullmatch("[A-Z]{3}", str(salary.get("currency"))):
        raise InputError("currency must be a code of ISO 4217", "body", "salary", "currency")
    if salary.get("period") not in PERIODS:
        raise InputError("period is not known", "body", "salary", "period")


def _metadata(metadata: dict[str, Any]) -> None:
    source = _object(metadata, "jobSource")
    for name in ("companyName", "sourceName"):
        _text(source, name)
    if source.get("sourceType") not in SOURCES:
        raise InputError("sourceType is not known", "metadata", "jobSource", "sourceType")
    for name in ("jobPostingId", "datePublished", "url"):
        _text(metadata, name)
    if not _MINUTE.match(metadata["datePublished"]):
        raise InputError("datePublished must be a moment in UTC", "metadata", "datePublished")
    if not metadata["url"].startswith(("http://", "https://")):
        raise InputError("url is not a URL", "metadata", "url")
    contacts = [each for each in metadata.get("contacts") or () if each.get("contactType") == "contact"]
    if len(contacts) != 1:
        raise InputError("one of the contacts must be of type contact", "metadata", "contacts")
    if not _EMAIL.match(str(_object(contacts[0], "contactInfo").get("contactEmail"))):
        raise InputError("contactEmail is not an address", "metadata", "contacts")


def _object(value: Any, name: str) -> dict[str, Any]:
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise InputError(f"{name} is required", name)
    return found


def _text(value: dict[str, Any], name: str) -> None:
    if not isinstance(value.get(name), str) or not value[name].strip():
        raise InputError(f"{name} is required", name)
