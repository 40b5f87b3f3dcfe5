"""Indeed's rules for one `job` of a feed, from its published feed documentation."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote_plus, urlsplit

from ..remark import Remark, instant
from .feed import FeedJob

FILLED = (
    "title",
    "date",
    "referencenumber",
    "requisitionid",
    "url",
    "company",
    "sourcename",
    "city",
    "country",
    "description",
)
MARKUP = frozenset(
    ("b", "strong", "em", "br", "p", "ul", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "tr", "th", "td")
)
JOB_TYPES = frozenset(("fulltime", "parttime", "contract", "temporary", "internship", "perdiem"))
REMOTE_TYPES = frozenset({"fully remote", "covid-19", "wfh flexible", "hybrid remote"})
APPLY_REQUIRED = ("apitoken", "jobid", "jobtitle", "posturl")
APPLY_CHOICES = {"phone", "resume", "coverletter"}
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_THOUSANDS = re.compile(r"\d\s?k\b", re.IGNORECASE)
_TITLE_NOISE = re.compile(r"[£$€]\s?\d|\bper (?:hour|day|week|month|year|annum)\b|\bp/?h\b", re.IGNORECASE)


def check_job(entry: FeedJob) -> list[Remark]:
    """Everything there is to say about one job by itself; it is refused if any remark says so."""
    subject = entry.text("referencenumber") or f"job {entry.position}"
    remarks = [Remark(subject, part, message) for part, message in (*_presence(entry), *_form(entry))]
    remarks += [Remark(subject, part, message, refused=False) for part, message in _advice(entry)]
    return remarks


def _presence(entry: FeedJob) -> list[tuple[str, str]]:
    """Required elements: there and filled, none twice."""
    wrong = [(name, "is required") for name in FILLED if name not in entry.elements]
    wrong += [(name, "is empty") for name in FILLED if name in entry.elements and not entry.text(name)]
    remote = entry.text("city").lower() == "remote"
    if "state" not in entry.elements:
        wrong.append(("state", "is required; for a remote job it must be present and may be empty"))
    elif not remote and not entry.text("state"):
        wrong.append(("state", "is empty; only a remote job may leave it empty"))
    repeated = [(name, element.times) for name, element in entry.elements.items() if element.times > 1]
    wrong += [(name, f"stands {times} times in one job") for name, times in repeated]
    return wrong + (_remote(entry) if remote else [])


def _remote(entry: FeedJob) -> list[tuple[str, str]]:
    """A remote job has its place's elements present and empty, and says how remote it is."""
    wrong = []
    if "postalcode" not in entry.elements:
        wrong.append(("postalcode", "must be present and empty for a remote job"))
    elif entry.text("postalcode"):
        wrong.append(("postalcode", "must be empty for a remote job"))
    if not entry.text("remotetype"):
        wrong.append(("remotetype", "is required when the city is Remote"))
    return wrong


def _form(entry: FeedJob) -> list[tuple[str, str]]:
    """Values that cannot be used."""
    wrong = []
    for name, element in entry.elements.items():
        if element.in_cdata and (found := _ENTITY.search(element.text)):
            wrong.append((name, f"holds the escaped entity {found[0]} inside CDATA; write the character itself"))
    description = entry.elements.get("description")
    if description and description.text.strip() and not description.in_cdata:
        wrong.append(("description", "must stand in CDATA"))
    dates = ((name, entry.text(name)) for name in ("date", "expirationdate", "lastactivitydate"))
    wrong += [
        (name, f"{text!r} is neither an ISO 8601 nor an RFC 822 date")
        for name, text in dates
        if text and instant(text) is None
    ]
    for name in ("url", "tracking_url"):
        parts = urlsplit(entry.text(name))
        if entry.text(name) and (parts.scheme not in ("http", "https") or not parts.hostname):
            wrong.append((name, "is not an http or https URL"))
    if (country := entry.text("country")) and not _COUNTRY.match(country):
        wrong.append(("country", "must be the two-letter code in capitals, such as GB"))
    if "indeed-apply-data" in entry.elements:
        wrong += [("indeed-apply-data", message) for message in _apply(entry.text("indeed-apply-data"))]
    return wrong


def _apply(text: str) -> list[str]:
    """What is wrong with the string of key=value pairs that switches Indeed Apply on."""
    wrong, given = [], {}
    for pair in text.split("&"):
        key, equals, value = pair.partition("=")
        if not equals or not key.lower().startswith("indeed-apply-"):
            wrong.append(f"{pair!r} is not indeed-apply-…=value")
            continue
        name = key.lower().removeprefix("indeed-apply-")
        given[name] = unquote_plus(value)
        if not value:
            wrong.append(f"{key} has no value")
        if name in APPLY_CHOICES and given[name] not in ("required", "optional", "hidden"):
            wrong.append(f"{key} must be required, optional or hidden")
    return wrong + [f"indeed-apply-{name} is required" for name in APPLY_REQUIRED if name not in given]


def _advice(entry: FeedJob) -> list[tuple[str, str]]:
    """What is shown all the same, and may look wrong or be seen by fewer people."""
    remarks = []
    if not entry.text("email"):
        remarks.append(("email", "is missing; without it the job may not be verified for organic results"))
    if _TITLE_NOISE.search(entry.text("title")):
        remarks.append(("title", "should be the bare job title, without pay"))
    if _THOUSANDS.search(entry.text("salary")):
        remarks.append(("salary", "should be written out, without k"))
    tokens = {part.strip() for part in entry.text("jobtype").split(",") if part.strip()}
    if unknown := tokens - JOB_TYPES:
        remarks.append(("jobtype", f"unknown: {', '.join(sorted(unknown))}"))
    if (kind := entry.text("remotetype")) and kind.lower() not in REMOTE_TYPES:
        remarks.append(("remotetype", f"unknown: {kind}"))
    if unknown := _tags(entry.text("description")) - MARKUP:
        remarks.append(("description", f"markup that is not supported: {', '.join(sorted(unknown))}"))
    return remarks


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def _tags(html: str) -> set[str]:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser.seen
