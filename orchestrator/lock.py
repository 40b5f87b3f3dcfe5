"""One holder at a time: a lock file that the system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class Locked(Exception):
    """Somebody else holds the lock. `holder` is what they wrote about themselves; empty if nothing is known."""

    def __init__(self, path: Path, holder: dict[str, str]) -> None:
        super().__init__(path, holder)
        self.path = path
        self.holder = holder

    def __str__(self) -> str:
        who = ", ".join(f"{name} {value}" for name, value in self.holder.items()) or "another process"
        return f"{self.path} is held by {who}"


class Lock:
    """`with Lock(path, {"process": "41"}, patience=5):` holds it; raises Locked after `patience` seconds."""

    __slots__ = ("_descriptor", "_holder", "_path", "_patience")

    def __init__(self, path: Path, holder: dict[str, str], patience: float = 0.0) -> None:
        self._path = path
        self._holder = holder
        self._patience = patience
        self._descriptor = -1

    def __enter__(self) -> Self:
        deadline = time.monotonic() + self._patience
        while not self._take():
            if time.monotonic() >= deadline:
                raise Locked(self._path, read_holder(self._path))
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._path.unlink(missing_ok=True)  # while it is still held: nobody can hold another file of this name yet
        os.close(self._descriptor)
        self._descriptor = -1

    def _take(self) -> bool:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The holder before us may have removed the file after we had opened it: then we hold no lock.
            if os.fstat(descriptor).st_ino != self._path.stat().st_ino:
                raise BlockingIOError
        except (BlockingIOError, FileNotFoundError):
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(self._holder).encode(), 0)
        self._descriptor = descriptor
        return True


def read_holder(path: Path) -> dict[str, str]:
    """What the holder wrote about itself; empty if there is none or it is just writing."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock just now."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
