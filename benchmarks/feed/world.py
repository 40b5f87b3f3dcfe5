"""A database with two feeds, one ten times the other, and web servers that serve them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import psycopg
from sqlalchemy import text

from orchestrator import bootstrap, embedded, settings
from orchestrator.callboard import Callboard
from orchestrator.services.add_employer import add_employer
from orchestrator.services.publish import publish
from orchestrator.services.save_account import add_account
from orchestrator.services.save_advert import save_advert
from orchestrator.services.save_vacancy import save_vacancy
from orchestrator.storage.feed_entries import change_entries
from orchestrator.storage.migrate import upgrade
from orchestrator.storage.raw import connect
from orchestrator.testing import sample

from ..startup import free_port
from .adverts import ACCOUNT

BATCH = 500
BUILDER = [sys.executable, "-m", "benchmarks.feed.builder"]


@dataclass(frozen=True, slots=True)
class Feed:
    """One account's feed: its secret path, and the postings in it."""

    account: int
    path: str
    postings: Sequence[int]


@dataclass(frozen=True, slots=True)
class World:
    """`entries` are those of the adverts; posting n of a feed has the entry n modulo their number."""

    callboard: Callboard
    entries: Sequence[bytes]

    def feed(self, number: int) -> Feed:
        """A new feed of `number` adverts, not served yet."""
        account, pattern = _account(self.callboard, f"feed of {number}")
        with self.callboard.database.begin() as connection:
            given = {"pattern": pattern, "n": number, "label": f"B{number}"}
            postings = [row[0] for row in connection.execute(text(_POSTINGS), given)]
            connection.execute(text(_DUE))
            token = connection.execute(
                text("select feed_token from board_account where id = :id"), {"id": account}
            ).scalar_one()
        with connect(self.callboard.database.url) as raw, raw.transaction():
            for start in range(0, number, BATCH):
                self._list(raw, account, postings, range(start, min(start + BATCH, number)))
        return Feed(account, f"/feeds/{token}.xml", postings)

    def change(self, feed: Feed, which: range) -> None:
        """These adverts of it are edited."""
        with connect(self.callboard.database.url) as connection, connection.transaction():
            for start in range(which.start, which.stop, BATCH):
                part = range(start, min(start + BATCH, which.stop))
                self._list(connection, feed.account, feed.postings, part)

    def build(self) -> tuple[float, float]:
        """A process makes what changed: seconds, and the most MB it has held."""
        done = subprocess.run(BUILDER, env=environment(self.callboard), stdout=subprocess.PIPE, text=True, check=True)
        took, peak = json.loads(done.stdout.splitlines()[-1])
        return took, peak

    def building(self) -> subprocess.Popen[bytes]:
        """The same, while something else goes on."""
        return subprocess.Popen(BUILDER, env=environment(self.callboard), stdout=subprocess.DEVNULL)

    def _list(
        self, connection: psycopg.Connection[object], account: int, postings: Sequence[int], which: range
    ) -> None:
        change_entries(
            connection,
            [(account, postings[n], self.entries[n % len(self.entries)].replace(b"@@@", b"B-%d-1" % n)) for n in which],
        )


_POSTINGS = """
insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
  starts_at, starts_local, zone, content, presence)
select employer_id, vacancy_id, wording_id, account_id, board, :label || '-' || g, :label || '-' || g,
  :label || '-' || g || '-1', now(), starts_local, zone, content, 'submitted'
from posting, generate_series(1, :n) g where posting.id = :pattern order by g returning id
"""
_DUE = """
insert into due (posting_id, account_id, employer_id) select id, account_id, employer_id from posting
on conflict do nothing
"""


def _account(callboard: Callboard, label: str) -> tuple[int, int]:
    """An account, and a posting on it to copy."""
    employer = add_employer(callboard, "benchmark", f"Benchmark Care {label}").id
    account = add_account(
        callboard, "benchmark", board="indeed_feed", label=label, values=ACCOUNT.settings, employer=employer
    )
    vacancy = save_vacancy(callboard, "benchmark", employer, sample.VACANCY).id
    advert = save_advert(callboard, "benchmark", employer, "Sample", {"A": sample.WORDING}, [vacancy])
    with callboard.database.read() as connection:
        wording = connection.execute(
            text("select id from wording where advert_id = :id"), {"id": advert.id}
        ).scalar_one()
    (posted,) = publish(
        callboard, "benchmark", employer=employer, wording=wording, vacancies=[vacancy], accounts=[account],
        starts="2090-01-01T09:00",
    )  # fmt: skip
    return account, posted.id


@contextmanager
def world(entries: Sequence[bytes]) -> Iterator[World]:
    """The database up for as long as the block lasts, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="callboard-feed-") as folder:
        Path(folder).chmod(0o711)
        config = settings.load({"CALLBOARD_DATA_DIR": str(Path(folder) / "data")})
        with embedded.running(config) as servers:
            upgrade(servers.database_url)
            callboard = bootstrap.build(config, servers.database_url)
            try:
                yield World(callboard, entries)
            finally:
                callboard.database.close()


@dataclass(frozen=True, slots=True)
class Web:
    """A web server's process."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str, encoding: str, method: str = "GET") -> tuple[float, int]:
        """Seconds from the request to the last byte, and the number of bytes of the body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.connect()
        began = time.perf_counter()
        connection.request(method, path, headers={"Accept-Encoding": encoding, "User-Agent": "benchmark"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"the feed answers {answer.status}: {answer.read()[:500]!r}")
        size, buffer = 0, bytearray(1 << 20)
        while read := answer.readinto(buffer):
            size += read
        took = time.perf_counter() - began
        connection.close()
        return took, size

    @property
    def peak_mb(self) -> float:
        """The most memory the process has ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def environment(callboard: Callboard) -> dict[str, str]:
    """Of a process of this installation."""
    return os.environ | {
        "CALLBOARD_DATA_DIR": str(callboard.settings.data_dir),
        "CALLBOARD_DATABASE_URL": callboard.database.url,
    }


@contextmanager
def web(callboard: Callboard) -> Iterator[Web]:
    """A fresh one on the same database."""
    port = free_port()
    where = environment(callboard) | {"CALLBOARD_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "web.wsgi"], env=where, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 30
        while True:
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=2)
                connection.connect()
                connection.close()
                break
            except OSError:
                if time.monotonic() > end or process.poll() is not None:
                    raise SystemExit("the web server does not start") from None
                time.sleep(0.05)
        yield Web(process, port)
    finally:
        process.terminate()
        process.wait(30)
