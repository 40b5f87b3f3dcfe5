"""XML that is built from values and read without entities."""

from __future__ import annotations

import pytest

from orchestrator.boards import document, element, fragment, words
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
