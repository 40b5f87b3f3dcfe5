"""Tables of published pay: what is read, and why a row is not."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from orchestrator.intake.draft import Refusal
from orchestrator.intake.pay_references import read_pay_references
from orchestrator.pay.benchmark import Published

HEAD = "Job title,Salary,Region,Postcode,Town,Published on,Source\n"


def read(rows: str) -> list[Published | Refusal]:
    return list(read_pay_references((HEAD + rows).encode()))


def test_a_row_is_a_figure_a_year_in_a_region() -> None:
    assert read(
        'Care Coordinator,"£26,000 - £28,000 a year",,TQ1 3EX,,2026-05-01,Survey\n'
        "Carer,£12.71 per hour,london,,,1/6/2026,Survey\n"
        "Nurse,35000,,,Exeter,2026-05-01,Survey\n"
    ) == [
        Published("Care Coordinator", "South West England", Decimal(27000), date(2026, 5, 1), "Survey"),
        Published("Carer", "London", Decimal("24784.5"), date(2026, 6, 1), "Survey"),
        Published("Nurse", "South West England", Decimal(35000), date(2026, 5, 1), "Survey"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",26000,London,,,2026-05-01,Survey", "title: empty"),
        ("Carer,negotiable,London,,,2026-05-01,Survey", "pay: 'negotiable' is no pay in pounds"),
        ("Carer,$40000 a year,London,,,2026-05-01,Survey", "is no pay in pounds"),
        ("Carer,26000,Atlantis,,,2026-05-01,Survey", "region: 'Atlantis' is not one of"),
        ("Carer,26000,,,,2026-05-01,Survey", "region: none is named"),
        ("Carer,26000,London,,,soon,Survey", "stated_on: 'soon' is no day"),
        ("Carer,26000,London,,,31/02/2026,Survey", "is no day"),
        ("Carer,26000,London,,,2026-05-01,", "source: empty"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(row: str, said: str) -> None:
    [refusal] = read(row + "\n")
    assert isinstance(refusal, Refusal)
    assert refusal.item == "row 2"
    assert said in refusal.reason


def test_a_workbook_is_read_too() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["title", "pay", "region", "stated on", "source"])
    sheet.append(["Carer", 24800, "London", date(2026, 6, 1), "Survey"])
    stream = io.BytesIO()
    book.save(stream)
    assert list(read_pay_references(stream.getvalue())) == [
        Published("Carer", "London", Decimal(24800), date(2026, 6, 1), "Survey")
    ]


@pytest.mark.parametrize("source", [b"", b"PK\x03\x04broken", b"title,pay\nCarer,26000\n", b'title,pay\n"x'])
def test_a_file_that_is_no_such_table_is_one_refusal(source: bytes) -> None:
    [refusal] = read_pay_references(source)
    assert isinstance(refusal, Refusal)
