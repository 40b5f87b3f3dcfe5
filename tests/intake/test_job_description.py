"""From a job description to an advert: what is found, where, what is missing, and that nothing is invented."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from orchestrator.checks import Advert, check
from orchestrator.domain.finding import Severity
from orchestrator.domain.pay import Pay
from orchestrator.intake.advert_file import load
from orchestrator.intake.document import document_text
from orchestrator.intake.draft import Unreadable
from orchestrator.intake.job_description import MOST_BULLETS, Part, propose
from orchestrator.intake.proposal import to_draft, to_file, to_values

SOURCE = (Path(__file__).parent / "job_descriptions" / "care_coordinator.txt").read_bytes()
TODAY = date(2026, 11, 24)


def every(proposal: object) -> list[Part]:
    found = []
    for name in ("title", "employer", "place", "pay_text", "hours", "contract", "summary", "responsibilities",
                 "must_haves", "desirables", "benefits", "culture", "checks", "left_out"):  # fmt: skip
        part = getattr(proposal, name)
        found += [part] if isinstance(part, Part) else list(part or ())
    return found


def test_a_job_description_becomes_an_advert_that_passes_its_own_checks() -> None:
    advert = load(to_file(propose(document_text(SOURCE))))
    assert advert.draft.wording is not None
    found = check(Advert(advert.draft.wording, advert.draft.vacancy), TODAY)
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


def test_facts_and_lists_are_found() -> None:
    proposal = propose(document_text(SOURCE))
    draft = to_draft(proposal)
    vacancy, wording = draft.vacancy, draft.wording
    assert (vacancy.title, draft.employer) == ("Care Coordinator", "Fairhaven Homecare Ltd")
    assert (vacancy.place.town, vacancy.place.region, vacancy.place.postcode) == ("Torquay", "Devon", "TQ1 3EX")
    assert vacancy.pay == Pay(proposal.pay.minimum, proposal.pay.maximum)
    assert vacancy.weekly_hours == 37.5
    assert vacancy.contract.value == "permanent"
    assert vacancy.must_haves[0] == "Experience of planning rotas, visits or appointments"
    assert len(vacancy.desirables) == 3
    assert wording is not None
    assert len(wording.benefits) == 6
    assert wording.body.count("\n- ") == MOST_BULLETS
    assert "adults' barred list" in vacancy.checks[0]
    assert proposal.missing == ()


def test_what_belongs_to_the_document_stays_in_it() -> None:
    proposal = propose(document_text(SOURCE))
    said = " ".join(part.text for part in proposal.responsibilities)
    assert "other duties" not in said
    assert "supervision" not in said
    assert any("other duties" in part.text for part in proposal.left_out)
    assert not any("reasonable care" in part.text for part in every(proposal) if part not in proposal.left_out)


def test_every_word_of_a_part_is_in_its_passage_and_the_passage_in_the_document() -> None:
    text = document_text(SOURCE)
    for part in every(propose(text)):
        assert text[part.passage.start : part.passage.end] == part.passage.text
        assert all(word.casefold() in part.passage.text.casefold() for word in part.text.split())


def test_what_is_not_said_is_missing_and_not_made_up() -> None:
    proposal = propose("Care Coordinator\n\nKey tasks\n\n- Plan the rota\n- Answer calls\n")
    assert proposal.missing == (
        "employer", "place", "pay", "hours", "contract", "summary", "must_haves", "benefits", "culture", "checks",
    )  # fmt: skip
    written = to_file(proposal)
    assert "# MISSING place: the town and the postcode district" in written
    assert "pay:" not in written.replace("# MISSING pay:", "")
    assert "\ncontract: " not in written
    values = to_values(proposal)
    assert values["missing"] == list(proposal.missing)


def test_pay_without_a_label_is_found_in_its_sentence() -> None:
    proposal = propose("Job title: Cook\nYou cook for forty. The salary is £26,000 to £28,000 a year. Free meals.\n")
    assert (proposal.pay.annual_minimum, proposal.pay.annual_maximum) == (Decimal(26000), Decimal(28000))
    assert propose("Job title: Cook\nYou manage a food budget of £30,000 a year.\n").pay_text is None


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Job Description: Senior Carer", "Senior Carer"),
        ("# Senior Carer", "Senior Carer"),
        ("JOB DESCRIPTION\nPost title: Senior Carer", "Senior Carer"),
        ("Senior Carer – Job Description", "Senior Carer"),
        ("Job title:\nSenior Carer", "Senior Carer"),
        ("Role - Senior Carer", "Senior Carer"),
    ],
)
def test_titles_as_documents_have_them(first: str, title: str) -> None:
    found = propose(f"{first}\n\nMain duties\n- Plan\n")
    assert found.title is not None
    assert found.title.text == title


def docx(*blocks: str) -> bytes:
    """A Word document as other programs write it: no more parts than it must have."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {w}><w:body>{''.join(blocks)}</w:body></w:document>")
    return stream.getvalue()


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>"


