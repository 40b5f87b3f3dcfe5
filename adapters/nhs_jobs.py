"""NHS Jobs: a checklist for a person who publishes there, and a look at the public list whether the advert is there.

NHS Jobs has a posting interface for partners that makes drafts only and is not public; what is public is the list of
open adverts (NHSBSA, Self-Serve Job Adverts API 1.07), so a person posts and Callboard looks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

from lxml.etree import _Element as Element

from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.boards.xml import words
from orchestrator.domain.errors import Reason
from orchestrator.domain.receipt import Evidence, Gone, Live, PersonFinishes, Receipt

HOME = "https://www.jobs.nhs.uk/employer"
SEARCH = "/api/v1/search_xml"
LABELS = {
    "title": "Job title",
    "body.txt": "Job overview and description",
    "employer": "Employer",
    "place": "Location",
    "pay": "Pay",
    "hours": "Hours and contract",
    "closes": "Closing date",
}


class NhsJobs:
    name = "nhs_jobs"
    label = "NHS Jobs (a person posts)"
    mode = Mode.BY_HAND
    countries: tuple[str, ...] = ("GB",)
    audience = "jobs.nhs.uk"
    excludes: tuple[str, ...] = ()
    base_url = "https://www.jobs.nhs.uk"
    limits = Limits(slots={"title": Length(1), "body.txt": Length(1)}, rate=1, concurrency=2)
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (Field("employer", "Employer code", hint="Narrows the look to your own adverts."),)
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(days=1)
    unverified: tuple[str, ...] = (
        "The partners' posting interface is not public; it is said to make drafts for a person to publish.",
        "How soon a new advert stands in the public list is not documented.",
        "Whether a keyword finds a reference is not certain: the answers are compared with ours.",
        "Only employers registered with NHS Jobs can post; a private care company normally cannot.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        """JSON: a list of `{"label", "value"}`, as a checklist has it."""
        country = variant.vacancy.place.country
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "NHS Jobs needs the external address to apply at"),
            None if country == "GB" else Reason("place", f"NHS Jobs is for the UK; this is in {country}"),
        ])  # fmt: skip
        values = [(label, variant.slots.get(slot, "")) for slot, label in LABELS.items()]
        values += [
            ("Reference (needed to find it again)", posting.reference),
            ("External apply link", posting.apply_link),
        ]
        items = [{"label": label, "value": value} for label, value in values if value]
        return json.dumps(items, ensure_ascii=False, indent=1).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return PersonFinishes(HOME)

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return PersonFinishes(HOME)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return PersonFinishes(HOME)

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        employer = account.settings.get("employer")
        wanted = {"keyword": posting.reference, "limit": "100", **({"employerCode": employer} if employer else {})}
        answer = session.get(SEARCH, params=wanted).accept()
        for each in answer.xml().iter("vacancyDetails"):
            if _is(each, posting.reference):
                return Live(words(each, "id"), words(each, "url") or posting.url, Evidence.SEEN)
        return Gone(Evidence.SEEN)


def _is(advert: Element, reference: str) -> bool:
    return reference in (words(advert, "reference"), words(advert, "id"))
