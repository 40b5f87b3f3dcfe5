"""Hits on disk that the database has not got yet: whole batches, one a line."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from orchestrator.domain.hit import Hit, Kind
from orchestrator.domain.reading import Metric

SUFFIX = ".hits"


@dataclass(frozen=True, slots=True)
class Batch:
    """Hits that go into the database together. `number` rises by one for each batch of a `writer`."""

    writer: str
    number: int
    hits: tuple[Hit, ...]


class Spool:
    """A file that belongs to whoever holds its lock: a process, and after its death the next one that starts."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def create(cls, folder: Path, name: str) -> Self:
        """A new, empty one. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        path, beside = folder / f"{name}{SUFFIX}", folder / f"{name}.new"
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        beside.rename(path)  # only now can others see it, and it is locked
        _sync_folder(folder)
        return cls(path, descriptor)

    @classmethod
    def orphans(cls, folder: Path) -> list[Self]:
        """Those whose process is gone, now ours."""
        found: list[Self] = []
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
            else:
                found.append(cls(path, descriptor))
        return found

    def append(self, batch: Batch, *, sync: bool = True) -> None:
        """Raises OSError when the disk does not take it; then nothing of it is kept. Without `sync` it outlives the
        process, but not a power cut.
        """
        hits = [(hit.at.isoformat(), hit.posting, hit.metric, hit.kind, hit.first) for hit in batch.hits]
        line = json.dumps([batch.writer, batch.number, hits]).encode() + b"\n"
        size = os.fstat(self._descriptor).st_size
        try:
            written = os.write(self._descriptor, line)
            while written < len(line):
                written += os.write(self._descriptor, line[written:])
            if sync:
                os.fsync(self._descriptor)
        except OSError:
            os.ftruncate(self._descriptor, size)
            raise

    def sync(self) -> None:
        """Put what was appended on the disk for good."""
        os.fsync(self._descriptor)

    def batches(self) -> Iterator[Batch]:
        """All of them, in the order they came. A last line that a crash cut short is left out."""
        with self._path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    return
                writer, number, hits = json.loads(line)
                yield Batch(
                    writer,
                    number,
                    tuple(
                        Hit(datetime.fromisoformat(at), posting, Metric(metric), Kind(kind), first)
                        for at, posting, metric, kind, first in hits
                    ),
                )

    def is_empty(self) -> bool:
        return os.fstat(self._descriptor).st_size == 0

    def clear(self) -> None:
        os.ftruncate(self._descriptor, 0)

    def close(self) -> None:
        """Let go of it; an empty one is removed, another is the next process's."""
        if self.is_empty():
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
