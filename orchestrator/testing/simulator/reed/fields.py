"""The form fields of Reed's recruiter API v1: which there are, which must be there, and what is refused.

Every rule is one of Reed's published ones (reed.co.uk/developers/Recruiter), except the shape check of `townName`:
whether a town is in the UK cannot be told here, so a text is taken if it looks like a town or a UK postcode.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

TITLE_LIMIT = TOWN_LIMIT = 255
DESCRIPTION_LIMITS = (150, 6_500)
EXPIRY_LIMIT = 42
REQUIRED = ("username", "title", "description", "jobType", "workingHours", "townName")
CHOICES: dict[str, tuple[str, ...]] = {
    "jobType": ("1", "2", "4"),
    "workingHours": ("1", "2", "3"),
    "currency": ("1", "2", "3", "8", "21"),
    "salaryType": ("1", "2", "5"),
    "hiddenSalaryDescription": ("0", "1", "2"),
    "productId": ("1", "2", "3", "4", "81", "51", "79", "56587", "89655"),
}
BOOLEANS = (
    "isDemo",
    "isPublic",
    "isGraduate",
    "sendApplicationDigest",
    "ote",
    "benefits",
    "proRata",
    "negotiable",
    "showSalary",
    "doNotExtend",
)
INTEGERS = ("profileId", "parentSectorId", "jobSectorId")
NUMBERS = ("minSalary", "maxSalary")
EMAILS = ("username", "emailForApplications")
UK_NAMES = frozenset(
    {"united kingdom", "uk", "gb", "great britain", "england", "scotland", "wales", "northern ireland"}
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_URL = re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:com|org|co\.uk|org\.uk|gov\.uk|nhs\.uk)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.,£])(?:\+|0|\(0)\d[\d\s().-]{7,}\d")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?\Z", re.IGNORECASE)
_TOWN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'\u2019()&/-])*\Z")
_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")

Wrong = dict[str, list[str]]


def check(form: dict[str, str], creating: bool) -> Wrong:
    """What is wrong with the form, as ASP.NET's model state: field to texts. Empty if it is acceptable."""
    wrong: Wrong = {}

    def refuse(name: str, text: str) -> None:
        wrong.setdefault(name, []).append(text)

    for name in REQUIRED:
        if not form.get(name, "").strip():
            refuse(name, f"The {name} field is required.")
    for name, value in form.items():
        if value.strip():
            for text in _value(name, value):
                refuse(name, text)
    if not creating and form.get("isDemo"):
        refuse("isDemo", "isDemo can only be used when a job is created.")
    if form.get("showSalary", "").lower() == "false" and not form.get("hiddenSalaryDescription"):
        refuse("hiddenSalaryDescription", "The hiddenSalaryDescription field is required when the salary is hidden.")
    return wrong


def contacts(text: str) -> list[str]:
    """Which contact details a text gives away: URL, e-mail address, phone number."""
    plain = unescape(text)
    found = []
    if _URL.search(_EMAIL.sub(" ", plain)):
        found.append("a URL")
    if _EMAIL.search(plain):
        found.append("an e-mail address")
    if any(10 <= sum(map(str.isdigit, match)) <= 13 for match in _PHONE.findall(plain)):
        found.append("a phone number")
    return found


def _value(name: str, value: str) -> list[str]:
    """What is wrong with one field's value by itself."""
    match name:
        case "title":
            return _title(value)
        case "description":
            return _description(value)
        case "townName":
            return _town(value)
    return [f"The value '{value}' is not valid for {name}: {need}."] if (need := _unmet(name, value)) else []


def _unmet(name: str, value: str) -> str:
    """What the field needs and the value is not; empty if it is."""
    whole = value.isascii() and value.isdigit()
    needs = (
        (name in CHOICES and value not in CHOICES[name], f"one of {', '.join(CHOICES.get(name, ()))}"),
        (name in BOOLEANS and value.lower() not in ("true", "false"), "true or false"),
        (name in INTEGERS and not whole, "a whole number"),
        (name in NUMBERS and not _NUMBER.match(value), "a number"),
        (name == "countryName" and value.strip().lower() not in UK_NAMES, "a part of the United Kingdom"),
        (name == "expiryInDays" and not (whole and 1 <= int(value) <= EXPIRY_LIMIT), f"1 to {EXPIRY_LIMIT}"),
        (name in EMAILS and not _EMAIL.fullmatch(value), "an e-mail address"),
        (name == "externalUrl" and not _is_url(value), "an http or https URL"),
    )
    return next((need for unmet, need in needs if unmet), "")


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _title(value: str) -> list[str]:
    wrong = [f"The title must not contain {what}." for what in contacts(value)]
    if _MARKUP.search(value):
        wrong.append("The title must not contain HTML.")
    if len(value) > TITLE_LIMIT:
        wrong.append(f"The title must be at most {TITLE_LIMIT} characters.")
    return wrong


def _description(value: str) -> list[str]:
    wrong = [f"The description must not contain {what}." for what in contacts(value)]
    least, most = DESCRIPTION_LIMITS
    if not least <= len(value) <= most:
        wrong.append(f"The description must be between {least} and {most} characters.")
    return wrong


def _town(value: str) -> list[str]:
    if len(value) > TOWN_LIMIT:
        return [f"The townName must be at most {TOWN_LIMIT} characters."]
    if not (_POSTCODE.match(value.strip()) or _TOWN.match(value.strip())):
        return ["The townName must be a UK town or postcode."]
    return []
