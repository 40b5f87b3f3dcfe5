"""Every file of a report says whether its figures follow from its data, and which do not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from orchestrator.reporting.carried import LONGEST
from orchestrator.reporting.edition import NotAReport, freeze
from orchestrator.reporting.files import FORMS, Sheet
from orchestrator.reporting.tables import table
from orchestrator.reporting.verify import verify_file

from .test_client import data as client

COLUMNS = ["clicks_measured", "applications_reported"]


def month(**changes: Any) -> dict[str, Any]:
    postings = [
        {"id": id, "reference": f"R-{id}", "group": board, "label": board,
         "counts": {"clicks_measured": 40, "applications_reported": count}}
        for id, board, count in ((1, "reed", 13), (2, "reed", None), (3, "=indeed", 4))
    ]  # fmt: skip
    unattributed = [{"vacancy": 1, "title": "Carer", "applications": 5}]
    return {"by": "board", "columns": COLUMNS, "postings": postings, "unattributed": unattributed, **changes}


def days() -> dict[str, Any]:
    rows = [
        {"day": "2026-10-01", "until": "2026-10-01", "column": "applications_reported", "value": 3, "known": 2},
        {"day": "2026-10-02", "until": "2026-10-05", "column": "applications_reported", "value": 9, "known": 1},
    ]
    return month(by="day", shown=[("2026-10-01", None), ("2026-09-01", "2026-10-03")], days=rows)


def comparison() -> dict[str, Any]:
    cells = [
        {"board": "reed", "day": f"2026-10-0{day}", "a": 4, "b": day % 3, "exposure_a": 1.0, "exposure_b": 0.7312345678}
        for day in range(1, 9)
    ]
    clicks = [{**each, "exposure_a": 40, "exposure_b": 30} for each in cells]
    boards = [{"board": "reed", "postings": 2, "known": 2, "applications": 32},
              {"board": "indeed", "postings": 1, "known": 0, "applications": None}]  # fmt: skip
    return {"cells": cells, "applied_per": {"click": clicks}, "shares": {"a": boards, "b": boards}, "unattributed": 3}


def adverts() -> dict[str, Any]:
    names = ("advert", "wording", "postings", "known_for", "applications", "judged", "usual")
    rows = [("Care", "A", 4, 4, 40, 40, 21.3456789), ("Care", "B", 4, 3, 9, 9, 18.1), ("New", "A", 1, 0, None, 0, 0.0)]
    return {"wordings": [dict(zip(names, row, strict=True)) for row in rows]}


KINDS = {"month": month, "days": days, "comparison": comparison, "adverts": adverts, "client": client}


def written(tmp_path: Path, kind: str, form: str) -> Path:
    content = freeze(kind, KINDS[kind]())
    file = tmp_path / f"report.{form}"
    file.write_bytes(FORMS[form](Sheet("report", table(content), content)).body)
    return file


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_holds_in_every_form(tmp_path: Path, kind: str, form: str) -> None:
    found = verify_file(written(tmp_path, kind, form))
    assert found.holds, found
    assert found.kind == kind


def test_a_changed_cell_of_a_csv_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "month", "csv")
    file.write_bytes(file.read_bytes().replace(b"reed,reed,2,80,2,13,1", b"reed,reed,2,80,2,14,1"))
    found = verify_file(file)
    assert found.intact
    assert found.differing == ("line 3, applications_reported: '14' in the file, '13' from its data",)


def test_a_changed_cell_of_a_workbook_is_named_and_a_missing_line_too(tmp_path: Path) -> None:
    file = written(tmp_path, "client", "xlsx")
    book = load_workbook(io.BytesIO(file.read_bytes()))
    book.worksheets[0]["B2"] = "Another"
    book.worksheets[0].delete_rows(book.worksheets[0].max_row)
    book.save(file)
    found = verify_file(file)
    assert not found.holds
    assert any(line.startswith("line 2, name: 'Another' in the file") for line in found.differing)
    assert any("lines in the file" in line for line in found.differing)


def test_a_csv_that_a_spreadsheet_has_saved_again_still_holds(tmp_path: Path) -> None:
    file = written(tmp_path, "month", "csv")
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    wide = lines[0].count(",")
    file.write_text("\n".join(line + "," * (wide - line.count(",")) for line in lines), encoding="utf-8")
    assert verify_file(file).holds


def test_large_data_go_into_several_cells(tmp_path: Path) -> None:
    postings = [
        {"id": id, "reference": f"R-{id * 7919 % 100_003}", "group": f"{id * 31 % 97}", "label": f"{id * 104_729}",
         "counts": {"clicks_measured": id * 7919 % 1009, "applications_reported": id % 11}}
        for id in range(3_000)
    ]  # fmt: skip
    content = freeze("month", month(postings=postings))
    file = tmp_path / "report.xlsx"
    file.write_bytes(FORMS["xlsx"](Sheet("report", table(content), content)).body)
    cells = [cell for row in load_workbook(file)["Data"].values for cell in row]
    assert max(len(str(cell)) for cell in cells) == LONGEST
    assert verify_file(file).holds


@pytest.mark.parametrize(
    "body",
    [b"", b"board,id\nreed,1\n", b"{}", b"[]", b"PK\x03\x04nothing", b"\xff\xfe\x00",
     b"a,b\n# report: month\n# snapshot: 1\n# code_version: 1\n# data: AAAA\n",
     b"a,b\n# report: novel\n# snapshot: 1\n# code_version: 1\n# data: eJyrrgUAAXUA+Q==\n"],
)  # fmt: skip
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(body)
    with pytest.raises(NotAReport):
        verify_file(file)
