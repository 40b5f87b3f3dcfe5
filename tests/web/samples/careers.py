"""The careers site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.apply import ByMail


@dataclass(frozen=True, slots=True)
class OpenAdvert:
    title: str
    place: str
    pay: str | None
    contract: str
    href: str
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Careers:
    employer: str
    index_href: str
    query: str
    adverts: tuple[OpenAdvert, ...]


@dataclass(frozen=True, slots=True)
class CareersAdvert:
    employer: str
    index_href: str
    address: str
    reference: str
    title: str
    place: str
    region: str
    contract: str
    hours: str
    pay: str | None
    openings: int
    body_html: str
    must_haves: tuple[str, ...]
    benefits: tuple[str, ...]
    closes_on: date | None
    apply_href: str
    json_ld: str
    also_called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CareersClosed:
    employer: str
    index_href: str
    title: str
    place: str
    closed_on: date | None
    nearest: tuple[OpenAdvert, ...]


OPEN = (
    OpenAdvert(
        "Care Coordinator", "Exeter", "£26,200 to £28,400 a year", "Permanent, full time", "/j/2", date(2026, 12, 18)
    ),
    OpenAdvert("Night Carer", "Torquay", None, "Permanent, part time", "/j/3", None),
)

CAREERS = Careers("Fairhaven Homecare", "/careers", "", OPEN)

CAREERS_ADVERT = CareersAdvert(
    employer="Fairhaven Homecare",
    index_href="/careers",
    address="4 Union Street, Torquay",
    reference="FH-2108",
    title="Care Coordinator",
    place="Torquay",
    region="Devon",
    contract="Permanent, full time",
    hours="37.5 a week, Monday to Friday, and 1 weekend in 5",
    pay="£26,200 to £28,400 a year",
    openings=2,
    body_html="<p>You plan the week for about 40 people we care for at home in and around Torquay.</p>"
    "<h2>What you do</h2><ul><li>Plan visits four weeks ahead</li><li>Share the on-call telephone</li></ul>",
    must_haves=("A year of planning rotas or visits", "A full UK driving licence"),
    benefits=("28 days’ holiday",),
    closes_on=date(2026, 12, 18),
    apply_href="/a/x7",
    json_ld='{"@type": "JobPosting", "title": "</script><script>alert(1)</script>"}',
    also_called=("rota coordinator", "scheduling officer"),
)

CAREERS_CLOSED = CareersClosed("Fairhaven Homecare", "/careers", "Senior Carer", "Exeter", date(2026, 11, 20), OPEN)
CAREERS_BY_MAIL = ByMail(
    "Fairhaven Homecare", "/careers", "Senior Carer", "Exeter", "jobs@fairhaven.example",
    "mailto:jobs@fairhaven.example?subject=Senior%20Carer%2C%20FH-2108", "FH-2108",
)  # fmt: skip
