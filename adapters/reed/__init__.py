"""Reed.co.uk: recruiter API v1 for changes, the public Jobseeker API for looks and counts.

Source: reed.co.uk/developers/Recruiter and /developers/Jobseeker. Every change names the customer (`username`,
`postingKey`); that is added when sending, so that no stored payload holds a secret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlencode

import requests.auth

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Count, Evidence, Gone, Live, Receipt, Submitted

from .answer import accepted, number, read
from .form import LONGEST, encoded, unpostable
from .signature import Signature

RECRUITER = "/recruiter/api/1.0/jobs"
JOBSEEKER = "/api/1.0/jobs"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Reed:
    name = "reed"
    label = "Reed.co.uk"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ("GB",)
    audience = "reed.co.uk"
    excludes: tuple[str, ...] = ()
    base_url = "https://www.reed.co.uk"
    limits = Limits(
        slots={"title": Length(1, 255), "body.html": Length(150, 6_500)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        lifetime=timedelta(days=LONGEST),
        rate=2_000 / 3_600,
        burst=20,
        concurrency=8,
        contact_details=False,
        filters_pay=True,
        hides_pay=("show_pay", "no"),
    )
    fields: tuple[Field, ...] = (
        Field(
            "product",
            "Product",
            Kind.CHOICE,
            hint="Without one Reed takes the account's best credit.",
            choices={"1": "Standard", "2": "Premium", "3": "Featured", "4": "Premium+", "81": "Marketplace (free)"},
        ),
        Field(
            "hidden_pay",
            "When no pay is stated",
            Kind.CHOICE,
            choices={"0": "Negotiable", "1": "Commission only", "2": "Competitive"},
            default="0",
        ),
        Field("parent_sector", "Parent sector (Reed's number)", Kind.NUMBER),
        Field("sector", "Sector (Reed's number)", Kind.NUMBER),
    )
    credentials: tuple[Field, ...] = (
        Field("client_id", "API client id", Kind.NUMBER, Need.REQUIRED),
        Field("api_key", "API key", need=Need.REQUIRED, hint="A GUID, from Reed.", secret=True),
        Field("username", "Reed account (e-mail)", Kind.EMAIL, Need.REQUIRED),
        Field("posting_key", "Posting key", hint="A GUID from the customer's account settings.", secret=True),
        Field("jobseeker_key", "Jobseeker API key", need=Need.REQUIRED, hint="For looks and counts.", secret=True),
        Field("show_pay", "Show the pay", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}, default="yes"),
        Field("drafts", "Post as drafts only", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}, default="no"),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    metrics: tuple[Metric, ...] = (Metric.APPLICATION,)
    unverified: tuple[str, ...] = (
        "Reed has marked these v1 routes deprecated in favour of an API V2 that is not published; ask Reed before use.",
        "That an update renews the run unless doNotExtend is true is inferred from the parameter's existence.",
        "That extend and end answer 400 for an advert that has already ended is inferred.",
        "401 and 404 of the Jobseeker API were not seen; how soon it shows a new advert is not documented.",
        "Which HTML elements a description keeps is not documented; paragraphs, lists and bold are sent.",
        "The address of Reed's search page (/jobs with keywords and location) is seen in use, not documented.",
        "How Reed words missing credits and unknown customers was not seen: a 400 about productId or username is it.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), *unpostable(posting, variant)])
        return encoded(posting, variant, show_pay=account.settings.get("show_pay") != "no")

    def auth(self, account: Account) -> requests.auth.AuthBase:
        return Signature(account)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        drafts = account.settings.get("drafts") == "yes"
        body = _body(account, variant.payload, **({"isDemo": "true"} if drafts else {}))
        external_id = number(accepted(session.post(RECRUITER, data=body, headers=FORM)), "JobId")
        return Submitted(external_id) if drafts else Live(external_id)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        # Without this an edit of the text would renew the run.
        return _changed("update", posting, _body(account, variant.payload, doNotExtend="true"), session)

    def refresh(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _changed("extend", posting, _body(account), session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = session.put(f"{RECRUITER}/end/{external_id(posting)}", data=_body(account), headers=FORM)
        # An advert that has already ended is refused like one that cannot be ended: only a look tells them apart.
        if answer.status == 400 and isinstance(self.check(posting, account, session), Gone):
            return Gone(Evidence.SEEN)
        number(accepted(answer), "JobId")
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        if account.settings.get("drafts") == "yes":
            return Submitted(posting.external_id)  # nobody is shown a draft, so a look at it tells nothing
        answer = session.get(f"{JOBSEEKER}/{external_id(posting)}").accept(404, 410)
        if answer.status in (404, 410):
            return Gone(Evidence.SEEN)
        return Live(number(answer, "jobId"), read(answer).get("jobUrl"), Evidence.SEEN)

    def counts(self, posting: Posting, account: Account, session: BoardSession) -> Sequence[Count]:
        answer = session.get(f"{JOBSEEKER}/{external_id(posting)}").accept(404, 410)
        found = {} if answer.status in (404, 410) else read(answer)
        # The details say applicationCount, search results say applications; both have been seen.
        value = found.get("applicationCount", found.get("applications"))
        return [] if value is None else [Count(str(posting.external_id), Metric.APPLICATION, int(value))]

    def search_url(self, reference: str, title: str, place: str, account: Account) -> str:
        # Reed shows our reference to the recruiter only, so candidates' search knows title and place.
        return f"/jobs?{urlencode({'keywords': title, 'location': place})}"

    def test(self, account: Account, session: BoardSession) -> str:
        session.get("/api/1.0/search", params={"resultsToTake": 1}).accept()
        return "The Jobseeker key works. Reed has no harmless call that would try the recruiter key."


def _changed(action: str, posting: Posting, body: bytes, session: BoardSession) -> Receipt:
    answer = accepted(session.put(f"{RECRUITER}/{action}/{external_id(posting)}", data=body, headers=FORM))
    return Live(number(answer, "JobId"), posting.url)


def _body(account: Account, payload: bytes = b"", **more: str) -> bytes:
    key = account.secrets.get("posting_key", "")
    login = {"username": account.settings["username"], **({"postingKey": key} if key else {}), **more}
    return b"&".join(part for part in (payload, urlencode(login).encode()) if part)
