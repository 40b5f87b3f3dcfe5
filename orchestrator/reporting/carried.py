"""What a CSV or XLSX file carries so that anybody can compute its table anew: the data, and what names them."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from .snapshot import canonical

NAMES = ("report", "snapshot", "code_version")
DATA = "data"
LONGEST = 20_000
"""Characters of one cell; a spreadsheet cuts one off after 32,767."""
MARK = "# "
"""Begins every line of a CSV file that is not of its table."""
SECOND = "Data"
"""The sheet of a workbook that is not its table."""
LARGEST = 200_000_000
"""Bytes that data may be unpacked to: a file from a stranger shall not fill the memory."""


class Unreadable(ValueError):
    """The file carries no report; the message says why."""


@dataclass(frozen=True, slots=True)
class Carried:
    """`rows` as the file shows them; `content` has report, snapshot, code version and data, and no figures."""

    rows: list[list[str]]
    content: dict[str, Any]


def lines(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and texts to be carried, each text short enough for a cell."""
    for name in NAMES:
        yield name, str(content[name])
    packed = base64.b64encode(zlib.compress(canonical(content[DATA]).encode(), 9)).decode()
    for start in range(0, len(packed), LONGEST):
        yield DATA, packed[start : start + LONGEST]


def from_csv(body: bytes) -> Carried:
    """The table and what stands below it. Raises Unreadable."""
    try:
        every = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"this is no CSV file of ours: {error}") from error
    # Saved again by a spreadsheet, short lines may have got empty cells.
    below = [row[0].removeprefix(MARK).partition(": ") for row in every if row and row[0].startswith(MARK)]
    rows = [row for row in every if row and not row[0].startswith(MARK)]
    return Carried(rows, _content([(name, text) for name, _, text in below]))


def from_xlsx(body: bytes) -> Carried:
    """The first sheet and what the second one carries. Raises Unreadable."""
    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        if SECOND not in book.sheetnames:
            raise Unreadable(f"this workbook has no sheet {SECOND!r}, in which a report carries its data")
        first = [["" if value is None else str(value) for value in row] for row in book.worksheets[0].values]
        pairs = [(str(row[0]), str(row[1])) for row in book[SECOND].values if len(row) > 1 and row[0] is not None]
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise Unreadable(f"this is no workbook: {error}") from error
    return Carried(first, _content(pairs))


def _content(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {name: text for name, text in pairs if name in NAMES}
    packed = "".join(text for name, text in pairs if name == DATA)
    if len(found) < len(NAMES) or not packed:
        raise Unreadable("this file carries no data of a report, so its figures cannot be computed anew")
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(base64.b64decode(packed, validate=True), LARGEST)
        if not unpacker.eof:
            raise Unreadable("the data this file carries are cut off, or larger than any report of ours")
        found[DATA] = json.loads(plain)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise Unreadable(f"the data this file carries cannot be read: {error}") from error
    return found
