"""Mastodon's statuses under `/mastodon`. Source: docs.joinmastodon.org, methods/statuses."""

from __future__ import annotations

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
from .short_post import ShortPost, read_post

MOST, LINK, KEY_SECONDS = 500, 23, 3_600


class Mastodon:
    """One account's posts. An Idempotency-Key is kept for an hour."""

    name = "mastodon"
    label = "Mastodon"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._keys: dict[str, tuple[str, float]] = {}

    def routes(self) -> tuple[Route, ...]:
        each = "/api/v1/statuses/{id}"
        return (
            route("POST", "/api/v1/statuses", "create", self._known(self._create)),
            route("PUT", each, "update", self._known(self._update)),
            route("GET", each, "read", self._known(self._read)),
            route("DELETE", each, "end", self._known(self._end)),
            route("GET", "/api/v1/accounts/verify_credentials", "test", self._known(_whose)),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(422, {"error": f"Validation failed: {message}"})

    def _known(self, work: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            if call.request.headers.get("authorization") != f"Bearer {practice.LOGINS['mastodon'].secret}":
                return json_answer(401, {"error": "The access token is invalid"})
            return work(call)

        return handle

    def _create(self, call: Call) -> Answer:
        key = call.request.headers.get("idempotency-key", "")
        before, at = self._keys.get(key, ("", 0.0))
        if before and self._stand.now() - at < KEY_SECONDS and (advert := self._stand.get(before)):
            return json_answer(200, self._status(call, advert))
        post = self._post(call)
        if isinstance(post, Answer):
            return post
        made = str(113_000_000_000_000_000 + self._stand.number())
        advert = self._stand.create(
            call, made, post.reference, post.title, text=post.text, apply_url=post.link, seconds=FOREVER
        )
        self._keys[key] = (made, self._stand.now())
        return json_answer(200, self._status(call, advert))

    def _update(self, call: Call) -> Answer:
        advert, post = self._stand.shown(call.parts["id"]), self._post(call)
        if advert is None:
            return _not_found()
        if isinstance(post, Answer):
            return post
        changed = self._stand.change(
            call, "update", advert, title=post.title, description=post.text, apply_url=post.link
        )
        return json_answer(200, self._status(call, changed))

    def _read(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        return json_answer(200, self._status(call, advert)) if advert else _not_found()

    def _end(self, call: Call) -> Answer:
        advert = self._stand.shown(call.parts["id"])
        if advert is None:
            return _not_found()
        self._stand.end(call, advert)
        return json_answer(200, {**self._status(call, advert), "text": advert.description})

    def _post(self, call: Call) -> ShortPost | Answer:
        given = json_body(call) or {}
        text = given.get("status")
        if not isinstance(text, str) or not text.strip():
            return json_answer(422, {"error": "Validation failed: Text can't be blank"})
        if len(re.sub(r"https?://\S+", "x" * LINK, text)) > MOST:
            return json_answer(422, {"error": f"Validation failed: Text character limit of {MOST} exceeded"})
        if given.get("visibility") not in (None, "public", "unlisted", "private", "direct"):
            return json_answer(422, {"error": "Validation failed: Visibility is not included in the list"})
        return read_post(text)

    def _status(self, call: Call, advert: Advert) -> dict[str, Any]:
        url = f"{call.request.origin}/mastodon/adverts/{advert.external_id}"
        counts: dict[str, Json] = {"reblogs_count": 0, "favourites_count": 0, "replies_count": 0}
        return {"id": advert.external_id, "url": url, "visibility": "public", **counts}


def _whose(_call: Call) -> Answer:
    return json_answer(200, {"id": "1", "username": "elmfield", "acct": "elmfield"})


def _not_found() -> Answer:
    return json_answer(404, {"error": "Record not found"})
