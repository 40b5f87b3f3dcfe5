"""Talroo's feed: Talroo fetches a document of all open adverts, and sends the applications it takes to our address.

Source: docs.talroo.com (resources/talroo-xml-feed, guides/talroo-apply, guides/webhooks/job-application-events).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
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
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, marked
from orchestrator.domain.pay import Pay
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Receipt, Submitted

RHYTHM = 86_400.0  # seconds between two fetches; Talroo's figure is not known
STARTED = "platform:JobApplication:started"


class Talroo:
    name = "talroo"
    label = "Talroo (XML feed)"
    mode = Mode.FEED
    countries: tuple[str, ...] = ()
    audience = "talroo.com"
    excludes: tuple[str, ...] = ()
    base_url = "https://www.talroo.com"
    media_type = "application/xml"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
    )
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("publisher", "Publisher", need=Need.REQUIRED, hint="Who runs this feed."),
        *PASS_ON,
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
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
            "salary": _salary(variant.vacancy.pay),
            "category": variant.vacancy.category,
            "description": variant.slots["body.html"],
            "postUrl": account.hook if takes_applications(account) else "",
        }
        return (marked("job", {name: value for name, value in values.items() if value}) + "\n").encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, RHYTHM)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, RHYTHM)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, RHYTHM)

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


def _salary(pay: Pay | None) -> str:
    """`GBP 26064 - 30000 per year`; empty when nothing is known."""
    if pay is None or not pay.known:
        return ""
    ends = " - ".join(dict.fromkeys(decimal(end) for end in (pay.minimum, pay.maximum) if end is not None))
    return f"{pay.currency} {ends} per {pay.period.value}"
