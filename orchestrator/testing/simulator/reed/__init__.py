"""Reed.co.uk under `/reed`: recruiter API v1, Jobseeker API, and the page that checks signatures."""

from __future__ import annotations

from uuid import UUID

from .. import practice
from ..advert import Advert
from ..option import as_json, changed
from ..route import Call, Route, route
from ..state import State
from ..wire import Answer, Json, json_answer
from . import signature
from .account import Accounts
from .advert import page
from .jobseeker import Jobseeker
from .recruiter import Recruiter, ReedOptions

__all__ = ["Reed", "ReedOptions"]


class Reed:
    """The whole board. Its form of refusal is ASP.NET's `message` and `modelState`."""

    name = "reed"
    label = "Reed.co.uk"

    def __init__(self, state: State) -> None:
        self._state = state
        self._clients = {practice.REED_CLIENT_ID: practice.REED_API_KEY}
        self.reload()

    def reload(self) -> None:
        options = changed(ReedOptions(), self._state.settings.get("reed.options", {}))
        self._accounts = Accounts(self._state)
        self._recruiter = Recruiter(self._clients, self._accounts, self._state, options)
        jobseeker = Jobseeker(practice.REED_JOBSEEKER_KEY, self._accounts, self._state, self._recruiter)
        tester = route("POST", "/developers/SignatureTest", "signature", _explain)
        self.routes: tuple[Route, ...] = (*self._recruiter.routes(), *jobseeker.routes(), tester)

    def refuse(self, message: str) -> Answer:
        return self._recruiter.invalid({"description": [message]})

    def page(self, advert: Advert) -> str:
        return page(advert)

    def configure(self, options: dict[str, Json]) -> None:
        self._recruiter.options = changed(self._recruiter.options, options)
        self._state.set_up("reed.options", as_json(self._recruiter.options))

    def set_up(self, account: dict[str, Json]) -> None:
        self._accounts.set_up(account)

    def settings(self) -> dict[str, Json]:
        clients: dict[str, Json] = {str(number): key for number, key in self._clients.items()}
        return {
            "options": as_json(self._recruiter.options),
            "accounts": self._accounts.to_json(),
            "clients": clients,
            "jobseeker_key": practice.REED_JOBSEEKER_KEY,
        }


def _explain(call: Call) -> Answer:
    """Show what is signed and the signatures that would be accepted, for a form that gives all the parts."""
    try:
        form = call.request.form()
        text = signature.message(form["method"], form["userAgent"], form["url"], form["timestamp"])
        with_text, with_bytes = signature.signatures(str(UUID(form["apiKey"])), text)
    except (ValueError, KeyError) as wrong:
        return json_answer(400, {"message": f"Give method, userAgent, url, timestamp and apiKey (a GUID): {wrong}"})
    return json_answer(200, {"message": text, "signature": with_text, "signatureDotNet": with_bytes})
