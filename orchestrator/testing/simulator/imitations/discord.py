"""One Discord webhook under `/discord`. Source: discord.com/developers/docs/resources/webhook."""

from __future__ import annotations

from collections.abc import Callable

from .. import practice
from ..advert import Advert
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, json_answer
from .json_body import json_body
from .short_post import ShortPost, read_post

MOST = 2_000


class Discord:
    """Messages of one webhook. Without `wait=true` a new message is not named."""

    name = "discord"
    label = "Discord"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        hook, each = "/api/webhooks/{hook}/{token}", "/api/webhooks/{hook}/{token}/messages/{id}"
        return (
            route("POST", hook, "create", self._known(self._create)),
            route("GET", hook, "test", self._known(lambda call: json_answer(200, {"name": "Care jobs"}))),
            route("PATCH", each, "update", self._known(self._update)),
            route("GET", each, "read", self._known(self._read)),
            route("DELETE", each, "end", self._known(self._end)),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": "Invalid Form Body", "code": 50035, "errors": {"content": [message]}})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            login = practice.LOGINS["discord"]
            if call.parts["hook"] != login.id:
                return json_answer(404, {"message": "Unknown Webhook", "code": 10015})
            if call.parts["token"] != login.secret:
                return json_answer(401, {"message": "Invalid Webhook Token", "code": 50027})
            return work(call)

        return handle

    def _create(self, call: Call) -> Answer:
        post = self._post(call)
        if isinstance(post, Answer):
            return post
        made = str(1_100_000_000_000_000_000 + self._stand.number())
        self._stand.create(call, made, post.reference, post.title, text=post.text, apply_url=post.link, seconds=FOREVER)
        return json_answer(200, {"id": made}) if call.request.query.get("wait") == "true" else Answer(204)

    def _update(self, call: Call) -> Answer:
        advert, post = self._stand.shown(call.parts["id"]), self._post(call)
        if advert is None:
            return _unknown()
        if isinstance(post, Answer):
            return post
        self._stand.change(call, "update", advert, title=post.title, description=post.text, apply_url=post.link)
        return _message(advert)

    def _read(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        return _message(advert) if advert else _unknown()

    def _end(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        if advert is None:
            return _unknown()
        self._stand.end(call, advert)
        return Answer(204)

    def _post(self, call: Call) -> ShortPost | Answer:
        text = (json_body(call) or {}).get("content")
        if not isinstance(text, str) or not 1 <= len(text) <= MOST:
            return self.refuse(f"Must be between 1 and {MOST} in length.")
        return read_post(text)


def _message(advert: Advert) -> Answer:
    return json_answer(200, {"id": advert.external_id, "content": advert.description})


def _unknown() -> Answer:
    return json_answer(404, {"message": "Unknown Message", "code": 10008})
