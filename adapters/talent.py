"""Talent.com's feed: Talent.com crawls a document of all open adverts.

Source: talent.com/integrations. All values stand in CDATA sections; what is missing from the document is closed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote_plus

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.inbound import (
    PASS_ON,
    Event,
    Inbound,
    Untrusted,
    event,
    from_milliseconds,
    json_object,
    takes_applications,
    words_at,
)
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry, marked
from orchestrator.domain.pay import Pay
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

HOURS = {Hours.FULL_TIME: "Full time", Hours.PART_TIME: "Part time", Hours.EITHER: "Full time, Part time"}
CONTRACTS = {Contract.FIXED_TERM: "Contract", Contract.TEMPORARY: "Temporary", Contract.BANK: "Temporary"}


class Talent(Fetched):
    name = "talent"
    label = "Talent.com (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "talent.com"
    base_url = "https://www.talent.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(50)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
        plain_titles=True,
    )
    credentials: tuple[Field, ...] = (
        Field("publisher", "Publisher", need=Need.REQUIRED, hint="Who runs this feed."),
        Field("publisher_url", "Publisher's address", Kind.URL, Need.REQUIRED),
        Field("talent_apply", "Candidates apply at Talent.com", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}),
        *PASS_ON,
    )
    unverified: tuple[str, ...] = (
        "Which of the elements are required was lost in the stored copy: the core ones are taken for it.",
        "The spelling of salary's elements varies in the wild; the one closest to Talent.com's tags is used.",
        "How applications are signed is not documented: our address is secret. Their JSON is taken to be Indeed's.",
        "How often Talent.com crawls is general knowledge; it never says what it took.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Talent.com needs the advert's page; switch the careers site on"),
            None if place.remote else missing("place", place.town, "Talent.com needs the town; add it to the vacancy"),
            missing("place", place.country, "Talent.com needs the country; add it to the vacancy"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "referencenumber": posting.reference,
            "title": variant.slots["title"],
            "company": variant.employer,
            "city": place.town or "Remote",
            "state": place.region,
            "country": place.country,
            "dateposted": _utc(posting.starts_at),
            "url": with_query(posting.page, "source=talent"),
            "description": variant.slots["body.html"],
            "expirationdate": _utc(posting.ends_at) if posting.ends_at else "",
            "jobtype": _type(vacancy),
            "isremote": "yes" if place.remote else "no",
            "category": vacancy.category,
            "salary": _salary(vacancy.pay),
            "talent-apply-data": _apply(account),
        }
        return entry("job", values)

    def verify(self, request: Inbound, account: Account) -> None:
        """Talent.com's signature is not documented: what is believed is that our address is secret."""
        if account.settings.get("talent_apply") != "yes":
            raise Untrusted("candidates do not apply at Talent.com for this account")

    def events(self, request: Inbound, account: Account) -> list[Event]:
        found = json_object(request)
        at = from_milliseconds(words_at(found, "appliedOnMillis"))
        return [event(words_at(found, "id"), words_at(found, "job", "jobId"), at=at)]

    def opening(self, account: Account, built_at: datetime) -> bytes:
        publisher = marked("publisher", account.settings["publisher"])
        address = marked("publisherurl", account.settings["publisher_url"])
        built = f"<lastbuilddate>{_utc(built_at)}</lastbuilddate>"
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<source>\n{publisher}\n{address}\n{built}\n'.encode()

    def closing(self, account: Account) -> bytes:
        return b"</source>\n"


def _apply(account: Account) -> str:
    if account.settings.get("talent_apply") != "yes" or not takes_applications(account):
        return ""
    return f"talent-apply-posturl={quote_plus(account.hook)}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _type(vacancy: Vacancy) -> str:
    return ", ".join(part for part in (HOURS[vacancy.hours], CONTRACTS.get(vacancy.contract, "")) if part)


def _salary(pay: Pay | None) -> dict[str, Marked]:
    if pay is None or not pay.known:
        return {}
    ends = {"salary_min": pay.minimum, "salary_max": pay.maximum}
    amounts = {name: decimal(end) for name, end in ends.items() if end is not None}
    return {**amounts, "salary_currency": pay.currency, "period": pay.period.value}
