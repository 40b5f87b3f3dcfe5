"""Feed documents over HTTP: complete or not, and what counts as fetched."""

from __future__ import annotations

import os
import socket
import threading
import time
import zlib
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import lxml.etree
import pytest
import requests
from sqlalchemy import select, update

from orchestrator.delivery.feed_builder import FeedBuilder
from orchestrator.delivery.pump import Pump
from orchestrator.domain.receipt import Evidence
from orchestrator.domain.status import Status
from orchestrator.services.build_feeds import build_feed, build_feeds
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import feed_segments
from orchestrator.storage import tables as t
from orchestrator.storage.feed_entries import change_entries
from orchestrator.storage.raw import connect
from orchestrator.testing import hostile
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation

from .fetching import address, crawl, fetch, visits


def _feed(site: Installation) -> Any:
    with site.callboard.database.read() as connection:
        return connection.execute(select(t.feed).where(t.feed.c.account_id == site.accounts["indeed_feed"])).one()


def _versions(site: Installation) -> dict[int, int]:
    with site.callboard.database.read() as connection:
        found = feed_segments.segments(connection, site.accounts["indeed_feed"])
    return {each.number: each.version for each in found}


def _raw(url: str, *headers: str) -> socket.socket:
    """A connection on which the request has been sent."""
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=5)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    lines = [f"GET {parts.path} HTTP/1.1", "Host: test", "Connection: close", *headers, "", ""]
    connection.sendall("\r\n".join(lines).encode())
    return connection


def _packed(site: Installation, headers: dict[str, str] | None = None) -> tuple[bytes, requests.Response]:
    """The bytes as they travel compressed."""
    asked = {"Accept-Encoding": "gzip", **(headers or {})}
    answer = requests.get(address(site), headers=asked, stream=True, timeout=5)
    return answer.raw.read(decode_content=False), answer


