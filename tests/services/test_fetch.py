"""Fetching a page: what comes back, and what is refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from requests.adapters import HTTPAdapter

from orchestrator.intake.draft import Item
from orchestrator.intake.read import read
from orchestrator.outbound.transport import Transport
from orchestrator.services.fetch import fetch
from orchestrator.services.refused import Refused

PAGE = b"""<html><script type="application/ld+json">{"@type": "JobPosting", "title": "Care Coordinator",
"description": "You will plan visits.", "jobLocation": "Exeter, Devon, EX1 1AA"}</script></html>"""


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/old":
            self.send_response(302)
            self.send_header("Location", "/careers/coordinator.html")
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            self.send_response(200 if self.path.startswith("/careers") else 404)
        content = PAGE if self.path.startswith("/careers") else b""
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_and_read(site: str) -> None:
    content, name = fetch(f"{site}/old", HTTPAdapter())
    items = list(read(content, name))
    assert name == "coordinator.html"
    assert [item.draft.vacancy.place.town for item in items if isinstance(item, Item)] == ["Exeter"]


@pytest.mark.parametrize(("path", "says"), [("/none", "answers 404"), ("/round", "redirects")])
def test_what_is_no_answer_is_refused(site: str, path: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        fetch(site + path, HTTPAdapter())


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x/", "https://", "http://[::1", "http://169.254.169.254/x"]
)
def test_what_is_no_address_of_the_public_web_is_refused(url: str) -> None:
    transport = Transport()
    with pytest.raises(Refused):
        fetch(url, transport)
    transport.close()
