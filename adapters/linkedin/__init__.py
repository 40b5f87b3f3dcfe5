"""LinkedIn's Job Posting API: batches of tasks whose outcome is asked for later.

Source: learn.microsoft.com/linkedin/talent/job-postings/api. LinkedIn takes an element and answers with a task; only
the task says whether the advert is there. `Pending.handle` holds what a later poll must know: verb, reference, task.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from orchestrator.boards.contract import NATURAL, Account, Item, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.inbound import PASS_ON, Event, Inbound
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.oauth import ClientCredentials
from orchestrator.boards.refusal import refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import BoardError
from orchestrator.domain.receipt import Receipt

from . import applications
from .answer import outcome, taken
from .element import element, unpostable, with_verb

POSTINGS, TASKS = "/rest/simpleJobPostings", "/rest/simpleJobPostingTasks"
HEADERS = {"LinkedIn-Version": "202604", "X-Restli-Protocol-Version": "2.0.0"}
VERBS = {
    Operation.PUBLISH: "CREATE",
    Operation.UPDATE: "UPDATE",
    Operation.REFRESH: "RENEW",
    Operation.WITHDRAW: "CLOSE",
}


class LinkedIn:
    name = "linkedin"
    label = "LinkedIn (Job Posting API)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "linkedin.com"
    excludes: tuple[str, ...] = ()
    base_url = "https://api.linkedin.com"
    login_url = "https://www.linkedin.com"
    limits = Limits(
        slots={"title": Length(1, 200), "body.html": Length(100, 25_000)},
        tags=frozenset({"b", "strong", "u", "i", "br", "p", "ul", "li"}),
        lifetime=timedelta(days=180),
        rate=2_000 / 60,
        concurrency=1,
    )
    fields: tuple[Field, ...] = (
        Field("product", "Listing", Kind.CHOICE, choices={"BASIC": "Free", "PREMIUM": "Promoted"}, default="BASIC"),
        Field(
            "workplace", "Workplace", Kind.CHOICE, choices={"On-site": "On site", "Hybrid": "Hybrid"}, default="On-site"
        ),
        Field(
            "experience",
            "Experience",
            Kind.CHOICE,
            choices={
                "ENTRY_LEVEL": "Entry level", "ASSOCIATE": "Associate", "MID_SENIOR_LEVEL": "Mid-senior level",
                "DIRECTOR": "Director", "EXECUTIVE": "Executive", "INTERNSHIP": "Internship",
                "NOT_APPLICABLE": "Not applicable",
            },
        ),
        Field("functions", "Job functions (LinkedIn's codes)", hint="At most three, with commas, such as hcpr."),
        Field("industry", "Industry (LinkedIn's number)", Kind.NUMBER, hint="Needed when the page has none."),
    )  # fmt: skip
    credentials: tuple[Field, ...] = (
        Field("client_id", "Client id", need=Need.REQUIRED),
        Field("client_secret", "Client secret", need=Need.REQUIRED, secret=True),
        Field("organization", "Organisation number", Kind.NUMBER, hint="Of the company's page on LinkedIn."),
        Field("company_page", "Company page", Kind.URL, hint="Where the organisation number is not known."),
        Field("contract", "Contract number", Kind.NUMBER, hint="For promoted jobs."),
        Field("poster_email", "Seat holder's e-mail", Kind.EMAIL, hint="For promoted jobs."),
        *PASS_ON,
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    batch = 100
    unverified: tuple[str, ...] = (
        "Names in an application's JSON are inferred: jobApplicationId, externalJobPostingId, appliedAt.",
        "What an advert must say for Apply Connect is not documented here: LinkedIn's side must know our address.",
        "How jobPostingStatus is asked is not documented here, so LISTED is not checked: a finished task counts.",
        "That CREATE of a live reference fails as a duplicate is documented; the word in its message is inferred.",
        "Whether CLOSE and RENEW do without the complete element is not known; it is sent where it is kept.",
        "What CLOSE of a closed or unknown job answers is inferred: a job that does not exist counts as gone.",
        "UPGRADE and DOWNGRADE are named elsewhere; no document of LinkedIn shows them.",
        "Which spelling of countries a location takes is not documented; postcodes are sent where there are any.",
        "Whether a range of pay may have one end is not documented; such pay is said in the text only.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), *unpostable(posting, variant, account)])
        return element(posting, variant, account)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._alone(Operation.PUBLISH, posting, variant, account, session)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._alone(Operation.UPDATE, posting, variant, account, session)

    def refresh(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._alone(Operation.REFRESH, posting, variant, account, session)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return self._alone(Operation.WITHDRAW, posting, variant, account, session)

    def many(
        self, operation: Operation, items: Sequence[Item], account: Account, session: BoardSession
    ) -> Mapping[str, Receipt | BoardError]:
        verb = VERBS[operation]
        elements = [with_verb(each.variant.payload, each.posting.reference, verb) for each in items]
        login = _login(account, session)
        answer = session.post(
            POSTINGS,
            data=b'{"elements": [%b]}' % b", ".join(elements),
            headers={"Content-Type": "application/json", "X-Restli-Method": "batch_create"} | HEADERS | login.headers(),
        )
        return taken(login.checked(answer).accept(), verb, [each.posting.reference for each in items])

    def poll(self, handle: str, account: Account, session: BoardSession) -> Receipt:
        login = _login(account, session)
        task = handle.rpartition(" ")[2]
        answer = session.get(TASKS, params={"ids": task}, headers=HEADERS | login.headers())
        return outcome(login.checked(answer).accept(), handle)

    def verify(self, request: Inbound, account: Account) -> None:
        applications.verify(request, account)

    def events(self, request: Inbound, account: Account) -> Sequence[Event]:
        return applications.events(request)

    def test(self, account: Account, session: BoardSession) -> str:
        _login(account, session).renew()
        return "LinkedIn gives this login a token. Whether it may post for the company shows with the first advert."

    def _alone(
        self, operation: Operation, posting: Posting, variant: Prepared, account: Account, session: BoardSession
    ) -> Receipt:
        answer = self.many(operation, [Item(posting, variant)], account, session)[posting.reference]
        if isinstance(answer, BoardError):
            raise answer
        return answer


def _login(account: Account, session: BoardSession) -> ClientCredentials:
    form = {"client_id": account.settings["client_id"], "client_secret": account.secrets.get("client_secret", "")}
    return ClientCredentials(session, "/oauth/v2/accessToken", form)
