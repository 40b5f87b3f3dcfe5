"""A network link that can be cut, stalled and slowed: a TCP proxy in front of a server."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")

_RESET = struct.pack("ii", 1, 0)


class Link:
    """Listens on `address` and passes everything on to `upstream`, a host and port or the path of a Unix socket.

    Cut: every connection is reset and new ones are refused. Stalled: connections stay and no byte passes; what a
    client has reset meanwhile is forgotten, what it has merely closed is still delivered, as TCP does. Delayed: every
    piece waits. `held` has the beginnings of what clients sent while the link was stalled.
    """

    def __init__(self, upstream: tuple[str, int] | str, address: str = "127.0.0.1") -> None:
        self._upstream = upstream
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="link", daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._delay = 0.0
        self.port = 0
        self.held: list[bytes] = []

    def start(self) -> None:
        self._thread.start()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._do(self._listen())

    def close(self) -> None:
        self.heal()
        self.cut()
        self._do(self._forget())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def cut(self) -> None:
        self._do(self._cut())

    def stall(self) -> None:
        self.held.clear()
        self._loop.call_soon_threadsafe(self._flowing.clear)

    def delay(self, seconds: float) -> None:
        self._delay = seconds

    def heal(self) -> None:
        """Everything passes again, at once."""
        self._delay = 0.0
        self._loop.call_soon_threadsafe(self._flowing.set)
        self._do(self._listen())

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, self._address, self.port, backlog=512)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._open):
            _reset(writer)

    async def _forget(self) -> None:
        """Let what was torn come to its end."""
        if rest := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(rest, timeout=2.0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if isinstance(self._upstream, str):
                far_reader, far_writer = await asyncio.open_unix_connection(self._upstream)
            else:
                far_reader, far_writer = await asyncio.open_connection(*self._upstream)
        except OSError:
            _reset(writer)
            return
        pair = {writer, far_writer}
        self._open |= pair
        try:
            await asyncio.gather(
                self._copy(reader, far_writer, outward=True), self._copy(far_reader, writer, outward=False)
            )
        finally:
            self._open -= pair
            for each in pair:
                each.close()

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, outward: bool) -> None:
        try:
            while piece := await reader.read(65_536):
                if self._delay:
                    await asyncio.sleep(self._delay)
                if not self._flowing.is_set():
                    if outward:
                        self.held.append(piece[:64])
                    await self._flowing.wait()
                if reader.exception() is not None:
                    break
                writer.write(piece)
                await writer.drain()
            if reader.exception() is None and writer.can_write_eof():
                writer.write_eof()
                return
        except OSError:
            pass
        _reset(writer)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End the connection so that the other side sees it torn, not finished."""
    connection = writer.get_extra_info("socket")
    if connection is not None:
        with suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
