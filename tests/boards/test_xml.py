"""XML that is built from values and read without entities."""

from __future__ import annotations

import pytest

from orchestrator.boards import document, element, fragment, marked, with_query, words
from orchestrator.boards.xml import parsed
from orchestrator.testing import hostile


def test_values_become_elements() -> None:
    root = element("a", {"b": "<&>", "c": {"d": 7}, "e": [element("f", "1"), element("f", "2")], "g": ""}, kind="x")
    assert fragment(root) == b'<a kind="x"><b>&lt;&amp;&gt;</b><c><d>7</d></c><e><f>1</f><f>2</f></e><g/></a>\n'
    assert document(element("é", "ü")).startswith(b"<?xml version='1.0' encoding='UTF-8'?>")


@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_no_text_becomes_markup(kind: str) -> None:
    text = hostile.TEXTS[kind]
    root = parsed(document(element("a", {"b": text})))
    assert [each.tag for each in root.iter()] == ["a", "b"]
    assert fragment(element("a", text)).isascii()


@pytest.mark.parametrize("data", [b"", b"<a>", b"<html><p>", b"{}", b"\xff\xfe"])
def test_what_is_no_document_says_so(data: bytes) -> None:
    with pytest.raises(ValueError):
        parsed(data)


def test_entities_are_not_read() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><b>&b;</b></a>'
    assert words(parsed(bomb), "b") == ""


@pytest.mark.parametrize("kind", hostile.TEXTS)
def test_no_text_leaves_its_section(kind: str) -> None:
    text = hostile.TEXTS[kind]
    root = parsed(marked("a", {"b": text, "c": {"d": text}}, id=text).encode())
    assert [each.tag for each in root.iter()] == ["a", "b", "c", "d"]
    assert words(root, "b") == words(root, "c/d")


def test_a_query_stands_behind_another_and_before_a_fragment() -> None:
    assert with_query("https://x.example/a", "s=1") == "https://x.example/a?s=1"
    assert with_query("https://x.example/a?b=2#c", "s=1") == "https://x.example/a?b=2&s=1#c"
