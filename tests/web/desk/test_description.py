"""A job description in the browser: what cannot be read is a sentence, what can be becomes a vacancy and an advert."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sqlalchemy import select

from orchestrator.domain.permission import Role
from orchestrator.storage import tables as t
from tests.intake.test_job_description import SOURCE, bullet, docx, heading, paragraph, pdf

from .conftest import Desk
from .visitor import Visitor

ADDRESS = "/adverts/from-description"


def hand_in(visitor: Visitor, text: str = "", file: bytes | None = None, name: str = "description.pdf") -> Visitor:
    visitor.open(ADDRESS)
    sent: dict[str, Any] = dict(visitor.fields("Find the parts")) | {"document": text}
    if file is not None:
        sent["file"] = (io.BytesIO(file), name)
    return visitor._arrive(visitor.client.post(ADDRESS, data=sent, content_type="multipart/form-data"))


@pytest.mark.parametrize(
    ("text", "file", "said"),
    [
        ("", None, "Paste the job description, or choose its file"),
        (" \n ", None, "Paste the job description, or choose its file"),
        ("", b"", "The file is empty"),
        ("", pdf(), "The PDF is a scan"),
        ("", b"%PDF-1.4\nnonsense", "save it anew"),
        ("", b"PK\x03\x04broken", "damaged"),
        ("", b"\xd0\xcf\x11\xe0old", "An old Word format"),
        ("word " * 200_000, None, "at most 300000 are read"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_at_its_field(desk: Desk, text: str, file: bytes | None, said: str) -> None:
    visitor = hand_in(desk.signed_in(), text, file)
    assert visitor.status == 422
    [error] = visitor.page.xpath("//p[@class='err']")
    assert said in error.text_content()
    assert error.get("id") == ("document-error" if file is None else "file-error")


@pytest.mark.parametrize("text", ["<h1>Carer<ul><li>Care<li", "Ты 護 carer\n\u202eMain duties\n- Plan", "x" * 250_000])
def test_whatever_can_be_read_is_shown_with_its_gaps(desk: Desk, text: str) -> None:
    visitor = hand_in(desk.signed_in(), text)
    assert visitor.status == 200
    assert "Not in the document." in visitor.text


def test_a_word_document_becomes_a_vacancy_and_an_advert_once(desk: Desk) -> None:
    file = docx(paragraph("Job title: Deputy Manager"), paragraph("Location: Exeter, EX1 1AA"),
                paragraph("Salary: £31,000 per annum"), heading("Main duties"), bullet("To lead the team"))  # fmt: skip
    visitor = hand_in(desk.signed_in(), file=file, name="deputy.docx")
    sent = visitor.fields("Take it over")
    visitor.press("Take it over", benefits="Pension\n- Paid breaks")
    assert "A vacancy and its advert were added" in visitor.text
    again = visitor.client.post(f"{ADDRESS}/take", data=sent)
    assert again.headers["Location"] == visitor.path
    with desk.callboard.database.read() as connection:
        [vacancy] = connection.execute(select(t.vacancy)).all()
        wording = connection.execute(select(t.wording).order_by(t.wording.c.id.desc()).limit(1)).one()
    assert (vacancy.title, vacancy.town, vacancy.postcode, vacancy.pay_minimum) == (
        "Deputy Manager", "Exeter", "EX1 1AA", 31000,
    )  # fmt: skip
    assert vacancy.employer_id == desk.fairhaven.employer
    assert wording.benefits == ["Pension", "Paid breaks"]
    assert "- Lead the team" in wording.body


def test_what_is_wrong_stands_at_its_field_with_passages_and_all_that_was_typed(desk: Desk) -> None:
    visitor = hand_in(desk.signed_in(), SOURCE.decode())
    visitor.press("Take it over", town="", weekly_hours="400", body="")
    assert visitor.status == 422
    for field, said in (("town", "Name the town"), ("weekly_hours", "up to 168"), ("body", "Write the advert’s text")):
        assert said in visitor.page.get_element_by_id(f"{field}-error").text_content()
    assert visitor.page.get_element_by_id("weekly_hours").value == "400"
    assert "Location: Torquay, Devon, TQ1 3EX" in visitor.text
    visitor.press("Take it over", town="Torquay", weekly_hours="37.5", body="You plan the week.")
    assert "A vacancy and its advert were added" in visitor.text


def test_what_is_not_in_it_is_marked_and_made_up_by_nobody(desk: Desk) -> None:
    visitor = hand_in(desk.signed_in(), "Care Coordinator\n\nKey tasks\n\n- Plan the rota\n- Answer calls\n")
    assert len(visitor.page.xpath("//p[@class='gap']")) == 9
    assert visitor.page.get_element_by_id("pay_minimum").value == ""
    visitor.press("Take it over", town="Exeter")
    assert "The advert shows no pay." in visitor.text


def test_a_reviewer_may_not(desk: Desk) -> None:
    assert desk.signed_in("rhea", Role.REVIEWER).open(ADDRESS).status == 403
