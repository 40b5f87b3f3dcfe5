"""An advert as a Markdown file: facts as YAML front matter, the text below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy
from orchestrator.pay.amount import amount, currency

from .apply import ACCEPTED as APPLY_ACCEPTED
from .apply import mailbox, read_apply, web_address
from .draft import Draft
from .employment import weekly_hours
from .front_matter import decode, split
from .location import country_code, open_to
from .problem import AdvertFileError, Mark, Problem
from .section import Section

KEYS = (
    "title", "employer", "advert", "place", "pay", "contract", "hours", "weekly_hours", "openings", "summary",
    "must_haves", "desirables", "benefits", "checks", "similar_titles", "apply", "requisition", "category",
    "closes", "publish", "expires",
)  # fmt: skip
_PLACE = ("town", "region", "postcode", "street", "country", "remote", "remote_in")
_PAY = ("min", "max", "currency", "period", "note")
_APPLY = ("url", "email")
_MEANT = {
    "salary": "pay", "wage": "pay", "location": "place", "town": "place", "company": "employer", "client": "employer",
    "organisation": "employer", "organization": "employer", "job_title": "title", "closing_date": "closes",
    "deadline": "closes", "requirements": "must_haves", "essential": "must_haves", "desirable": "desirables",
    "perks": "benefits", "dbs": "checks", "vacancies": "openings", "positions": "openings", "reference": "requisition",
    "url": "apply", "email": "apply", "start": "publish", "end": "expires", "employment_type": "contract",
}  # fmt: skip
MOST_BODY = 50_000
"""Characters of a body; ten times what any board takes."""


@dataclass(frozen=True, slots=True)
class AdvertFile:
    """A file that was read: the draft, and where each field of it stands."""

    draft: Draft
    marks: Mapping[str, Mark]
    body: Mark

    def locate(self, field: str, offset: int = 0) -> Mark:
        """Where the character `offset` of a field stands; the top of the file for a field that is not in it."""
        if field == "body" and self.draft.wording is not None:
            before = self.draft.wording.body[:offset]
            line = before.count("\n")
            return Mark(self.body.line + line, offset - (before.rfind("\n") + 1) + 1)
        mark = self.marks.get(field) or self.marks.get(field.partition("[")[0]) or Mark(1, 1)
        return Mark(mark.line, mark.column + offset)


def load(source: str | bytes) -> AdvertFile:
    """Read an advert file. Raises AdvertFileError with everything that is wrong with it."""
    parts = split(decode(source))
    marks: dict[str, Mark] = {}
    top = Section(parts.front, KEYS, _MEANT, [], marks)
    body = Mark(parts.body_line, 1)
    vacancy = _vacancy(top)
    advert = top.text("advert")
    wording = _wording(top, parts.body, body, advert)
    starts, ends = _time(top, "publish"), _time(top, "expires")
    employer = top.text("employer")
    if top.problems or vacancy is None:
        raise AdvertFileError(top.problems)
    return AdvertFile(Draft(employer, vacancy, wording, starts, ends, advert), marks, body)


def _wording(top: Section, text: str, mark: Mark, advert: str) -> Wording | None:
    """The text of the file; None where the one of the advert that is named shall be used."""
    wording = Wording(
        title=top.text("title"),
        body=text,
        summary=top.text("summary", most=500),
        benefits=top.entries("benefits"),
        similar_titles=top.entries("similar_titles"),
    )
    if len(text) > MOST_BODY:
        top.problems.append(Problem(mark, "body", f"{len(text)} characters; at most {MOST_BODY} fit"))
    if text:
        return wording
    if not advert:
        top.problems.append(Problem(mark, "body", "there is no text below the front matter; write the advert there"))
    for name in ("summary", "benefits", "similar_titles"):
        if top.node(name) is not None and advert:
            top.fault(name, f"belongs to a text of its own; this file uses the one of {advert!r}: leave it out")
    return None


def _vacancy(top: Section) -> Vacancy | None:
    title = top.text("title", required=True)
    place = _place(top)
    fields = {
        "pay": _pay(top),
        "contract": top.choice("contract", Contract, Contract.PERMANENT),
        "hours": top.choice("hours", Hours, Hours.FULL_TIME),
        "weekly_hours": top.converted("weekly_hours", _weekly_hours, ("37.5",)),
        "openings": top.converted("openings", _openings, ("1 to 9999",)) or 1,
        "must_haves": top.entries("must_haves"),
        "desirables": top.entries("desirables"),
        "checks": top.entries("checks"),
        "apply": _apply(top),
        "requisition": top.text("requisition", most=100),
        "category": top.text("category"),
        "closes_on": top.converted("closes", _day, ("2026-11-30",)),
    }
    return None if top.problems else Vacancy(title, place, **fields)  # type: ignore[arg-type]


def _place(top: Section) -> Place:
    """A group of keys, or one text that is the town."""
    group = top.section("place", _PLACE)
    if group is None:
        town = top.text("place", required=True)
        return Place(town)
    country = group.converted("country", _country, ("GB", "IE", "US", "… (ISO 3166-1)"))
    place = Place(
        town=group.text("town"),
        region=group.text("region"),
        postcode=group.text("postcode", most=20),
        street=group.text("street"),
        country=country or "GB",
        remote=group.flag("remote"),
        remote_in=_open_to(group),
    )
    if not place.town and not place.remote:
        group.fault("town", "missing; only work that is fully remote (remote: true) has none")
    return place


def _open_to(group: Section) -> tuple[str, ...]:
    try:
        return open_to(",".join(group.entries("remote_in")))
    except ValueError as error:
        group.fault("remote_in", str(error), ("GB", "US-CO", "CA-ON", "… (ISO 3166)"))
        return ()


def _pay(top: Section) -> Pay | None:
    if top.node("pay") is None:
        return None
    group = top.section("pay", _PAY)
    if group is None:
        top.fault("pay", "must be a group of keys, each on its own line", _PAY)
        return None
    minimum = group.converted("min", _sum, ("26500", "12.71"))
    maximum = group.converted("max", _sum, ("26500", "12.71"))
    code = group.converted("currency", _currency, ("GBP", "EUR", "USD", "… (ISO 4217)")) or "GBP"
    period = group.choice("period", PayPeriod, PayPeriod.YEAR)
    note = group.text("note")
    if minimum is not None and maximum is not None and minimum > maximum:
        group.fault("max", f"{maximum} is less than min, {minimum}")
        return None
    return Pay(minimum, maximum, code, period, note)


def _apply(top: Section) -> Apply:
    """A group of keys, or one text that is a page or a mailbox."""
    group = top.section("apply", _APPLY)
    if group is None:
        return top.converted("apply", read_apply, APPLY_ACCEPTED) or Apply()
    return Apply(
        url=group.converted("url", web_address, APPLY_ACCEPTED[:1]) or "",
        email=group.converted("email", mailbox, APPLY_ACCEPTED[1:]) or "",
    )


def _sum(text: str) -> Decimal:
    value = amount(text)
    if not value:
        raise ValueError("0 is no pay; leave the key out where the sum is unknown")
    return value


def _currency(text: str) -> str:
    code = currency(text)
    if code is None:
        raise ValueError(f"{text!r} is no currency")
    return code


def _country(text: str) -> str:
    code = country_code(text)
    if code is None:
        raise ValueError(f"{text!r} is no country that is known here; write its two letters")
    return code


def _weekly_hours(text: str) -> float:
    hours = weekly_hours(text)
    if hours is None:
        raise ValueError(f"{text!r} are no hours a week")
    return hours


def _openings(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise ValueError(f"{text!r} is no number of openings")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day; write year, month and day") from None


def _time(top: Section, name: str) -> str:
    """A time as it is written, checked for its form; the zone it is meant in is the employer's."""
    text = top.text(name)
    try:
        if text:
            datetime.fromisoformat(text)
    except ValueError:
        top.fault(name, f"{text!r} is no time", ("2026-11-30T09:00", "2026-11-30T09:00+00:00"))
    return text
