"""What an adapter gets to see of an exchange, and what is kept of it."""

from __future__ import annotations

import hashlib
import pickle
import socket
import time
from collections.abc import Callable

import pytest
import requests
from requests.auth import HTTPBasicAuth

from orchestrator.boards.session import BoardSession
from orchestrator.domain.errors import BoardError, Retry, Unconfirmed
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.origin import Origin
from orchestrator.outbound.transport import Transport
from tests.raw_server import Behaviour, Peer, answer, answering, once, serving

SECRET = "hunter2-hunter2"
TRANSPORT = Transport()


def opened(
    url: str,
    *,
    changing: bool = True,
    seconds: float = 5,
    before_write: Callable[[], None] | None = None,
    auth: requests.auth.AuthBase | None = None,
    keep: int | None = None,
) -> BoardSession:
    return BoardSession(
        TRANSPORT,
        url,
        auth=auth or HTTPBasicAuth("us", SECRET),
        secrets=(SECRET,),
        user_agent="Callboard/test",
        deadline=Deadline.after(seconds),
        changing=changing,
        before_write=before_write,
        allow=frozenset({Origin.of(url)}),
        keep=keep,
    )


def test_a_request_as_the_board_sees_it() -> None:
    with serving(answering(answer(b'{"id": 7}'))) as server:
        session = opened(server.url + "/api/v1/")
        found = session.post("/adverts", params={"a": "ü"}, data=b"<x/>", headers={"Content-Type": "text/xml"})
        assert found.accept().json() == {"id": 7}
        head, _, body = server.requests[0].partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        assert lines[0] == "POST /api/v1/adverts?a=%C3%BC HTTP/1.1"
        assert {"User-Agent: Callboard/test", "Content-Type: text/xml", "Content-Length: 4"} <= set(lines)
        assert sum(line.startswith("Authorization: Basic ") for line in lines) == 1
        assert body == b"<x/>"


def test_every_method_has_its_verb() -> None:
    with serving(answering(answer())) as server:
        session = opened(server.url, seconds=2)
        for method in ("get", "post", "put", "patch", "delete"):
            getattr(session, method)("x").accept()
        assert [request.split()[0].decode() for request in server.requests] == ["GET", "POST", "PUT", "PATCH", "DELETE"]
        assert [exchange.changing for exchange in session.exchanges] == [False, True, True, True, True]


UNCLEAR: list[Behaviour] = [
    once(b""),
    once(b"HTTP/1.1 201 Created\r\nLocation: /adverts/1"),
    once(b"HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nhello"),
    once(b"HTTP/1.1 201 Created\r\nX-", *[b"x"] * 100, gap=0.05),
    answering(answer(status="503 Service Unavailable", headers="Retry-After: 7\r\n")),
    answering(answer(status="302 Found", headers="Location: /\r\n")),
    answering(answer(status="409 Conflict")),
]


@pytest.mark.parametrize("behaviour", UNCLEAR)
def test_without_a_clear_answer_a_change_is_unconfirmed_and_a_look_is_retried(behaviour: Behaviour) -> None:
    with serving(behaviour) as server:
        session = opened(server.url, seconds=0.8)
        with pytest.raises(Unconfirmed):
            session.post("x", data=b"x").accept()
        assert session.bytes_written
        session = opened(server.url, changing=False, seconds=0.8)
        with pytest.raises(Retry):
            session.get("x").accept()
        assert not session.bytes_written


def test_without_a_connection_nothing_was_published() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    session = opened(f"http://127.0.0.1:{port}")
    with pytest.raises(Retry, match="Connection refused"):
        session.post("x", data=b"x")
    assert not session.bytes_written
    assert "Connection refused" in session.exchanges[0].failure


def test_a_private_address_that_is_not_allowed() -> None:
    session = BoardSession(
        TRANSPORT, "http://127.0.0.1:9", user_agent="x", deadline=Deadline.after(1), changing=True, allow=frozenset()
    )
    with pytest.raises(Retry, match="not a public address"):
        session.post("x")
    assert not session.bytes_written


class LeaseOver(Exception):
    pass


def lease_over() -> None:
    raise LeaseOver


def test_the_lease_is_checked_for_changes_only_and_its_error_comes_through() -> None:
    with serving(answering(answer())) as server:
        session = opened(server.url, before_write=lease_over)
        session.get("x").accept()
        session.post("search", data=b"{}", reads=True).accept()
        with pytest.raises(LeaseOver):
            session.post("x", data=b"x")
        assert not session.bytes_written
        assert len(server.requests) == 2
        assert [exchange.status for exchange in session.exchanges] == [200, 200, None]


def test_after_a_change_went_out_nothing_is_a_plain_refusal() -> None:
    with serving(answering(answer(), answer(b"slow down", "429 Too Many Requests"))) as server:
        session = opened(server.url)
        session.post("draft", data=b"x").accept()
        with pytest.raises(Unconfirmed, match="slow down"):
            session.post("activate").accept()
        with pytest.raises(Unconfirmed):
            session.get("status").accept()


