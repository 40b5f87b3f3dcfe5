"""One program under the supervisor: running, ending, or waiting for its next start."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from signal import SIGKILL, SIGTERM

from . import process
from .programs import Program

LONGEST_LINE = 65_536
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds before a crashed program starts again, doubling
SETTLED_AFTER = 60.0  # seconds of life after which a crash counts as the first again


@dataclass(slots=True)
class Child:
    """What the supervisor knows of a program. Times are readings of the monotonic clock."""

    program: Program
    running: subprocess.Popen[bytes] | None = None
    identity: process.Identity | None = None
    started_at: float = 0.0
    start_again_at: float | None = None
    kill_at: float | None = None
    is_ready: bool = False
    pause: float = FIRST_PAUSE
    unfinished: bytes = b""

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it; what it prints can be read from `output`."""
        self.running = process.spawn(
            self.program.argv, output=subprocess.PIPE, environment=environment, with_parent=SIGTERM
        )
        os.set_blocking(self.output, False)
        self.identity = process.identify(self.running.pid)
        self.started_at = time.monotonic()
        self.start_again_at = self.kill_at = None
        self.is_ready = False

    @property
    def output(self) -> int:
        """The descriptor of what it prints."""
        if self.running is None or self.running.stdout is None:
            raise ValueError(f"{self.program.name} is not running")
        return self.running.stdout.fileno()

    def read_lines(self) -> list[bytes] | None:
        """The lines it has printed since; None at the end of its output. One without an end is cut at 64 kB."""
        chunk = self._read()
        if chunk == b"":
            return None
        *lines, self.unfinished = (self.unfinished + (chunk or b"")).split(b"\n")
        if len(self.unfinished) > LONGEST_LINE:
            lines.append(self.unfinished)
            self.unfinished = b""
        return lines

    def last_lines(self) -> list[bytes]:
        """Everything an ended program has printed and nobody has read."""
        text, self.unfinished = self.unfinished, b""
        while chunk := self._read():
            text += chunk
        return [line for line in text.split(b"\n") if line]

    def _read(self) -> bytes | None:
        """What there is to read: nothing just now (None), or nothing ever again (empty)."""
        try:
            return os.read(self.output, LONGEST_LINE)
        except BlockingIOError:
            return None

    def ask_to_end(self) -> None:
        """SIGTERM now, SIGKILL when its grace is over; asking twice changes nothing."""
        if self.running is not None and self.kill_at is None:
            self.kill_at = time.monotonic() + self.program.stop_grace
            self.running.send_signal(SIGTERM)

    def kill(self) -> None:
        """SIGKILL to it and to whatever it has started."""
        if self.running is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, SIGKILL)

    def ended(self) -> int | None:
        """Its exit code once it is gone, with everything it has started; None while it runs."""
        if self.running is None:
            return None
        if self.running.poll() is None:
            if self.kill_at is not None and time.monotonic() >= self.kill_at:
                self.kill()
            return None
        self.kill()
        return self.running.returncode

    def plan_next_start(self) -> float:
        """Choose when it starts again; returns the pause in seconds, longer after each quick crash."""
        if time.monotonic() - self.started_at >= SETTLED_AFTER:
            self.pause = FIRST_PAUSE
        pause, self.pause = self.pause, min(self.pause * 2, LONGEST_PAUSE)
        self.start_again_at = time.monotonic() + pause
        return pause

    def clear(self) -> None:
        """Forget the process that has ended."""
        if self.running is not None and self.running.stdout is not None:
            self.running.stdout.close()
        self.running = self.identity = self.kill_at = None
        self.unfinished = b""
