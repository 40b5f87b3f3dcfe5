"""Marks stand where the words are in what was typed, whatever was tidied before the rules looked at it."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from orchestrator.checks import Advert, check
from orchestrator.domain.finding import Finding, Severity
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from tests.checks.cases import TODAY
from web.advert_form import AdvertText
from web.spans import Spot, spot

TYPED = AdvertText("A", "", "", "", "", "", "")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("body", "\n\n  You must be aged 25 to 40.\n"),
        ("body", "Café 🏠 owners wanted. You must be aged 25 to 40."),
        ("title", "   Carer aged 25 to 40"),
        ("summary", "You must be aged 25 to 40."),
        ("benefits", "Pension\n\n  - Paid breaks\n * A trip; you must be aged 25 to 40\n"),
    ],
)
def test_the_words_are_found_as_they_were_typed(field: str, typed: str) -> None:
    text = AdvertText.kept(asdict(TYPED) | {"title": "Carer", field: typed})
    findings = check(Advert(text.wording, Vacancy("Carer", Place("Torquay"))), TODAY)
    [found] = [each for each in findings if each.rule == "EQA-AGE-01"]
    where = spot(text, found)
    assert where.field == field
    assert typed[where.start : where.end] == "aged 25 to 40"


def test_where_words_were_moved_the_whole_field_is_meant() -> None:
    text = replace(TYPED, title="Carer    aged 25   to 40")
    finding = Finding("X", Severity.ERROR, "title", "", start=6, end=19)
    assert spot(text, finding) == Spot("title")
    assert spot(text, replace(finding, field="must_haves[0]")) == Spot("")
    assert spot(text, replace(finding, field="body", start=0, end=0)) == Spot("body")