def test_a_bug_while_reading_the_answer_can_be_told_from_one_before() -> None:
    with serving(answering(answer(b"{}"))) as server:
        session = opened(server.url)
        with pytest.raises(KeyError):
            session.post("x", data=b"x").accept().json()["id"]
        assert session.bytes_written


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"\xff"])
def test_no_json(body: bytes) -> None:
    with serving(answering(answer(body))) as server:
        with pytest.raises(Unconfirmed, match="not the JSON"):
            opened(server.url).post("x").accept().json()
        with pytest.raises(Retry, match="not the JSON"):
            opened(server.url, changing=False).get("x").accept().json()


def test_text_by_its_charset() -> None:
    plain = answer("Käse".encode("latin-1"), headers="Content-Type: text/plain; charset=ISO-8859-1\r\n")
    odd = answer("Käse".encode(), headers="Content-Type: text/plain; charset=klingon\r\n")
    with serving(answering(plain, odd)) as server:
        session = opened(server.url)
        assert [session.get("x").text, session.get("x").text] == ["Käse", "Käse"]


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/x", "http://127.0.0.1:1/x", "adverts/../../admin", "adverts/%2e%2E/x", "ftp://127.0.0.1/"],
)
def test_paths_that_lead_elsewhere(path: str) -> None:
    session = opened("http://127.0.0.1:9/api")
    with pytest.raises(ValueError, match=r"only|climb|URL"):
        session.get(path)
    assert session.exchanges == []


def test_an_absolute_url_of_the_same_origin() -> None:
    with serving(answering(answer())) as server:
        opened(server.url + "/api").get(server.url + "/tasks/7?x=1").accept()
        opened(server.url + "/api").get("//evil.example/x").accept()
        assert [request.split()[1] for request in server.requests] == [b"/tasks/7?x=1", b"/api/evil.example/x"]


def test_evidence_holds_no_secret() -> None:
    echo = answer(f'{{"you": "{SECRET}", "access_token": "fresh"}}'.encode(), headers=f"X-Echo: {SECRET}\r\n")
    with serving(answering(echo)) as server:
        session = opened(server.url)
        found = session.post("x", params={"key": SECRET, "id": "7"}, data=b"body", headers={"X-Key": SECRET})
        (kept,) = session.exchanges
        assert (kept.method, kept.status, kept.bytes_written, kept.failure) == ("POST", 200, True, "")
        assert kept.url.endswith("/x?key=[hidden]&id=7")
        assert (kept.body_hash, kept.body_length) == (hashlib.sha256(b"body").hexdigest(), 4)
        assert kept.answer_body == '{"you": "[hidden]", "access_token": "[hidden]"}'
        assert 0 < kept.seconds < 5
        for shown in (repr(kept), repr(session), repr(found), found.quote()):
            assert SECRET not in shown
            assert "fresh" not in shown
            assert "Basic" not in shown


def test_evidence_is_bounded_and_a_secret_at_its_edge_hidden() -> None:
    body = b"x" * 95 + SECRET.encode() + b"y" * 5000
    with serving(answering(answer(body))) as server:
        session = opened(server.url, keep=100)
        session.post("x")
        assert session.exchanges[0].answer_body == "x" * 95 + "[hidd"
        assert session.exchanges[0].answer_length == len(body)


def test_a_reading_operation_keeps_no_bodies_but_of_failures() -> None:
    with serving(answering(answer(b"Jane Doe"), answer(b"broken", "500 Oh"))) as server:
        session = opened(server.url, changing=False)
        session.get("applications")
        session.get("applications")
        assert [exchange.answer_body for exchange in session.exchanges] == ["", "broken"]


def error_of(act: Callable[[], object]) -> BaseException:
    with pytest.raises((BoardError, ValueError)) as caught:
        act()
    return caught.value


def test_errors_hold_no_secret_and_pickle() -> None:
    page = answer(f"<p>Wrong key {SECRET}!</p>".encode() * 900, "400 Bad Request", "Content-Type: text/html\r\n")
    with serving(answering(page)) as server:
        rejected = error_of(lambda: opened(server.url).post("x").accept())
    garbage = once(f"{SECRET} is wrong\r\n\r\n".encode())
    with serving(garbage) as server:
        unread = error_of(lambda: opened(server.url).post("x"))
    broken = error_of(lambda: opened("http://127.0.0.1:9").get("x", headers={"X-Key": SECRET + "\r\nX: y"}))
    euro = error_of(lambda: opened("http://127.0.0.1:9").get("x", headers={"X-Key": SECRET + "€"}))
    login = error_of(lambda: opened("http://127.0.0.1:9", auth=HTTPBasicAuth("us", SECRET + "€")).get("x"))
    for error in (rejected, unread, broken, euro, login):
        assert SECRET not in repr(error) + str(error) + repr(pickle.loads(pickle.dumps(error)))
        assert error.__cause__ is None
    assert str(rejected).startswith("the board answered 400: Wrong key [hidden]! Wrong key")
    assert len(str(rejected)) < 600


def test_the_deadline_is_the_operations_and_not_the_requests() -> None:
    def slow(peer: Peer) -> None:
        while peer.request():
            time.sleep(0.6)
            peer.say(answer())

    with serving(slow) as server:
        session = opened(server.url, seconds=1)
        session.get("x").accept()
        with pytest.raises(Retry, match="in time"):
            session.get("x")