@pytest.fixture
def five(site: Installation, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Five adverts in segments of two."""
    for module in ("feed_segments", "feed_entries"):
        monkeypatch.setattr(f"orchestrator.storage.{module}.ENTRIES", 2)
    posted = [each.id for each in site.publish("indeed_feed", vacancies=[site.vacancy(f"Town {n}") for n in range(5)])]
    site.pump()
    return posted


def test_indeed_takes_the_feed_and_that_makes_it_live(site: Installation, boards: Operator) -> None:
    posted = site.publish("indeed_feed", vacancies=[site.vacancy("Torquay"), site.vacancy("Exeter")])
    site.pump()
    assert site.status(posted[0].id) is Status.SENDING
    report = crawl(site, boards)
    assert report["error"] is None, report
    assert {each.reference for each in posted} == {each["reference"] for each in boards.live("indeed")}
    line = site.line(posted[0].id)
    assert (line.status, line.evidence) == (Status.LIVE, Evidence.FETCHED)
    withdraw(site.callboard, "test", [posted[0].id])
    site.pump()
    assert site.status(posted[0].id) is Status.SENDING
    crawl(site, boards)
    assert site.status(posted[0].id) is Status.CLOSED


def test_one_gzip_member_holds_it_all(site: Installation, five: list[int]) -> None:
    plain = fetch(site, {"Accept-Encoding": "identity"})
    assert plain.headers.get("Content-Encoding") is None
    assert int(plain.headers["Content-Length"]) == len(plain.content)
    packed, answer = _packed(site)
    assert int(answer.headers["Content-Length"]) == len(packed)
    first = zlib.decompressobj(16 + zlib.MAX_WBITS)  # as a client that stops after the first member; checks the CRC
    assert first.decompress(packed) == plain.content
    assert (first.eof, first.unused_data) == (True, b"")
    assert lxml.etree.fromstring(plain.content).xpath("count(job)") == 5
    assert len(_versions(site)) == 3


def test_one_change_makes_one_segment_anew(site: Installation, five: list[int]) -> None:
    fetch(site)
    assert _versions(site) == {0: 1, 1: 1, 2: 1}
    fetch(site)
    assert _versions(site) == {0: 1, 1: 1, 2: 1}
    withdraw(site.callboard, "test", [five[2]])
    site.pump()
    assert lxml.etree.fromstring(fetch(site).content).xpath("count(job)") == 4
    assert _versions(site) == {0: 1, 1: 2, 2: 1}
    withdraw(site.callboard, "test", [five[4]])
    site.pump()
    assert lxml.etree.fromstring(fetch(site).content).xpath("count(job)") == 3
    assert _versions(site) == {0: 1, 1: 2}


def test_what_changed_in_many_segments_is_served_once_a_worker_has_made_them(
    site: Installation, five: list[int]
) -> None:
    before = fetch(site, {"Accept-Encoding": "identity"})
    known = _feed(site).fetched_seq
    withdraw(site.callboard, "test", five[1:4])
    Pump(site.callboard).run(5.0)
    meanwhile = fetch(site, {"Accept-Encoding": "identity"})
    assert lxml.etree.fromstring(meanwhile.content).xpath("count(job)") == 5
    assert (_versions(site), _feed(site).fetched_seq) == ({0: 1, 1: 1, 2: 1}, known)
    assert {site.status(id) for id in five[1:4]} == {Status.SENDING}
    assert build_feeds(site.callboard) == 2
    assert lxml.etree.fromstring(fetch(site).content).xpath("count(job)") == 2
    assert {site.status(id) for id in five[1:4]} == {Status.CLOSED}
    assert before.headers["ETag"] != fetch(site).headers["ETag"]


def test_a_feed_that_is_being_made_for_the_first_time_is_asked_for_again(
    site: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestrator.storage.feed_entries.ENTRIES", 1)
    site.publish("indeed_feed", vacancies=[site.vacancy("Torquay"), site.vacancy("Exeter")])
    Pump(site.callboard).run(5.0)
    answer = requests.get(address(site), timeout=5)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    builder = FeedBuilder(site.callboard)
    builder.start()
    end = time.monotonic() + 10
    while _feed(site).built_seq < _feed(site).seq:
        assert time.monotonic() < end
        time.sleep(0.05)
    builder.stop()
    assert lxml.etree.fromstring(fetch(site).content).xpath("count(job)") == 2


def test_two_that_make_segments_while_adverts_change_lose_none(site: Installation, five: list[int]) -> None:
    account = site.accounts["indeed_feed"]
    stop = threading.Event()

    def build() -> None:
        while not stop.is_set():
            with site.callboard.database.read() as connection:
                stale = feed_segments.stale(connection, account)
            build_feed(site.callboard, account, b"", stale)

    others = [threading.Thread(target=build) for _ in range(2)]
    for each in others:
        each.start()
    try:
        for number in range(40):
            with connect(site.callboard.database.url) as connection, connection.transaction():
                change_entries(connection, [(account, five[number % 5], b"<job>%d</job>" % number)])
    finally:
        stop.set()
        for each in others:
            each.join()
    build_feeds(site.callboard)
    said = [each.text for each in lxml.etree.fromstring(fetch(site).content).iterfind("job")]
    assert said == ["35", "36", "37", "38", "39"]


def test_a_download_that_lasts_ends_with_the_state_it_began_with(site: Installation, five: list[int]) -> None:
    before = fetch(site, {"Accept-Encoding": "identity"})
    with site.callboard.database.read() as connection:
        segments = feed_segments.segments(connection, site.accounts["indeed_feed"])
    withdraw(site.callboard, "test", [five[2]])
    site.pump()
    assert fetch(site, {"Accept-Encoding": "identity"}).content != before.content
    with site.callboard.database.read() as connection:
        kept = feed_segments.bodies(connection, site.accounts["indeed_feed"], segments, packed=False)
    assert b"".join(kept) in before.content


def test_what_a_client_has_is_304_and_counts_as_fetched(site: Installation) -> None:
    (posted,) = site.publish("indeed_feed")
    site.pump()
    url = address(site, ".xml")
    assert requests.get(url + "x", timeout=5).status_code == 404
    head = requests.head(url, timeout=5)
    assert (head.status_code, head.content, visits(site)) == (200, b"", [])
    first = fetch(site, suffix=".xml")
    assert first.headers["ETag"] == head.headers["ETag"]
    assert first.headers["Content-Type"].startswith("application/xml")
    again = fetch(site, {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert fetch(site, {"If-None-Match": first.headers["ETag"], "Accept-Encoding": "identity"}).status_code == 304
    assert visits(site) == [(200, True), (304, True), (304, True)]
    withdraw(site.callboard, "test", [posted.id])
    site.pump()
    changed = fetch(site, {"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert b"<job>" not in changed.content
    feed = _feed(site)
    assert feed.fetched_seq == feed.seq


def test_head_says_what_get_would(site: Installation, five: list[int]) -> None:
    for encoding in ("identity", "gzip"):
        head = requests.head(address(site), headers={"Accept-Encoding": encoding}, timeout=5)
        got = fetch(site, {"Accept-Encoding": encoding})
        same = ("Content-Length", "ETag", "Content-Type", "Last-Modified", "Vary", "Accept-Ranges")
        assert [head.headers[name] for name in same] == [got.headers[name] for name in same]
        assert head.headers.get("Content-Encoding") == got.headers.get("Content-Encoding")


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_broken_off_download_is_continued_by_ranges(site: Installation, five: list[int], encoding: str) -> None:
    asked = {"Accept-Encoding": encoding}
    whole = requests.get(address(site), headers=asked, stream=True, timeout=5)
    body = whole.raw.read(decode_content=False)
    cuts = [0, 1, len(body) // 3, len(body) - 1, len(body)]
    parts = []
    for start, stop in pairwise(cuts):
        ranged = {**asked, "Range": f"bytes={start}-{stop - 1}", "If-Range": whole.headers["ETag"]}
        answer = requests.get(address(site), headers=ranged, stream=True, timeout=5)
        assert answer.status_code == 206
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(body)}"
        parts.append(answer.raw.read(decode_content=False))
    assert b"".join(parts) == body
    last = requests.get(address(site), headers={**asked, "Range": "bytes=-7"}, stream=True, timeout=5)
    assert last.raw.read(decode_content=False) == body[-7:]


def test_a_range_is_no_complete_download(site: Installation, five: list[int]) -> None:
    plain = {"Accept-Encoding": "identity"}
    assert fetch(site, {**plain, "Range": "bytes=10-"}).status_code == 206
    assert (visits(site), _feed(site).fetched_seq) == ([(206, False)], 0)
    too_far = requests.get(address(site), headers={**plain, "Range": "bytes=99999999-"}, timeout=5)
    assert too_far.status_code == 416
    assert too_far.headers["Content-Range"].startswith("bytes */")
    for other in ({"If-Range": '"another"'}, {"If-Range": "Tue, 24 Nov 2026 09:00:00 GMT"}):
        assert fetch(site, {**plain, "Range": "bytes=10-", **other}).status_code == 200
    assert fetch(site, {**plain, "Range": "bytes=0-1,5-6"}).status_code == 200


def test_hostile_adverts_leave_the_document_well_formed(site: Installation) -> None:
    for number, text in enumerate((*hostile.TEXTS.values(), "x" * 10_000)):
        with site.callboard.database.begin() as connection:
            wording = hostile.wording(text.replace("\0", "").encode(errors="ignore").decode())
            values = {"title": f"{wording.title[:60]} {text[:9000]}".replace("\0", ""), "body": wording.body}
            safe = {name: value.replace("\0", "").encode(errors="ignore").decode() for name, value in values.items()}
            connection.execute(update(t.wording).values(**safe))
        site.publish("indeed_feed", vacancy=site.vacancy(f"Town {number}"))
    site.pump()
    root = lxml.etree.fromstring(fetch(site).content)
    titles = [each.text or "" for each in root.iterfind("job/title")]
    assert len(titles) == len(hostile.TEXTS) + 1
    assert max(map(len, titles)) > 9_000
    assert any("👩🏽‍⚕️" in each for each in titles)
    assert any("]]>" in each for each in titles)


def test_an_aborted_download_does_not_count(site: Installation) -> None:
    (posted,) = site.publish("indeed_feed")
    site.pump()
    account = site.accounts["indeed_feed"]
    with site.callboard.database.begin() as connection:
        # Incompressible and larger than all buffers on the way, as a feed of many thousand adverts is.
        body = os.urandom(12_000_000)
        connection.execute(t.feed_entry.update().where(t.feed_entry.c.account_id == account).values(body=body))
        connection.execute(t.feed.update().where(t.feed.c.account_id == account).values(built_seq=0))
    with _raw(address(site), "Accept-Encoding: gzip") as connection:
        assert connection.recv(2000).startswith(b"HTTP/1.1 200")
    end = time.monotonic() + 10
    while not visits(site):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert visits(site) == [(200, False)]
    assert _feed(site).fetched_seq == 0
    assert site.status(posted.id) is Status.SENDING
