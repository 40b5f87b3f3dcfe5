"""A simulator in a thread of this process, for tests and demonstrations."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from .client import Operator
from .server import Simulator


@contextmanager
def running(host: str = "127.0.0.1", port: int = 0, folder: Path | None = None) -> Iterator[Operator]:
    """Run a simulator for the length of the block and give its operator, whose `url` is where the boards are."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = Future()

    async def serve() -> None:
        simulator = Simulator(folder)
        stopping = asyncio.Event()
        started.set_result((asyncio.get_running_loop(), stopping, await simulator.start(host, port)))
        await stopping.wait()
        await simulator.stop()

    def work() -> None:
        try:
            asyncio.run(serve())
        except BaseException as broken:
            if started.done():
                raise
            started.set_exception(broken)

    thread = threading.Thread(target=work, name="board-simulator", daemon=True)
    thread.start()
    loop, stopping, bound = started.result(30)
    try:
        yield Operator(f"http://{host}:{bound}")
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(30)
