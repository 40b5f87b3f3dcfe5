"""A worker that can be stopped at the worst moment: `python -m tests.chaos.hesitant_worker [SABOTAGE]`.

After the signal HESITATE whoever is about to hand an advert to the kernel (lease and deadline are checked by then, the
request's headers are out) waits a moment for others, and then the whole process stops itself. Nothing else differs.
Sabotaged, it stops at the other moment that matters: after the intent was stored, before a byte is written.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from types import FrameType
from typing import Any

from orchestrator.delivery import starter
from orchestrator.delivery.call import Answered, Call
from orchestrator.delivery.route import Route
from orchestrator.outbound.socket import BoundedSocket
from orchestrator.outbound.transport import Transport

from .sabotaged_worker import SABOTAGE

HESITATE = signal.SIGUSR2
GATHER = 0.3
"""Seconds in which others gather before the process stops."""

_armed = threading.Event()
_begun = threading.Lock()
_send = socket.socket.send


def hesitate() -> None:
    """Where the process is to stop, if it was told to. The first to come decides when."""
    if _armed.is_set():
        if _begun.acquire(blocking=False):
            threading.Thread(target=_stop, name="hesitation").start()
        time.sleep(2 * GATHER)


def send(self: socket.socket, data: bytes, flags: int = 0) -> int:
    """In place of the system call that writes."""
    if isinstance(self, BoundedSocket) and bytes(data[:1]) == b"{":
        hesitate()
    return _send(self, data, flags)


def _stop() -> None:
    time.sleep(GATHER)
    _armed.clear()
    os.kill(os.getpid(), signal.SIGSTOP)


def arm(_number: int, _frame: FrameType | None) -> None:
    """The next one to come here stops the process, once."""
    _armed.set()


def stop_before_calls() -> None:
    """Stop before anything is written, not in the middle of it."""
    carry_out = starter.carry_out  # type: ignore[attr-defined]

    def late(call: Call, route: Route, transport: Transport, **given: Any) -> Answered:
        hesitate()
        return carry_out(call, route, transport, **given)

    starter.carry_out = late  # type: ignore[attr-defined]


def main() -> None:
    signal.signal(HESITATE, arm)
    if sys.argv[1:]:
        SABOTAGE[sys.argv[1]]()
        stop_before_calls()
    else:
        socket.socket.send = send  # type: ignore[method-assign, assignment]
    from worker import app

    app.main(["worker"])


if __name__ == "__main__":
    main()
