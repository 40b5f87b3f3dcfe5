"""Advert files: what is read, what is refused and where, and that what is written is read back."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.advert import Wording
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Apply, Contract, Hours, Vacancy
from orchestrator.intake.advert_dump import dump
from orchestrator.intake.advert_file import load
from orchestrator.intake.draft import Draft
from orchestrator.intake.problem import AdvertFileError, Mark, Problem

GOOD = """---
title: "Care Coordinator"
employer: Fairhaven Homecare
place: {town: Torquay, country: GB}
pay:
  min: £26,500
  max: 29000
contract: Fixed term
benefits:
  - Mileage
  - 'Paid training'
apply: https://fairhaven.example/apply
closes: 2027-01-31
publish: 2026-12-01T09:00
---

You will plan
visits.
"""


def problems(source: str | bytes) -> list[Problem]:
    with pytest.raises(AdvertFileError) as caught:
        load(source)
    return list(caught.value.problems)


def with_line(line: str) -> str:
    return GOOD.replace("contract: Fixed term", line)


def test_a_file_is_read() -> None:
    draft = load(GOOD).draft
    assert draft.employer == "Fairhaven Homecare"
    assert draft.vacancy.pay == Pay(Decimal(26500), Decimal(29000))
    assert draft.vacancy.contract is Contract.FIXED_TERM
    assert draft.vacancy.closes_on == date(2027, 1, 31)
    assert draft.starts == "2026-12-01T09:00"
    assert draft.wording == Wording("Care Coordinator", "You will plan\nvisits.", benefits=("Mileage", "Paid training"))


@pytest.mark.parametrize("source", [GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD])
def test_line_ends_and_byte_order_marks_do_not_matter(source: str) -> None:
    assert load(source.encode()).draft == load(GOOD).draft


def test_fields_and_the_text_know_where_they_stand() -> None:
    advert = load(GOOD)
    assert advert.locate("title") == Mark(2, 9)
    assert advert.locate("title", 5) == Mark(2, 14)
    assert advert.locate("benefits[1]") == Mark(11, 6)
    assert advert.locate("pay.min") == Mark(6, 8)
    assert advert.locate("body") == Mark(17, 1)
    assert advert.locate("body", len("You will plan\nvi")) == Mark(18, 3)
    assert advert.locate("desirables") == Mark(1, 1)


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    found = problems("---\ntitel: X\nplace:\n  town: Exeter\n  remote: maybe\npay: {min: free}\nhours: half\n---\n\n")
    assert [(problem.mark.line, problem.field) for problem in found] == [
        (2, "titel"), (2, "title"), (5, "place.remote"), (6, "pay.min"), (7, "hours"), (10, "body"),
    ]  # fmt: skip
    assert found[0].nearest == "title"
    assert any(problem.accepted == ("full_time", "part_time", "either") for problem in found)


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        ("salary: 3", "salary", "unknown key"),
        ("title: again", "title", "given twice; the first is in line 2"),
        ("openings: 0", "openings", "no number of openings"),
        ("weekly_hours: 200", "weekly_hours", "no hours a week"),
        ("desirables: {a: b}", "desirables", "must be a list"),
        ("desirables: [[a]]", "desirables", "an entry must be one text"),
        ("expires: soon", "expires", "no time"),
        ("requisition: &x 1", "front matter", "anchors and aliases"),
        ("requisition: *x", "front matter", "anchors and aliases"),
        ("requisition: !!python/object:os.system 1", "front matter", "tags"),
        ("desirables: [[[[[[[[1]]]]]]]]", "front matter", "nested deeper"),
        ("desirables: [a", "front matter", "not YAML"),
        ("requisition: '\x07'", "file", "U+0007"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, field: str, says: str) -> None:
    found = problems(with_line(line))
    assert [(problem.mark.line in (8, 9), problem.field) for problem in found] == [(True, field)]
    assert says in found[0].message


def test_values_are_read_as_they_are_written() -> None:
    """YAML would make False of NO and 493 of 0755."""
    draft = load(with_line("requisition: 0755").replace("country: GB", "country: NO")).draft
    assert (draft.vacancy.place.country, draft.vacancy.requisition) == ("NO", "0755")


@pytest.mark.parametrize(
    "source",
    ["", "Hello", "---\n", "---\ntitle: x\n", "---\n- a\n---\nx", "---\n---\nx", b"---\n\xff\n---\nx", "---\n" * 3],
)
def test_what_is_no_advert_file_is_refused(source: str | bytes) -> None:
    assert problems(source)


def test_a_file_of_two_megabytes_is_refused() -> None:
    assert "larger than" in problems(b"x" * 2_000_000)[0].message


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))
    assert "anchors" in problems(f"---\n{bomb}---\nx")[0].message


def test_a_file_may_use_the_text_of_another_advert() -> None:
    source = "---\ntitle: Care Coordinator\nadvert: Coordinator in Devon\nplace: Exeter\n---\n"
    draft = load(source).draft
    assert draft.wording is None
    assert draft.advert == "Coordinator in Devon"
    assert load(dump(draft)).draft == draft


@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=300), st.text(max_size=200).map(lambda text: f"---\n{text}\n---\nx")
    )
)
def test_no_content_is_a_traceback(source: str | bytes) -> None:
    with suppress(AdvertFileError):
        load(source)


_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=40).map(
    lambda text: " ".join(text.split())
)
_WORDS = _LINE.filter(bool)
_LISTS = st.lists(_WORDS, max_size=4).map(tuple)
_SUMS = st.none() | st.decimals(1, 99999, places=2).map(lambda sum_: sum_.normalize())
_PAY = st.none() | st.builds(
    lambda low, more, period, note: Pay(low, None if low is None or more is None else low + more, "EUR", period, note),
    _SUMS, _SUMS, st.sampled_from(PayPeriod), _WORDS,
)  # fmt: skip
_PLACES = st.builds(Place, _WORDS, _LINE, st.just("TQ1 3EX"), _LINE, st.sampled_from(["GB", "NO", "US"]), st.booleans())
_APPLY = st.builds(Apply, st.sampled_from(["", "https://a.example/x?y=1#z"]), st.sampled_from(["", "a@b.example"]))
_BODIES = st.lists(_LINE, max_size=8).map("\n".join).map(str.strip).filter(bool)
_DRAFTS = st.builds(
    Draft,
    _LINE,
    st.builds(
        Vacancy, _WORDS, _PLACES, _PAY, st.sampled_from(Contract), st.sampled_from(Hours),
        st.none() | st.sampled_from([37.5, 16.0, 0.25]), st.integers(1, 9999), _LISTS, _LISTS, _LISTS,
        _APPLY,
        _LINE, _LINE, st.none() | st.dates(),
    ),
    st.none(), st.just("2026-12-01T09:00"), st.just(""), _WORDS, st.just(()),
)  # fmt: skip


@given(_DRAFTS, st.none() | st.tuples(_BODIES, _LINE, _LISTS, _LISTS))
def test_what_is_written_is_read_back(
    draft: Draft, text: tuple[str, str, tuple[str, ...], tuple[str, ...]] | None
) -> None:
    wording = Wording(draft.vacancy.title, *text) if text else None
    whole = Draft(draft.employer, draft.vacancy, wording, draft.starts, draft.ends, draft.advert)
    assert load(dump(whole)).draft == whole
