"""Make anew what changed in feeds, one segment at a time, so that a board that fetches one does not wait for it."""

from __future__ import annotations

from orchestrator.boards.contract import Feeds
from orchestrator.callboard import Callboard
from orchestrator.storage import feed_segments
from orchestrator.storage.feed_segments import Stale
from orchestrator.storage.raw import connect
from orchestrator.storage.segment_files import SegmentFiles

_TAKE = "select pg_try_advisory_lock(hashtext('feeds are built'))"


def build_feeds(callboard: Callboard) -> int:
    """Bring every feed up to date; the number of segments made, 0 where another worker is at it already."""
    with callboard.database.read() as connection:
        behind = feed_segments.behind(connection)
    if not behind:
        return 0
    with connect(callboard.database.url) as alone:  # its end gives the lock back, whatever happens
        if alone.execute(_TAKE).fetchone() != (True,):
            return 0
        return sum(_build(callboard, account, board) for account, board in behind)


def _build(callboard: Callboard, account: int, board: str) -> int:
    if board not in callboard.registry:  # its package is not installed any more
        return 0
    adapter = callboard.registry[board]
    if not isinstance(adapter, Feeds):
        return 0
    with callboard.database.read() as connection:
        stale = feed_segments.stale(connection, account)
    build_feed(callboard, account, adapter.separator, stale)
    return len(stale.numbers)


def build_feed(callboard: Callboard, account: int, separator: bytes, stale: Stale) -> None:
    """Make these segments, each in a transaction of its own: the document is served meanwhile, and memory is that of
    one segment. Their text is put on this machine's disk too.
    """
    files = segment_files(callboard)
    for number in stale.numbers:
        with callboard.database.begin() as connection:
            made = feed_segments.rewrite(connection, account, number, separator)
        if made is not None:
            files.put(account, *made)
    with callboard.database.begin() as connection:
        feed_segments.built(connection, account, stale.seq)
        there = feed_segments.segments(connection, account)
    files.keep(account, there)


def segment_files(callboard: Callboard) -> SegmentFiles:
    """Where this machine keeps them."""
    return SegmentFiles(callboard.settings.data_dir / "feeds")
