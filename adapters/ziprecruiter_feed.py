"""ZipRecruiter's XML feed: ZipRecruiter fetches a document of all open adverts, which is the only truth there.

Source: "ZipRecruiter XML Feed Documentation" 1.4 (2018). Use the Job API or the feed of an employer, never both.
"""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry, marked
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

HOURS = {Hours.FULL_TIME: "Full-Time", Hours.PART_TIME: "Part-Time", Hours.EITHER: ""}
CONTRACTS = {
    Contract.FIXED_TERM: "Contractor",
    Contract.TEMPORARY: "Temporary",
    Contract.BANK: "Temporary",
    Contract.APPRENTICESHIP: "Other",
}
INTERVALS = {
    PayPeriod.HOUR: "Hourly",
    PayPeriod.DAY: "Daily",
    PayPeriod.WEEK: "Weekly",
    PayPeriod.MONTH: "Monthly",
    PayPeriod.YEAR: "Annually",
}


class ZipRecruiterFeed(Fetched):
    name = "ziprecruiter_feed"
    label = "ZipRecruiter (XML feed)"
    countries: tuple[str, ...] = ("US", "CA", "AU")
    audience = "ziprecruiter.com"
    excludes: tuple[str, ...] = ("ziprecruiter",)
    base_url = "https://www.ziprecruiter.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
    )
    credentials: tuple[Field, ...] = (
        Field("publisher", "Publisher", need=Need.REQUIRED, hint="Who runs this feed."),
        Field("publisher_url", "Publisher's address", Kind.URL, Need.REQUIRED),
    )
    unverified: tuple[str, ...] = (
        "The countries are those of the Job API: the feed's document names none.",
        "The exact labels of jobtype, and ZipRecruiter's list of categories, were not read; no category is given.",
        "Which HTML elements a description keeps, and how often ZipRecruiter fetches, is not documented.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "ZipRecruiter needs the advert's page; switch the careers site on"),
            None
            if place.country in self.countries
            else Reason("place", f"ZipRecruiter serves US, CA and AU, not {place.country}: choose another board"),
            None
            if place.postcode or (place.town and place.region)
            else Reason("place", "ZipRecruiter needs the postcode, or the town with its state; add it to the vacancy"),
            None
            if variant.employer.strip().casefold() != "confidential"
            else Reason("employer", "ZipRecruiter drops adverts of a confidential employer; give the real name"),
            None
            if vacancy.contract is not Contract.VOLUNTEER
            else Reason("contract", "ZipRecruiter has no voluntary work; choose another board"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "referencenumber": posting.reference,
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "country": place.country,
            **_where(place),
            "company": variant.employer,
            "date": posting.starts_at.isoformat(timespec="seconds"),
            "url": with_query(posting.page, "source=ziprecruiter"),
            "jobtype": _type(vacancy),
            **_compensation(vacancy.pay),
        }
        return entry("job", values)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        publisher = marked("publisher", account.settings["publisher"])
        address = marked("publisherurl", account.settings["publisher_url"])
        built = f"<lastBuildDate>{format_datetime(built_at)}</lastBuildDate>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<source>\n{publisher}\n{address}\n{built}\n'.encode()

    def closing(self, account: Account) -> bytes:
        return b"</source>\n"


def _where(place: Place) -> dict[str, str]:
    """A town only together with its state."""
    found = {"city": place.town, "state": place.region} if place.town and place.region else {}
    return {**found, "postalCode": place.postcode}


def _type(vacancy: Vacancy) -> str:
    return CONTRACTS.get(vacancy.contract) or HOURS[vacancy.hours]


def _compensation(pay: Pay | None) -> dict[str, Marked]:
    if pay is None or not pay.known:
        return {}
    ends = {"compensation_min": pay.minimum, "compensation_max": pay.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    return {"compensation_interval": INTERVALS[pay.period], **amounts, "compensation_currency": pay.currency}
