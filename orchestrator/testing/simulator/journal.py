"""The append-only file that lets a restarted simulator remember what it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .wire import Json


class Journal:
    """JSON lines in one file. Each line is handed to the kernel at once: it survives the process, not a power cut."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "journal.jsonl"
        self._file: IO[bytes] | None = None

    def lines(self) -> Iterator[dict[str, Json]]:
        """All whole lines. A last line that was cut off by a crash is removed from the file."""
        if not self._path.exists():
            return
        good = 0
        with self._path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                good += len(line)
                yield json.loads(line)
        with self._path.open("r+b") as file:
            file.truncate(good)

    def append(self, value: dict[str, Json]) -> None:
        if self._file is None:
            self._file = self._path.open("ab", buffering=0)
        self._file.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")

    def clear(self) -> None:
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
