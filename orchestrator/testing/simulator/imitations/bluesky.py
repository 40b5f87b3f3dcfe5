"""A Bluesky server (PDS) with one account under `/bluesky`.

Source: docs.bsky.app (com.atproto.server.createSession, com.atproto.repo.*), atproto.com/specs/tid.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .. import practice
from ..advert import AdvertState
from ..option import NoOptions
from ..route import Call, Route, route
from ..stand import FOREVER, Stand
from ..wire import Answer, json_answer
from .json_body import json_body
from .short_post import read_post

DID = "did:plc:practice00000000000000000"
POST = "app.bsky.feed.post"
_TID = re.compile(r"[234567a-j][2-7a-z]{12}\Z")
SESSION = 7_200.0


class Bluesky:
    """Posts of one repository by record key."""

    name = "bluesky"
    label = "Bluesky"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self._sessions: dict[str, float] = {}

    def routes(self) -> tuple[Route, ...]:
        repo = "/xrpc/com.atproto.repo."
        return (
            route("POST", "/xrpc/com.atproto.server.createSession", "login", self._session),
            route(
                "POST",
                repo + "createRecord",
                "create",
                self._known(lambda call, given: self._put(call, given, new=True)),
            ),
            route(
                "POST", repo + "putRecord", "put", self._known(lambda call, given: self._put(call, given, new=False))
            ),
            route("POST", repo + "deleteRecord", "end", self._known(self._delete)),
            route("GET", repo + "getRecord", "read", self._read),
        )

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"error": "InvalidRequest", "message": message})

    def _session(self, call: Call) -> Answer:
        given, login = json_body(call) or {}, practice.LOGINS["bluesky"]
        if (given.get("identifier"), given.get("password")) != (login.id, login.secret):
            return json_answer(401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"})
        token = secrets.token_urlsafe(60)
        self._sessions[token] = self._stand.now() + SESSION
        return json_answer(200, {"did": DID, "handle": login.id, "accessJwt": token, "refreshJwt": "unused"})

    def _known(self, work: Callable[[Call, dict[str, Any]], Answer]) -> Callable[[Call], Answer]:
        def handle(call: Call) -> Answer:
            until = self._sessions.get(call.request.headers.get("authorization", "").removeprefix("Bearer "))
            if until is None:
                return json_answer(401, {"error": "AuthMissing", "message": "Authentication Required"})
            if self._stand.now() >= until:
                return json_answer(400, {"error": "ExpiredToken", "message": "Token has expired"})
            given = json_body(call)
            if given is None or given.get("repo") != DID or given.get("collection") != POST:
                return self.refuse("repo and collection are required")
            return work(call, given)

        return handle

    def _put(self, call: Call, given: dict[str, Any], *, new: bool) -> Answer:
        rkey, record = str(given.get("rkey", "")), given.get("record")
        if not _TID.match(rkey):
            return self.refuse("Invalid record key: a post's key must be a TID")
        if wrong := _wrong(record):
            return self.refuse(f"Invalid {POST} record: {wrong}")
        assert isinstance(record, dict)
        uri = f"at://{DID}/{POST}/{rkey}"
        post, known = read_post(record["text"]), self._stand.get(uri)
        if known is not None and new and known.shows(self._stand.now()):
            return self.refuse("Record already exists")
        if known is None:
            self._stand.create(
                call, uri, post.reference, post.title, text=post.text, apply_url=post.link, seconds=FOREVER
            )
        else:
            self._stand.change(
                call, "update", known, title=post.title, description=post.text, apply_url=post.link,
                state=AdvertState.LIVE, ended_at=None,
            )  # fmt: skip
        return json_answer(200, {"uri": uri, "cid": f"bafy{self._stand.number()}", "validationStatus": "valid"})

    def _delete(self, call: Call, given: dict[str, Any]) -> Answer:
        if advert := self._stand.shown(f"at://{DID}/{POST}/{given.get('rkey')}"):
            self._stand.end(call, advert)
        return json_answer(200, {"commit": {"cid": "bafycommit", "rev": "3l"}})

    def _read(self, call: Call) -> Answer:
        query = call.request.query
        uri = f"at://{query.get('repo')}/{query.get('collection')}/{query.get('rkey')}"
        advert = self._stand.shown(uri)
        if advert is None:
            return json_answer(400, {"error": "RecordNotFound", "message": f"Could not locate record: {uri}"})
        return json_answer(200, {"uri": uri, "cid": "bafy", "value": {"$type": POST, "text": advert.description}})


def _wrong(record: Any) -> str:
    """What the lexicon of a post refuses; links need facets whose bytes lie inside the text."""
    if not isinstance(record, dict) or record.get("$type") != POST or not isinstance(record.get("text"), str):
        return "text is required"
    text = record["text"]
    if _graphemes(text) > 300:
        return "text must not be longer than 300 graphemes"
    if len(text.encode()) > 3_000:
        return "text must not be longer than 3000 bytes"
    try:
        datetime.fromisoformat(str(record.get("createdAt")))
        for facet in record.get("facets", []):
            span = text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
            if span != facet["features"][0]["uri"]:
                return "a facet does not span its link"
    except (ValueError, KeyError, TypeError):
        return "createdAt or facets are not valid"
    return ""


def _graphemes(text: str) -> int:
    """About as many as a reader sees: marks, joiners and skin tones belong to what they stand behind."""
    count, joined = 0, False
    for char in text.replace("\r\n", "\n"):
        extends = unicodedata.category(char) in ("Mn", "Me", "Mc") or "\U0001f3fb" <= char <= "\U0001f3ff"
        if char == "\u200d" or extends:
            joined = char == "\u200d"
        elif joined:
            joined = False
        else:
            count += 1
    return count
