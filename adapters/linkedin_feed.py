"""LinkedIn's feed of basic jobs: LinkedIn's crawler fetches a document of all open adverts.

Source: learn.microsoft.com/linkedin/talent/job-postings/xml-feeds-development-guide and xml-feeds-faq. For employers
without access to the Job Posting API; the two must not run beside each other.
"""

from __future__ import annotations

from datetime import date, datetime
from email.utils import format_datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import whole
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.xml import Marked, entry, marked
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

HOURS = {Hours.FULL_TIME: "FULL_TIME", Hours.PART_TIME: "PART_TIME", Hours.EITHER: ""}
CONTRACTS = {
    Contract.FIXED_TERM: "CONTRACT", Contract.TEMPORARY: "CONTRACT", Contract.BANK: "CONTRACT",
    Contract.VOLUNTEER: "VOLUNTEER",
}  # fmt: skip
PERIODS = {
    PayPeriod.HOUR: "HOURLY", PayPeriod.DAY: "DAILY", PayPeriod.WEEK: "WEEKLY", PayPeriod.MONTH: "MONTHLY",
    PayPeriod.YEAR: "YEARLY",
}  # fmt: skip


class LinkedInFeed(Fetched):
    name = "linkedin_feed"
    label = "LinkedIn (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "linkedin.com"
    excludes: tuple[str, ...] = ("linkedin",)
    base_url = "https://www.linkedin.com"
    limits = Limits(
        slots={"title": Length(1, 200), "body.html": Length(100, 25_000)},
        tags=frozenset({"b", "strong", "u", "i", "br", "p", "ul", "li"}),
    )
    fields: tuple[Field, ...] = (
        Field(
            "workplace", "Workplace", Kind.CHOICE, choices={"On-site": "On site", "Hybrid": "Hybrid"}, default="On-site"
        ),
    )
    credentials: tuple[Field, ...] = (
        Field("publisher", "Publisher", need=Need.REQUIRED, hint="Who runs this feed."),
        Field("publisher_url", "Publisher's address", Kind.URL, Need.REQUIRED),
        Field("company_id", "Company's number", Kind.NUMBER, Need.REQUIRED, hint="Of its page on LinkedIn."),
        Field("poster_email", "Poster's e-mail", Kind.EMAIL, Need.REQUIRED),
    )
    unverified: tuple[str, ...] = (
        "expectedJobCount is left out: a document's head is written before its adverts are counted.",
        "The documents spell publisherUrl in two ways; the one of the examples is used.",
        "Dates are written M/D/YYYY as in feeds that were observed; the guide's own form was not read.",
        "The longest title and description are those of the API.",
        "LinkedIn reports nothing of what it took: fetched is the strongest evidence there is.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "LinkedIn needs an address to apply at"),
            missing("place", place.country, "LinkedIn needs the country; add it to the vacancy"),
            None if place.remote else missing("place", place.town, "LinkedIn needs the town; add it to the vacancy"),
            None if place.remote else missing("place", place.region, "LinkedIn needs the county or region; add it"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "partnerJobId": posting.reference,
            "company": variant.employer,
            "companyId": account.settings["company_id"],
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "applyUrl": posting.apply_link,
            "city": place.town,
            "state": place.region,
            "country": place.country,
            "postalCode": place.postcode,
            "posterEmail": account.settings["poster_email"],
            "workplaceTypes": "Remote" if place.remote else variant.fields.get("workplace") or "On-site",
            "jobtype": _type(vacancy),
            "salaries": _salaries(vacancy.pay),
            "listDate": _date(posting.starts_at.date()),
            "expirationDate": _date(posting.ends_at.date()) if posting.ends_at else "",
        }
        return entry("job", values)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        built = marked("lastBuildDate", format_datetime(built_at))
        publisher = marked("publisher", account.settings["publisher"])
        address = marked("publisherUrl", account.settings["publisher_url"])
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<source>\n{built}\n{publisher}\n{address}\n'.encode()

    def closing(self, account: Account) -> bytes:
        return b"</source>\n"


def _type(vacancy: Vacancy) -> str:
    """A feed knows no temporary work: it is given as a contract."""
    return CONTRACTS.get(vacancy.contract) or HOURS[vacancy.hours]


def _salaries(pay: Pay | None) -> dict[str, Marked]:
    """Both ends in whole units; with one end alone nothing is said here, only in the text."""
    if pay is None or pay.minimum is None or pay.maximum is None:
        return {}
    low, high = ({"amount": str(whole(end)), "currencyCode": pay.currency} for end in (pay.minimum, pay.maximum))
    salary: dict[str, Marked] = {
        "lowEnd": dict[str, Marked](low), "highEnd": dict[str, Marked](high), "period": PERIODS[pay.period],
        "type": "BASE_SALARY",
    }  # fmt: skip
    return {"salary": salary}


def _date(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"
