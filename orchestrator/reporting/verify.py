"""Whether a file's figures follow from the data in it: JSON, CSV or XLSX, a report or an edition."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .carried import Carried, Unreadable, from_csv, from_xlsx
from .edition import FIGURES, NotAReport, Verified, checked, verify
from .tables import TABLES

_ZIP = b"PK\x03\x04"


def verify_file(file: Path) -> Verified:
    """Compute the figures of a file anew, whatever its ending. Raises NotAReport for anything else."""
    body = file.read_bytes()
    if body.startswith(_ZIP):
        return _table(body, from_xlsx)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        try:
            return verify(json.loads(body.decode("utf-8-sig")))
        except ValueError as error:
            raise NotAReport(str(error)) from error
    return _table(body, from_csv)


def _table(body: bytes, read: Callable[[bytes], Carried]) -> Verified:
    try:
        carried = read(body)
    except Unreadable as error:
        raise NotAReport(str(error)) from error
    content = carried.content
    if content["report"] not in FIGURES:
        raise NotAReport(f"this is a report of the kind {content['report']!r}, which is not known")
    figures = checked(content["report"], content["data"])
    again = TABLES[content["report"]]({**content, "figures": figures})
    return Verified.of(content, tuple(_differing(carried.rows, again)))


def _differing(before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> Iterator[str]:
    if len(before) != len(now):
        yield f"the table has {len(before)} lines in the file, {len(now)} from its data"
    head = now[0] if now else []
    for number, (old, new) in enumerate(zip(before, now, strict=False), 1):
        for index in range(max(len(old), len(new))):
            one, other = (row[index] if index < len(row) else "" for row in (old, new))
            if one != other:
                name = head[index] if index < len(head) else f"column {index + 1}"
                yield f"line {number}, {name}: {one!r} in the file, {other!r} from its data"
