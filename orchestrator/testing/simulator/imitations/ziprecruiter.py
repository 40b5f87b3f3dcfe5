"""ZipRecruiter's Partner Job API under `/ziprecruiter`. Source: ziprecruiter.com/partner/documentation.

The form of its errors is not published: `{"errors": {field: text}}` with 400, and 409 for an id that exists, stand in.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from .. import practice
from ..advert import Advert, AdvertState
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, Json, json_answer
from .json_body import json_body

TYPES = ("full_time", "part_time", "contractor", "contract", "temporary", "other")
COUNTRIES = ("US", "CA", "AU")


class ZipRecruiter:
    """Jobs by the partner's own ids. A closed id is opened again by PUT."""

    name = "ziprecruiter"
    label = "ZipRecruiter (Job API)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        every, each = "/partner/v0/job", "/partner/v0/job/{id}"
        return (
            route("POST", every, "create", self._known(self._create)),
            route("PUT", each, "update", self._known(self._update)),
            route("GET", each, "read", self._known(self._read)),
            route("DELETE", each, "end", self._known(self._end)),
        )

    def refuse(self, message: str) -> Answer:
        return _wrong({"description": message})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        key = practice.LOGINS["ziprecruiter"].secret
        expected = "Basic " + base64.b64encode(f"{key}:".encode()).decode()

        def handle(call: Call) -> Answer:
            if call.request.headers.get("authorization") != expected:
                return json_answer(401, {"message": "Unauthorized"})
            return work(call)

        return handle

    def _create(self, call: Call) -> Answer:
        given = json_body(call)
        if given is None or (wrong := _errors(given)):
            return _wrong(wrong if given else {"": "must be an object"})
        if self._stand.get(given["job_id"]):
            return json_answer(409, {"message": "A job with this job_id exists"})
        self._stand.create(
            call, given["job_id"], given["job_id"], given["title"], text=given["description"],
            apply_url=given.get("apply_url") or "", seconds=FOREVER,
        )  # fmt: skip
        return json_answer(201, {"job_id": given["job_id"], "status": "open"})

    def _update(self, call: Call) -> Answer:
        advert, given = self._own(call), json_body(call)
        if advert is None:
            return json_answer(404, {"message": "Not found"})
        if given is None or (wrong := _errors(given)):
            return _wrong(wrong if given else {"": "must be an object"})
        self._stand.change(
            call, "update", advert, title=given["title"], description=given["description"],
            apply_url=given.get("apply_url") or "", state=AdvertState.LIVE, ended_at=None,
        )  # fmt: skip
        return json_answer(200, {"job_id": advert.external_id, "status": "open"})

    def _read(self, call: Call) -> Answer:
        advert = self._own(call)
        if advert is None:
            return json_answer(404, {"message": "Not found"})
        status = "open" if advert.shows(self._stand.now()) else "closed"
        return json_answer(200, {"job_id": advert.external_id, "status": status, "title": advert.title})

    def _end(self, call: Call) -> Answer:
        advert = self._own(call)
        if advert is None or not advert.shows(self._stand.now()):
            return json_answer(404, {"message": "Not found"})
        self._stand.end(call, advert)
        return Answer(204)

    def _own(self, call: Call) -> Advert | None:
        return self._stand.get(unquote(call.parts["id"]))


def _wrong(errors: dict[str, str]) -> Answer:
    return json_answer(400, {"errors": dict[str, Json](errors)})


def _errors(given: dict[str, Any]) -> dict[str, str]:
    placed = given.get("postal_code") or (given.get("city") and given.get("state"))
    rules = {
        "job_id": isinstance(given.get("job_id"), str) and 1 <= len(given["job_id"]) <= 64,
        "employer_id": bool(given.get("employer_id")),
        "title": isinstance(given.get("title"), str) and len(given["title"]) >= 3,
        "description": isinstance(given.get("description"), str) and len(given["description"]) >= 25,
        "job_type": given.get("job_type") in TYPES,
        "country": given.get("country") in COUNTRIES,
        "city": bool(placed) or ("latitude" in given and "longitude" in given),
        "compensation_min": _whole(given.get("compensation_min")),
        "compensation_max": _whole(given.get("compensation_max")),
    }
    return {name: "is missing or not valid" for name, fits in rules.items() if not fits}


def _whole(value: object) -> bool:
    return value is None or (type(value) is int and value >= 0)
