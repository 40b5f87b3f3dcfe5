"""Reed's recruiter API v1: create, update, extend, relist and end one advert, signed and form-encoded."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from ..advert import Advert, AdvertState
from ..ledger import body_hash
from ..route import Call, Route, route
from ..state import State
from ..wire import Answer, Json, json_answer
from . import fields, signature
from .account import Accounts
from .advert import DAY, edited, new_advert

PATH = "/recruiter/api/1.0/jobs"
FIRST_ID = 50_000_001


@dataclass(frozen=True, slots=True)
class ReedOptions:
    """How this Reed behaves where its documentation leaves a choice.

    `double_encoded`: answers are JSON inside a JSON string, as one public client has met. `refuse_duplicates`: 409
    for a live advert of the same account with the same ownerRef and title. `skew_seconds`: for the timestamp.
    `requests_per_hour`: Reed's published default is 2,000. `search_lag_seconds`: how far the search trails behind.
    """

    double_encoded: bool = False
    refuse_duplicates: bool = False
    skew_seconds: float = 300.0
    requests_per_hour: int = 2_000
    search_lag_seconds: float = 0.0


class Recruiter:
    """The five recruiter operations. Every one is checked in this order: signature, rate, form, account, state."""

    def __init__(self, clients: dict[int, str], accounts: Accounts, state: State, options: ReedOptions) -> None:
        self._clients = clients
        self._accounts = accounts
        self._state = state
        self.options = options
        self._calls: dict[str, deque[float]] = {}
        ids = [int(advert.external_id) for advert in state.shelf.of("reed")]
        self._next = max(ids, default=FIRST_ID - 1) + 1

    def routes(self) -> tuple[Route, ...]:
        return (
            route("POST", PATH, "create", self._guarded(self._create)),
            route("PUT", PATH + "/update/{id}", "update", self._guarded(self._update)),
            route("PUT", PATH + "/extend/{id}", "extend", self._guarded(self._extend)),
            route("PUT", PATH + "/relist/{id}", "relist", self._guarded(self._relist)),
            route("PUT", PATH + "/end/{id}", "end", self._guarded(self._end)),
        )

    def invalid(self, wrong: dict[str, list[str]], text: str = "The request is invalid.") -> Answer:
        state: dict[str, Json] = {name: list[Json](texts) for name, texts in wrong.items()}
        return self._say(400, {"message": text, "modelState": state})

    def _say(self, status: int, value: Json, *headers: tuple[str, str]) -> Answer:
        return json_answer(status, json.dumps(value) if self.options.double_encoded else value, *headers)

    def _guarded(self, work: Callable[[Call, dict[str, str]], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            request = call.request
            # Signed with the client's real time: adverts age by the shifted clock, timestamps do not.
            stranger = signature.refusal(request, self._clients, time.time(), self.options.skew_seconds)
            if stranger:
                return self._say(401, {"message": stranger})
            if wait := self._too_fast(request.headers["x-apiclientid"]):
                return self._say(429, {"message": "Too many requests this hour."}, ("Retry-After", str(wait)))
            kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
            if kind != "application/x-www-form-urlencoded":
                return self._say(415, {"message": "The request must be application/x-www-form-urlencoded."})
            try:
                form = request.form()
            except ValueError:
                return self._say(400, {"message": "The request body is not form-encoded UTF-8."})
            return work(call, form)

        return handle

    def _too_fast(self, client: str) -> int:
        """Seconds until the client may call again; 0 if it may now, and then the call counts."""
        now = self._state.clock.now()
        calls = self._calls.setdefault(client, deque())
        while calls and calls[0] <= now - 3_600:
            calls.popleft()
        if len(calls) >= self.options.requests_per_hour:
            return int(calls[0] + 3_600 - now) + 1 if calls else 3_600
        calls.append(now)
        return 0

    def _create(self, call: Call, form: dict[str, str]) -> Answer:
        if wrong := fields.check(form, creating=True) or self._accounts.refusal(form):
            return self.invalid(wrong)
        account = self._accounts.named(form["username"])
        assert account is not None
        if self._duplicate(form, None):
            return self._say(409, {"message": "A job with this ownerRef and title is already live."})
        advert = new_advert(self._next, form, account, self._state.clock.now(), body_hash(call.request.body))
        if advert.credits > self._accounts.left(account):
            return self.invalid({"productId": ["You have no credits left for this product."]})
        self._next += 1
        self._accounts.spend(account.username, advert.credits)
        return self._done(call, "create", advert, 201, "Job created.")

    def _update(self, call: Call, form: dict[str, str]) -> Answer:
        if wrong := fields.check(form, creating=False) or self._accounts.refusal(form):
            return self.invalid(wrong)
        advert = self._own(call, form)
        if isinstance(advert, Answer):
            return advert
        if advert.state is not AdvertState.DRAFT and not advert.shows(self._state.clock.now()):
            return self.invalid({"jobId": ["Only a live job can be updated."]})
        if self._duplicate(form, advert.external_id):
            return self._say(409, {"message": "Another job with this ownerRef and title is already live."})
        advert = edited(advert, form, self._state.clock.now(), body_hash(call.request.body))
        return self._done(call, "update", advert, 200, "Job updated.")

    def _extend(self, call: Call, form: dict[str, str]) -> Answer:
        return self._moved(call, form, "extend", live=True)

    def _relist(self, call: Call, form: dict[str, str]) -> Answer:
        return self._moved(call, form, "relist", live=False)

    def _end(self, call: Call, form: dict[str, str]) -> Answer:
        return self._moved(call, form, "end", live=True)

    def _moved(self, call: Call, form: dict[str, str], operation: str, live: bool) -> Answer:
        """Extend and end are for live adverts, relist for those whose run is over."""
        if wrong := self._accounts.refusal(form):
            return self.invalid(wrong)
        advert = self._own(call, form)
        if isinstance(advert, Answer):
            return advert
        now = self._state.clock.now()
        if advert.state is AdvertState.DRAFT or advert.shows(now) is not live:
            return self.invalid({"jobId": [f"The job is {advert.condition(now)}; it cannot be used with {operation}."]})
        if operation == "end":
            advert = replace(advert, state=AdvertState.ENDED, ended_at=now)
        else:
            days = int(advert.fields.get("expiryInDays") or fields.EXPIRY_LIMIT)
            advert = replace(advert, state=AdvertState.LIVE, expires_at=now + days * DAY, ended_at=None, lost_at=None)
        return self._done(call, operation, advert, 200, f"Job {operation} done.")

    def _own(self, call: Call, form: dict[str, str]) -> Advert | Answer:
        advert = self._state.shelf.get("reed", call.parts["id"])
        if advert is None or advert.account != form["username"]:
            return self.invalid({"jobId": ["The job was not found for this username."]})
        return advert

    def _duplicate(self, form: dict[str, str], besides: str | None) -> bool:
        if not self.options.refuse_duplicates or not form.get("ownerRef"):
            return False
        now = self._state.clock.now()
        return any(
            each.title == form["title"]
            and each.account == form["username"]
            and each.external_id != besides
            and each.shows(now)
            for each in self._state.shelf.named("reed", form["ownerRef"])
        )

    def _done(self, call: Call, operation: str, advert: Advert, status: int, text: str) -> Answer:
        self._state.change(operation, advert, call.exchange)
        return self._say(status, {"JobId": int(advert.external_id), "ResponseMessage": text})
