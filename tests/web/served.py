"""A real web server in a thread, for tests that need more than Flask's client."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from waitress import wasyncore
from waitress.server import create_server

from orchestrator.callboard import Callboard

from .application import lent


@contextmanager
def served(callboard: Callboard) -> Iterator[Callboard]:
    """The installation with its site running; `settings.public_url` is where."""
    sockets: dict[int, object] = {}
    site = create_server(_later, sockets, host="127.0.0.1", port=0, threads=4, outbuf_high_watermark=65_536)
    there = replace(
        callboard, settings=replace(callboard.settings, public_url=f"http://127.0.0.1:{site.effective_port}")
    )

    def run() -> None:
        with suppress(OSError):  # its sockets are closed under it at the end
            site.run()

    with lent(there) as site.application:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield there
        # Those too that a browser keeps open: the server would wait for it.
        site.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))
        thread.join(5)
        site.task_dispatcher.shutdown()


def _later(environ: object, start: object) -> list[bytes]:
    raise AssertionError("the application comes before the first request")
