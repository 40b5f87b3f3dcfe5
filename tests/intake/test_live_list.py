"""A board's list of live adverts in the shapes people bring it in."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from orchestrator.domain.live_advert import LiveAdvert
from orchestrator.intake.live_list import read_live_list, written

COLUMNS = [LiveAdvert("FH-1.1-1", "Care Coordinator", "Torquay", "https://b.example/1", "77")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_found_by_name(mark: str) -> None:
    rows = (["Job_Title", "Location", "Your reference", "URL", "Job ID", "Views"],
            ["Care Coordinator", "Torquay", "FH-1.1-1", "https://b.example/1", "77", "12"])  # fmt: skip
    text = "\r\n".join(mark.join(row) for row in rows)
    assert read_live_list(text) == read_live_list(text.encode("utf-8-sig")) == COLUMNS
    assert read_live_list(text.encode("utf-16")) == COLUMNS


def test_a_workbook() -> None:
    book = Workbook()
    book.active.append(["reference", "title", "place", "url", "id"])  # type: ignore[union-attr]
    book.active.append(["FH-1.1-1", "Care Coordinator", "Torquay", "https://b.example/1", 77])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    assert read_live_list(file.getvalue()) == COLUMNS


def test_lines_without_columns() -> None:
    lines = "FH-1.1-1 / Care Coordinator / https://b.example/1,\n\n  Night Carer, Exeter\n"
    first, second = read_live_list(lines)
    assert (first.url, first.names("FH-1.1-1")) == ("https://b.example/1", True)
    assert second == LiveAdvert(text="Night Carer, Exeter")


def test_what_is_written_is_read_again() -> None:
    for listed in (COLUMNS, read_live_list("one\ntwo https://b.example/2")):
        assert read_live_list(written(listed)) == listed
    assert read_live_list("") == []
