"""One process that starts the programs, looks after them, and ends them all: a single loop, no threads."""

from __future__ import annotations

import contextlib
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from .child import Child
from .leftovers import end_leftovers, remember
from .logfile import NamedLines
from .programs import Program

READY_WITHIN = 60.0  # seconds; a program that needs longer does not hold up the others
TURN = 0.25  # seconds between two looks at the programs
CHECK_EVERY = 2.0  # seconds between two looks at the servers and at progress


@dataclass(frozen=True, slots=True)
class Watch:
    """Progress of a program: `age()` is in seconds, None where there is nothing to do or it cannot be told.

    Over `limit` seconds the program is asked to end, killed after its grace, and started again. It then has as long
    again before it is judged anew.
    """

    program: str
    age: Callable[[], float | None]
    limit: float = 120.0


class Supervisor:
    """`run()` returns when it was told to stop (SIGINT, SIGTERM or `stop()`) and everything has ended.

    `announce(name, text)` gets a short line for the terminal whenever something happens; `look_after` is called every
    two seconds, for servers that must be up. The log and the record of what runs are kept in `folder`.
    """

    def __init__(
        self,
        programs: Sequence[Program],
        environment: Mapping[str, str],
        folder: Path,
        announce: Callable[[str, str], None],
        *,
        watch: Watch | None = None,
        look_after: Callable[[], None] | None = None,
    ) -> None:
        self._children = [Child(program) for program in programs]
        self._environment = environment
        self._record = folder / "programs.json"
        self._log_path = folder / "log" / "callboard.log"
        self._announce = announce
        self._watch = watch
        self._look_after = look_after
        self._selector = selectors.DefaultSelector()
        self._stops = 0
        self._check_at = 0.0

    def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Start everything in order, call `started`, and stay until told to stop."""
        grace = max((child.program.stop_grace for child in self._children), default=0.0)
        for command in end_leftovers(self._record, grace):
            self._announce("callboard", f"ended a program left behind by a start that was killed: {command}")
        self._log = NamedLines(self._log_path)
        with self._signals():
            try:
                for child in self._children:
                    self._start(child)
                    self._await_ready(child)
                if not self._stops:
                    started()
                while not self._stops:
                    self._turn()
            finally:
                self._stop_all()
                self._record.unlink(missing_ok=True)
                self._log.close()
                self._selector.close()

    def stop(self, *_signal: int | FrameType | None) -> None:
        """End everything gently; called again: at once."""
        self._stops += 1

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """A signal ends the wait of the loop, which then acts on it: nothing happens inside a handler."""
        reader, writer = socket.socketpair()
        reader.setblocking(False)
        writer.setblocking(False)
        self._selector.register(reader, selectors.EVENT_READ)
        wakeup = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # started with nohup, it shall outlive the terminal
            numbers.append(signal.SIGHUP)
        before = {number: signal.signal(number, self.stop) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(wakeup)
            reader.close()
            writer.close()

    def _start(self, child: Child) -> None:
        if self._stops:
            return
        child.start(self._environment)
        self._selector.register(child.output, selectors.EVENT_READ, child)
        self._remember()

    def _await_ready(self, child: Child) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not child.is_ready and not self._stops and time.monotonic() < deadline:
            self._turn()
        if not child.is_ready and not self._stops:
            self._announce(child.program.name, f"not ready after {READY_WITHIN:g} s; see {self._log_path}")

    def _turn(self) -> None:
        for key, _ in self._selector.select(TURN):
            if isinstance(key.data, Child):
                self._copy_output(key.data)
            elif isinstance(key.fileobj, socket.socket):
                key.fileobj.recv(512)
        for child in self._children:
            self._tend(child)
        if time.monotonic() >= self._check_at:
            if self._look_after is not None:
                self._look_after()
            self._watch_progress()
            self._check_at = time.monotonic() + CHECK_EVERY

    def _copy_output(self, child: Child) -> None:
        lines = child.read_lines()
        if lines is None:
            self._selector.unregister(child.output)
        for line in lines or ():
            self._log.write(child.program.name, line)

    def _tend(self, child: Child) -> None:
        code = child.ended()
        if code is not None:
            self._forget(child)
            pause = child.plan_next_start()
            self._announce(child.program.name, f"{_ending(code)}; starting again in {pause:g} s ({self._log_path})")
        elif child.running is None and child.start_again_at is not None and time.monotonic() >= child.start_again_at:
            self._start(child)
        elif (
            child.running is not None and not child.is_ready and (child.program.ready is None or child.program.ready())
        ):
            child.is_ready = True
            self._announce(child.program.name, "ready")

    def _watch_progress(self) -> None:
        if self._watch is None:
            return
        for child in self._children:
            settled = child.running is not None and time.monotonic() - child.started_at > self._watch.limit
            if child.program.name != self._watch.program or not settled or child.kill_at is not None:
                continue
            age = self._watch.age()
            if age is not None and age > self._watch.limit:
                self._announce(child.program.name, f"no progress for {age:.0f} s; restarting it")
                child.ask_to_end()

    def _stop_all(self) -> None:
        """Last started, first ended. A second wish to stop kills what is left."""
        wishes = self._stops
        for child in reversed(self._children):
            child.start_again_at = None
            child.ask_to_end()
            while child.running is not None:
                if self._stops > max(wishes, 1):
                    child.kill()
                for key, _ in self._selector.select(0.05):
                    if isinstance(key.data, Child):
                        self._copy_output(key.data)
                    elif isinstance(key.fileobj, socket.socket):
                        key.fileobj.recv(512)
                code = child.ended()
                if code is not None:
                    self._forget(child)
                    self._announce(child.program.name, _ending(code))

    def _forget(self, child: Child) -> None:
        """Copy what an ended program printed last, then let go of it."""
        for line in child.last_lines():
            self._log.write(child.program.name, line)
        with contextlib.suppress(KeyError):
            self._selector.unregister(child.output)
        child.clear()
        self._remember()

    def _remember(self) -> None:
        remember(
            self._record,
            {
                child.identity: " ".join(child.program.argv[1:])
                for child in self._children
                if child.identity is not None
            },
        )


def _ending(code: int) -> str:
    return (
        "ended" if code == 0 else f"was ended by {signal.Signals(-code).name}" if code < 0 else f"failed (exit {code})"
    )
