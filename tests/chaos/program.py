"""One real process of the installation: started, killed, stopped for a while, started again."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from orchestrator import process
from orchestrator.logfile import tail

ROOT = Path(__file__).parents[2]


class Program:
    """`wanted` says whether it should be running; `tend` starts one again that has ended by itself.

    `prefix` goes before the command, whatever that is exchanged for.
    """

    def __init__(
        self, name: str, argv: Sequence[str], environment: Mapping[str, str], log: Path, prefix: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.prefix = prefix
        self.argv = tuple(argv)
        self.environment = dict(environment)
        self.log = log
        self.wanted = False
        self.surprises: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self._process = process.spawn(
                (*self.prefix, *self.argv),
                output=output,
                environment=self.environment,
                with_parent=signal.SIGKILL,
                folder=ROOT,
            )
        self.wanted = True

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was never started"
        return self._process.pid

    @property
    def stopped(self) -> bool:
        """Whether it stands still after SIGSTOP, its own or somebody's."""
        line = (process.PROC / str(self.pid) / "stat").read_text(errors="replace")
        return line.rpartition(")")[2].split()[0] == "T"

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        if self._process is not None and self.alive:
            self._process.send_signal(number)

    def kill(self) -> None:
        """kill -9, and nobody starts it again until `start`."""
        self.wanted = False
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def end(self, grace: float) -> None:
        """SIGTERM; one that needs longer than `grace` seconds or fails on its way out is a surprise."""
        self.wanted = False
        if self._process is None or not self.alive:
            return
        self.signal(signal.SIGTERM)
        try:
            code = self._process.wait(grace)
        except subprocess.TimeoutExpired:
            self.surprises.append(f"{self.name} did not end within {grace:g} s of SIGTERM")
            self.kill()
            return
        if code != 0:
            self.surprises.append(f"{self.name} ended with {code} after SIGTERM")

    def tend(self) -> None:
        if self.wanted and self._process is not None and self._process.poll() is not None:
            self.surprises.append(f"{self.name} ended by itself with {self._process.returncode}: {tail(self.log)}")
            self.start()
