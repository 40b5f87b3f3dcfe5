"""The link: what passes, what is cut, what waits, and what a client that gave up leaves behind."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from orchestrator import process

from .link import Link


class Echo:
    """A server that sends back what it gets, and remembers it."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listening.getsockname()
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._listening.accept()[0],), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with peer, contextlib.suppress(OSError):
            while piece := peer.recv(1024):
                self.got.append(piece)
                peer.sendall(piece)

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    yield server
    server.close()


@pytest.fixture
def link(echo: Echo) -> Iterator[Link]:
    made = Link(echo.address)
    made.start()
    yield made
    made.close()


def client(link: Link) -> socket.socket:
    return socket.create_connection(("127.0.0.1", link.port), timeout=5)


def test_bytes_pass_both_ways(link: Link) -> None:
    with client(link) as here:
        here.sendall(b"hello")
        assert here.recv(10) == b"hello"


def test_a_cut_link_resets_what_is_open_and_refuses_what_is_new_until_it_is_healed(link: Link) -> None:
    with client(link) as here:
        here.sendall(b"hello")
        assert here.recv(10) == b"hello"
        link.cut()
        with pytest.raises(ConnectionResetError):
            here.recv(10)
    with pytest.raises(ConnectionRefusedError):
        client(link)
    link.heal()
    test_bytes_pass_both_ways(link)


def test_a_stalled_link_delivers_what_waited(link: Link, echo: Echo) -> None:
    link.stall()
    with client(link) as here:
        here.sendall(b"late")
        assert process.wait_until(lambda: link.held == [b"late"], 5)
        assert echo.got == []
        link.heal()
        assert here.recv(10) == b"late"


def test_a_stalled_link_forgets_what_was_reset_meanwhile(link: Link, echo: Echo) -> None:
    link.stall()
    with client(link) as here:
        here.sendall(b"given up")
        assert process.wait_until(lambda: bool(link.held), 5)
        here.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    time.sleep(0.1)
    link.heal()
    test_bytes_pass_both_ways(link)
    assert echo.got == [b"hello"]


def test_a_slow_link_lets_everything_wait(link: Link) -> None:
    link.delay(0.2)
    with client(link) as here:
        began = time.monotonic()
        here.sendall(b"hello")
        assert here.recv(10) == b"hello"
        assert time.monotonic() - began >= 0.4
