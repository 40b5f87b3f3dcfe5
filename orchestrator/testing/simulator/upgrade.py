"""Boards that speak another protocol than HTTP, on the simulator's one port.

A client asks for it as HTTP has it (RFC 9110, 7.8: `GET /board`, `Upgrade: sftp`), and after the 101 the connection
is the board's. It is served by a thread of its own with a blocking socket, as libraries of such protocols want it.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable

from .fault import Fault, Faults
from .state import State
from .wire import Request

T = TypeVar("T")

SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: {}\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a board's thread works with: the shelf may be touched on the simulator's loop only."""

    board: str
    loop: asyncio.AbstractEventLoop
    faults: Faults
    state: State
    request: Request

    def on_loop(self, act: Callable[[], T]) -> T:
        """The result of `act`, called where the shelf is."""

        async def acted() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(acted(), self.loop).result(10)

    def fault(self, operation: str) -> Fault | None:
        """The fault to show for what the client wants now; what was wanted is in the ledger."""

        def choose() -> Fault | None:
            exchange = self.state.ledger.received(self.board, operation, self.request)
            self.state.ledger.answered(exchange, 101, b"", whole=True)
            return self.faults.choose(self.board, operation)

        return self.on_loop(choose)


@runtime_checkable
class Speaks(Protocol):
    """A board with a protocol of its own."""

    protocol: str

    def speak(self, sock: socket.socket, desk: Desk) -> None:
        """Serve one connection until its end. Called in a thread of its own; OSError means that the client left."""
        ...


def switch(transport: asyncio.Transport, board: Speaks, desk: Desk) -> None:
    """Answer 101 and give the connection to the board."""
    transport.write(SWITCHING.format(board.protocol).encode())
    peer = transport.get_extra_info("socket")
    sock = socket.socket(fileno=os.dup(peer.fileno()))
    transport.abort()  # closes the loop's own descriptor; the connection lives on in the other one
    sock.setblocking(True)
    threading.Thread(target=_serve, args=(sock, board, desk), daemon=True).start()


def _serve(sock: socket.socket, board: Speaks, desk: Desk) -> None:
    with sock, suppress(OSError, EOFError):
        board.speak(sock, desk)
