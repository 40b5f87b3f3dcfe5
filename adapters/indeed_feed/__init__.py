"""Indeed's XML feed: Indeed fetches a document of all open adverts; an advert that is missing from it is closed.

Source: Indeed's feed documentation (docs.indeed.com/indeed-apply/xml-feed). Nothing is sent to Indeed, so the
changing operations only say by when the next fetch should have shown the entry.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.inbound import (
    APPLY_SECRET,
    PASS_ON,
    Event,
    Inbound,
    event,
    from_milliseconds,
    json_object,
    must_be_signed,
    words_at,
)
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import cdata

from .entry import entry


class IndeedFeed(Fetched):
    name = "indeed_feed"
    label = "Indeed (XML feed)"
    countries: tuple[str, ...] = ("GB", "IE", "US")
    audience = "indeed.com"
    base_url = "https://www.indeed.com"
    rhythm = 6 * 3_600.0  # as documented
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"b", "strong", "em", "br", "p", "ul", "li", "h1", "h2", "h3", "h4", "h5", "h6"}),
        plain_titles=True,
        hides_twins=True,
        renew_after=timedelta(days=30),
        filters_pay=True,
        free_to_apply=True,
    )
    credentials: tuple[Field, ...] = (
        Field("publisher", "Publisher", need=Need.REQUIRED, hint="Who runs this feed, as Indeed is to know it."),
        Field("publisher_url", "Publisher's address", Kind.URL, Need.REQUIRED),
        Field("source_name", "Source name", need=Need.REQUIRED, hint="The parent organisation: never change it."),
        Field("email", "Contact e-mail", Kind.EMAIL, Need.REQUIRED, hint="Indeed verifies the employer with it."),
        Field("apply_token", "API token of Indeed Apply", hint="With it, candidates apply at Indeed."),
        APPLY_SECRET,
        *PASS_ON,
    )
    unverified: tuple[str, ...] = (
        "That adverts renewed within 30 days are hidden is from notes of third parties.",
        "Which limits of length a feed has is not documented; none is declared.",
        "Indeed never reports what it took from a feed: fetched is the strongest evidence there is.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        place = variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Indeed needs the advert's page; switch the careers site on"),
            None if place.remote else missing("place", place.town, "Indeed needs the town; add it to the vacancy"),
            None if place.remote else missing("place", place.region, "Indeed needs the county or region; add it"),
        ])  # fmt: skip
        return entry(posting, variant, account)

    def verify(self, request: Inbound, account: Account) -> None:
        must_be_signed(request, "x-indeed-signature", request.body, account, "sha1")

    def events(self, request: Inbound, account: Account) -> list[Event]:
        found = json_object(request)
        at = from_milliseconds(words_at(found, "appliedOnMillis"))
        return [event(words_at(found, "id"), words_at(found, "job", "jobId"), at=at)]

    def opening(self, account: Account, built_at: datetime) -> bytes:
        settings = account.settings
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<source>\n'
            f"<publisher>{cdata(settings['publisher'])}</publisher>\n"
            f"<publisherurl>{cdata(settings['publisher_url'])}</publisherurl>\n"
            f"<lastBuildDate>{format_datetime(built_at.astimezone(UTC), usegmt=True)}</lastBuildDate>\n"
        ).encode()

    def closing(self, account: Account) -> bytes:
        return b"</source>\n"
