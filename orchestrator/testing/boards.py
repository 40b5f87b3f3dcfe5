"""Adapters for the simulator's three plain boards: for practice, and for trying what happens when boards fail.

They share one JSON API: `POST /jobs`, `PUT /jobs/{id}`, `DELETE /jobs/{id}` with a bearer token, and answer a
refusal with 422 and `{"errors": [{"field", "message"}]}`. `Blind` is the least a board can be; the others add to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import requests
import requests.auth

from orchestrator.boards.answer import Answer
from orchestrator.boards.contract import NATURAL, Account, Mode, Operation, Posting, Prepared, Variant
from orchestrator.boards.field import Field, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import external_id, missing, refuse, unfit
from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import Reason, Rejected, Retry
from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.domain.reading import Metric
from orchestrator.domain.receipt import Count, Evidence, Found, Gone, Live, Receipt

OURS = {"title": "title", "description": "text", "apply_url": "apply link", "reference": "reference"}


class Token(requests.auth.AuthBase):
    """The account's bearer token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Blind:
    """Neither keys nor a look-up: an unconfirmed publish needs a person."""

    name = "blind"
    label = "Practice board without keys or look-up"
    mode = Mode.PUSH
    countries: tuple[str, ...] = ()
    audience = "practice_blind"
    excludes: tuple[str, ...] = ()
    base_url = "https://blind.practice.invalid"
    limits = Limits(
        slots={"title": Length(1, 100), "body.html": Length(50, 10_000)},
        tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "a"}),
        lifetime=timedelta(days=30),
        rate=1_000,
        burst=1_000,
    )
    fields: tuple[Field, ...] = ()
    credentials: tuple[Field, ...] = (Field("token", "Token", need=Need.REQUIRED, secret=True),)
    repeatable: Mapping[Operation, timedelta] = {Operation.UPDATE: NATURAL, Operation.WITHDRAW: NATURAL}
    find_lag = timedelta(0)
    check_every: timedelta | None = None
    unverified: tuple[str, ...] = ()

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([
            *unfit(self, variant, account),
            missing("apply link", posting.apply_link, "the board needs an address to apply at"),
        ])  # fmt: skip
        advert = {
            "title": variant.slots["title"],
            "description": variant.slots["body.html"],
            "reference": posting.reference,
            "apply_url": posting.apply_link,
        }
        return json.dumps(advert, ensure_ascii=False).encode()

    def auth(self, account: Account) -> requests.auth.AuthBase:
        return Token(account.secrets.get("token", ""))

    def publish(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(session.post("/jobs", data=variant.payload, headers=_headers(posting)))

    def update(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(session.put(_path(posting), data=variant.payload, headers=_headers(posting)))

    def withdraw(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        session.delete(_path(posting), headers=_headers(posting)).accept(404, 410)
        return Gone()


class Findable(Blind):
    """No keys, but a look-up by our reference, which trails behind."""

    name = "findable"
    label = "Practice board with a look-up"
    audience = "practice_findable"
    base_url = "https://findable.practice.invalid"
    find_lag = timedelta(seconds=6)
    check_every: timedelta | None = timedelta(hours=1)

    def find(self, reference: str, generation: int, account: Account, session: BoardSession) -> list[Found]:
        answer = session.get("/jobs", params={"reference": reference}).accept()
        found = _object(answer).get("jobs")
        if not isinstance(found, list) or not all(isinstance(each, dict) and "id" in each for each in found):
            raise answer.unclear("the answer has no list of jobs")
        return [Found(str(each["id"]), each.get("url")) for each in found if each.get("reference") == reference]

    def live(self, account: Account, session: BoardSession) -> list[LiveAdvert]:
        adverts = _object(session.get("/live").accept()).get("jobs")
        if not isinstance(adverts, list) or not all(isinstance(each, dict) and "id" in each for each in adverts):
            raise Retry("the answer has no list of adverts")
        return [
            LiveAdvert(each.get("reference", ""), each.get("title", ""), "", each.get("url", ""), str(each["id"]))
            for each in adverts
        ]

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_path(posting)).accept(404, 410)
        return Gone() if answer.status in (404, 410) else _live(answer)


class Keyed(Blind):
    """Honours an idempotency key for a day, and counts."""

    name = "keyed"
    label = "Practice board with idempotency keys"
    audience = "practice_keyed"
    base_url = "https://keyed.practice.invalid"
    repeatable: Mapping[Operation, timedelta] = {
        Operation.PUBLISH: timedelta(hours=24),
        Operation.UPDATE: NATURAL,
        Operation.WITHDRAW: NATURAL,
    }
    check_every: timedelta | None = timedelta(hours=1)
    metrics: tuple[Metric, ...] = (Metric.IMPRESSION, Metric.CLICK, Metric.APPLICATION)

    def refresh(self, posting: Posting, variant: Prepared, account: Account, session: BoardSession) -> Receipt:
        return _live(session.put(f"{_path(posting)}/refresh", headers=_headers(posting)))

    def check(self, posting: Posting, account: Account, session: BoardSession) -> Receipt:
        answer = session.get(_path(posting)).accept(404, 410)
        return Gone() if answer.status in (404, 410) else _live(answer)

    def counts(self, posting: Posting, account: Account, session: BoardSession) -> Sequence[Count]:
        answer = session.get(f"{_path(posting)}/counts").accept(404, 410)
        if answer.status in (404, 410):
            return []
        found = _object(answer)
        taken_at = datetime.fromisoformat(found["as_of"])
        names = {"views": Metric.IMPRESSION, "clicks": Metric.CLICK, "applications": Metric.APPLICATION}
        return [Count(str(posting.external_id), metric, int(found[name]), taken_at) for name, metric in names.items()]


def _path(posting: Posting) -> str:
    return f"/jobs/{external_id(posting)}"


def _headers(posting: Posting) -> dict[str, str]:
    return {"Content-Type": "application/json", "Idempotency-Key": posting.key}


def _live(answer: Answer) -> Live:
    if answer.status == 422 and not answer.earlier:
        raise Rejected(tuple(_reasons(answer)))
    found = _object(answer.accept())
    if not isinstance(found.get("id"), str):
        raise answer.unclear("the answer has no id")
    return Live(found["id"], found.get("url"), Evidence.REPORTED)


def _reasons(answer: Answer) -> list[Reason]:
    errors = _object(answer).get("errors")
    if not isinstance(errors, list) or not errors:
        return [Reason("", f"the board refused the advert: {answer.quote()}")]
    return [Reason(OURS.get(each.get("field", ""), ""), f"the board says: {each.get('message')}") for each in errors]


def _object(answer: Answer) -> dict[str, Any]:
    found = answer.json()
    if not isinstance(found, dict):
        raise answer.unclear("the answer is not the JSON object it should be")
    return found
