"""Matching a board's list with what is looked for: references first, and no guess between two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.domain.live_advert import How, LiveAdvert, Match, Sought, match, plain

TORQUAY = Sought(1, "FH-1.1-1", "Care Coordinator", "Torquay")
EXETER = Sought(2, "FH-2.1-1", "Care Coordinator", "Exeter")


def test_a_reference_wins_wherever_it_stands() -> None:
    listed = [LiveAdvert(text="Care Coordinator – Exeter (ref fh-1.1-1) https://b.example/7")]
    (first, second) = match([TORQUAY, EXETER], listed)
    assert (first.advert, first.how) == (listed[0], How.REFERENCE)
    assert second.advert is None


@pytest.mark.parametrize("other", ["FH-1.1-12", "XFH-1.1-1", "FH-1.1-1.2", "FH-1.1-1-2", "ÄFH-1.1-1"])
def test_a_reference_is_matched_whole(other: str) -> None:
    assert not LiveAdvert(reference=other).names("FH-1.1-1")


@pytest.mark.parametrize("text", ["FH-1.1-1.", "(FH-1.1-1)", "ref=FH-1.1-1&x", "FH-1.1-1, Torquay"])
def test_what_stands_around_a_reference_does_not_matter(text: str) -> None:
    assert LiveAdvert(text=text).names("fh-1.1-1")


def test_title_and_place_match_whatever_accents_and_signs() -> None:
    other = LiveAdvert(title="CARE CO-ORDINATOR", place="Torquay")
    listed = [other, LiveAdvert(title="Care  coordinator", place="Torquay, Devon")]
    assert match([TORQUAY], listed)[0].advert is listed[1]
    assert match([Sought(3, "x", "Infirmière", "Orléans")], [LiveAdvert(text="orleans infirmiere")])[0].advert


def test_between_two_alike_nothing_is_proposed() -> None:
    twice = [LiveAdvert(title="Care Coordinator", place="Torquay")] * 2
    assert match([TORQUAY], twice) == [Match(TORQUAY, rivals=2)]
    same = Sought(9, "FH-9.1-1", "Care Coordinator", "Torquay")
    assert [each.rivals for each in match([TORQUAY, same], twice[:1])] == [2, 2]


def test_a_title_is_not_found_inside_another_word_or_column() -> None:
    assert match([TORQUAY], [LiveAdvert(title="Senior Care Coordinator", place="Torquay")])[0].advert is None
    assert match([TORQUAY], [LiveAdvert(text="Care Coordinators Torquay")])[0].advert is None


@given(st.lists(st.text(max_size=30), max_size=8), st.lists(st.text(min_size=1, max_size=10), max_size=6))
def test_each_advert_is_proposed_once(lines: list[str], references: list[str]) -> None:
    sought = [Sought(number, each, each, "") for number, each in enumerate(references)]
    listed = [LiveAdvert(text=line) for line in lines]
    found = match(sought, listed)
    assert [each.sought for each in found] == sought
    used = [id(each.advert) for each in found if each.advert]
    assert len(used) == len(set(used))
    assert plain(plain("Ä b-C")) == plain("Ä b-C")
