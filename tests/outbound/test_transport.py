"""What counts as an answer, how long a call may take, and what was written."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from orchestrator.outbound.call import Call
from orchestrator.outbound.deadline import Deadline, boottime
from orchestrator.outbound.resolver import Resolver
from orchestrator.outbound.transport import Transport
from tests.raw_server import Peer, answer, answering, once, serving

HEAD = b"HTTP/1.1 201 Created\r\n"
DRIP = 0.04


def call(seconds: float = 5, *, changing: bool = True, **terms: object) -> Call:
    return Call(Deadline.after(seconds), changing, allow_private=True, **terms)  # type: ignore[arg-type]


def send(url: str, terms: Call, *, data: bytes = b"body", transport: Transport | None = None) -> requests.Response:
    request = requests.Request("POST" if terms.changing else "GET", url, data=data if terms.changing else None)
    return (transport or Transport()).send(request.prepare(), call=terms)


def test_whole_answers_count() -> None:
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=1\r\nllo\r\n0\r\nTrailer: x\r\n\r\n"
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer(b"hello")
    zipped = answer(gzip.compress(b"hello", mtime=0), headers="Content-Encoding: gzip\r\n")
    for whole in (answer(b"hello"), chunked, early, zipped):
        with serving(once(whole)) as server:
            terms = call()
            assert send(server.url, terms).content == b"hello"
            assert terms.bytes_written
            assert server.requests[0].endswith(b"\r\n\r\nbody")


def test_no_beginning_of_an_answer_is_an_answer() -> None:
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n0a\r\n0123456789\r\n0\r\n\r\n"
    zipped = answer(gzip.compress(b"hello", mtime=0), headers="Content-Encoding: gzip\r\n")
    beginnings = [whole[:end] for whole in (answer(b"hello"), chunked, zipped) for end in range(len(whole))]
    rest = iter(beginnings)
    transport = Transport()

    def cut(peer: Peer) -> None:
        once(next(rest))(peer)

    with serving(cut) as server:
        for _ in beginnings:
            with pytest.raises(requests.ConnectionError):
                send(server.url, call(), transport=transport)
    assert next(rest, None) is None


@pytest.mark.parametrize(
    "cut",
    [
        b"",
        b"HTTP/1.1 20",
        HEAD + b"Location: /vacancies/12",
        HEAD + b"Location: /vacancies/12\r\n",
        HEAD + b"Content-Length: 10\r\n\r\nhello",
        HEAD + b"Content-Length: ten\r\n\r\nhello",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nhello",
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        HEAD + b"this is no header\r\nContent-Length: 0\r\n\r\n",
        HEAD + b"Content-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
        answer(gzip.compress(b"hello", mtime=0)[:-4], headers="Content-Encoding: gzip\r\n"),
    ],
)
def test_a_cut_answer_is_no_answer(cut: bytes) -> None:
    for changing in (True, False):
        with serving(once(cut)) as server:
            terms = call(changing=changing)
            with pytest.raises(requests.ConnectionError):
                send(server.url, terms)
            assert terms.bytes_written


def test_a_body_that_ends_with_the_connection_counts_only_for_reading() -> None:
    with serving(once(b"HTTP/1.1 200 OK\r\n\r\nhello")) as server:
        assert send(server.url, call(changing=False)).content == b"hello"
        with pytest.raises(requests.ConnectionError, match="does not say how long"):
            send(server.url, call())


@pytest.mark.parametrize(
    "head",
    [b"", HEAD + b"X-", HEAD + b"Content-Length: 1000\r\n\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n50\r\n"],
    ids=["status", "header", "body", "chunk"],
)
def test_a_dripping_board_is_left_at_the_deadline(head: bytes) -> None:
    with serving(once(head, *[b"1"] * 100, gap=DRIP)) as server, pytest.raises(requests.exceptions.ReadTimeout):
        send(server.url, call(0.5))


def test_a_board_that_never_answers() -> None:
    def silent(peer: Peer) -> None:
        peer.request()
        peer.hang()

    with serving(silent) as server:
        terms = call(0.5)
        with pytest.raises(requests.exceptions.ReadTimeout):
            send(server.url, terms)
        assert terms.bytes_written


def test_a_board_that_never_reads() -> None:
    with serving(Peer.hang) as server, pytest.raises(requests.exceptions.ReadTimeout):
        send(server.url, call(0.8), data=b"x" * 30_000_000)


def test_a_board_that_never_accepts() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
        terms = call(0.2)
        with pytest.raises(requests.exceptions.ConnectTimeout):
            send(f"http://127.0.0.1:{port}", terms)
        assert not terms.bytes_written
        for sock in waiting:
            sock.close()


def test_nothing_is_written_without_a_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    terms = call()
    with pytest.raises(requests.ConnectionError, match="Connection refused"):
        send(f"http://127.0.0.1:{port}", terms)
    assert not terms.bytes_written


def test_a_name_that_never_resolves() -> None:
    over = threading.Event()

    def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        over.wait(5)
        return []

    terms = call(0.1)
    with pytest.raises(requests.exceptions.ConnectTimeout):
        send("http://board.example", terms, transport=Transport(Resolver(look_up)))
    assert not terms.bytes_written
    over.set()


def test_the_next_address_is_tried() -> None:
    with serving(answering(answer(b"hello"))) as server:

        def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
            stream = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*stream, ("127.0.0.2", 1)), (*stream, ("127.0.0.1", server.port))]

        assert send("http://board.example", call(), transport=Transport(Resolver(look_up))).content == b"hello"


def test_a_private_address_is_refused_however_it_is_written() -> None:
    with serving(answering(answer())) as server:
        for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"):
            terms = call()
            terms.allow_private = False
            with pytest.raises(requests.ConnectionError, match=r"not a public address|could not be resolved"):
                send(f"http://{host}:{server.port}/", terms)
            assert not terms.bytes_written
        assert server.connections == 0


def test_redirects_are_not_followed() -> None:
    with serving(answering(answer(status="302 Found", headers="Location: /elsewhere\r\n"))) as server:
        assert send(server.url, call()).status_code == 302
        assert len(server.requests) == 1


def test_a_huge_answer_is_not_read() -> None:
    zipped = gzip.compress(b"0" * 5_000_000)
    huge = (
        answer(b"0" * 2000),
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + b"0" * 2000 + b"\r\n0\r\n\r\n",
        answer(zipped, headers="Content-Encoding: gzip\r\n"),
    )
    limits = (1000, 1000, len(zipped))
    for text, limit in zip(huge, limits, strict=True):
        with serving(once(text)) as server, pytest.raises(requests.ConnectionError, match="the answer has"):
            send(server.url, call(max_answer=limit))


def test_a_refusal_may_come_before_the_body_was_read() -> None:
    def refuse(peer: Peer) -> None:
        peer.sock.recv(1000)
        peer.say(answer(b"too large", "413 Content Too Large"))
        peer.sock.shutdown(socket.SHUT_WR)
        time.sleep(0.05)

    with serving(refuse) as server:
        try:
            assert send(server.url, call(), data=b"x" * 10_000_000).status_code == 413
        except requests.ConnectionError:
            pytest.skip("this kernel threw the answer away with the connection")


class Expired(Exception):
    pass


def expire() -> None:
    raise Expired


def test_before_write_stops_the_request_before_any_byte() -> None:
    with serving(answering(answer())) as server:
        terms = call(before_write=expire)
        with pytest.raises(Expired):
            send(server.url, terms)
        assert not terms.bytes_written
        time.sleep(0.02)
        assert server.requests == []


def test_before_write_is_asked_before_every_write() -> None:
    asked: list[bool] = []
    with serving(Peer.hang) as server:
        terms = call()

        def note() -> None:
            asked.append(terms.bytes_written)
            if len(asked) == 3:
                raise Expired

        terms.before_write = note
        with pytest.raises(Expired):
            send(server.url, terms, data=b"x" * 30_000_000)
    assert asked == [False, True, True]
    assert terms.bytes_written


def test_a_deadline_counts_the_time_asleep() -> None:
    awake = Deadline(monotonic=time.monotonic() + 60, boot=boottime() - 1)
    with serving(answering(answer())) as server:
        terms = Call(awake, changing=True, allow_private=True)
        with pytest.raises(requests.exceptions.ConnectTimeout):
            send(server.url, terms)
        assert not terms.bytes_written


def test_only_bodies_of_bytes_are_sent() -> None:
    request = requests.Request("POST", "http://127.0.0.1:1", data=iter([b"a"])).prepare()
    with pytest.raises(TypeError):
        Transport().send(request, call=call())


def test_mounted_on_a_plain_requests_session_it_still_guards() -> None:
    with serving(answering(answer(b'{"a": 1}'))) as server, requests.Session() as session:
        session.mount(server.url, Transport())
        with pytest.raises(requests.ConnectionError, match="not a public address"):
            session.get(server.url, timeout=0.5)
        assert server.connections == 0


def test_64_threads_share_one_transport() -> None:
    transport = Transport()

    def echo(peer: Peer) -> None:
        while request := peer.request():
            peer.say(answer(request.rpartition(b"\r\n\r\n")[2]))

    def ask(number: int) -> bool:
        body = b"%d" % number
        return send(server.url, call(20), data=body, transport=transport).content == body

    with serving(echo) as server, ThreadPoolExecutor(64) as threads:
        assert all(threads.map(ask, range(640)))
        assert server.connections <= 64
        assert len(server.requests) == 640
    transport.close()
