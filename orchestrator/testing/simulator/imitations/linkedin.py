"""LinkedIn's Job Posting API under `/linkedin`: token, batch of tasks, state of tasks.

Source: learn.microsoft.com/linkedin/talent/job-postings/api (create-jobs, update-renew-jobs, close-jobs,
check-job-taskstatus, job-posting-api-schema). A task is decided when it is taken and told when it is due.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from .. import practice
from ..advert import Advert
from ..route import Call, Route, route
from ..stand import DAY, Stand
from ..wire import Answer, Json, json_answer
from . import linkedin_schema
from .token_desk import TokenDesk

MOST = 100
VERBS = ("CREATE", "UPDATE", "RENEW", "CLOSE")


@dataclass(frozen=True, slots=True)
class LinkedInOptions:
    """`task_seconds`: how long a task is in progress. `fail`: a message with which every task fails.

    `processed`: tasks end as PROCESSED, as for a customer who is still served by a feed. `drop_item`: the answer to
    a batch leaves its last element out. `now_only`: `listedAt` must not lie in the future, as documented; off for
    adverts whose dates are far from any clock.
    """

    task_seconds: float = 0.0
    fail: str = ""
    processed: bool = False
    drop_item: bool = False
    now_only: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """What became of one element, and when that may be told."""

    reference: str
    due: float
    status: str
    message: str = ""
    urn: str = ""


class LinkedIn:
    """A job is live from the CREATE that is taken to the CLOSE; ids of jobs are URNs."""

    name = "linkedin"
    label = "LinkedIn (Job Posting API)"
    defaults = LinkedInOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._desk = TokenDesk(stand, practice.LOGINS["linkedin"].id, practice.LOGINS["linkedin"].secret, 1_800)
        self._tasks: dict[str, Task] = {}

    def routes(self) -> tuple[Route, ...]:
        return (
            route("POST", "/oauth/v2/accessToken", "login", self._desk.give),
            route("POST", "/rest/simpleJobPostings", "batch", self._guarded(self._batch)),
            route("POST", "/v2/simpleJobPostings", "batch", self._guarded(self._batch)),
            route("GET", "/rest/simpleJobPostingTasks", "task", self._guarded(self._poll)),
            route("GET", "/v2/simpleJobPostingTasks", "task", self._guarded(self._poll)),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(200, {"elements": [_refused(f"ERROR :: /description :: {message}")]})

    def _guarded(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            bearer, headers = self._desk.bearer(call), call.request.headers
            if bearer != "good":
                code, words = (65602, "Expired") if bearer == "expired" else (65600, "Invalid")
                return json_answer(401, {"serviceErrorCode": code, "message": f"{words} access token", "status": 401})
            version = headers.get("linkedin-version", "")
            if call.request.path.startswith("/linkedin/rest/") and not (len(version) == 6 and version.isdigit()):
                return json_answer(400, {"message": "A version must be present", "status": 400})
            return work(call)

        return handle

    def _batch(self, call: Call) -> Answer:
        if call.request.headers.get("x-restli-method") != "batch_create":
            return json_answer(400, {"message": "X-Restli-Method must be batch_create", "status": 400})
        try:
            elements = json.loads(call.request.body)["elements"]
        except (ValueError, KeyError, TypeError):
            return json_answer(400, {"message": "The body must have elements", "status": 400})
        if not isinstance(elements, list) or not 1 <= len(elements) <= MOST:
            return json_answer(400, {"message": f"Give 1 to {MOST} elements", "status": 400})
        ids = [each.get("externalJobPostingId") if isinstance(each, dict) else None for each in elements]
        answers: list[Json] = [
            _refused("ERROR :: /externalJobPostingId :: stands twice in this batch")
            if ids.count(ids[at]) > 1
            else self._element(call, each)
            for at, each in enumerate(elements)
        ]
        return json_answer(200, {"elements": answers[:-1] if self._stand.options.drop_item else answers})

    def _element(self, call: Call, element: Any) -> Json:
        now = self._stand.now() if self._stand.options.now_only else None
        if message := linkedin_schema.refusal(element, now):
            return _refused(message)
        task = self._decided(call, element)
        urn = f"urn:li:simpleJobPostingTask:{len(self._tasks) + 7_000_001}"
        self._tasks[urn] = task
        return {"id": urn, "status": 202, "location": f"/simpleJobPostings/{quote(urn, safe='')}"}

    def _decided(self, call: Call, element: dict[str, Any]) -> Task:
        reference, verb = element["externalJobPostingId"], element["jobPostingOperationType"]
        due = self._stand.now() + self._stand.options.task_seconds
        if self._stand.options.fail:
            return Task(reference, due, "FAILED", self._stand.options.fail)
        live = self._stand.named(reference)
        known = [each for each in self._stand.every() if each.reference == reference]
        if verb == "CREATE" and live:
            message = "Duplicate job posting: a job with this externalJobPostingId exists."
            return Task(reference, due, "FAILED", message, live[0].external_id)
        if verb in ("UPDATE", "RENEW") and not live:
            return Task(reference, due, "FAILED", f"{verb} of a job posting that does not exist.")
        if verb == "CLOSE" and not known:
            return Task(reference, due, "FAILED", "CLOSE of a job posting that does not exist.")
        urn = self._done(call, verb, element, live)
        return Task(reference, due, "PROCESSED" if self._stand.options.processed else "SUCCEEDED", "", urn)

    def _done(self, call: Call, verb: str, element: dict[str, Any], live: list[Advert]) -> str:
        now = self._stand.now()
        if verb == "CREATE":
            urn = f"urn:li:jobPosting:{self._stand.number()}"
            until = element["expireAt"] / 1000 - now if "expireAt" in element else 180 * DAY
            self._stand.create(
                call, urn, element["externalJobPostingId"], element["title"],
                text=element["description"], apply_url=element["companyApplyUrl"], seconds=until,
            )  # fmt: skip
            return urn
        for each in live:
            match verb:
                case "UPDATE":
                    self._stand.change(
                        call, "update", each, title=element["title"], description=element["description"],
                        apply_url=element["companyApplyUrl"],
                    )  # fmt: skip
                case "RENEW":
                    self._stand.change(call, "extend", each, expires_at=each.expires_at + 30 * DAY)
                case _:
                    self._stand.end(call, each)
        return live[0].external_id if live else ""

    def _poll(self, call: Call) -> Answer:
        wanted = parse_qs(urlsplit(call.request.target).query).get("ids", [])
        results: dict[str, Json] = {}
        errors: dict[str, Json] = {}
        for urn in wanted:
            task = self._tasks.get(urn)
            if task is None:
                errors[urn] = {"status": 404, "message": f"No task {urn}"}
                continue
            told = task if self._stand.now() >= task.due else Task(task.reference, task.due, "IN_PROGRESS")
            results[urn] = {
                "id": urn,
                "status": told.status,
                "externalJobPostingId": told.reference,
                **({"jobPosting": told.urn} if told.urn else {}),
                **({"errorMessage": told.message} if told.message else {}),
            }
        return json_answer(200, {"results": results, "statuses": {}, "errors": errors})


def _refused(message: str) -> dict[str, Json]:
    return {"status": 422, "error": {"status": 422, "message": message}}
