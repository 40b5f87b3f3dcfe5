"""A client that asks as fast as it is answered, or at a steady rate, over connections that stay open."""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Answers:
    """`at`: when each answer was complete; `seconds`: how long it took; `broken`: connections that were cut."""

    at: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0

    @property
    def rate(self) -> float:
        return len(self.at) / (self.at[-1] - self.at[0]) if len(self.at) > 1 else 0.0


@dataclass(slots=True)
class _Line:
    socket: socket.socket
    due: float = 0.0
    busy: bool = False
    received: bytes = b""


def drive(
    port: int, requests: Sequence[bytes], seconds: float, *, connections: int = 16, rate: float | None = None
) -> Answers:
    """Send `requests`, round and round, for so many seconds; each connection has one at a time.

    With `rate`, so many a second are due, evenly; the time of one that finds no free connection counts from when it
    was due.
    """
    found, selector = Answers(), selectors.DefaultSelector()
    lines = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
    for line in lines:
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(line.socket, selectors.EVENT_READ, line)
    free, sent, began = list(lines), 0, time.perf_counter()
    end = began + seconds
    try:
        while lines and ((now := time.perf_counter()) < end or any(line.busy for line in lines)):
            due = len(requests) * 10**9 if rate is None else int((now - began) * rate)
            while free and sent < due and now < end:
                line = free.pop()
                line.due = now if rate is None else began + sent / rate
                if _send(line, requests[sent % len(requests)], found):
                    sent += 1
            wait = 0.5 if rate is None or not free else max(0.0, began + (sent + 1) / rate - now)
            for key, _ in selector.select(min(wait, 0.5)):
                _receive(key.data, found, free, lines, selector)
            if now > end + 5:
                break
    finally:
        selector.close()
        for line in lines:
            line.socket.close()
    return found


def _send(line: _Line, request: bytes, found: Answers) -> bool:
    try:
        line.socket.sendall(request)
    except OSError:
        found.broken += 1
        return False
    line.busy = True
    return True


def _receive(
    line: _Line, found: Answers, free: list[_Line], lines: list[_Line], selector: selectors.BaseSelector
) -> None:
    data = b""
    with contextlib.suppress(OSError):
        data = line.socket.recv(65536)
    if not data:
        found.broken += 1
        selector.unregister(line.socket)
        lines.remove(line)
        if line in free:
            free.remove(line)
        return
    line.received += data
    head, blank, body = line.received.partition(b"\r\n\r\n")
    if not blank:
        return
    length = LENGTH.search(head)
    if len(body) < (int(length[1]) if length else 0):
        return
    now, status = time.perf_counter(), int(head[9:12])
    found.at.append(now)
    found.seconds.append(now - line.due)
    found.statuses[status] = found.statuses.get(status, 0) + 1
    line.received, line.busy = b"", False
    free.append(line)


def get(path: str, agent: str) -> bytes:
    """A request as a browser sends it."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {agent}\r\n"
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        "Accept-Language: en-GB,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\nSec-Fetch-Mode: navigate\r\n\r\n"
    ).encode()


def agents(count: int) -> Iterator[str]:
    """Browsers of as many different people; every tenth is a robot."""
    for number in range(count):
        if number % 10 == 9:
            yield f"Mozilla/5.0 (compatible; Examplebot/{number}; +https://example.org/bot)"
        else:
            yield (
                f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                f"Chrome/{100 + number % 40}.0.{number}.0 Safari/537.36"
            )
