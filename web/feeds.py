"""Feed documents, at secret addresses: boards fetch them, and what they fetched completely counts as evidence.

A document is the adapter's opening, the stored entries and its closing. Entries are read in steps, each in its own
short transaction: what changes meanwhile can only make the document newer than the sequence it is counted for.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC
from hashlib import sha256
from typing import Final

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from orchestrator.boards.contract import Account, Feeds
from orchestrator.callboard import Callboard
from orchestrator.storage import feeds
from orchestrator.storage.feeds import Feed

from .access import callboard, public

blueprint = Blueprint("feeds", __name__)

STEP: Final = 200
"""Entries read at once."""
SUFFIXES: Final = {"application/xml": "xml", "text/xml": "xml", "application/json": "json", "text/csv": "csv"}


@blueprint.get("/feeds/<token>")
@blueprint.get("/feeds/<token>.<suffix>")
@public
def document(token: str, suffix: str = "") -> Response:
    """The whole feed; 304 to whoever has this state of it already."""
    with callboard().database.read() as connection:
        feed = feeds.by_token(connection, token)
    if feed is None:
        abort(404)
    adapter = callboard().registry[feed.board]
    if not isinstance(adapter, Feeds) or suffix not in ("", SUFFIXES.get(adapter.media_type, "")):
        abort(404)
    account = Account(feed.label, feed.settings)
    opening, closing = adapter.opening(account, feed.changed_at), adapter.closing(account)
    response = Response(mimetype=adapter.media_type)
    # Weak: a document may hold changes newer than its sequence, and travels plain or compressed.
    etag = f"{feed.seq}-{sha256(opening + closing).hexdigest()[:12]}"
    response.set_etag(etag, weak=True)
    response.last_modified = feed.changed_at.astimezone(UTC)
    response.headers.update({"Cache-Control": "no-cache", "Vary": "Accept-Encoding"})
    # If-Modified-Since is not answered with 304: two changes within one second would look the same to it.
    if request.if_none_match.contains_weak(etag):
        if request.method == "GET":
            _visited(callboard(), feed, _agent(), 304, complete=True)
        response.status_code = 304
        return response
    if request.accept_encodings["gzip"] > 0:
        response.headers["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        response.automatically_set_content_length = False
        return response
    parts = _parts(callboard(), feed, opening, closing)
    if "Content-Encoding" in response.headers:
        parts = _gzipped(parts)
    response.response = _counted(callboard(), feed, _agent(), parts)
    return response


def _parts(callboard: Callboard, feed: Feed, opening: bytes, closing: bytes) -> Iterator[bytes]:
    yield opening
    last = 0
    while True:
        with callboard.database.read() as connection:
            found = feeds.entries(connection, feed.account_id, last, STEP)
        if not found:
            break
        yield b"".join(body for _, body in found)
        last = found[-1][0]
    yield closing


def _gzipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """One gzip member: some crawlers stop after the first."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for part in parts:
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()


def _counted(callboard: Callboard, feed: Feed, agent: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Hand the parts over; only a server that comes back after the last one has taken it all."""
    complete = False
    try:
        yield from parts
        complete = True
    finally:
        _visited(callboard, feed, agent, 200, complete=complete)


def _visited(callboard: Callboard, feed: Feed, agent: str, status: int, *, complete: bool) -> None:
    with callboard.database.begin() as connection:
        feeds.visited(connection, feed.account_id, agent=agent, seq=feed.seq, status=status, complete=complete)


def _agent() -> str:
    return request.headers.get("User-Agent", "")
