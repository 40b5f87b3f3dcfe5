"""Slack's Web API with one bot in one channel under `/slack`. Source: api.slack.com/methods."""

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

MOST = 40_000


class Slack:
    """Messages by channel and time stamp. Every answer is 200 and says `ok` or why not."""

    name = "slack"
    label = "Slack"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return (
            route("POST", "/api/chat.postMessage", "create", self._known(self._post)),
            route("POST", "/api/chat.update", "update", self._known(self._update)),
            route("POST", "/api/chat.delete", "end", self._known(self._delete)),
            route(
                "POST",
                "/api/auth.test",
                "test",
                self._known(lambda _call, _given: _ok(user="callboard", team="Elmfield")),
            ),
        )

    def refuse(self, message: str) -> Answer:
        return _failed(message)

    def _known(self, work: Callable[[Call, dict[str, Any]], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            given = call.request.headers.get("authorization", "")
            if not given.removeprefix("Bearer "):
                return _failed("not_authed")
            if given != f"Bearer {practice.LOGINS['slack'].secret}":
                return _failed("invalid_auth")
            body = json_body(call)
            return _failed("invalid_json") if body is None else work(call, body)

        return handle

    def _post(self, call: Call, given: dict[str, Any]) -> Answer:
        if given.get("channel") != practice.LOGINS["slack"].id:
            return _failed("channel_not_found")
        text = given.get("text")
        if not isinstance(text, str) or not text.strip():
            return _failed("no_text")
        if len(text) > MOST:
            return _failed("msg_too_long")
        number, post = self._stand.number(), read_post(text)
        ts = f"1700000000.{number:06d}"
        made = f"{given['channel']}/{ts}"
        self._stand.create(call, made, post.reference, post.title, text=post.text, apply_url=post.link, seconds=FOREVER)
        return _ok(channel=given["channel"], ts=ts)

    def _update(self, call: Call, given: dict[str, Any]) -> Answer:
        advert = self._stand.shown(f"{given.get('channel')}/{given.get('ts')}")
        if advert is None:
            return _failed("message_not_found")
        post = read_post(str(given.get("text", "")))
        self._stand.change(call, "update", advert, title=post.title, description=post.text, apply_url=post.link)
        return _ok(channel=given["channel"], ts=given["ts"])

    def _delete(self, call: Call, given: dict[str, Any]) -> Answer:
        advert = self._stand.shown(f"{given.get('channel')}/{given.get('ts')}")
        if advert is None:
            return _failed("message_not_found")
        self._stand.end(call, advert)
        return _ok(channel=given["channel"], ts=given["ts"])


def _ok(**values: Json) -> Answer:
    return json_answer(200, {"ok": True, **values})


def _failed(error: str) -> Answer:
    return json_answer(200, {"ok": False, "error": error})
