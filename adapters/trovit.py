"""Trovit's feed (Lifull Connect): Trovit reads a document of all open adverts.

Source: about.trovit.com/trovit-feeds/feed-jobs and the technical specification. Pay goes into a text and a midpoint.
"""

from __future__ import annotations

from datetime import datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import given_by, spoken, whole
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry
from orchestrator.domain.errors import Reason
from orchestrator.domain.pay import Pay, PayPeriod


class Trovit(Fetched):
    name = "trovit"
    label = "Trovit (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "trovit.com"
    base_url = "https://www.trovit.co.uk"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(30)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
    )
    unverified: tuple[str, ...] = (
        "How often Trovit reads a feed is not documented.",
        "salary_numeric is of an older specification; the midpoint by the year is given.",
        "That Mitula takes the same feed is general knowledge.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Trovit needs the advert's page; switch the careers site on"),
            Reason("title", "Trovit takes no site's address in a title; take it out")
            if "www." in variant.slots["title"].lower() or "://" in variant.slots["title"]
            else None,
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "id": posting.reference,
            "url": with_query(posting.page, "src=trovit"),
            "title": variant.slots["title"],
            "content": variant.slots["body.html"],
            "city": place.town,
            "region": place.region,
            "postcode": place.postcode,
            "salary": spoken(vacancy.pay),
            "salary_numeric": _midpoint(vacancy.pay),
            "company": variant.employer,
            "contract": vacancy.contract.value.replace("_", " ").capitalize(),
            "working_hours": vacancy.hours.value.replace("_", " ").capitalize(),
            "category": vacancy.category,
            "date": f"{posting.starts_at:%d/%m/%Y}",
            "time": f"{posting.starts_at:%H:%M}",
            "expiration_date": f"{posting.ends_at:%d/%m/%Y}" if posting.ends_at else "",
            "telecommute": "true" if place.remote else "",
        }
        return entry("ad", values)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<trovit>\n'

    def closing(self, account: Account) -> bytes:
        return b"</trovit>\n"


def _midpoint(pay: Pay | None) -> str:
    """By the year, where that can be said."""
    given = given_by(pay, {PayPeriod.YEAR})
    if given is None:
        return ""
    ends = [end for end in (given.minimum, given.maximum) if end is not None]
    return str(whole(sum(ends[1:], ends[0]) / len(ends)))
