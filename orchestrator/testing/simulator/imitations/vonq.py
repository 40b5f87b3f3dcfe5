"""VONQ's Hiring API under `/vonq`: orders, their status, their cancellation.

Source: vonq/hapi-sdk-ruby (doc/controllers, doc/models) and VONQ's help centre. There is no update.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from .. import practice
from ..advert import Advert
from ..route import Call, Route, route
from ..stand import Stand
from ..wire import Answer, Json, json_answer
from .json_body import json_body
from .vonq_order import errors


@dataclass(frozen=True, slots=True)
class VonqOptions:
    """`delay_seconds`: how long a campaign is in progress. `not_processed`: the board refuses every campaign."""

    delay_seconds: float = 0.0
    not_processed: bool = False


class Vonq:
    """Campaigns of one partner; every order makes a new one."""

    name = "vonq"
    label = "VONQ (Hiring API)"
    defaults = VonqOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        each = "/campaigns/{id}"
        return (
            route("POST", "/campaigns/order", "create", self._known(self._order)),
            route("GET", "/campaigns", "find", self._known(self._list)),
            route("GET", each, "read", self._known(self._read)),
            route("GET", each + "/status", "status", self._known(self._status)),
            route("PUT", each + "/cancellation", "end", self._known(self._cancel)),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"postingDetails": {"description": [message]}})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            if call.request.headers.get("x-auth-token") != practice.LOGINS["vonq"].secret:
                return json_answer(401, {"message": "Unauthorized"})
            return work(call)

        return handle

    def _order(self, call: Call) -> Answer:
        given = json_body(call)
        wrong = errors(given or {})
        if given is None or wrong:
            return json_answer(400, wrong)
        campaign, details = str(UUID(int=self._stand.number())), given["postingDetails"]
        self._stand.create(
            call, campaign, str(given.get("orderReference", "")), details["title"], text=details["description"],
            apply_url=details["applicationUrl"], account=str(given["companyId"]),
        )  # fmt: skip
        return json_answer(200, {"campaignId": campaign})

    def _list(self, call: Call) -> Answer:
        query = call.request.query
        company = query.get("companyId")
        if not company:
            return json_answer(400, {"companyId": ["This field is required."]})
        mine = [each for each in self._stand.every() if each.account == company]
        offset, limit = int(query.get("offset", "0")), int(query.get("limit", "50"))
        rows: list[Json] = [self._campaign(call, each) for each in mine[offset : offset + limit]]
        return json_answer(200, {"data": rows, "total": len(mine), "limit": limit, "offset": offset})

    def _read(self, call: Call) -> Answer:
        advert = self._stand.get(call.parts["id"])
        return json_answer(200, self._campaign(call, advert)) if advert else _not_found()

    def _status(self, call: Call) -> Answer:
        advert = self._stand.get(call.parts["id"])
        if advert is None:
            return _not_found()
        product: dict[str, Json] = {"status": self._state(advert)}
        if self._stand.options.not_processed:
            product = {"status": "not processed", "statusDescription": "The title is not allowed."}
        found: dict[str, Json] = {"campaignId": advert.external_id, "status": self._state(advert)}
        return json_answer(200, {**found, "orderedProductsStatuses": [product]})

    def _cancel(self, call: Call) -> Answer:
        advert, given = self._stand.get(call.parts["id"]), json_body(call) or {}
        if advert is None:
            return _not_found()
        if given.get("campaignId") != advert.external_id or given.get("status") != "offline":
            return json_answer(400, {"status": ["must be offline, for this campaign"]})
        if self._state(advert) != "online":
            return json_answer(400, {"status": ["Only an online campaign can be cancelled."]})
        self._stand.end(call, advert)
        return json_answer(200, {"campaignId": advert.external_id, "status": "offline"})

    def _state(self, advert: Advert) -> str:
        if self._stand.options.not_processed or not advert.shows(self._stand.now()):
            return "offline"
        started = advert.created_at + self._stand.options.delay_seconds
        return "online" if self._stand.now() >= started else "in progress"

    def _campaign(self, call: Call, advert: Advert) -> dict[str, Any]:
        link = f"{call.request.origin}/vonq/adverts/{advert.external_id}"
        return {
            "campaignId": advert.external_id,
            "orderReference": advert.reference,
            "companyId": advert.account,
            "status": self._state(advert),
            "postings": [{"name": "A board", "clicks": advert.clicks, "jobBoardLink": link}],
        }


def _not_found() -> Answer:
    return json_answer(404, {"campaignId": "Campaign not found."})
