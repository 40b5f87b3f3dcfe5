"""LogicMelon's Multiposter service under `/logicmelon`, with the page on which a person finishes.

Source: api.logicmelon.co.uk/json/Multiposter.asmx, operations AddAdvert and DeliverAdvert.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import practice
from ..advert import Advert, AdvertState
from ..route import Call, Route, route
from ..stand import Stand
from ..wire import Answer, Json, html_answer, json_answer
from .json_body import json_body

CODES = {"sJobType": "PCT", "sJobHours": "FP", "sSalaryPer": "HDWMY"}


@dataclass(frozen=True, slots=True)
class LogicMelonOptions:
    """`asks_for`: a field that every destination wants and nobody gave."""

    asks_for: str = ""


class LogicMelon:
    """Adverts by reference, stored by AddAdvert and shown once they are delivered."""

    name = "logicmelon"
    label = "LogicMelon"
    defaults = LogicMelonOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        service = "/json/Multiposter.asmx/"
        return (
            route("POST", service + "AddAdvert", "create", self._known(self._add)),
            route("POST", service + "DeliverAdvert", "deliver", self._known(self._deliver)),
            route("POST", "/finish/{id}", "finish", self._finish),
        )

    def refuse(self, message: str) -> Answer:
        return _exception(message, "System.ArgumentException")

    def _known(self, work: Callable[[Call, dict[str, Any]], Answer]) -> Callable[[Call], Answer]:
        login = practice.LOGINS["logicmelon"]
        key, _, password = login.secret.partition(":")

        def handle(call: Call) -> Answer:
            request = (json_body(call) or {}).get("Request")
            if not isinstance(request, dict):
                return self.refuse("Request: is missing")
            given = (request.get("sAPIKey"), request.get("sUsername"), request.get("sPassword"))
            if given != (key, login.id, password):
                return _exception("The API key or password is not valid", "System.UnauthorizedAccessException")
            return work(call, request)

        return handle

    def _add(self, call: Call, request: dict[str, Any]) -> Answer:
        reference = str(request.get("sAdvertReference", ""))
        known = [each for each in self._stand.every() if each.reference == reference]
        if request.get("sAdvertStatusID") == "1":
            for each in known:
                if each.state is not AdvertState.ENDED:
                    self._stand.end(call, each)
            return json_answer(200, {"d": {"AdvertID": known[-1].external_id if known else "0"}})
        if wrong := _wrong(request):
            return self.refuse(wrong)
        match request.get("eOnDuplicate"):
            case "error" if known:
                return self.refuse("sAdvertReference: there is such an advert")
            case "ignore" if known:
                advert = known[-1]
            case "update" if known:
                advert = self._stand.change(
                    call, "update", known[-1], title=request["sJobTitle"], description=request["sJobDescription"],
                    apply_url=str(request.get("sApplicationURL", "")),
                )  # fmt: skip
            case "duplicate" | "error" | "ignore" | "update":
                advert = self._stand.create(
                    call, str(self._stand.number()), reference, request["sJobTitle"],
                    text=request["sJobDescription"], apply_url=str(request.get("sApplicationURL", "")),
                    state=AdvertState.DRAFT,
                )  # fmt: skip
            case _:
                return self.refuse("eOnDuplicate: is not valid")
        page = f"{call.request.origin}/logicmelon/finish/{advert.external_id}"
        return json_answer(200, {"d": {"AdvertID": advert.external_id, "RedirectURL": page}})

    def _deliver(self, call: Call, request: dict[str, Any]) -> Answer:
        advert = self._stand.get(str(request.get("sAdvertID")))
        destinations = request.get("Destinations")
        if advert is None or not isinstance(destinations, list) or not destinations:
            return self.refuse("sAdvertID or Destinations: is not valid")
        asked = self._stand.options.asks_for
        if not asked:
            self._shown(call, advert)
        invalid: list[Json] = [asked] if asked else []
        rows: list[Json] = [{"DestinationID": each, "InvalidFields": invalid} for each in destinations]
        return json_answer(200, {"d": {"AdvertID": advert.external_id, "Destinations": rows}})

    def _finish(self, call: Call) -> Answer:
        advert = self._stand.get(call.parts["id"])
        if advert is None:
            return html_answer(404, "<h1>No such advert</h1>")
        self._shown(call, advert)
        return html_answer(200, "<h1>Your advert is on its way</h1>")

    def _shown(self, call: Call, advert: Advert) -> None:
        self._stand.change(call, "deliver", advert, state=AdvertState.LIVE, ended_at=None)


def _wrong(request: dict[str, Any]) -> str:
    for name in ("sAdvertReference", "sJobTitle", "sJobDescription", "sPrimaryLocation"):
        if not request.get(name):
            return f"{name}: is missing"
    for name, codes in CODES.items():
        if name in request and request[name] not in list(codes):
            return f"{name}: is not one of {', '.join(codes)}"
    for name in ("sSalaryFrom", "sSalaryTo"):
        if not str(request.get(name, "0")).replace(".", "", 1).isdigit():
            return f"{name}: is not a number"
    return ""


def _exception(message: str, kind: str) -> Answer:
    return json_answer(500, {"Message": message, "StackTrace": "", "ExceptionType": kind})