def bullet(text: str) -> str:
    return paragraph(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def heading(text: str) -> str:
    return paragraph(text, '<w:pStyle w:val="Heading1"/>')


def table(*rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ("".join(f"<w:tc>{''.join(map(paragraph, cell))}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_a_word_document_with_tables() -> None:
    source = docx(
        heading("Job Description"),
        table(
            (("Job title",), ("Deputy Manager",)),
            (("Salary",), ("£31,000 per annum",)),
            (("Location",), ("Exeter, EX1 1AA",)),
            (("Hours",), ("40 hours per week",)),
        ),
        paragraph("Main duties", run="<w:b/>"),
        bullet("To lead the team when the manager is away"),
        bullet("To audit care plans & medicines"),
        table(
            (("Criteria",), ("Essential",), ("Desirable",)),
            (("Experience",), ("Leading a shift", "Writing care plans"), ("Inspection visits",)),
            (("Qualification",), ("Level 3 in care",), ("Level 5",)),
        ),
    )
    proposal = propose(document_text(source))
    assert proposal.title is not None
    assert proposal.title.text == "Deputy Manager"
    assert proposal.pay.minimum == 31000
    assert proposal.hours is not None
    assert [part.text for part in proposal.responsibilities] == [
        "Lead the team when the manager is away", "Audit care plans & medicines",
    ]  # fmt: skip
    assert [part.text for part in proposal.must_haves] == ["Leading a shift", "Writing care plans", "Level 3 in care"]
    assert [part.text for part in proposal.desirables] == ["Inspection visits", "Level 5"]


def test_html_is_read_and_broken_html_too() -> None:
    proposal = propose(
        document_text(
            b"<h1>Cook</h1><h2>Key duties</h2><ul><li>Cook lunch<li>Order food</ul><p>Salary: &pound;26,000 pa"
        )
    )
    assert proposal.title is not None
    assert [part.text for part in proposal.responsibilities] == ["Cook lunch", "Order food"]
    assert proposal.pay.minimum == 26000


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xd0\xcf\x11\xe0old", "old Word format"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\x89PNG\x00\x00", "not a document"),
        (b"x" * 10_000_001, "at most"),
        (b"word " * 80_000, "at most"),
        (docx(), "no text"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(source: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        document_text(source)


def test_a_zip_that_is_no_document_and_a_bomb() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Unreadable, match="no Word document"):
        document_text(stream.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 21_000_000)
    with pytest.raises(Unreadable, match="too large"):
        document_text(bomb.getvalue())


def test_nothing_but_a_title_is_refused_without_one() -> None:
    with pytest.raises(Unreadable, match="no title"):
        to_draft(propose("We have been here for many years, and do many things for many people in Devon and Cornwall."))


@pytest.mark.parametrize(
    "piece", [" ", "\n", "- a\n", "Essential\n", "a", "Salary: £1\n", ":", "# ", "**", "1. ", "è", "護"]
)
def test_long_documents_are_answered(piece: str) -> None:
    propose(piece * (300_000 // len(piece)))


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines as text; without any it is what a scan is to a reader."""
    text = "BT /F1 11 Tf 14 TL 50 800 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET" if lines else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Font << /F1 5 0 R >> >>",
    ]
    written, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table_at = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    return (written + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table_at}\n%%EOF\n").encode(
        "latin-1"
    )


def test_a_pdf_with_text_is_read_and_a_scan_is_named() -> None:
    pytest.importorskip("pypdf", reason="pypdf is not installed: PDF files are refused with a sentence")
    proposal = propose(
        document_text(
            pdf("Job title: Cook", "Salary: 26,000 per annum", "Main duties", "- Cook lunch for forty people every day")
        )
    )
    assert proposal.title is not None
    assert proposal.pay.minimum == 26000
    with pytest.raises(Unreadable, match="scan"):
        document_text(pdf())
    with pytest.raises(Unreadable, match=r"damaged|scan"):
        document_text(b"%PDF-1.4\nnonsense")
