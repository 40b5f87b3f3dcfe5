"""A feed's document put together from its segments, plain or as one gzip member, whole or a range of it.

Its length and checksum are known before the first byte is read, so an answer is never made twice or held in memory.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeVar

from orchestrator.domain.crc32 import combined
from orchestrator.storage.feed_segments import Segment, deflated

HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Of a gzip member without a name or a time (RFC 1952): the same document has the same bytes."""
AT_ONCE: Final = 1_000_000
"""About how many bytes are read at once."""
PIECE: Final = 256 * 1024
"""Bytes handed on at once. Of larger ones the server copies what is left each time the client has taken some."""

Given = TypeVar("Given")
Made = TypeVar("Made")
Bodies = Callable[[Sequence[Segment]], list[bytes]]
"""The bytes of some segments, as they are sent."""


@dataclass(frozen=True, slots=True)
class Document:
    """The adapter's opening, the segments with its separator between them, and its closing."""

    opening: bytes
    closing: bytes
    separator: bytes
    segments: tuple[Segment, ...]

    @property
    def etag(self) -> str:
        """Says what the plain bytes are. Versions alone do not: a segment that was empty for long begins again at 1."""
        told = repr([(each.number, each.version, each.crc) for each in self.segments])
        return sha256(b"\0".join((self.opening, self.closing, self.separator, told.encode()))).hexdigest()[:32]

    def plain(self) -> Layout:
        return _layout(self.opening, self.separator, self.closing, self.segments, packed=False)

    def gzipped(self) -> Layout:
        """One member: some crawlers stop after the first."""
        length = len(self.opening)
        crc = zlib.crc32(self.opening)
        for number, each in enumerate(self.segments):
            if number and self.separator:
                crc = combined(crc, zlib.crc32(self.separator), len(self.separator))
                length += len(self.separator)
            crc = combined(crc, each.crc, each.length)
            length += each.length
        crc = combined(crc, zlib.crc32(self.closing), len(self.closing))
        length += len(self.closing)
        end = deflated(self.closing, last=True) + struct.pack("<II", crc, length & 0xFFFFFFFF)
        between = deflated(self.separator) if self.separator else b""
        return _layout(HEADER + deflated(self.opening), between, end, self.segments, packed=True)


def _layout(opening: bytes, separator: bytes, closing: bytes, segments: Sequence[Segment], *, packed: bool) -> Layout:
    parts: list[bytes | Segment] = [opening]
    for number, each in enumerate(segments):
        parts += [separator, each] if number and separator else [each]
    return Layout((*parts, closing), packed)


@dataclass(frozen=True, slots=True)
class Layout:
    """What is sent: bytes at hand and segments, which are read when their turn comes."""

    parts: tuple[bytes | Segment, ...]
    packed: bool

    @property
    def length(self) -> int:
        return sum(map(self._length, self.parts))

    def _length(self, part: bytes | Segment) -> int:
        if isinstance(part, bytes):
            return len(part)
        return part.size if self.packed else part.length

    def read(self, bodies: Bodies, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` to before `stop`, some segments at a time; those outside are not read.

        The next segments are read while these are on their way.
        """

        def filled(group: _Group) -> tuple[_Group, Iterator[bytes]]:
            return group, iter(bodies([each for each in group.parts if isinstance(each, Segment)]))

        for group, found in _ahead(filled, self._groups(start, stop)):
            at = group.at
            for part in group.parts:
                data = part if isinstance(part, bytes) else next(found)
                end = min(len(data), stop - at)
                for first in range(max(0, start - at), end, PIECE):
                    yield data[first : min(first + PIECE, end)]
                at += len(data)

    def _groups(self, start: int, stop: int) -> Iterator[_Group]:
        """The parts that overlap the range, in runs of about AT_ONCE bytes."""
        run: list[bytes | Segment] = []
        at, first, size = 0, 0, 0
        for part in self.parts:
            end = at + self._length(part)
            if start < end and at < stop:
                if not run:
                    first = at
                run.append(part)
                size += self._length(part)
                if size >= AT_ONCE:
                    yield _Group(first, tuple(run))
                    run, size = [], 0
            at = end
        if run:
            yield _Group(first, tuple(run))


@dataclass(frozen=True, slots=True)
class _Group:
    """Parts that are read together; the first begins at `at`."""

    at: int
    parts: tuple[bytes | Segment, ...]


def _ahead(make: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """What is made of each, the next one while this one is used."""
    with ThreadPoolExecutor(1, "feed") as reader:
        coming: Future[Made] | None = None
        for each in given:
            made, coming = coming, reader.submit(make, each)
            if made is not None:
                yield made.result()
        if coming is not None:
            yield coming.result()
