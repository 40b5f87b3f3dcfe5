"""Jooble's feed: JoobleBot fetches a document of all open adverts at least daily.

Source: Jooble's "XML Specs". Dates are DD.MM.YYYY; an advert whose dates are older than 45 days is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import decimal
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.text import with_query
from orchestrator.boards.xml import Marked, marked
from orchestrator.domain.pay import Pay
from orchestrator.domain.receipt import Receipt, Submitted

RHYTHM = 86_400.0  # seconds between two fetches, at most


class Jooble:
    name = "jooble"
    label = "Jooble (XML feed)"
    mode = Mode.FEED
    countries: tuple[str, ...] = ()
    audience = "jooble.org"
    excludes: tuple[str, ...] = ()
    base_url = "https://jooble.org"
    media_type = "application/xml"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
    )
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = ()
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
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
            "salary": _salary(vacancy.pay),
            "company": variant.employer,
            "jobtype": f"{vacancy.hours.value}, {vacancy.contract.value}".replace("_", "-"),
        }
        kept = {name: value for name, value in values.items() if value}
        return (marked("job", kept, id=posting.reference) + "\n").encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, RHYTHM)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, RHYTHM)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, RHYTHM)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<jobs>\n'

    def closing(self, account: Account) -> bytes:
        return b"</jobs>\n"


def _date(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _salary(pay: Pay | None) -> str:
    """`GBP 26064 - 30000 per year`; empty when nothing is known."""
    if pay is None or not pay.known:
        return ""
    ends = " - ".join(dict.fromkeys(decimal(end) for end in (pay.minimum, pay.maximum) if end is not None))
    return f"{pay.currency} {ends} per {pay.period.value}"
