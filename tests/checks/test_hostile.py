"""Texts nobody writes: each is answered in time that grows with its length, and never with a traceback."""

from __future__ import annotations

from datetime import date

import pytest

from orchestrator.checks import Advert, check
from orchestrator.checks.rules import RULES
from orchestrator.domain.advert import Wording
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy

TODAY = date(2026, 11, 24)
MILLION = 1_000_000


def look(body: str, title: str = "Care Coordinator", place: Place | None = None) -> int:
    return len(
        check(Advert(Wording(title, body), Vacancy("x", place or Place("Torquay"), must_haves=(body[:300],))), TODAY)
    )


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        " ", "\n", "a", "A ", "1", "- a\n", "# ", "**", "(", "[at]", "@", "a@", "a.", "www.", "http://", "0",
        "01803 ", "+44", "£1", "£", "£1 per hour ", "aged ", "over 18 ", "young ", "young and ", "male ", "man ",
        "waitress ", "no ", "DBS ", "CRB ", "clean ", "sponsor ", "driving licence ", "own car ", "physically ",
        "health ", "native ", "english first language ", "british ", "only ", "christian ", "single ", "you will ",
        "we ", "our ", "benefits\n", "experience ", "5 years ", "competitive ", "up to ", "microsoft ",
        "the elderly ", "unpaid ", "contact time ", "!!", "WE ARE ", "essential\n- a\n", "e", "ABC ", "a-b-",
        "A-B-", "no family ", "with ", "must ", "1. ", "\t", "é", "看", "İ", "ß", "\U0001f31f", "a\u0301", "\u202e",
        "\x00", "zero hours ", "apply on our website ", "deposit ", "pay for your own uniform ", "must not work ",
        "salary history ", "age 25 to 35 ",
    ],
)  # fmt: skip
def test_a_million_characters_of_whatever_a_pattern_begins_with(piece: str) -> None:
    assert look(piece * (MILLION // len(piece))) >= 0


@pytest.mark.parametrize(
    ("title", "body"),
    [("", ""), (" ", "\n\n"), ("<p", "<div><p>unclosed & <script>"), ("Опекун", "Szukamy 護理 مقدم רופא " * 50),
     ("x" * 10_000, "y"), ("İSTANBUL İŞ", "İİİ young İİİ")],
)  # fmt: skip
def test_texts_of_other_kinds(title: str, body: str) -> None:
    assert look(body, title) >= 0
    assert look(body, title, Place("Denver", "CO", country="US")) >= 0
    assert look(body, title, Place("Wien", country="AT")) >= 0
    assert look(body, title, Place("Ottawa", "ON", country="CA")) >= 0


def test_a_span_stays_right_behind_letters_that_grow_when_small() -> None:
    body = "İİİ We are a young team."
    [found] = [
        each for each in check(Advert(Wording("x", body), Vacancy("x", Place("y"))), TODAY) if each.rule == "EQA-AGE-02"
    ]
    assert body[found.start : found.end] == "young"


def test_every_function_of_a_rule_takes_an_empty_advert() -> None:
    assert len(RULES) > 90
    assert look("") > 0
