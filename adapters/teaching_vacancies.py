"""Teaching Vacancies (Department for Education): the ATS API v1.

Source: DFE-Digital/teaching-vacancies, documentation/service/integrations/publisher-ats-api.md and its controllers. The
service refuses a second advert under one reference with 409, so an unknown outcome is settled by sending again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected, Retry
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.receipt import Evidence, Found, Gone, Live, Receipt
from orchestrator.domain.vacancy import Contract, Hours

VACANCIES = "/ats-api/v1/vacancies"
A_PAGE, PAGES = 100, 50
CONTRACTS = {
    Contract.PERMANENT: "permanent",
    Contract.FIXED_TERM: "fixed_term",
    Contract.TEMPORARY: "fixed_term",
    Contract.BANK: "casual",
}
PATTERNS = {
    Hours.FULL_TIME: ["full_time"],
    Hours.PART_TIME: ["part_time"],
    Hours.EITHER: ["full_time", "part_time"],
}
OURS = {
    "external_advert_url": "apply link",
    "expires_at": "end",
    "job_title": "title",
    "job_advert": "text",
    "salary": "pay",
    "external_reference": "reference",
    "job_roles": "job_roles",
    "working_patterns": "hours",
    "contract_type": "contract",
    "phases": "phases",
    "schools": "school_urns",
}


class TeachingVacancies:
    name = "teaching_vacancies"
    label = "Teaching Vacancies"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ("GB",)
    audience = "teaching-vacancies.service.gov.uk"
    excludes: tuple[str, ...] = ()
    base_url = "https://teaching-vacancies.service.gov.uk"
    limits = Limits(
        slots={"title": Length(1), "body.html": Length(1)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
        rate=5,
    )
    fields: tuple[Field, ...] = (
        Field("job_roles", "Job roles", need=Need.REQUIRED, hint="With commas, such as teacher, teaching_assistant."),
        Field("phases", "Phases", need=Need.REQUIRED, hint="With commas, such as primary, secondary."),
        Field("school_urns", "Schools' URNs", hint="With commas. A school or a trust is needed."),
        Field("trust_uid", "Trust's UID", Kind.NUMBER),
        Field("visa", "Visa sponsorship", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}),
        Field("ect", "Suitable for early career teachers", Kind.YES_NO, choices={"yes": "Yes", "no": "No"}),
    )
    credentials: tuple[Field, ...] = (Field("api_key", "API key", need=Need.REQUIRED, secret=True),)
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "The values of job_roles, phases and contract_type stand in the service's OpenAPI file, which was not read.",
        "The shape of the list of vacancies is not known: a list, or one under data or vacancies, is read.",
        "That ect_suitable and visa_sponsorship_available are booleans is inferred from their names.",
        "Limits of length and rate are not documented; none, and five requests a second, are declared.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, own = variant.vacancy, variant.fields
        kind = vacancy.contract.value.replace("_", " ")
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "the service needs the address of the advert"),
            missing("pay", variant.slots.get("salary", ""), "the service needs the pay; add it to the vacancy"),
            missing("school_urns", own.get("school_urns", "") or own.get("trust_uid", ""), "give a school or a trust"),
            None if posting.ends_at else Reason("end", "the service needs a closing date; give the posting an end"),
            None if vacancy.contract in CONTRACTS else Reason("contract", f"there is no {kind} work on this service"),
            None if vacancy.place.country == "GB" else Reason("place", "the service is for schools in England"),
        ])  # fmt: skip
        flags = {"visa_sponsorship_available": own.get("visa"), "ect_suitable": own.get("ect")}
        found: dict[str, Any] = {
            "external_reference": posting.reference,
            "external_advert_url": posting.apply_link,
            "expires_at": posting.ends_at.isoformat(timespec="seconds") if posting.ends_at else "",
            "job_title": variant.slots["title"],
            "job_advert": variant.slots["body.html"],
            "salary": variant.slots["salary"],
            "job_roles": _listed(own["job_roles"]),
            "phases": _listed(own["phases"]),
            "working_patterns": PATTERNS[vacancy.hours],
            "contract_type": CONTRACTS[vacancy.contract],
            "schools": {
                **({"school_urns": urns} if (urns := _listed(own.get("school_urns", ""))) else {}),
                **({"trust_uid": own["trust_uid"]} if own.get("trust_uid") else {}),
            },
            **{name: value == "yes" for name, value in flags.items() if value},
        }
        return json.dumps({"vacancy": found}, ensure_ascii=False).encode()

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = session.post(VACANCIES, data=variant.payload, headers=_headers(account))
        if answer.status == 409:
            # The duplicate may be of the reference or of the content: only a look tells which advert is meant.
            if found := self.find(posting.reference, posting.generation, account, session):
                return Live(found[0].external_id)
            raise Rejected((Reason("text", f"it is too like an advert that is live: {answer.quote()}"),))
        return Live(_id(_accepted(answer)))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        _accepted(session.put(_path(posting), data=variant.payload, headers=_headers(account))).object()
        return Live(str(posting.external_id), posting.url)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        session.delete(_path(posting), headers=_headers(account)).accept(404)
        return Gone()

    def find(self, reference: str, generation: int, account: Account, session: BoardSession) -> list[Found]:
        rows = _all(account, session)
        return [Found(str(row["id"])) for row in rows if row.get("external_reference") == reference]

    def live(self, account: Account, session: BoardSession) -> list[LiveAdvert]:
        return [
            LiveAdvert(
                str(row.get("external_reference", "")), str(row.get("job_title", "")), external_id=str(row["id"])
            )
            for row in _all(account, session)
        ]

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_path(posting), headers=_headers(account)).accept(404)
        return Gone(Evidence.SEEN) if answer.status == 404 else Live(_id(answer), posting.url, Evidence.SEEN)

    def test(self, account: Account, session: BoardSession) -> str:
        session.get(VACANCIES, params={"page": 1}, headers=_headers(account)).accept()
        return "The API key works."


def _headers(account: Account) -> dict[str, str]:
    return {"X-Api-Key": account.secrets.get("api_key", ""), "Content-Type": "application/json"}


def _path(posting: Posting) -> str:
    return f"{VACANCIES}/{external_id(posting)}"


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _id(answer: Answer) -> str:
    found = answer.object()
    if not isinstance(found.get("id"), str | int):
        raise answer.unclear("the answer has no id")
    return str(found["id"])


def _all(account: Account, session: BoardSession) -> list[dict[str, Any]]:
    """All vacancies of this client, or an error."""
    found: list[dict[str, Any]] = []
    for page in range(1, PAGES + 1):
        rows = _rows(session.get(VACANCIES, params={"page": page}, headers=_headers(account)).accept())
        found += rows
        if len(rows) < A_PAGE:
            return found
    raise Retry(f"the list has more than {PAGES} pages")


def _rows(answer: Answer) -> list[dict[str, Any]]:
    found = answer.json()
    if isinstance(found, dict):
        found = found.get("data", found.get("vacancies"))
    if not isinstance(found, list) or not all(isinstance(each, dict) and "id" in each for each in found):
        raise answer.unclear("the answer is not the list of vacancies it should be")
    return found


def _accepted(answer: Answer) -> Answer:
    """The answer if it is 2xx. A 400 or 422 says `attribute: message` for each thing that is wrong."""
    if answer.status not in (400, 422) or answer.earlier:
        return answer.accept()
    errors = answer.object().get("errors")
    if not isinstance(errors, list) or not errors:
        return answer.accept()
    raise Rejected(tuple(_reason(str(each)) for each in errors))


def _reason(said: str) -> Reason:
    name = said.partition(":")[0].strip()
    return Reason(OURS.get(name, ""), f"the service says: {said}")
