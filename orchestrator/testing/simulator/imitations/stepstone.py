"""StepStone's JobFeed under `/stepstone`. Source: api.stepstone.com (response, status-codes, push-updated-to-global).

The request's names are not public; those of the reply, lower case, stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from .. import practice
from ..advert import Advert, AdvertState
from ..route import Call, Route, route
from ..stand import DAY, Stand
from ..wire import Answer
from .xml_body import texts, xml_body


@dataclass(frozen=True, slots=True)
class StepStoneOptions:
    """`code`: a status with which every request is answered, and nothing done; 0 stands for none."""

    code: int = 0


class StepStone:
    """Offers by the sender's reference. One that is offline can be revived by an update, never inserted again."""

    name = "stepstone"
    label = "StepStone (JobFeed)"
    defaults = StepStoneOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return (route("POST", "/", "jobfeed", self._push),)

    def refuse(self, message: str) -> Answer:
        return _reply(331, message)

    def _push(self, call: Call) -> Answer:
        if self._stand.options.code:
            return _reply(self._stand.options.code, "as the operator wished")
        try:
            form = call.request.form()
        except ValueError:
            return _reply(500, "the form cannot be read")
        login = practice.LOGINS["stepstone"]
        if (form.get("username"), form.get("password")) != (login.id, login.secret):
            return _reply(222, "Invalid credentials")
        root = xml_body(form.get("xml", "").encode())
        if root is None:
            return _reply(500, "the XML cannot be read")
        given = texts(root)
        names = {"reference": 206, "action": 207}
        if given.get("action") != "OFFLINE":
            names |= {"title": 204, "language": 205}
        for name, code in names.items():
            if not given.get(name):
                return _reply(code, f"{name} is missing")
        return self._done(call, given)

    def _done(self, call: Call, given: dict[str, str]) -> Answer:
        known = [each for each in self._stand.every() if each.reference == given["reference"]]
        if len(given.get("title", "")) > 200:
            return _reply(320, "the title is longer than 200 characters")
        match given["action"]:
            case "OFFLINE":
                return self._offline(call, known)
            case "INSERT" if known:
                # Which code says so is not published; the one for renewals stands in.
                return _reply(230, "the reference was used before; it cannot be used for a new listing")
            case "INSERT":
                advert = self._stand.create(
                    call, str(900_000 + self._stand.number()), given["reference"], given["title"],
                    text=given.get("description", ""), apply_url=given.get("applicationurl", ""),
                )  # fmt: skip
                return _reply(100, "OK", advert, "INSERT")
            case "UPDATE" if known:
                advert = self._stand.change(
                    call, "update", known[0], title=given["title"], description=given.get("description", ""),
                    apply_url=given.get("applicationurl", ""), state=AdvertState.LIVE, ended_at=None,
                )  # fmt: skip
                return _reply(100, "OK", advert, "UPDATE")
        return _reply(206, "no offer has this reference")

    def _offline(self, call: Call, known: list[Advert]) -> Answer:
        if not known:
            return _reply(206, "no offer has this reference")
        if not known[0].shows(self._stand.now()):
            return _reply(100, "OK", known[0], "IGNORE")
        self._stand.end(call, known[0])
        return _reply(100, "OK", known[0], "OFFLINE")


def _reply(code: int, status: str, advert: Advert | None = None, action: str = "") -> Answer:
    parts = {"status": status, "statuscode": str(code)}
    if advert is not None:
        ends = datetime.fromtimestamp(advert.created_at + 30 * DAY, UTC)
        parts |= {
            "reference": advert.reference,
            "listingid": advert.external_id,
            "listingexpiration": f"{ends:%d/%m/%Y}",
            "action": action,
        }
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items())
    text = f'<?xml version="1.0" encoding="UTF-8"?><jobfeedresponse>{inner}</jobfeedresponse>'
    return Answer(200, text.encode(), "text/xml; charset=utf-8")
