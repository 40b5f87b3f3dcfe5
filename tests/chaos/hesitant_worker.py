"""A worker that can be stopped at the worst moment: `python -m tests.chaos.hesitant_worker [SABOTAGE]`.

After the signal HESITATE whoever is about to hand an advert to the kernel (lease and deadline are checked by then, the
request's headers are out) waits a moment for others, and then the whole process stops itself. Nothing else differs.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from types import FrameType

from orchestrator.outbound.socket import BoundedSocket

HESITATE = signal.SIGUSR2
GATHER = 0.3
"""Seconds in which writers gather before the process stops."""

_armed = threading.Event()
_begun = threading.Lock()
_send = socket.socket.send


def send(self: socket.socket, data: bytes, flags: int = 0) -> int:
    """In place of the system call that writes."""
    if _armed.is_set() and isinstance(self, BoundedSocket) and bytes(data[:1]) == b"{":
        if _begun.acquire(blocking=False):
            threading.Thread(target=_stop, name="hesitation").start()
        time.sleep(2 * GATHER)
    return _send(self, data, flags)


def _stop() -> None:
    time.sleep(GATHER)
    _armed.clear()
    os.kill(os.getpid(), signal.SIGSTOP)


def arm(_number: int, _frame: FrameType | None) -> None:
    """The next advert starts it, once in a process."""
    _armed.set()


def main() -> None:
    socket.socket.send = send  # type: ignore[method-assign, assignment]
    signal.signal(HESITATE, arm)
    if sys.argv[1:]:
        from .sabotaged_worker import SABOTAGE

        SABOTAGE[sys.argv[1]]()
    from worker import app

    app.main(["worker"])


if __name__ == "__main__":
    main()
