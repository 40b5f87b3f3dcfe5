"""Indeed's Job Sync API under `/indeed`: token and GraphQL.

Source: docs-plus.indeed.com/job-sync-api (guide, troubleshoot-errors) and /api/job/objects. Nearly everything is
answered with 200; what was refused stands in `errors`, and its result has no `jobPosting`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .. import practice
from ..advert import Advert, AdvertState
from ..imitations.token_desk import TokenDesk
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, Json, json_answer
from .job_input import InputError, checked

CREATE, EXPIRE = "createSourcedJobPostings", "expireSourcedJobsBySourcedPostingId"
MOST = 100


class JobSync:
    """An upsert by (jobPostingId, sourceName); what was expired and is sent again is live again."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        login = practice.LOGINS["indeed"]
        self._desk = TokenDesk(stand, login.id, login.secret, 3_600)

    def routes(self) -> tuple[Route, ...]:
        return (
            route("POST", "/oauth/v2/tokens", "login", self._desk.give),
            route("POST", "/graphql", "graphql", self._graphql),
        )

    def refuse(self, message: str) -> Answer:
        return _failed("BAD_USER_INPUT", message)

    def _graphql(self, call: Call) -> Answer:
        if self._desk.bearer(call) != "good":
            return _failed("UNAUTHENTICATED", "The request is not authenticated.")
        try:
            request = json.loads(call.request.body)
            query, given = str(request["query"]), request["variables"]["input"]
        except (ValueError, KeyError, TypeError):
            return _failed("GRAPHQL_PARSE_FAILED", "Invalid syntax")
        if query.count("{") != query.count("}") or not re.match(r"\s*mutation\b", query):
            return _failed("GRAPHQL_PARSE_FAILED", "Invalid syntax")
        if re.search(rf"\b{CREATE}\b", query):
            return self._answer(query, CREATE, *self._create(call, given))
        if re.search(rf"\b{EXPIRE}\b", query):
            return self._answer(query, EXPIRE, *self._expire(call, given))
        return _failed("GRAPHQL_VALIDATION_FAILED", "There is no such mutation")

    def _answer(self, query: str, mutation: str, results: list[Json], errors: list[Json]) -> Answer:
        inner: dict[str, Json] = {mutation: {"results": results}}
        data: dict[str, Json] = {"jobsIngest": inner} if "jobsIngest" in query else inner
        return json_answer(200, {"data": data, **({"errors": errors} if errors else {})})

    def _create(self, call: Call, given: Any) -> tuple[list[Json], list[Json]]:
        postings = given.get("jobPostings") if isinstance(given, dict) else None
        if not isinstance(postings, list) or not 1 <= len(postings) <= MOST:
            return [], [_error("BAD_USER_INPUT", f"jobPostings: give 1 to {MOST}")]
        results: list[Json] = []
        errors: list[Json] = []
        seen: set[str] = set()
        for at, posting in enumerate(postings):
            try:
                checked(posting, seen)
            except InputError as wrong:
                errors.append(_error("BAD_USER_INPUT", wrong.message, "results", at, *wrong.path))
                results.append({"jobPosting": None})
                continue
            advert = self._upserted(call, posting)
            results.append({"jobPosting": {"sourcedPostingId": advert.external_id, "employerJobId": None}})
        return results, errors

    def _upserted(self, call: Call, posting: dict[str, Any]) -> Advert:
        body, metadata = posting["body"], posting["metadata"]
        reference, source = metadata["jobPostingId"], metadata["jobSource"]["sourceName"]
        known = [each for each in self._stand.every() if (each.reference, each.account) == (reference, source)]
        if not known:
            return self._stand.create(
                call, f"{self._stand.number():024x}", reference, body["title"], text=body["description"],
                apply_url=metadata["url"], account=source, seconds=FOREVER,
            )  # fmt: skip
        return self._stand.change(
            call, "update", known[0], title=body["title"], description=body["description"],
            apply_url=metadata["url"], state=AdvertState.LIVE, ended_at=None,
        )  # fmt: skip

    def _expire(self, call: Call, given: Any) -> tuple[list[Json], list[Json]]:
        wanted = given.get("jobs") if isinstance(given, dict) else None
        if not isinstance(wanted, list) or not wanted:
            return [], [_error("BAD_USER_INPUT", "jobs: give at least one")]
        results: list[Json] = []
        errors: list[Json] = []
        for at, each in enumerate(wanted):
            advert = self._stand.shown(str(each.get("sourcedPostingId"))) if isinstance(each, dict) else None
            if advert is None:
                errors.append(_error("NOT_FOUND", "The job was not found", "results", at))
                continue
            self._stand.end(call, advert)
            results.append({"trackingKey": advert.external_id[-8:]})
        return results, errors


def _error(code: str, message: str, *path: str | int) -> Json:
    return {"message": message, "path": list(path), "extensions": {"code": code, "classification": "ExecutionAborted"}}


def _failed(code: str, message: str) -> Answer:
    return json_answer(200, {"data": None, "errors": [_error(code, message)]})
