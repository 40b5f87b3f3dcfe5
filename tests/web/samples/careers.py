"""The careers site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from web.apply import ByMail
from web.careers import ClosedPage as CareersClosed
from web.careers import Index as Careers
from web.careers import OpenLine as OpenAdvert
from web.paging import Pager


@dataclass(frozen=True, slots=True)
class CareersAdvert:
    employer: str
    index_href: str
    reference: str
    title: str
    place: str
    region: str
    contract: str
    hours: str
    pay: str | None
    openings: int
    body_html: Markup
    closes_on: date | None
    apply_href: str
    json_ld: str | None
    canonical: str = "https://jobs.example/jobs/FH-2108.1-1"
    indexed: bool = True


OPEN = (
    OpenAdvert(
        "Care Coordinator", "Exeter", "£26,200 to £28,400 a year", "Permanent, full time", "/j/2", date(2026, 12, 18)
    ),
    OpenAdvert("Night Carer", "Torquay", None, "Permanent, part time", "/j/3", None),
)

CAREERS = Careers("Fairhaven Homecare", "/careers", "/careers/feed.atom", "", OPEN, Pager(1, 1, 2, 2))

CAREERS_ADVERT = CareersAdvert(
    employer="Fairhaven Homecare",
    index_href="/careers",
    reference="FH-2108",
    title="Care Coordinator",
    place="Torquay",
    region="Devon",
    contract="Permanent, full time",
    hours="37.5 a week, Monday to Friday, and 1 weekend in 5",
    pay="£26,200 to £28,400 a year",
    openings=2,
    body_html=Markup(
        "<p>You plan the week for about 40 people we care for at home in and around Torquay.</p>"
        "<h2>What you do</h2><ul><li>Plan visits four weeks ahead</li><li>Share the on-call telephone</li></ul>"
        "<h2>What you need</h2><ul><li>A full UK driving licence</li></ul>"
    ),
    closes_on=date(2026, 12, 18),
    apply_href="/a/x7",
    json_ld='{"@type": "JobPosting", "title": "</script><script>alert(1)</script>"}',
)

CAREERS_CLOSED = CareersClosed("Fairhaven Homecare", "/careers", "Senior Carer", "Exeter", date(2026, 11, 20), OPEN)
CAREERS_BY_MAIL = ByMail(
    "Fairhaven Homecare", "/careers", "Senior Carer", "Exeter", "jobs@fairhaven.example",
    "mailto:jobs@fairhaven.example?subject=Senior%20Carer%2C%20FH-2108", "FH-2108",
)  # fmt: skip
