"""Who a visitor is, behind proxies of ours and without."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from flask import request

from orchestrator import settings
from web.wsgi import build, listen

FORWARDED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
}


@contextmanager
def running(folder: Path, proxies: int) -> Iterator[tuple[int, list[tuple[str | None, str, str]]]]:
    """The web server as `python -m web.wsgi` has it: its port, and what it took each visitor for."""
    config = settings.load({"CALLBOARD_DATA_DIR": str(folder), "CALLBOARD_PROXIES": str(proxies)})
    app, links = build(config, "postgresql+psycopg://nobody@127.0.0.1:1/none")
    seen: list[tuple[str | None, str, str]] = []

    @app.before_request
    def note() -> None:
        seen.append((request.remote_addr, request.scheme, request.host.partition(":")[0]))

    site = listen(app, replace(config, port=0))

    def run() -> None:
        with suppress(OSError):  # its sockets are closed under it at the end
            site.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield site.effective_port, seen
    site.trigger.pull_trigger(site.close)
    thread.join(5)
    site.task_dispatcher.shutdown()
    links.close()


@pytest.mark.parametrize(
    ("proxies", "visitor"),
    [
        (0, ("127.0.0.1", "http", "127.0.0.1")),
        (1, ("198.51.100.7", "https", "127.0.0.1")),
        (2, ("203.0.113.9", "https", "127.0.0.1")),
    ],
)
def test_only_our_own_proxies_are_believed(tmp_path: Path, proxies: int, visitor: tuple[str, str, str]) -> None:
    with running(tmp_path, proxies) as (port, seen):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/static/callboard.css", headers=FORWARDED)
        assert connection.getresponse().status == 200
        connection.close()
    assert seen == [visitor]
