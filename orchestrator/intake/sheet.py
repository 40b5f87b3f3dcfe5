"""CSV files and Excel workbooks as rows of texts."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from .draft import Unreadable

LARGEST = 50_000_000
LARGEST_UNPACKED = 400_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
_EXACT = 2**53
"""Above it, the numbers of a spreadsheet are rounded."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells as text, what is to be said about them."""

    number: int
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()


def decode(source: bytes) -> str:
    """Text of a CSV file: UTF-8, UTF-16 with a byte order mark (Excel's "Unicode text"), else Windows-1252."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", errors="replace")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Some programs put UTF-8's mark before Windows-1252.
        return source.removeprefix(b"\xef\xbb\xbf").decode("cp1252", errors="replace")


def csv_rows(text: str) -> Iterator[Row]:
    """The rows of a CSV text, whichever of comma, semicolon and tab parts the first line. Raises Unreadable."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=_delimiter(text), strict=False)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
            if any(cell.strip() for cell in cells):
                yield Row(number, tuple(cell.strip() for cell in cells[:MOST_COLUMNS]))
    except csv.Error as error:
        raise Unreadable(
            f"row {number + 1} is not CSV ({error}); a quote is probably not closed. Nothing after it was read"
        ) from None


def _delimiter(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", text[:10_000]).lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=head.count)


def xlsx_rows(source: bytes) -> Iterator[Row]:
    """The rows of a workbook's first sheet that has any; the last computed value of a formula. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise Unreadable(f"the workbook unpacks to more than {LARGEST_UNPACKED} bytes")
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable("a ZIP file, but no Excel workbook; save the table as .xlsx or CSV")
    except (zipfile.BadZipFile, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("no Excel workbook that can be opened; save it again as .xlsx or CSV") from None
    yield from _sheet(source)


def _sheet(source: bytes) -> Iterator[Row]:
    # Loaded only here: it costs more than all the rest of the intake together.
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(source), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001  # openpyxl raises whatever a damaged part leads to
        raise Unreadable(f"no Excel workbook that can be opened ({type(error).__name__}); save it again") from None
    try:
        for sheet in workbook.worksheets:
            some = False
            for row in _cells(sheet.iter_rows(values_only=True)):
                some = True
                yield row
            if some:
                return
    finally:
        workbook.close()


def _cells(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    number = 0
    while True:
        try:
            values = next(rows)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001  # the same: a sheet is parsed while it is read
            raise Unreadable(
                f"row {number + 1} of the workbook is damaged ({type(error).__name__}); nothing after it was read"
            ) from None
        number += 1
        if number > MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        read = [_text(value) for value in values[:MOST_COLUMNS]]
        if any(text for text, _ in read):
            yield Row(number, tuple(text for text, _ in read), tuple(note for _, note in read if note))


def _text(value: object) -> tuple[str, str]:
    """What a cell shows, and a note where the workbook has lost something."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("true" if value else "false"), ""
    if isinstance(value, datetime):
        return (value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")), ""
    if isinstance(value, date):
        return value.isoformat(), ""
    if isinstance(value, (int, float)):
        whole = float(value).is_integer() and abs(value) < 1e18
        text = str(int(value)) if whole else repr(value)
        return text, (f"the number {text} has more digits than a spreadsheet keeps" if abs(value) > _EXACT else "")
    text = str(value).strip()
    if re.fullmatch(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)", text):
        return "", f"a formula has no value ({text})"
    return text, ""
