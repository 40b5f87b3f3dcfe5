"""A table as a file: CSV, XLSX or JSON. No cell of it is a formula, whatever somebody named a vacancy."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from .carried import MARK, SECOND, lines

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` of the file without its ending; `rows` with the head first, as text; `values` for JSON.

    `values` of a report (`edition.freeze`) are carried by every form, so that it can be computed anew.
    """

    name: str
    rows: Sequence[Sequence[str]]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """What is written: the bytes, their type, and the ending of the name."""

    body: bytes
    media_type: str
    ending: str


def as_csv(sheet: Sheet) -> File:
    """RFC 4180, in UTF-8 with the mark that Excel needs; below the table, lines with `# ` carry a report's data."""
    out = io.StringIO()
    csv.writer(out).writerows(sheet.rows)
    csv.writer(out).writerows([f"{MARK}{name}: {text}"] for name, text in _carried(sheet))
    return File((BYTE_ORDER_MARK + out.getvalue()).encode(), "text/csv; charset=utf-8", "csv")


def as_xlsx(sheet: Sheet) -> File:
    """A workbook with the table, and a second sheet with a report's data.

    Whole numbers are numbers; everything else is text, never a formula.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name[:31])
    page.freeze_panes = "A2"
    for index, row in enumerate(sheet.rows):
        page.append([_cell(page, value, bold=index == 0) for value in row])
    if carried := list(_carried(sheet)):
        second = book.create_sheet(SECOND)
        for pair in carried:
            second.append([_cell(second, text, number=False) for text in pair])
    out = io.BytesIO()
    book.save(out)
    return File(out.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")


def _carried(sheet: Sheet) -> Iterator[tuple[str, str]]:
    return lines(sheet.values) if "snapshot" in sheet.values else iter(())


def _cell(page: WriteOnlyWorksheet, value: str, *, bold: bool = False, number: bool = True) -> Cell:
    whole = number and value.isascii() and value.isdigit() and (value == "0" or value[0] != "0") and len(value) < 16
    made: Cell = WriteOnlyCell(page, value=int(value) if whole else value)
    if not whole:
        made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made


def as_json(sheet: Sheet) -> File:
    """Names and numbers; unknown is null."""
    text = json.dumps(sheet.values, indent=2, ensure_ascii=False)
    return File(text.encode(), "application/json; charset=utf-8", "json")


FORMS: Mapping[str, Callable[[Sheet], File]] = MappingProxyType({"csv": as_csv, "xlsx": as_xlsx, "json": as_json})
