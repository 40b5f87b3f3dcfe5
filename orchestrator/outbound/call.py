"""What one request may do, and whether any of it left this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from .deadline import Deadline

MAX_IDLE = 2.0  # seconds; half of the shortest keep-alive seen at servers in use (4 to 5 s)
MAX_ANSWER = 10_000_000  # bytes


@dataclass(slots=True)
class Call:
    """The terms of one request. `bytes_written` False proves that nothing was sent; True proves nothing.

    `before_write` is called directly before each write; what it raises (anything but an OSError) stops
    the request and reaches the caller as it is.
    `allow_private`: the address may be one that is not reachable from the public internet.
    `max_idle`: seconds after which a kept connection is not used again.
    `certificate`: PEM text of a certificate and its key, shown to a board that asks for one.
    `max_answer`: bytes of the longest body that is read, before and after decompression.
    """

    deadline: Deadline
    changing: bool
    before_write: Callable[[], None] | None = None
    allow_private: bool = False
    max_idle: float = MAX_IDLE
    max_answer: int = MAX_ANSWER
    certificate: str = field(default="", repr=False)
    bytes_written: bool = False
