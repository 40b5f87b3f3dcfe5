"""A feed's document with some entries in it, as the product puts it together."""

from __future__ import annotations

from datetime import UTC, datetime

from orchestrator.boards.contract import Account, Feeds
from orchestrator.testing import hostile, sample
from orchestrator.testing.bench import Bench
from orchestrator.testing.simulator import Operator

from .web_server import serving

BUILT_AT = datetime(2031, 3, 3, tzinfo=UTC)


def document(feed: Feeds, account: Account, *entries: bytes) -> bytes:
    return feed.opening(account, BUILT_AT) + feed.separator.join(entries) + feed.closing(account)


def board_reads(bench: Bench, simulator: Operator, board: str) -> None:
    """The imitation of the board reads two adverts without remarks, and drops the one that is missing later."""
    assert isinstance(bench.adapter, Feeds)
    kind = bench.adapter.media_type
    entries = [bench.prepared(each).payload for each in (sample.posting(), sample.posting("CC-1043-1"))]
    pages = {"/feed": (kind, document(bench.adapter, bench.account, *entries))}
    with serving(pages) as url:
        report = simulator.crawl(f"{url}/feed", board)
        assert (report["error"], report["remarks"]) == (None, [])
        assert report["created"] == ["CC-1042-1", "CC-1043-1"]
        pages["/feed"] = (kind, document(bench.adapter, bench.account, entries[0]))
        assert simulator.crawl(f"{url}/feed", board)["vanished"] == ["CC-1043-1"]
        pages["/feed"] = (kind, document(bench.adapter, bench.account))
        assert simulator.crawl(f"{url}/feed", board)["vanished"] == ["CC-1042-1"]


def stays_harmless(bench: Bench, simulator: Operator, board: str, kind: str) -> str:
    """The imitation of the board reads an advert full of hostile texts as one advert; its text."""
    assert isinstance(bench.adapter, Feeds)
    text = hostile.TEXTS[kind]
    entry = bench.prepared(sample.posting(), hostile.wording(text), hostile.vacancy(text, bench.vacancy)).payload
    with serving({"/feed": (bench.adapter.media_type, document(bench.adapter, bench.account, entry))}) as url:
        report = simulator.crawl(f"{url}/feed", board)
        assert (report["error"], report["created"]) == (None, ["CC-1042-1"]), report["remarks"]
    [shown] = simulator.live(board)
    return str(shown["description"])
