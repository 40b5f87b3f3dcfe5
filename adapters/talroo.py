"""Talroo's feed: Talroo fetches a document of all open adverts, and sends the applications it takes to our address.

Source: docs.talroo.com (resources/talroo-xml-feed, guides/talroo-apply, guides/webhooks/job-application-events).
"""

from __future__ import annotations

from datetime import UTC, datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Need
from orchestrator.boards.inbound import (
    PASS_ON,
    Event,
    Inbound,
    Untrusted,
    event,
    from_iso,
    json_object,
    takes_applications,
    words_at,
)
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import spoken
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, entry, marked
from orchestrator.domain.reading import Metric

STARTED = "platform:JobApplication:started"


class Talroo(Fetched):
    name = "talroo"
    label = "Talroo (XML feed)"
    countries: tuple[str, ...] = ()
    audience = "talroo.com"
    base_url = "https://www.talroo.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
    )
    credentials: tuple[Field, ...] = (
        Field("publisher", "Publisher", need=Need.REQUIRED, hint="Who runs this feed."),
        *PASS_ON,
    )
    unverified: tuple[str, ...] = (
        "Whether Talroo signs its messages is not documented: what is believed is that our address is secret.",
        "Talroo works in the United States; whether it takes adverts from elsewhere is not documented.",
        "How often Talroo fetches is not documented; it never says what it took.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        place = variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Talroo needs the advert's page; switch the careers site on"),
            missing("place", place.town, "Talroo needs the town; add it to the vacancy"),
        ])  # fmt: skip
        values: dict[str, Marked] = {
            "title": variant.slots["title"],
            "date": posting.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "referencenumber": posting.reference,
            "url": with_query(posting.page, "src=talroo"),
            "company": variant.employer,
            "address": place.street,
            "city": place.town,
            "state": place.region,
            "country": place.country,
            "postalcode": place.postcode,
            "salary": spoken(variant.vacancy.pay),
            "category": variant.vacancy.category,
            "description": variant.slots["body.html"],
            "postUrl": account.hook if takes_applications(account) else "",
        }
        return entry("job", values)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        publisher = marked("publisher", account.settings["publisher"])
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<source>\n{publisher}\n'.encode()

    def closing(self, account: Account) -> bytes:
        return b"</source>\n"

    def verify(self, request: Inbound, account: Account) -> None:
        if not account.settings.get("pass_on"):
            raise Untrusted("candidates do not apply at Talroo for this account")

    def events(self, request: Inbound, account: Account) -> list[Event]:
        found = json_object(request)
        started = words_at(found, "type").startswith(STARTED)
        metric = Metric.APPLY_START if started else Metric.APPLICATION
        # An application has one id of its own; the message's is another one each time it is told.
        id = words_at(found, "data", "id") or words_at(found, "id")
        reference = words_at(found, "data", "job", "originalJobReference") or words_at(
            found, "data", "job", "jobReference"
        )
        return [event(id, reference, metric, from_iso(words_at(found, "createdAt")))]
