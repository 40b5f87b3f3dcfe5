"""Jora's feed (SEEK group): Jora collects a document of all open adverts.

No specification of Jora's was read. This is the form that aggregators have in common; ask Jora before the first advert.
"""

from __future__ import annotations

from datetime import datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import spoken
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry


class Jora(Fetched):
    name = "jora"
    label = "Jora (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "jora.com"
    base_url = "https://uk.jora.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
    )
    unverified: tuple[str, ...] = (
        "Jora has published no specification that was found: every element's name is that of feeds of its kind.",
        "Whether Jora takes feeds from a single employer, and how often it reads them, is not known.",
        "That an advert missing from the feed is closed is general knowledge.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Jora needs the advert's page; switch the careers site on"),
            None if place.remote else missing("place", place.town or place.postcode, "Jora needs the town; add it"),
            missing("place", place.country, "Jora needs the country; add it to the vacancy"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "id": posting.reference,
            "title": variant.slots["title"],
            "url": with_query(posting.page, "src=jora"),
            "company": variant.employer,
            "location": " ".join(part for part in (place.town, place.postcode) if part) or "Remote",
            "state": place.region,
            "country": place.country,
            "salary": spoken(vacancy.pay),
            "jobtype": vacancy.hours.value.replace("_", " "),
            "date": posting.starts_at.date().isoformat(),
            "expiry": posting.ends_at.date().isoformat() if posting.ends_at else "",
            "description": variant.slots["body.html"],
        }
        return entry("job", values)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</jobs>\n"
