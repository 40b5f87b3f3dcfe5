"""Tables: CSV in every dialect spreadsheets write, and workbooks."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.vacancy import Hours
from orchestrator.intake.draft import Draft, Item, Refusal
from orchestrator.intake.headers import ALIASES
from orchestrator.intake.read import read

HEADER = "Job Title,Company,Town,Salary min,Salary max,Currency,Pay period,Description"
ROW = "Care Coordinator,Fairhaven,Exeter,26500,29000,GBP,year,You will plan visits."


def drafts(source: str | bytes, name: str = "t.csv") -> list[Draft]:
    items = list(read(source.encode() if isinstance(source, str) else source, name))
    assert not [item for item in items if isinstance(item, Refusal)]
    return [item.draft for item in items if isinstance(item, Item)]


def refusals(source: str | bytes, name: str = "t.csv") -> list[Refusal]:
    return [
        item for item in read(source.encode() if isinstance(source, str) else source, name) if isinstance(item, Refusal)
    ]


def workbook(*rows: tuple[str | float | date | None, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_dialect_is_read(delimiter: str, encoding: str, end: str) -> None:
    text = f"{HEADER}\n{ROW}\n".replace(",", delimiter).replace("\n", end)
    draft = drafts(text.encode(encoding))[0]
    assert (draft.vacancy.title, draft.employer, draft.vacancy.place.town) == (
        "Care Coordinator",
        "Fairhaven",
        "Exeter",
    )
    assert draft.vacancy.pay == Pay(Decimal(26500), Decimal(29000), "GBP", PayPeriod.YEAR)


def test_windows_1252_is_read() -> None:
    text = f"{HEADER}\n{ROW.replace('Exeter', 'São Brás – £')}\n"
    assert drafts(text.encode("cp1252"))[0].vacancy.place.town == "São Brás – £"


def test_blank_is_unknown_and_zero_is_no_pay() -> None:
    text = "title,body,pay_min,pay_max,pay_period,currency\nA,x,,,,\nB,x,0,0.0,year,GBP\n"
    assert [draft.vacancy.pay for draft in drafts(text)] == [None, None]


def test_rows_may_share_the_text_of_an_earlier_one() -> None:
    text = (
        "advert,title,town,pay,currency,period,hours,openings,description\n"
        "Coordinators,Care Coordinator,Exeter,27000,GBP,year,full time,2,You will plan visits.\n"
        "Coordinators,,Torquay,13.50,GBP,hour,part time,1,\n"
    )
    first, second = drafts(text)
    assert first.wording is not None
    assert second.wording is None
    assert second.advert == "Coordinators"
    assert second.vacancy.place.town == "Torquay"
    assert second.vacancy.hours is Hours.PART_TIME
    assert second.vacancy.pay == Pay(Decimal("13.50"), Decimal("13.50"), "GBP", PayPeriod.HOUR)


def test_a_row_is_refused_alone_with_everything_that_is_wrong() -> None:
    text = f"{HEADER},openings,closes\n{ROW},two,someday\n{ROW},2,31/12/2026\n"
    items = list(read(text.encode(), "t.csv"))
    assert isinstance(items[0], Refusal)
    assert items[0].item == "t.csv row 2"
    assert "openings: 'two'" in items[0].reason
    assert "closes: 'someday'" in items[0].reason
    assert isinstance(items[1], Item)
    assert items[1].draft.vacancy.closes_on == date(2026, 12, 31)


def test_a_number_a_spreadsheet_has_rounded_is_kept_and_named() -> None:
    draft = drafts("title,body,job_id\nA,x,1.23457E+12\n")[0]
    assert draft.vacancy.requisition == "1.23457E+12"
    assert any("rounded by a spreadsheet" in note for note in draft.notes)


def test_a_workbook_is_read_with_dates_numbers_and_faults() -> None:
    content = workbook(
        ("Title", "Employer", "City", "Min salary", "Currency", "Per", "Closing date", "Req ID",
         "Remote", "Text", "Benefits"),
        ("Care Coordinator", "Fairhaven", "Exeter", 26500.0, "GBP", "year", date(2026, 12, 31), 3844032378,
         True, "You will plan.", "#N/A"),
    )  # fmt: skip
    draft = drafts(content, "t.xlsx")[0]
    assert draft.vacancy.pay == Pay(Decimal(26500), None)
    assert draft.vacancy.closes_on == date(2026, 12, 31)
    assert draft.vacancy.requisition == "3844032378"
    assert draft.vacancy.place.remote
    assert any("#N/A" in note for note in draft.notes)


def test_a_row_number_is_the_one_the_spreadsheet_shows() -> None:
    content = workbook(("title", "text"), ("A", "x"), (None, None), ("B", None))
    assert [refusal.item for refusal in refusals(content, "t.xlsx")] == ["t.xlsx row 4"]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, b"\xd0\xcf\x11\xe0", b"title", b"name,age\nx,3\n", b"", b"\x00\x01",
     b"title,body\nA," + b"x" * 200_000 + b"\n", b'title,body\n"A'],
    ids=repr,
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_reason(content: bytes) -> None:
    assert all(refusal.reason for refusal in refusals(content, "t.csv"))
    assert refusals(content, "t.csv")


def test_no_name_of_a_column_means_two_fields() -> None:
    names = [alias for aliases in ALIASES.values() for alias in aliases]
    assert len(names) == len(set(names))


_CELLS = st.sampled_from(
    ["", "x", "-1", "1e999", "2026-13-45", "£", "=1+1", "a@b", "1" * 40, "\x00", "99999999999999", '"', "9" * 13]
)


@given(
    st.lists(st.sampled_from(sorted(ALIASES)), min_size=2, max_size=8),
    st.lists(st.lists(_CELLS | st.text(max_size=12), max_size=8), max_size=3),
)
def test_no_table_is_a_traceback(header: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(",".join(cells) for cells in [["title", *header], *rows])
    for item in read(text.encode("utf-8", "replace"), "t.csv"):
        assert isinstance(item, Item) or item.reason


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.json", "a.jsonl", "a.html", "a.md", "a"]))
def test_no_content_is_a_traceback(content: bytes, name: str) -> None:
    for item in read(content, name):
        assert isinstance(item, Item) or item.reason
