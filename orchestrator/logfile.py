"""Log files that stay small: one current, one old."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

LARGEST = 5_000_000
"""Bytes after which a log makes room for a new one."""


def open_log(path: Path) -> BinaryIO:
    """Open a log to append to, 0600, after making room where it has grown too large."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_suffix(".old.log"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "ab", buffering=0)


def tail(path: Path, lines: int = 5) -> str:
    """The last lines of a log."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


class NamedLines:
    """A log that several programs write to, each line with the name of who wrote it."""

    __slots__ = ("_file", "_path")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = open_log(path)

    def write(self, name: str, line: bytes) -> None:
        """Append one line."""
        self._file.write(b"%-9s | %s\n" % (name.encode(), line))
        if self._file.tell() > LARGEST:
            self._file.close()
            self._file = open_log(self._path)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
