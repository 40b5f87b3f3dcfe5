"""Feed documents over HTTP: complete or not, and what counts as fetched."""

from __future__ import annotations

import gzip
import os
import socket
import time
import zlib
from typing import Any
from urllib.parse import urlsplit

import requests
from sqlalchemy import select

from orchestrator.domain.receipt import Evidence
from orchestrator.domain.status import Status
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation


def _address(site: Installation, suffix: str = "") -> str:
    with site.callboard.database.read() as connection:
        token = connection.execute(
            select(t.board_account.c.feed_token).where(t.board_account.c.id == site.accounts["indeed_feed"])
        ).scalar_one()
    return f"{site.callboard.settings.public_url}/feeds/{token}{suffix}"


def _feed(site: Installation) -> Any:
    with site.callboard.database.read() as connection:
        return connection.execute(select(t.feed).where(t.feed.c.account_id == site.accounts["indeed_feed"])).one()


def _visits(site: Installation) -> list[tuple[int, bool]]:
    with site.callboard.database.read() as connection:
        return [(row.status, row.complete) for row in connection.execute(select(t.visit).order_by(t.visit.c.id))]


def _raw(url: str, *headers: str) -> socket.socket:
    """A connection on which the request has been sent."""
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=5)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    lines = [f"GET {parts.path} HTTP/1.1", "Host: test", "Connection: close", *headers, "", ""]
    connection.sendall("\r\n".join(lines).encode())
    return connection


def test_indeed_takes_the_feed_and_that_makes_it_live(site: Installation, boards: Operator) -> None:
    posted = site.publish("indeed_feed", vacancies=[site.vacancy("Torquay"), site.vacancy("Exeter")])
    site.pump()
    assert site.status(posted[0].id) is Status.SENDING
    report = boards.crawl(_address(site))
    assert report["error"] is None, report
    assert {each.reference for each in posted} == {each["reference"] for each in boards.live("indeed")}
    line = site.line(posted[0].id)
    assert (line.status, line.evidence) == (Status.LIVE, Evidence.FETCHED)
    withdraw(site.callboard, "test", [posted[0].id])
    site.pump()
    assert site.status(posted[0].id) is Status.SENDING
    boards.crawl(_address(site))
    assert site.status(posted[0].id) is Status.CLOSED


def test_one_gzip_member_holds_it_all(site: Installation) -> None:
    for each in site.publish("indeed_feed", vacancies=[site.vacancy(f"Town {n}") for n in range(5)]):
        site.until(each.id, lambda line: line.published_at is not None)
    plain = requests.get(_address(site), headers={"Accept-Encoding": "identity"}, timeout=5)
    assert plain.headers.get("Content-Encoding") is None
    packed = requests.get(_address(site), headers={"Accept-Encoding": "gzip"}, stream=True, timeout=5).raw.read(
        decode_content=False
    )
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert reader.decompress(packed) == plain.content
    assert (reader.eof, reader.unused_data) == (True, b"")
    assert plain.content.count(b"<job>") == 5
    assert gzip.decompress(packed).endswith(b"</source>\n")


def test_what_a_client_has_is_304_and_counts_as_fetched(site: Installation) -> None:
    (posted,) = site.publish("indeed_feed")
    site.pump()
    url = _address(site, ".xml")
    assert requests.get(url + "x", timeout=5).status_code == 404
    head = requests.head(url, timeout=5)
    assert (head.status_code, head.content, _visits(site)) == (200, b"", [])
    first = requests.get(url, timeout=5)
    assert first.headers["ETag"] == head.headers["ETag"]
    assert first.headers["Content-Type"].startswith("application/xml")
    again = requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=5)
    assert (again.status_code, again.content) == (304, b"")
    assert _visits(site) == [(200, True), (304, True)]
    withdraw(site.callboard, "test", [posted.id])
    site.pump()
    changed = requests.get(url, headers={"If-None-Match": first.headers["ETag"]}, timeout=5)
    assert changed.status_code == 200
    assert b"<job>" not in changed.content
    feed = _feed(site)
    assert feed.fetched_seq == feed.seq


def test_an_aborted_download_does_not_count(site: Installation) -> None:
    (posted,) = site.publish("indeed_feed")
    site.pump()
    account = site.accounts["indeed_feed"]
    with site.callboard.database.begin() as connection:
        # Incompressible and larger than all buffers on the way, as a feed of many thousand adverts is.
        connection.execute(
            t.feed_entry.update().where(t.feed_entry.c.account_id == account).values(body=os.urandom(12_000_000))
        )
    with _raw(_address(site), "Accept-Encoding: gzip") as connection:
        assert connection.recv(2000).startswith(b"HTTP/1.1 200")
    end = time.monotonic() + 10
    while not _visits(site):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert _visits(site) == [(200, False)]
    assert _feed(site).fetched_seq == 0
    assert site.status(posted.id) is Status.SENDING
