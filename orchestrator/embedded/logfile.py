"""The log files of the servers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

LARGEST = 5_000_000
"""Bytes after which a log makes room for a new one at the next start; one old one is kept."""


def open_log(path: Path) -> BinaryIO:
    """Open a log to append to, 0600."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".log.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "ab")


def tail(path: Path, lines: int = 5) -> str:
    """The last lines of a log."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])
