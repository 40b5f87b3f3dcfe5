"""VONQ's Hiring API: an order buys advertising on several boards; there is no change, only an end and a new order.

Source: vonq/hapi-sdk-ruby and VONQ's help centre. An order costs money and must not be repeated blindly; after an
unknown outcome it is looked for by our reference.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected, Retry
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Count, Found, Gone, Live, Receipt, Submitted

from .order import order, unpostable

SOON = 3 * 86_400.0  # seconds in which boards have shown an order, by VONQ's usual delivery times
A_PAGE, PAGES = 100, 50
OURS = {
    "title": "title", "description": "text", "companyLogo": "logo", "addressLine1": "place", "postcode": "place",
    "city": "place", "country": "place", "yearsOfExperience": "experience", "employmentType": "contract",
    "weeklyWorkingHours": "hours", "salaryIndication": "pay", "jobPageUrl": "page", "applicationUrl": "apply link",
    "educationLevel": "education", "seniority": "seniority", "industry": "industry", "jobCategory": "category",
    "orderedProducts": "products", "companyId": "company_id", "recruiterInfo": "recruiter",
}  # fmt: skip


def _target(name: str, label: str) -> Field:
    return Field(name, label, need=Need.REQUIRED, hint="VONQ's number and name, such as 29 Healthcare.")


class Vonq:
    name = "vonq"
    label = "VONQ (Hiring API)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "vonq.com"
    excludes: tuple[str, ...] = ()
    base_url = "https://marketplace.api.vonq.com"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"a", "em", "b", "br", "strong", "i", "li", "ol", "p", "ul"}),
        rate=5,
    )
    fields: tuple[Field, ...] = (
        Field("products", "Products (VONQ's ids)", need=Need.REQUIRED, hint="With commas."),
        Field("experience", "Years of experience", Kind.NUMBER, Need.REQUIRED),
        _target("education", "Education level"),
        _target("seniority", "Seniority"),
        _target("industry", "Industry"),
        _target("category", "Job category"),
    )
    credentials: tuple[Field, ...] = (
        Field("token", "Partner token", need=Need.REQUIRED, secret=True),
        Field("company_id", "Company id", need=Need.REQUIRED, hint="How this employer is known to VONQ."),
        Field("recruiter", "Recruiter's name", need=Need.REQUIRED),
        Field("logo", "Address of the logo", Kind.URL, Need.REQUIRED),
        Field("currency", "Currency of orders", Kind.CHOICE, choices={each: each for each in ("EUR", "GBP", "USD")}),
    )
    repeatable: Mapping[Operation, timedelta] = {Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=6)
    metrics: tuple[Metric, ...] = (Metric.CLICK,)
    unverified: tuple[str, ...] = (
        "That the token goes into X-Auth-Token is general knowledge.",
        "Whether the list of campaigns repeats orderReference is not documented; without it a person must look.",
        "How soon a new campaign stands in that list is not documented; no lag is declared.",
        "What cancelling a campaign that is in progress or offline answers is not documented: Callboard then looks.",
        "Limits of length and rate are not documented.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), *unpostable(posting, variant)])
        return order(posting, variant, account)

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = _accepted(session.post("/campaigns/order", data=variant.payload, headers=_headers(account)))
        campaign = answer.object().get("campaignId")
        if not isinstance(campaign, str) or not campaign:
            raise answer.unclear("the answer has no campaignId")
        return Submitted(campaign, None, SOON)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        wish = json.dumps({"campaignId": external_id(posting), "status": "offline"}).encode()
        answer = session.put(f"{_path(posting)}/cancellation", data=wish, headers=_headers(account))
        if answer.status == 400 and isinstance(self.check(posting, account, session), Gone):
            return Gone()
        answer.accept(404)
        return Gone()

    def find(self, reference: str, generation: int, account: Account, session: BoardSession) -> list[Found]:
        rows = _campaigns(account, session)
        return [Found(str(row["campaignId"])) for row in rows if row.get("orderReference") == reference]

    def live(self, account: Account, session: BoardSession) -> list[LiveAdvert]:
        return [
            LiveAdvert(str(row.get("orderReference", "")), external_id=str(row["campaignId"]))
            for row in _campaigns(account, session)
            if row.get("status") in ("online", "in progress")  # what is on its way is not missing
        ]

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(f"{_path(posting)}/status", headers=_headers(account)).accept(404)
        if answer.status == 404:
            return Gone()
        match answer.object().get("status"):
            case "online":
                return Live(str(posting.external_id), posting.url)
            case "offline":
                return Gone()
            case "in progress":
                return Submitted(posting.external_id, posting.url, SOON)
            case other:
                raise answer.unclear(f"a campaign's status {other!r} is not known")

    def counts(self, posting: Posting, account: Account, session: BoardSession) -> Sequence[Count]:
        answer = session.get(_path(posting), headers=_headers(account)).accept(404)
        boards = [] if answer.status == 404 else answer.object().get("postings")
        if not isinstance(boards, list):
            raise answer.unclear("the answer has no postings")
        clicks = [each["clicks"] for each in boards if isinstance(each, dict) and isinstance(each.get("clicks"), int)]
        return [Count(str(posting.external_id), Metric.CLICK, sum(clicks))] if clicks else []

    def test(self, account: Account, session: BoardSession) -> str:
        company = account.settings["company_id"]
        session.get("/campaigns", params={"companyId": company, "limit": 1}, headers=_headers(account)).accept()
        return "VONQ takes the token."


def _campaigns(account: Account, session: BoardSession) -> list[dict[str, Any]]:
    """All campaigns of the company, or an error."""
    found: list[dict[str, Any]] = []
    company = account.settings["company_id"]
    for page in range(PAGES):
        window: dict[str, str | int] = {"companyId": company, "limit": A_PAGE, "offset": page * A_PAGE}
        answer = session.get("/campaigns", params=window, headers=_headers(account)).accept()
        rows = answer.object().get("data")
        if not isinstance(rows, list) or not all(isinstance(each, dict) and "campaignId" in each for each in rows):
            raise answer.unclear("the answer has no list of campaigns")
        found += rows
        if len(rows) < A_PAGE:
            return found
    raise Retry(f"the list has more than {PAGES} pages")


def _headers(account: Account) -> dict[str, str]:
    return {"X-Auth-Token": account.secrets.get("token", ""), "Content-Type": "application/json"}


def _path(posting: Posting) -> str:
    return f"/campaigns/{external_id(posting)}"


def _accepted(answer: Answer) -> Answer:
    """The answer if it is 2xx. A 400 is the request's own tree with texts where something is wrong."""
    if answer.status != 400 or answer.earlier:
        return answer.accept()
    reasons = list(_reasons(answer.object(), ""))
    if not reasons:
        return answer.accept()
    raise Rejected(tuple(reasons))


def _reasons(tree: Any, ours: str) -> Sequence[Reason]:
    if isinstance(tree, dict):
        return [reason for name, inner in tree.items() for reason in _reasons(inner, OURS.get(str(name), ours))]
    texts = tree if isinstance(tree, list) else [tree]
    return [Reason(ours, f"VONQ says: {each}") for each in texts]
