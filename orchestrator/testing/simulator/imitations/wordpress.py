"""A WordPress with WP Job Manager under `/wordpress`.

Source: WordPress' posts controller and Automattic/WP-Job-Manager, tests/php/tests/includes/rest-api.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from .. import practice
from ..advert import Advert
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, Json, json_answer
from .json_body import json_body

STATUSES = ("publish", "draft", "pending", "future", "private", "expired", "preview")


class WordPress:
    """Job listings of one site. There is no idempotency: a slug that is taken gets a number."""

    name = "wordpress"
    label = "WordPress (WP Job Manager)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        every, each = "/wp-json/wp/v2/job-listings", "/wp-json/wp/v2/job-listings/{id}"
        return (
            route("POST", every, "create", self._known(self._create)),
            route("GET", every, "find", self._known(self._find)),
            route("GET", each, "read", self._known(self._read)),
            route("PUT", each, "update", self._known(self._update)),
            route("DELETE", each, "end", self._known(self._end)),
            route(
                "GET", "/wp-json/wp/v2/users/me", "test", self._known(lambda _call: json_answer(200, {"name": "Jobs"}))
            ),
        )

    def refuse(self, message: str) -> Answer:
        return _invalid({"content": message})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        login = practice.LOGINS["wordpress"]
        expected = "Basic " + base64.b64encode(f"{login.id}:{login.secret}".encode()).decode()

        def handle(call: Call) -> Answer:
            if call.request.headers.get("authorization") != expected:
                return _failed(401, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.")
            return work(call)

        return handle

    def _create(self, call: Call) -> Answer:
        given = _given(call)
        if isinstance(given, Answer):
            return given
        wanted = str(given.get("slug") or re.sub(r"[^a-z0-9]+", "-", str(given["title"]).lower()))
        slug, taken, number = wanted, {each.fields.get("slug") for each in self._stand.every()}, 2
        while slug in taken:
            slug, number = f"{wanted}-{number}", number + 1
        made = str(self._stand.number())
        advert = self._stand.create(
            call, made, _reference(given, wanted), given["title"], text=given["content"],
            apply_url=given["meta"].get("_application", ""), seconds=FOREVER, fields={"slug": slug},
        )  # fmt: skip
        return json_answer(201, self._shown_as(call, advert))

    def _find(self, call: Call) -> Answer:
        query = call.request.query
        shown = [each for each in self._stand.every() if each.shows(self._stand.now())]
        if "slug" in query:
            shown = [each for each in shown if each.fields.get("slug") in query["slug"].split(",")]
        size, page = int(query.get("per_page", "10")), int(query.get("page", "1"))
        pages = -(-len(shown) // size)
        if page > max(1, pages):
            return _failed(400, "rest_post_invalid_page_number", "The page number requested is larger than there are.")
        rows: list[Json] = [self._shown_as(call, each) for each in shown[(page - 1) * size : page * size]]
        return json_answer(200, rows, ("X-WP-TotalPages", str(pages)))

    def _read(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        return json_answer(200, self._shown_as(call, advert)) if advert else _no_id()

    def _update(self, call: Call) -> Answer:
        advert, given = self._stand.shown(call.parts["id"]), _given(call)
        if advert is None:
            return _no_id()
        if isinstance(given, Answer):
            return given
        advert = self._stand.change(
            call, "update", advert, title=given["title"], description=given["content"],
            apply_url=given["meta"].get("_application", ""),
        )  # fmt: skip
        return json_answer(200, self._shown_as(call, advert))

    def _end(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        if advert is None:
            return _no_id()
        self._stand.end(call, advert)
        return json_answer(200, {"deleted": True, "previous": self._shown_as(call, advert)})

    def _shown_as(self, call: Call, advert: Advert) -> dict[str, Any]:
        link = f"{call.request.origin}/wordpress/adverts/{advert.external_id}"
        title: dict[str, Json] = {"rendered": advert.title}
        found = {"id": int(advert.external_id), "slug": advert.fields["slug"], "status": "publish"}
        return {**found, "title": title, "link": link}


def _reference(given: dict[str, Any], slug: str) -> str:
    """WordPress keeps the slug; the reference is read from the apply link, where its case is kept."""
    last = str(given["meta"].get("_application", "")).rstrip("/").rpartition("/")[2]
    return last if last.lower() == slug else slug


def _given(call: Call) -> dict[str, Any] | Answer:
    given = json_body(call)
    if given is None:
        return _failed(400, "rest_invalid_json", "Invalid JSON body passed.")
    wrong: dict[str, str] = {}
    for name in ("title", "content"):
        if not isinstance(given.get(name), str) or not given[name]:
            wrong[name] = f"{name} is not of type string."
    if given.get("status") not in STATUSES:
        wrong["status"] = "status is not one of the statuses."
    for name in ("job-types", "job-categories"):
        if not all(type(each) is int for each in given.get(name, [])):
            wrong[name] = f"{name}[0] is not of type integer."
    if not isinstance(given.get("meta", {}), dict):
        wrong["meta"] = "meta is not of type object."
    elif not re.fullmatch(r"(\d{4}-\d\d-\d\d)?", str(given.get("meta", {}).get("_job_expires", ""))):
        wrong["meta._job_expires"] = "meta._job_expires is not a date."
    given.setdefault("meta", {})
    return _invalid(wrong) if wrong else given


def _invalid(params: dict[str, str]) -> Answer:
    data: dict[str, Json] = {"status": 400, "params": dict[str, Json](params)}
    message = f"Invalid parameter(s): {', '.join(params)}"
    return json_answer(400, {"code": "rest_invalid_param", "message": message, "data": data})


def _no_id() -> Answer:
    return _failed(404, "rest_post_invalid_id", "Invalid post ID.")


def _failed(status: int, code: str, message: str) -> Answer:
    return json_answer(status, {"code": code, "message": message, "data": {"status": status}})
