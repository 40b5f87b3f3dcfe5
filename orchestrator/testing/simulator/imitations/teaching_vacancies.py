"""Teaching Vacancies' ATS API under `/teaching_vacancies`.

Source: DFE-Digital/teaching-vacancies, app/controllers/publishers/ats_api/v1/vacancies_controller.rb and its services.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from .. import practice
from ..advert import Advert
from ..route import Call, Route, route
from ..stand import Stand
from ..wire import Answer, Json, json_answer
from .json_body import json_body

VACANCIES = "/ats-api/v1/vacancies"
A_PAGE = 100
TEXTS = ("external_advert_url", "expires_at", "job_title", "job_advert", "salary", "external_reference",
         "contract_type")  # fmt: skip
LISTS = ("job_roles", "working_patterns", "phases")
PATTERNS = ("full_time", "part_time")


@dataclass(frozen=True, slots=True)
class Options:
    """`same_text`: an advert whose text another live one has is a duplicate too, as the service does."""

    same_text: bool = False


class TeachingVacancies:
    """One client's vacancies, under ids of the service's own."""

    name = "teaching_vacancies"
    label = "Teaching Vacancies"
    defaults = Options()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        each = VACANCIES + "/{id}"
        return (
            route("GET", VACANCIES, "list", self._known(self._list)),
            route("POST", VACANCIES, "create", self._known(self._create)),
            route("GET", each, "read", self._known(self._read)),
            route("PUT", each, "update", self._known(self._update)),
            route("DELETE", each, "end", self._known(self._end)),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(422, {"errors": [f"job_advert: {message}"]})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            if call.request.headers.get("x-api-key") != practice.LOGINS["teaching_vacancies"].secret:
                return json_answer(401, {"errors": ["Invalid API key"]})
            return work(call)

        return handle

    def _list(self, call: Call) -> Answer:
        page = max(1, int(call.request.query.get("page", "1")))
        shown = [each for each in self._stand.every() if each.shows(self._stand.now())]
        rows: list[Json] = [_record(each) for each in shown[(page - 1) * A_PAGE : page * A_PAGE]]
        return json_answer(200, {"data": rows, "meta": {"totalPages": -(-len(shown) // A_PAGE)}})

    def _create(self, call: Call) -> Answer:
        given = _given(call)
        if isinstance(given, Answer):
            return given
        if duplicate := self._duplicate(given, ""):
            link = call.request.origin + VACANCIES + "/" + duplicate.external_id
            message = "A vacancy with the same external reference or content already exists"
            return json_answer(409, {"errors": [message], "meta": {"link": link}})
        made = str(UUID(int=self._stand.number()))
        ends = datetime.fromisoformat(given["expires_at"]).timestamp()
        self._stand.create(
            call, made, given["external_reference"], given["job_title"], text=given["job_advert"],
            apply_url=given["external_advert_url"], seconds=ends - self._stand.now(),
        )  # fmt: skip
        return json_answer(201, {"id": made})

    def _update(self, call: Call) -> Answer:
        advert, given = self._stand.shown(call.parts["id"]), _given(call)
        if advert is None:
            return _not_found()
        if isinstance(given, Answer):
            return given
        advert = self._stand.change(
            call, "update", advert, title=given["job_title"], description=given["job_advert"],
            apply_url=given["external_advert_url"],
        )  # fmt: skip
        return json_answer(200, _record(advert))

    def _read(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        return json_answer(200, _record(advert)) if advert else _not_found()

    def _end(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        if advert is None:
            return _not_found()
        self._stand.end(call, advert)
        return Answer(204)

    def _duplicate(self, given: dict[str, Any], besides: str) -> Advert | None:
        for each in self._stand.every():
            same = each.reference == given["external_reference"] or (
                self._stand.options.same_text and each.description == given["job_advert"]
            )
            if same and each.external_id != besides and each.shows(self._stand.now()):
                return each
        return None


def _record(advert: Advert) -> dict[str, Json]:
    return {
        "id": advert.external_id,
        "external_reference": advert.reference,
        "external_advert_url": advert.apply_url,
        "job_title": advert.title,
        "job_advert": advert.description,
    }


def _not_found() -> Answer:
    return json_answer(404, {"errors": ["The given ID does not match any vacancy for your ATS"]})


def _given(call: Call) -> dict[str, Any] | Answer:
    """The vacancy of the body, or the answer to one that breaks the schema (400) or a rule (422)."""
    body = json_body(call)
    given = body.get("vacancy") if body else None
    if not isinstance(given, dict):
        return json_answer(400, {"errors": ["vacancy: is missing"]})
    wrong = [f"{name}: can't be blank" for name in TEXTS if not isinstance(given.get(name), str) or not given[name]]
    wrong += [f"{name}: must be a list" for name in LISTS if not isinstance(given.get(name), list) or not given[name]]
    schools = given.get("schools")
    if not isinstance(schools, dict) or not (schools.get("school_urns") or schools.get("trust_uid")):
        wrong.append("schools: must name a school or a trust")
    if wrong:
        return json_answer(400, {"errors": list[Json](wrong)})
    if not set(given["working_patterns"]) <= set(PATTERNS):
        return json_answer(422, {"errors": ["working_patterns: is not included in the list"]})
    try:
        datetime.fromisoformat(given["expires_at"])
    except ValueError:
        return json_answer(422, {"errors": ["expires_at: is not a date"]})
    return given
