"""A Matrix home server with one room under `/matrix`. Source: spec.matrix.org, Client-Server API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import practice
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, Json, json_answer
from .json_body import json_body
from .short_post import read_post

ROOM = "/_matrix/client/v3/rooms/{room}"
EVENT_BYTES = 65_536


class Matrix:
    """Messages, edits and redactions; a transaction id names one event for ever."""

    name = "matrix"
    label = "Matrix"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._transactions: dict[str, str] = {}

    def routes(self) -> tuple[Route, ...]:
        return (
            route("PUT", ROOM + "/send/m.room.message/{txn}", "send", self._known(self._send)),
            route("PUT", ROOM + "/redact/{event}/{txn}", "redact", self._known(self._redact)),
            route("GET", ROOM + "/event/{event}", "read", self._known(self._read)),
            route("GET", "/_matrix/client/v3/account/whoami", "test", self._known(_whose)),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"errcode": "M_BAD_JSON", "error": message})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            login = practice.LOGINS["matrix"]
            if call.request.headers.get("authorization") != f"Bearer {login.secret}":
                return json_answer(401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Unrecognised access token"})
            if call.parts.get("room", login.id) != login.id:
                return json_answer(403, {"errcode": "M_FORBIDDEN", "error": "User not in room"})
            return work(call)

        return handle

    def _send(self, call: Call) -> Answer:
        if before := self._transactions.get(call.parts["txn"]):
            return json_answer(200, {"event_id": before})
        content = json_body(call)
        if content is None or content.get("msgtype") != "m.text" or not isinstance(content.get("body"), str):
            return self.refuse("msgtype and body are required")
        if len(call.request.body) > EVENT_BYTES:
            return json_answer(413, {"errcode": "M_TOO_LARGE", "error": "event too large"})
        event = f"$event{self._stand.number()}"
        self._transactions[call.parts["txn"]] = event
        relation = content.get("m.relates_to")
        if isinstance(relation, dict) and relation.get("rel_type") == "m.replace":
            self._edit(call, relation, content)
        else:
            post = read_post(content["body"])
            self._stand.create(
                call, event, post.reference, post.title, text=post.text, apply_url=post.link, seconds=FOREVER
            )
        return json_answer(200, {"event_id": event})

    def _edit(self, call: Call, relation: dict[str, Any], content: dict[str, Any]) -> None:
        """An edit of what is not there is an event like any other, and shows nothing."""
        advert = self._stand.shown(str(relation.get("event_id")))
        if advert is not None:
            post = read_post(content["m.new_content"]["body"])
            self._stand.change(call, "update", advert, title=post.title, description=post.text, apply_url=post.link)

    def _redact(self, call: Call) -> Answer:
        if advert := self._stand.shown(call.parts["event"]):
            self._stand.end(call, advert)
        return json_answer(200, {"event_id": f"$redaction{call.parts['txn']}"})

    def _read(self, call: Call) -> Answer:
        advert = self._stand.get(call.parts["event"])
        if advert is None:
            return json_answer(404, {"errcode": "M_NOT_FOUND", "error": "Event not found."})
        shown = advert.shows(self._stand.now())
        content: dict[str, Json] = {"msgtype": "m.text", "body": advert.description} if shown else {}
        return json_answer(200, {"event_id": advert.external_id, "type": "m.room.message", "content": content})


def _whose(_call: Call) -> Answer:
    return json_answer(200, {"user_id": "@jobs:practice.example"})
