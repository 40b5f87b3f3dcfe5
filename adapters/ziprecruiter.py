"""ZipRecruiter's Partner Job API: one advert under our own id.

Source: ziprecruiter.com/partner/documentation. The API serves the United States, Canada and Australia; an advert for
another country is refused here. An id can be created once, so an unknown outcome is settled by sending again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import requests.auth

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Need
from orchestrator.boards.inbound import (
    APPLY_SECRET,
    PASS_ON,
    Event,
    Inbound,
    Untrusted,
    event,
    from_iso,
    from_milliseconds,
    json_object,
    must_be_signed,
    takes_applications,
    words_at,
)
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.pay import given_by, whole
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.receipt import Evidence, Gone, Live, Receipt
from orchestrator.domain.vacancy import Contract, Hours, Vacancy

PATH = "/partner/v0/job"
FRESH = timedelta(minutes=5)
JSON = {"Content-Type": "application/json"}
CONTRACTS = {Contract.FIXED_TERM: "contract", Contract.TEMPORARY: "temporary", Contract.BANK: "temporary"}
HOURS = {Hours.FULL_TIME: "full_time", Hours.EITHER: "full_time", Hours.PART_TIME: "part_time"}
OURS = {
    "title": "title", "description": "text", "country": "place", "city": "place", "state": "place",
    "postal_code": "place", "apply_url": "apply link", "compensation_min": "pay", "compensation_max": "pay",
    "compensation_currency": "pay", "job_type": "contract", "employer_id": "employer_id", "job_id": "reference",
}  # fmt: skip


class ZipRecruiter:
    name = "ziprecruiter"
    label = "ZipRecruiter (Job API)"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ("US", "CA", "AU")
    audience = "ziprecruiter.com"
    excludes: tuple[str, ...] = ()
    base_url = "https://api.ziprecruiter.com"
    limits = Limits(
        slots={"title": Length(3), "body.html": Length(25)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li"}),
        rate=5,
        burst=5,
    )
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (
        Field("api_key", "API key", need=Need.REQUIRED, secret=True),
        Field("employer_id", "Employer id", need=Need.REQUIRED, hint="As agreed with ZipRecruiter."),
        APPLY_SECRET,
        *PASS_ON,
    )
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: NATURAL, Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL,
    }  # fmt: skip
    find_lag = timedelta(0)
    check_every: timedelta | None = timedelta(hours=12)
    unverified: tuple[str, ...] = (
        "Error bodies were not seen: 400 with messages by field and 409 for an id that exists are expected.",
        "What GET answers for a closed job is not known; 404, or a status of closed, counts as gone.",
        "The interval of compensation_min and _max is not documented; only pay by the year is given there.",
        "Which HTML elements a description keeps is not documented; paragraphs, lists and bold are sent.",
        "Whether the time of a signature is in seconds or ISO 8601 is not documented; both are read.",
        "The rate of five requests a second is one integrator's figure.",
    )

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        vacancy, place = variant.vacancy, variant.vacancy.place
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "ZipRecruiter must know where to apply"),
            None
            if place.country in self.countries
            else Reason("place", f"ZipRecruiter serves US, CA and AU, not {place.country}: choose another board"),
            None
            if place.postcode or (place.town and place.region)
            else Reason("place", "ZipRecruiter needs the postcode, or the town with its state; add it to the vacancy"),
            None
            if vacancy.contract is not Contract.VOLUNTEER
            else Reason("contract", "ZipRecruiter has no voluntary work; choose another board"),
        ])  # fmt: skip
        found: dict[str, Any] = {
            "job_id": posting.reference,
            "employer_id": account.settings["employer_id"],
            "employer_name": variant.employer,
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "job_type": _type(vacancy),
            "country": place.country,
            **_where(place),
            **_pay(vacancy.pay),
            # Without an address candidates apply at ZipRecruiter, which sends the applications to our hook.
            "apply_url": None if takes_applications(account) else posting.apply_link,
        }
        return json.dumps(found, ensure_ascii=False).encode()

    def auth(self, account: Account) -> requests.auth.AuthBase:
        return requests.auth.HTTPBasicAuth(account.secrets.get("api_key", ""), "")

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        answer = session.post(PATH, data=variant.payload, headers=JSON)
        if answer.status == 409:
            # The id holds our generation: that it is taken means that this advert is there.
            return Live(posting.reference)
        return Live(_id(_accepted(answer)))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return Live(_id(_accepted(session.put(_path(posting), data=variant.payload, headers=JSON))), posting.url)

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        session.delete(_path(posting)).accept(404)
        return Gone()

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_path(posting)).accept(404)
        if answer.status == 404 or answer.object().get("status") == "closed":
            return Gone(Evidence.SEEN)
        return Live(_id(answer), posting.url, Evidence.SEEN)

    def verify(self, request: Inbound, account: Account) -> None:
        stamp = request.headers.get("x-ziprecruiter-signature-timestamp", "")
        message = f"{stamp}.".encode() + request.body
        must_be_signed(request, "x-ziprecruiter-signature", message, account, "sha256")
        sent = _instant(stamp)
        if sent is None or abs(request.received_at - sent) > FRESH:
            raise Untrusted("the signature is older than five minutes")

    def events(self, request: Inbound, account: Account) -> list[Event]:
        found = json_object(request)
        return [event(words_at(found, "response_id"), words_at(found, "job_id"))]


def _instant(stamp: str) -> datetime | None:
    """The time of a signature, which is not documented further: seconds since 1970, or ISO 8601."""
    return from_milliseconds(f"{stamp}000") if stamp.isdigit() else from_iso(stamp)


def _path(posting: Posting) -> str:
    return f"{PATH}/{quote(posting.external_id or posting.reference, safe='')}"


def _type(vacancy: Vacancy) -> str:
    kind = "other" if vacancy.contract is Contract.APPRENTICESHIP else CONTRACTS.get(vacancy.contract)
    return kind or HOURS[vacancy.hours]


def _where(place: Place) -> dict[str, str]:
    """The postcode where there is one; a town only together with its state."""
    if place.postcode:
        return {"postal_code": place.postcode}
    return {"city": place.town, "state": place.region}


def _pay(pay: Pay | None) -> dict[str, str | int]:
    yearly = given_by(pay, {PayPeriod.YEAR})
    if yearly is None:
        return {}
    ends = {"compensation_min": yearly.minimum, "compensation_max": yearly.maximum}
    return {name: whole(end) for name, end in ends.items() if end is not None} | {
        "compensation_currency": yearly.currency
    }


def _id(answer: Answer) -> str:
    found = answer.object().get("job_id")
    if not isinstance(found, str) or not found:
        raise answer.unclear("the answer has no job_id")
    return found


def _accepted(answer: Answer) -> Answer:
    if answer.status not in (400, 422) or answer.earlier:
        return answer.accept()
    errors = answer.object().get("errors")
    if not isinstance(errors, dict) or not errors:
        return answer.accept()
    raise Rejected(
        tuple(Reason(OURS.get(str(name), str(name)), f"ZipRecruiter says: {said}") for name, said in errors.items())
    )
