"""The server itself: keep-alive, pipelining, framing of requests, pages for people."""

from __future__ import annotations

import ast
import json
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from orchestrator.testing import simulator
from orchestrator.testing.simulator import Operator, practice

from .talk import create, plain, plain_advert

BODY = json.dumps(plain_advert()).encode()
HEAD = f"POST /blind/jobs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {practice.BLIND_TOKEN}\r\n".encode()


def speak(boards: Operator, *parts: bytes) -> bytes:
    """Send the parts one after the other and read until the server closes."""
    address = urlsplit(boards.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5) as line:
        for part in parts:
            line.sendall(part)
        heard = b""
        while more := line.recv(65536):
            heard += more
    return heard


def test_pipelined_requests_are_answered_in_order_on_one_connection(boards: Operator) -> None:
    boards.fault("blind", "late", next=1, seconds=0.1)
    one = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
    heard = speak(boards, one + one + b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert heard.count(b"HTTP/1.1 201 Created") == 2
    assert heard.index(b"b100001") < heard.index(b"b100002") < heard.index(b"Practice boards")


def test_a_request_in_pieces_and_in_chunks(boards: Operator) -> None:
    head = HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"5\r\n%b\r\n%x;note=1\r\n%b\r\n0\r\nTrailer: x\r\n\r\n" % (BODY[:5], len(BODY) - 5, BODY[5:])
    pieces = [(head + chunks)[at : at + 7] for at in range(0, len(head + chunks), 7)]
    assert speak(boards, *pieces).startswith(b"HTTP/1.1 201")


def test_a_client_may_wait_for_100_continue(boards: Operator) -> None:
    head = HEAD + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(BODY)
    address = urlsplit(boards.url)
    with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5) as line:
        line.sendall(head)
        assert line.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(BODY)
        assert line.recv(4096).startswith(b"HTTP/1.1 201")
    assert speak(boards, head + BODY).startswith(b"HTTP/1.1 201"), "one that does not wait is not told"


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"nonsense\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400), (b"GET / HTTP/2\r\n\r\n", 400),
     (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400), (b"G" * 70_000, 431),
     (b"POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n", 413),
     (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400)],
)  # fmt: skip
def test_what_is_not_http_is_refused_and_closed(boards: Operator, sent: bytes, status: int) -> None:
    assert speak(boards, sent).startswith(b"HTTP/1.1 %d" % status)


def test_unknown_paths_and_methods(boards: Operator) -> None:
    assert requests.get(boards.url + "/nowhere", timeout=5).status_code == 404
    assert requests.get(boards.url + "/monster/adverts/1", timeout=5).status_code == 404
    assert requests.get(boards.url + "/keyed/adverts/1", timeout=5).status_code == 404
    refused = requests.delete(boards.url + "/reed/recruiter/api/1.0/jobs", timeout=5)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert requests.head(boards.url + "/", timeout=5).status_code == 200


def test_a_person_can_look_at_the_boards(boards: Operator) -> None:
    job_id = create(boards.url, title="Carer & Driver").json()["JobId"]
    made = plain("POST", boards.url + "/findable/jobs", plain_advert(title='Cook "x" onclick=1')).json()
    start = requests.get(boards.url + "/", timeout=5).text
    assert f'href="/reed/jobs/carer-driver/{job_id}"' in start
    assert "Carer &amp; Driver" in start
    page = requests.get(made["url"], timeout=5)
    assert page.status_code == 200
    assert '<a class="apply" rel="nofollow" href="http://127.0.0.1:9/a/CC-1-1">Apply</a>' in page.text


FOREIGN = {"sftp_server.py": {"paramiko"}}
"""An SFTP server is not written by hand; that it is right is tried with OpenSSH's in tests/peers."""


def test_the_simulator_shares_no_code_with_what_it_tests() -> None:
    folder = Path(simulator.__file__).parent
    for file in folder.rglob("*.py"):
        depth = len(file.relative_to(folder).parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                assert node.level <= depth, f"{file}: leaves the simulator"
            elif isinstance(node, ast.Import | ast.ImportFrom):
                named = [each.name for each in node.names] if isinstance(node, ast.Import) else [str(node.module)]
                for name in named:
                    allowed = sys.stdlib_module_names | FOREIGN.get(file.name, set())
                    assert name.partition(".")[0] in allowed, f"{file}: imports {name}"


def test_a_hostile_advert_is_shown_as_text(boards: Operator) -> None:
    nasty = '<script>alert(1)</script><p onclick="x">Hello</p><img src=x onerror=y></table></html>' + "x" * 50
    made = plain("POST", boards.url + "/blind/jobs", plain_advert(description=nasty, title="<i>T</i>")).json()
    page = requests.get(made["url"], timeout=5)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for part in ("<script", "onclick", "<img", "alert", "<i>T"):
        assert part not in page.text
    assert "<p>Hello</p>" in page.text
