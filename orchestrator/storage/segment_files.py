"""Segments as plain text on this machine's disk, where a worker puts them when it makes them.

Only a cache, which a machine without workers fills from the database. A feed of 100,000 adverts is 300 MB of plain
text, which the database takes longest of all to hand over.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from .feed_segments import Segment


class SegmentFiles:
    """One file for each version of a segment, until `keep`.

    A file is on the disk before it has its name, and begins with what it is of, its checksum among it: one that is of
    something else, or cut, counts as not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, account_id: int, segment: Segment) -> bytes | None:
        """Its bytes, None where they are not at hand."""
        mark = _mark(segment)
        try:
            with self._path(account_id, segment).open("rb", buffering=0) as file:
                if file.read(len(mark)) != mark:
                    return None
                body = file.read(segment.length + 1)
        except OSError:
            return None
        return body if len(body) == segment.length else None

    def put(self, account_id: int, segment: Segment, body: bytes) -> None:
        """Keep them; a disk that is full or must not be written keeps nothing."""
        path = self._path(account_id, segment)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                try:
                    file.write(_mark(segment))
                    file.write(body)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    Path(file.name).unlink()
                    raise
            Path(file.name).replace(path)

    def keep(self, account_id: int, segments: Iterable[Segment]) -> None:
        """Of this feed only these: what else there is nobody asks for again, but who began to read before."""
        wanted = {self._path(account_id, each).name for each in segments}
        with suppress(OSError):
            for each in (self._folder / str(account_id)).iterdir():
                if each.name not in wanted and not each.name.startswith("."):  # another is being written
                    each.unlink(missing_ok=True)

    def keep_feeds(self, account_ids: Collection[int]) -> None:
        """The feeds of these accounts only, and nothing half written."""
        wanted = {str(each) for each in account_ids}
        with suppress(OSError):
            for each in self._folder.iterdir():
                if each.name not in wanted:
                    shutil.rmtree(each, ignore_errors=True)
                else:
                    for half in each.glob(".*"):
                        half.unlink(missing_ok=True)

    def _path(self, account_id: int, segment: Segment) -> Path:
        return self._folder / str(account_id) / f"{segment.number}.{segment.version}"


def _mark(segment: Segment) -> bytes:
    return b"%d %d %08x\n" % (segment.version, segment.length, segment.crc)
