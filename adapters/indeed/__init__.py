"""Indeed's Job Sync API: adverts as GraphQL upserts under our reference, expired by Indeed's id.

Source: docs-plus.indeed.com/job-sync-api and /api/job. Sending an advert again replaces it, so nothing is doubled by a
repetition; an advert never ends by itself. Candidates reach the advert's page, which must show what is sent here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
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
from orchestrator.boards.oauth import ClientCredentials
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason
from orchestrator.domain.receipt import Gone, Receipt, Submitted

from .answer import expired, sourced
from .graphql import creation, expiry

JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class Indeed:
    name = "indeed"
    label = "Indeed (Job Sync API)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "indeed.com"
    excludes: tuple[str, ...] = ("indeed_feed",)
    base_url = "https://apis.indeed.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1, 65_000, "bytes")},
        tags=frozenset({"b", "strong", "em", "br", "p", "ul", "li", "h1", "h2", "h3", "h4", "h5", "h6"}),
        plain_titles=True,
        hides_twins=True,
        renew_after=timedelta(days=30),
        filters_pay=True,
        free_to_apply=True,
        rate=80_000 / 3_600,
        burst=150,
    )
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("client_id", "Client id", need=Need.REQUIRED),
        Field("client_secret", "Client secret", need=Need.REQUIRED, secret=True),
        Field("source_name", "Source name", need=Need.REQUIRED, hint="The parent organisation: never change it."),
        Field(
            "source_type",
            "Source type",
            Kind.CHOICE,
            choices={each: each for each in ("Employer", "Staffing Agency", "Job Board")},
            default="Employer",
        ),
        Field("contact_name", "Contact's name", need=Need.REQUIRED),
        Field("contact_email", "Contact's e-mail", Kind.EMAIL, Need.REQUIRED),
        Field("website", "Company's website", Kind.URL),
        Field("apply_token", "API token of Indeed Apply", hint="With it, candidates apply at Indeed."),
        APPLY_SECRET,
        *PASS_ON,
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = (
        "That adverts renewed within 30 days are hidden is from notes of third parties.",
        "The names in applyMethod are from open code: apiToken, postUrl, phoneRequired and resumeRequired.",
        "The expire mutation's shape, the token address and the scope were seen in open code, not in Indeed's pages.",
        "The rate tiers are from notes of third parties; the tier for single adverts is declared.",
        "Which field says fully remote is not documented here, so a remote vacancy needs a town all the same.",
        "Whether applyMethod may be left out is not certain; without it candidates go to the advert's page.",
        "Whether node(id) takes a sourcedPostingId is not known, so no look is offered: sent, cannot be confirmed.",
        "Which HTML elements RICH_FORMATTING keeps is taken from the XML feed's list.",
        "What expiring an advert twice answers is inferred: NOT_FOUND counts as gone.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        place, pay = variant.vacancy.place, variant.vacancy.pay
        refuse([
            *unfit(self, variant, account),
            missing("page", posting.page, "Indeed needs the advert's page; switch the careers site on"),
            missing("place", place.town or place.postcode, "Indeed needs a town or postcode; add one to the vacancy"),
            missing("place", place.country, "Indeed needs the country; add it to the vacancy"),
            None
            if pay is None or len(pay.currency) == 3
            else Reason("pay", f"{pay.currency!r} is not a currency of ISO 4217"),
        ])  # fmt: skip
        return creation(posting, variant, account)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        login = _login(account, session)
        answer = session.post("/graphql", data=variant.payload, headers=JSON | login.headers())
        return Submitted(sourced(login.checked(answer).accept(), login))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self.publish(posting, variant, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        login = _login(account, session)
        answer = session.post("/graphql", data=expiry(external_id(posting)), headers=JSON | login.headers())
        expired(login.checked(answer).accept(), login)
        return Gone()

    def verify(self, request: Inbound, account: Account) -> None:
        must_be_signed(request, "x-indeed-signature", request.body, account, "sha1")

    def events(self, request: Inbound, account: Account) -> list[Event]:
        found = json_object(request)
        at = from_milliseconds(words_at(found, "appliedOnMillis"))
        return [event(words_at(found, "id"), words_at(found, "job", "jobId"), at=at)]

    def test(self, account: Account, session: BoardSession) -> str:
        _login(account, session).renew()
        return "Indeed gives this login a token. Whether it may post for the source shows with the first advert."


def _login(account: Account, session: BoardSession) -> ClientCredentials:
    form = {
        "client_id": account.settings["client_id"],
        "client_secret": account.secrets.get("client_secret", ""),
        "scope": "employer_access",
    }
    return ClientCredentials(session, "/oauth/v2/tokens", form)
