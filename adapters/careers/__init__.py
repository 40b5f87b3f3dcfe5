"""Our own careers site: a page for each advert with JobPosting markup, which Google for Jobs and others read.

Source: developers.google.com/search/docs/appearance/structured-data/job-posting and schema.org/JobPosting.
The page is served by Callboard itself, so publishing sends nothing; a look fetches the page as a candidate would.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from orchestrator.boards.announce import News
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.receipt import Evidence, Gone, Live, Receipt, Submitted

from .indexing import notify
from .markup import identifiers, markup

SOON = 60.0  # seconds within which our own page shows a change


class Careers:
    name = "careers"
    label = "Careers site"
    mode = Mode.PAGE
    countries: tuple[str, ...] = ()
    audience = "careers"
    excludes: tuple[str, ...] = ()
    base_url = ""
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "a"}),
        plain_titles=True,
    )
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field(
            "google_key",
            "Key of Google's Indexing API",
            secret=True,
            hint="The whole JSON file of a service account that owns the site in Search Console.",
        ),
    )
    announce_url = "https://indexing.googleapis.com"
    announce_login_url = "https://oauth2.googleapis.com"
    announced_a_day = 200  # Google's quota of a new project
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=6)
    unverified: tuple[str, ...] = (
        "The list of required and recommended properties was read from a partial copy of Google's page.",
        "Google answers a notification with 'queued'; whether it shows an advert is not known here.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        """The page's JSON-LD; `<` is escaped, so that it can stand in a script element as it is."""
        place = variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "the careers site has no address; set the public address"),
            missing("employer", variant.employer, "the page must name the employer"),
            missing("place", place.country, "Google refuses a page without a country; add it"),
            None if place.remote else missing("place", place.town or place.postcode, "add the town or the postcode"),
        ])  # fmt: skip
        return markup(posting, variant)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, SOON)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, SOON)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Submitted(posting.reference, posting.page, SOON)

    def announces(self, account: Account) -> bool:
        return bool(account.secrets.get("google_key"))

    def announce(self, news: News, account: Account, session: BoardSession) -> None:
        notify(news, account, session)

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(posting.page).accept(404, 410)
        if answer.status in (404, 410):
            return Gone(Evidence.SEEN)
        if posting.reference in identifiers(answer.text):
            return Live(posting.reference, posting.page, Evidence.SEEN)
        return Gone(Evidence.SEEN)
