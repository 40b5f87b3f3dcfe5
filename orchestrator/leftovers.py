"""Programs that outlived a supervisor that was killed: remembered in a file, found by it, ended."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from signal import SIGKILL, SIGTERM

from . import process
from .process import Identity


def remember(path: Path, programs: Mapping[Identity, str]) -> None:
    """Write down what runs now: each process with its arguments."""
    rows = [{"pid": who.pid, "started": who.started, "command": command} for who, command in programs.items()]
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(rows))
    draft.replace(path)


def end_leftovers(path: Path, grace: float) -> list[str]:
    """End what is written down and provably still the same: number, moment of its start and arguments. Their arguments.

    `grace` is in seconds, for each. A process that merely got the number of one of ours is never touched.
    """
    ended = []
    for who, command in _read(path).items():
        if process.running(who) and command in process.command_line(who.pid):
            process.end(who, ((SIGTERM, grace), (SIGKILL, 5.0)), group=True)
            ended.append(command)
    path.unlink(missing_ok=True)
    return ended


def _read(path: Path) -> dict[Identity, str]:
    try:
        rows = json.loads(path.read_text())
        return {Identity(int(row["pid"]), str(row["started"])): str(row["command"]) for row in rows}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError):  # written by half when the disk was full: nothing can be proved
        return {}
