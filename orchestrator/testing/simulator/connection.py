"""One client's connection: requests one after the other, kept alive, each answered in its turn."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from .turn import Turn
from .upgrade import Desk, Speaks, switch
from .wire import Answer, Malformed, Request, json_answer, take, wants_continue


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive and pipelining. A request without faults is answered without a task of its own."""

    def __init__(
        self,
        turn_for: Callable[[Request], Turn],
        connections: set[Connection],
        speaks: Callable[[Request], tuple[Speaks, Desk] | None],
    ) -> None:
        self._turn_for = turn_for
        self._speaks = speaks
        self._connections = connections
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._running: asyncio.Task[None] | None = None
        self._continued = False
        self._closed = asyncio.Event()
        self._peer = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._peer = str(transport.get_extra_info("peername", ("",))[0])
        self._connections.add(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        self._transport = None
        self._closed.set()
        self._connections.discard(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._running is None:
            self._advance()

    def send(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def hold(self, seconds: float) -> None:
        """Say nothing for `seconds`, or until the client has gone."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closed.wait(), seconds)

    def hang_up(self, reset: bool = False) -> None:
        """End the connection after what was sent; `reset`: with RST, so that the client sees it torn."""
        if self._transport is None:
            return
        if reset:
            peer = cast("socket.socket", self._transport.get_extra_info("socket"))
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._transport.abort()
        else:
            self._transport.close()

    def _advance(self) -> None:
        while self._running is None and self.is_open():
            try:
                request = take(self._buffer, self._peer)
            except Malformed as broken:
                wanted = Request("GET", "/", {}, keep_alive=False)
                self.send(json_answer(broken.status, {"message": broken.message}).encode(wanted))
                self.hang_up()
                return
            if request is None:
                if not self._continued and wants_continue(self._buffer):
                    self._continued = True
                    self.send(b"HTTP/1.1 100 Continue\r\n\r\n")
                return
            self._continued = False
            self._serve(request)

    def _serve(self, request: Request) -> None:
        other = self._speaks(request) if "upgrade" in request.headers else None
        if other is not None and self._transport is not None:
            switch(self._transport, *other)
            return
        turn = self._turn_for(request)
        try:
            answer = turn.quick()
        except Exception:
            self._broken(turn)
            raise
        if answer is not None:
            turn.answer(self, answer)
            self._finish(request)
            return
        self._running = asyncio.get_running_loop().create_task(turn.run(self))
        self._running.add_done_callback(lambda task: self._done(task, turn))

    def _done(self, task: asyncio.Task[None], turn: Turn) -> None:
        self._running = None
        if task.cancelled():
            return
        if task.exception() is not None:
            self._broken(turn)
            raise cast("BaseException", task.exception())
        self._finish(turn.request)
        self._advance()

    def _finish(self, request: Request) -> None:
        if not request.keep_alive:
            self.hang_up()

    def _broken(self, turn: Turn) -> None:
        """A bug of the simulator's own: said as such, never as a board's 500."""
        turn.answer(self, Answer(501, b'{"message": "the simulator itself failed; see its log"}'))
        self.hang_up()
