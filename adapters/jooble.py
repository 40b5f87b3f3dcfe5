"""Jooble's feed: JoobleBot fetches a document of all open adverts at least daily.

Source: Jooble's "XML Specs". Dates are DD.MM.YYYY; an advert whose dates are older than 45 days is not taken.
"""

from __future__ import annotations

from datetime import date, datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import spoken
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry


class Jooble(Fetched):
    name = "jooble"
    label = "Jooble (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "jooble.org"
    base_url = "https://jooble.org"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
    )
    unverified: tuple[str, ...] = (
        "Which HTML elements a description keeps, and its lengths, are not documented.",
        "Whether updated may be left out is inferred: Callboard knows no date of an edit.",
        "Jooble never says what it took: fetched is the strongest evidence there is.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Jooble needs the advert's page; switch the careers site on"),
            None if place.remote else missing("place", place.town or place.region, "Jooble needs the town; add it"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "link": with_query(posting.page, "src=jooble"),
            "name": variant.slots["title"],
            "region": ", ".join(part for part in (place.town, place.region) if part) or "Remote",
            "description": variant.slots["body.html"],
            "pubdate": _date(posting.starts_at.date()),
            "expire": _date(posting.ends_at.date()) if posting.ends_at else "",
            "salary": spoken(vacancy.pay),
            "company": variant.employer,
            "jobtype": f"{vacancy.hours.value}, {vacancy.contract.value}".replace("_", "-"),
        }
        return entry("job", values, id=posting.reference)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</jobs>\n"


def _date(day: date) -> str:
    return f"{day:%d.%m.%Y}"
