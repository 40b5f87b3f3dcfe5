"""Telegram's Bot API with one bot and one channel under `/telegram`. Source: core.telegram.org/bots/api."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from .. import practice
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, Json, json_answer
from .json_body import json_body
from .short_post import read_post

MOST = 4_096
TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre"}


@dataclass(frozen=True, slots=True)
class TelegramOptions:
    """`delete_hours`: for how long a message may be deleted; 0 stands for no limit."""

    delete_hours: float = 0.0


class Telegram:
    """A message without a link is no advert any more."""

    name = "telegram"
    label = "Telegram"
    defaults = TelegramOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        path = "/bot{token}/"
        return (
            route("POST", path + "sendMessage", "create", self._known(self._send)),
            route("POST", path + "editMessageText", "update", self._known(self._edit)),
            route("POST", path + "deleteMessage", "end", self._known(self._delete)),
            route("POST", path + "getChat", "test", self._known(lambda _call, _given: _ok(_chat()))),
        )

    def refuse(self, message: str) -> Answer:
        return _failed(400, f"Bad Request: {message}")

    def _known(self, work: Callable[[Call, dict[str, Any]], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            login = practice.LOGINS["telegram"]
            if call.parts["token"] != login.secret:
                return _failed(401, "Unauthorized")
            given = json_body(call)
            if given is None or given.get("chat_id") != login.id:
                return self.refuse("chat not found")
            return work(call, given)

        return handle

    def _send(self, call: Call, given: dict[str, Any]) -> Answer:
        if wrong := _wrong(given):
            return self.refuse(wrong)
        made, post = str(self._stand.number()), read_post(given["text"])
        self._stand.create(call, made, post.reference, post.title, text=post.text, apply_url=post.link, seconds=FOREVER)
        return _ok({"message_id": int(made), "chat": _chat(), "text": given["text"]})

    def _edit(self, call: Call, given: dict[str, Any]) -> Answer:
        advert = self._stand.shown(str(given.get("message_id")))
        if advert is None:
            return self.refuse("message to edit not found")
        if wrong := _wrong(given):
            return self.refuse(wrong)
        if advert.description == given["text"]:
            return self.refuse("message is not modified")
        post = read_post(given["text"])
        if post.link:
            self._stand.change(call, "update", advert, title=post.title, description=post.text, apply_url=post.link)
        else:
            self._stand.end(call, advert)
        return _ok({"message_id": int(advert.external_id), "chat": _chat(), "text": given["text"]})

    def _delete(self, call: Call, given: dict[str, Any]) -> Answer:
        advert = self._stand.shown(str(given.get("message_id")))
        if advert is None:
            return self.refuse("message to delete not found")
        limit = self._stand.options.delete_hours * 3_600
        if limit and self._stand.now() - advert.created_at > limit:
            return self.refuse("message can't be deleted for everyone")
        self._stand.end(call, advert)
        return json_answer(200, {"ok": True, "result": True})


def _wrong(given: dict[str, Any]) -> str:
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        return "message text is empty"
    plain = text
    if given.get("parse_mode") == "HTML":
        tags = {tag.lower() for tag in re.findall(r"</?([^\s>/]*)", text)}
        if not tags <= TAGS:
            return f"can't parse entities: unsupported start tag {min(tags - TAGS)!r}"
        plain = unescape(re.sub(r"<[^>]*>", "", text))
    return "message is too long" if len(plain) > MOST else ""


def _chat() -> dict[str, Json]:
    return {
        "id": -1001,
        "title": "Care jobs",
        "username": practice.LOGINS["telegram"].id.lstrip("@"),
        "type": "channel",
    }


def _ok(result: Json) -> Answer:
    return json_answer(200, {"ok": True, "result": result})


def _failed(code: int, description: str) -> Answer:
    return json_answer(code, {"ok": False, "error_code": code, "description": description})
