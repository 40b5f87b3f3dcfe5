"""Reed's public Jobseeker API: details of one advert, and the search. HTTP Basic, key as user, no password."""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Callable

from ..advert import Advert
from ..route import Call, Route, route
from ..state import State
from ..wire import Answer, Json, json_answer
from .account import Account, Accounts
from .advert import details, result
from .recruiter import Recruiter

PAGE_LIMIT = 100


class Jobseeker:
    def __init__(self, key: str, accounts: Accounts, state: State, recruiter: Recruiter) -> None:
        self._expected = b"Basic " + b64encode(f"{key}:".encode())
        self._accounts = accounts
        self._state = state
        self._recruiter = recruiter

    def routes(self) -> tuple[Route, ...]:
        return (
            route("GET", "/api/1.0/jobs/{id}", "read", self._known(self._details)),
            route("GET", "/api/1.0/search", "search", self._known(self._search)),
        )

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            given = call.request.headers.get("authorization", "").encode()
            if hmac.compare_digest(given, self._expected):
                return work(call)
            return json_answer(401, {"message": "The API key is not valid."}, ("WWW-Authenticate", "Basic"))

        return handle

    def _details(self, call: Call) -> Answer:
        advert = self._state.shelf.get("reed", call.parts["id"])
        if advert is None or not advert.shows(self._state.clock.now()):
            return json_answer(404, {"message": "The job was not found."})
        return json_answer(200, details(advert, self._employer(advert), call.request.origin))

    def _search(self, call: Call) -> Answer:
        query = call.request.query
        numbers = {"resultsToTake": PAGE_LIMIT, "resultsToSkip": 0, "employerId": 0}
        for name in numbers:
            if name in query:
                if not (query[name].isascii() and query[name].isdigit()):
                    return json_answer(400, {"message": f"{name} must be a whole number."})
                numbers[name] = int(query[name])
        then = self._state.clock.now() - self._recruiter.options.search_lag_seconds
        words = query.get("keywords", "").lower().split()
        place = query.get("locationName", "").lower()
        found = [
            each
            for each in self._state.shelf.of("reed")
            if each.showed(then)
            and all(word in (each.title + " " + each.description).lower() for word in words)
            and place in each.fields["townName"].lower()
            and numbers["employerId"] in (0, self._employer(each).employer_id)
        ]
        skip, take = numbers["resultsToSkip"], min(numbers["resultsToTake"], PAGE_LIMIT)
        results: list[Json] = [
            result(each, self._employer(each), call.request.origin) for each in found[skip : skip + take]
        ]
        return json_answer(200, {"results": results, "ambiguousLocations": [], "totalResults": len(found)})

    def _employer(self, advert: Advert) -> Account:
        account = self._accounts.named(advert.account)
        assert account is not None, "an advert's account is never removed"
        return account
