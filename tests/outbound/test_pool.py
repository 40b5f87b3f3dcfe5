"""When a connection is used again."""

from __future__ import annotations

import time

import pytest
import requests

from orchestrator.outbound.call import Call
from orchestrator.outbound.deadline import Deadline
from orchestrator.outbound.transport import Transport
from tests.raw_server import Peer, answer, answering, once, serving


def ask(transport: Transport, url: str, seconds: float = 5, **terms: float) -> Call:
    call = Call(Deadline.after(seconds), changing=True, allow_private=True, **terms)  # type: ignore[arg-type]
    transport.send(requests.Request("POST", url, data=b"x").prepare(), call=call)
    return call


def test_a_fresh_connection_is_used_again() -> None:
    transport = Transport()
    with serving(answering(answer())) as server:
        for _ in range(3):
            ask(transport, server.url, max_idle=60)
        assert server.connections == 1


def test_a_connection_idle_for_too_long_is_not() -> None:
    transport = Transport()
    with serving(answering(answer())) as server:
        ask(transport, server.url)
        time.sleep(0.05)
        ask(transport, server.url, max_idle=0.02)
        assert server.connections == 2


def test_a_connection_the_board_has_closed_is_not() -> None:
    transport = Transport()
    with serving(once(answer())) as server:
        ask(transport, server.url)
        time.sleep(0.05)
        ask(transport, server.url)
        assert server.connections == 2


def test_a_connection_closed_at_the_moment_of_reuse_is_an_error_and_not_repeated() -> None:
    transport = Transport()

    def close_at_the_second(peer: Peer) -> None:
        peer.request()
        peer.say(answer())
        peer.sock.recv(10)

    with serving(close_at_the_second) as server:
        ask(transport, server.url)
        with pytest.raises(requests.ConnectionError):
            ask(transport, server.url, max_idle=60)
        assert server.connections == 1


def test_a_connection_the_board_asks_to_close_is_not() -> None:
    transport = Transport()
    with serving(answering(answer(headers="Connection: close\r\n"))) as server:
        ask(transport, server.url)
        ask(transport, server.url)
        assert server.connections == 2


def test_a_connection_after_an_error_is_not() -> None:
    transport = Transport()
    slow = answering(answer(), b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", answer())
    with serving(slow) as server:
        ask(transport, server.url)
        with pytest.raises(requests.exceptions.ReadTimeout):
            ask(transport, server.url, seconds=0.4)
        ask(transport, server.url)
        assert server.connections == 2
