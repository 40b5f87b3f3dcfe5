"""Segments as plain text on this machine's disk: what was served once is not fetched from the database again.

Only a cache. A feed of 100,000 adverts is 300 MB of plain text, which the database takes longest of all to hand over.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from orchestrator.settings import Settings
from orchestrator.storage.feed_segments import Segment


class SegmentFiles:
    """One file for each segment, of the version that was asked for last, until `clear`.

    A file begins with what it is of, its checksum among it: one that is of something else, or cut, counts as not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def clear(self) -> None:
        """At a start: what a crash of the machine has left may be of the right length and wrong."""
        shutil.rmtree(self._folder, ignore_errors=True)

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
                except OSError:
                    Path(file.name).unlink()
                    raise
            Path(file.name).replace(path)

    def _path(self, account_id: int, segment: Segment) -> Path:
        return self._folder / str(account_id) / str(segment.number)


def _mark(segment: Segment) -> bytes:
    return b"%d %d %08x\n" % (segment.version, segment.length, segment.crc)


def segment_files(settings: Settings) -> SegmentFiles:
    return SegmentFiles(settings.data_dir / "feeds")
