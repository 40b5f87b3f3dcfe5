"""Broadbean's distribution API under `/broadbean`, and the pages on which a person finishes.

Source: integrations.broadbean.com, articles Post Plus Dashboard, Advert Status and Global Delete.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import practice
from ..advert import Advert, AdvertState
from ..route import Call, Route, route
from ..stand import Stand
from ..wire import Answer, Json, html_answer, json_answer
from .json_body import json_body


@dataclass(frozen=True, slots=True)
class BroadbeanOptions:
    """`stuck`: a channel from which nothing can be removed."""

    stuck: str = ""


class Broadbean:
    """Vacancies by a custom field. An advert is a draft until a person has sent the page off."""

    name = "broadbean"
    label = "Broadbean (distribution API)"
    defaults = BroadbeanOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._wanted: dict[str, dict[str, str]] = {}

    def routes(self) -> tuple[Route, ...]:
        return (
            route("POST", "/distro/dashboardpost", "create", self._known(self._dashboard)),
            route("POST", "/distro/advert_status", "status", self._known(self._status)),
            route("POST", "/distro/delete", "end", self._known(self._delete)),
            route("POST", "/dashboard/{id}", "finish", self._finish),
            route("GET", "/dashboard/{id}", "dashboard", _page),
        )

    def refuse(self, message: str) -> Answer:
        return _failed(message)

    def _known(self, work: Callable[[Call, dict[str, Any]], Answer]) -> Callable[[Call], Answer]:
        key, _, secret = practice.LOGINS["broadbean"].secret.partition(":")

        def handle(call: Call) -> Answer:
            body = json_body(call) or {}
            given, who = body.get("authentication") or {}, body.get("identification") or {}
            text = f"{who.get('adc_username')}|{given.get('time')}|{given.get('api_key')}"
            expected = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
            if given.get("api_key") != key or given.get("signature") != expected:
                return json_answer(401, {"success": 0, "error": "The signature is not valid"})
            if not str(given.get("time")).isdigit() or len(str(given["time"])) != 13:
                return _failed("time must be in milliseconds")
            return work(call, body.get("transaction") or {})

        return handle

    def _dashboard(self, call: Call, transaction: dict[str, Any]) -> Answer:
        reference, advert = _reference(transaction), transaction.get("advert")
        if not reference:
            return _failed("filters: no custom field names the vacancy")
        if not isinstance(advert, dict) or not advert.get("job_title") or not advert.get("job_reference"):
            return _failed("job_title and job_reference are required")
        known = self._latest(reference)
        if known is None:
            known = self._stand.create(
                call, str(self._stand.number()), reference, advert["job_title"],
                text=str(advert.get("job_description", "")), apply_url=str(advert.get("application_url", "")),
                state=AdvertState.DRAFT,
            )  # fmt: skip
        self._wanted[known.external_id] = {
            "title": advert["job_title"],
            "description": str(advert.get("job_description", "")),
            "apply_url": str(advert.get("application_url", "")),
        }
        return json_answer(200, {"success": 1, "url": f"{call.request.origin}/broadbean/dashboard/{known.external_id}"})

    def _finish(self, call: Call) -> Answer:
        """A person has sent the page off: what they were sent stands on the boards."""
        advert = self._stand.get(call.parts["id"])
        if advert is None:
            return html_answer(404, "<h1>No such vacancy</h1>")
        wanted = self._wanted.get(advert.external_id, {})
        self._stand.change(call, "finish", advert, state=AdvertState.LIVE, ended_at=None, **wanted)
        return html_answer(200, "<h1>Your advert is on its way</h1>")

    def _status(self, call: Call, transaction: dict[str, Any]) -> Answer:
        advert = self._latest(_reference(transaction))
        if advert is None:
            return _failed("The vacancy was not found")
        shows = advert.shows(self._stand.now())
        status = "Delivered" if shows else "Pending" if advert.state is AdvertState.DRAFT else "Removed"
        channel: dict[str, Json] = {
            "name": "A board",
            "status": status,
            "advert_url": f"{call.request.origin}/broadbean/adverts/{advert.external_id}",
            "response_count": str(advert.applications),
        }
        details: dict[str, Json] = {"advert_id": advert.external_id, "job_title": advert.title}
        return json_answer(200, {"success": 1, "data": [{"channels": [channel], "vacancy_details": details}]})

    def _delete(self, call: Call, transaction: dict[str, Any]) -> Answer:
        advert = self._latest(_reference(transaction))
        if advert is None:
            return _failed("The vacancy was not found")
        stuck = self._stand.options.stuck
        if advert.state is not AdvertState.ENDED and not stuck:
            self._stand.end(call, advert)
        channels: list[Json] = [{"channel": "A board", "status": "Failed" if stuck == "A board" else "Successful"}]
        return json_answer(200, {"success": 1, "message": "Deleted", "data": {"channels": channels}})

    def _latest(self, reference: str) -> Advert | None:
        found = [each for each in self._stand.every() if each.reference == reference]
        return found[-1] if found else None


def _reference(transaction: dict[str, Any]) -> str:
    filters = transaction.get("filters") or {}
    for each in filters.get("custom_fields") or []:
        if each.get("name") and each.get("value"):
            return str(each["value"])
    return str(filters.get("job_reference", ""))


def _page(call: Call) -> Answer:
    return html_answer(200, '<h1>Choose your boards</h1><form method="post"><button>Send</button></form>')


def _failed(error: str) -> Answer:
    return json_answer(200, {"success": 0, "error": error})
