"""What tests of the apply link share: a server to ask, a posting with a link, what was counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import requests
from flask import Flask

from orchestrator.storage.database import Database
from tests.counting.world import World, hits, world

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@dataclass
class Server:
    """Where it listens and how it is stopped."""

    address: str
    stop: Callable[[], None]
    app: Flask | None = None

    def get(self, path: str, agent: str = BROWSER, **headers: str) -> requests.Response:
        headers = {"User-Agent": agent, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return requests.get(self.address + path, headers=headers, allow_redirects=False, timeout=20)

    def terminate(self) -> None:
        self.stop()


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not come about"
        time.sleep(0.02)


def linked(database: Database, **vacancy_values: object) -> tuple[World, int, str]:
    """An open posting and its token."""
    with database.begin() as connection:
        rows = world(connection)
        made = rows.posting(rows.vacancy(**vacancy_values), rows.account("reed"), "reed")
        return rows, made, rows.link(made)


def counted(database: Database) -> list[tuple[int, str, str, bool]]:
    with database.read() as connection:
        return hits(connection)
