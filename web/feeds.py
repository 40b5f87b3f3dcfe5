"""Feed documents, at secret addresses: boards fetch them, and what they fetched completely counts as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Final

from flask import Blueprint, abort, request
from werkzeug.datastructures import ETags, IfRange
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from orchestrator.boards.contract import Account, Feeds
from orchestrator.callboard import Callboard
from orchestrator.services.build_feeds import build_feed, segment_files
from orchestrator.storage import feed_segments, feeds
from orchestrator.storage.feed_segments import Segment, Stale
from orchestrator.storage.feeds import Feed

from .access import callboard, public
from .feed_document import Document, Layout

blueprint = Blueprint("feeds", __name__)

SUFFIXES: Final = {
    "application/xml": "xml",
    "text/xml": "xml",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/json": "json",
    "application/feed+json": "json",
    "text/csv": "csv",
}
AGAIN: Final = 10
"""Seconds after which a feed that is made for the first time is asked for again."""


@blueprint.get("/feeds/<token>")
@blueprint.get("/feeds/<token>.<suffix>")
@public
def document(token: str, suffix: str = "") -> Response:
    """The whole feed or a range of it; 304 to whoever has this state of it already."""
    found = _document(token, suffix)
    if found is None:
        abort(404)
    feed, media_type, made = found
    gzipped = request.accept_encodings["gzip"] > 0
    layout = made.gzipped() if gzipped else made.plain()
    etag = f"{made.etag}-gzip" if gzipped else made.etag
    response = Response(mimetype=media_type)
    response.set_etag(etag)
    response.last_modified = feed.changed_at.astimezone(UTC)
    response.headers.update({"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Accept-Ranges": "bytes"})
    # If-Modified-Since is not answered with 304: two changes within one second would look the same to it.
    if _has(request.if_none_match, made.etag):
        if request.method == "GET":
            _visited(callboard(), feed, _agent(), 304, complete=True)
        response.status_code = 304
        return response
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    wanted = _range(layout.length, etag, request.if_range)
    if wanted is None:
        response.status_code = 416
        response.headers["Content-Range"] = f"bytes */{layout.length}"
        del response.headers["Content-Encoding"]
        return response
    start, stop = wanted
    if (start, stop) != (0, layout.length):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{layout.length}"
    response.content_length = stop - start
    if request.method == "HEAD":
        return response
    response.response = _counted(callboard(), feed, layout, start, stop, _agent())
    return response


def _document(token: str, suffix: str) -> tuple[Feed, str, Document] | None:
    """The feed at this address as its segments are, and up to which change they hold everything (`built_seq`).

    A worker brings them up to date; what has changed in one segment only is made here, so that a board that comes
    within that second gets it. 503 for the first time of a feed whose segments are being made: a document without
    them would tell the board to close everything.
    """
    found = _read(token)
    if found is None:
        return None
    feed, segments, stale = found
    adapter = callboard().registry[feed.board]
    if not isinstance(adapter, Feeds) or suffix not in ("", SUFFIXES.get(adapter.media_type, "")):
        return None
    if stale is not None and len(stale.numbers) <= 1:
        build_feed(callboard(), feed.account_id, adapter.separator, stale)
        feed, segments, _ = _read(token) or found
    if not feed.built_seq and feed.seq:
        raise ServiceUnavailable("This feed is being made.", retry_after=AGAIN)
    account = Account(feed.label, feed.settings)
    opening, closing = adapter.opening(account, feed.changed_at), adapter.closing(account)
    return feed, adapter.media_type, Document(opening, closing, adapter.separator, segments)


def _read(token: str) -> tuple[Feed, tuple[Segment, ...], Stale | None] | None:
    """Feed and segments as they are at one moment, and what is to be made anew, if anything."""
    with callboard().database.read() as connection:
        feed = feeds.by_token(connection, token)
        if feed is None:
            return None
        stale = None if feed.built_seq == feed.seq else feed_segments.stale(connection, feed.account_id)
        return feed, feed_segments.segments(connection, feed.account_id), stale


def _has(known: ETags, etag: str) -> bool:
    """Whether the client has this state, whichever way it travelled."""
    return any(known.contains_weak(each) for each in (etag, f"{etag}-gzip"))


def _range(length: int, etag: str, unless: IfRange) -> tuple[int, int] | None:
    """What is asked for, all of it where no single range is; None for a range that begins behind the end.

    A range that shall continue a date's document is answered with all of it, like one of another state.
    """
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1 or request.method != "GET":
        return 0, length
    if unless.date is not None or (unless.etag is not None and unless.etag != etag):
        return 0, length
    return asked.range_for_length(length)


def _counted(callboard: Callboard, feed: Feed, layout: Layout, start: int, stop: int, agent: str) -> Iterator[bytes]:
    """Hand the parts over; only a server that comes back after the last one has taken it all.

    No transaction is open while bytes are on their way.
    """

    def bodies(wanted: Sequence[Segment]) -> list[bytes]:
        return _packed(callboard, feed, wanted) if layout.packed else _plain(callboard, feed, wanted)

    complete, whole = False, (start, stop) == (0, layout.length)
    try:
        yield from layout.read(bodies, start, stop)
        complete = whole
    finally:
        _visited(callboard, feed, agent, 200 if whole else 206, complete=complete)


def _packed(callboard: Callboard, feed: Feed, wanted: Sequence[Segment]) -> list[bytes]:
    if not wanted:
        return []
    with callboard.database.read() as connection:
        return feed_segments.bodies(connection, feed.account_id, wanted, packed=True)


def _plain(callboard: Callboard, feed: Feed, wanted: Sequence[Segment]) -> list[bytes]:
    """From this machine's disk, else from the database."""
    files = segment_files(callboard)
    kept = {each: files.get(feed.account_id, each) for each in wanted}
    lacking = [each for each, body in kept.items() if body is None]
    if lacking:
        with callboard.database.read() as connection:
            read = feed_segments.bodies(connection, feed.account_id, lacking, packed=False)
        for each, body in zip(lacking, read, strict=True):
            files.put(feed.account_id, each, body)
            kept[each] = body
    return [body for body in kept.values() if body is not None]


def _visited(callboard: Callboard, feed: Feed, agent: str, status: int, *, complete: bool) -> None:
    with callboard.database.begin() as connection:
        feeds.visited(connection, feed.account_id, agent=agent, seq=feed.built_seq, status=status, complete=complete)


def _agent() -> str:
    return request.headers.get("User-Agent", "")
