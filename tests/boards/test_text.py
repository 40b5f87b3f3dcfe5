"""Lengths, cutting, XML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from orchestrator.boards.text import Measure, cdata, characters, cut, graphemes, utf8_bytes, xml_safe

FAMILY = "👩‍👩‍👧‍👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    ("text", "points", "octets", "clusters"),
    [
        ("", 0, 0, 0),
        ("abc", 3, 3, 3),
        ("a\r\nb", 4, 4, 3),
        ("é", 1, 2, 1),
        ("e\u0301", 2, 3, 1),
        (FAMILY, 7, 25, 1),
        (SCOTLAND, 7, 28, 1),
        ("🇬🇧🇫🇷", 4, 16, 2),
        ("👍🏽!", 3, 9, 2),
        ("❤\ufe0f", 2, 6, 1),
        ("한국", 2, 6, 2),
        ("\u1112\u1161\u11ab", 3, 9, 1),
        ("a\u200db", 3, 5, 2),
        ("नी", 2, 6, 1),
        ("é\r\né", 4, 6, 3),
        ("\ud800", 1, 3, 1),
    ],
)
def test_lengths(text: str, points: int, octets: int, clusters: int) -> None:
    assert (characters(text), utf8_bytes(text), graphemes(text)) == (points, octets, clusters)


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("Head chef", 9, "Head chef"),
        ("Head chef wanted", 15, "Head chef…"),
        ("Head chef wanted", 10, "Head chef…"),
        ("Head chef, wanted", 11, "Head chef…"),
        ("Headchefwanted", 5, "Head…"),
        ("Head", 1, "H"),
        ("Head", 0, ""),
        ("a" + FAMILY + "b", 4, "a…"),
    ],
)
def test_cut(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short


def test_cut_by_other_measures() -> None:
    assert cut("naïve café owner", 14, measure=utf8_bytes) == "naïve…"
    assert cut(FAMILY * 3, 2, measure=graphemes) == FAMILY + "…"


@given(st.text(), st.integers(0, 30), st.sampled_from([characters, utf8_bytes, graphemes]))
def test_cut_never_exceeds_its_limit(text: str, limit: int, measure: Measure) -> None:
    assert measure(cut(text, limit, measure=measure)) <= limit


@given(st.text(st.characters(exclude_categories=())))
def test_xml_survives_anything(text: str) -> None:
    safe = xml_safe(text)
    element = etree.Element("a")
    element.text = safe
    etree.fromstring(etree.tostring(element))
    read = etree.fromstring(f"<a>{cdata(text)}</a>".encode()).text or ""
    assert read == re.sub("\r\n?", "\n", safe)  # as every XML parser reads line ends


def test_xml() -> None:
    assert xml_safe("a\x00b\x0bc\ud800d\ufffee\tf\n😀") == "abcde\tf\n😀"
    assert cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"
