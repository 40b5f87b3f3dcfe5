"""Processes we start: telling ours from a stranger with the same number, and ending them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Identity:
    """A process number with the moment it began; the number alone is used again by the system."""

    pid: int
    started: str


def identify(pid: int) -> Identity | None:
    """Who runs under `pid` now; None if nobody does. A zombie is nobody: it can do nothing any more."""
    if (PROC / "self" / "stat").exists():
        return _identify_by_proc(pid)
    answer = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True)
    state, _, started = answer.stdout.strip().partition(" ")
    return None if not state or state.startswith("Z") else Identity(pid, started.strip())


def _identify_by_proc(pid: int) -> Identity | None:
    try:
        line = (PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    fields = line.rpartition(")")[2].split()  # the program's name in brackets may contain anything
    if fields[0] in "ZX":
        return None
    boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
    return Identity(pid, f"{boot}:{fields[19]}")


def running(identity: Identity) -> bool:
    """Whether that very process still runs."""
    return identify(identity.pid) == identity


def command_line(pid: int) -> str:
    """The command of a process, words joined by spaces; empty if it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        if PROC.joinpath("self").exists():
            return ""
        return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()


def end(identity: Identity, steps: Sequence[tuple[signal.Signals, float]], *, group: bool = False) -> bool:
    """Send each signal in turn and wait its seconds for the process (or its whole group) to go.

    Returns whether it is gone. A process that we may not signal counts as not ours and stays.
    """
    for number, patience in steps:
        if not running(identity):
            return True
        try:
            (os.killpg if group else os.kill)(identity.pid, number)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        if wait_until(lambda: not running(identity), patience):
            return True
    return not running(identity)


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Ask `condition` until it holds; False when it has not after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(pause)
    return True


@dataclass(frozen=True, slots=True)
class Account:
    """The system user a server runs as, where that is not the user of this process."""

    name: str
    uid: int
    gid: int


def spawn(
    argv: Sequence[str],
    *,
    output: int | IO[bytes],
    environment: Mapping[str, str],
    with_parent: signal.Signals,
    account: Account | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that a Ctrl-C in the terminal reaches only us.

    Where the system can (Linux), it gets the signal `with_parent` when this process dies, however it dies. The
    thread that calls must live as long as this process: the kernel watches the thread.
    """
    return subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=folder,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        # Runs after the user is changed, which is what this needs: changing the user forgets the request. It makes two
        # system calls and takes no lock, so that threads of ours cannot hold it up.
        preexec_fn=_ask_for_signal(with_parent),  # noqa: PLW1509
    )


def _ask_for_signal(number: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    set_parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
    parent = os.getpid()

    def ask() -> None:
        prctl(set_parent_death_signal, int(number), 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask
