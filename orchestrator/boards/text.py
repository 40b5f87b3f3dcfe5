"""What boards want done to texts: lengths, cutting, characters that XML can carry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from .graphemes import graphemes, starts_grapheme

__all__ = ["Measure", "cdata", "characters", "cut", "graphemes", "utf8_bytes", "with_query", "xml_safe"]

Measure = Callable[[str], int]

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def characters(text: str) -> int:
    """Length in Unicode code points."""
    return len(text)


def utf8_bytes(text: str) -> int:
    """Length in bytes of UTF-8; a lone surrogate counts three, as the mark that would replace it."""
    return len(text.encode("utf-8", "surrogatepass"))


def cut(text: str, limit: int, *, measure: Measure = characters, ellipsis: str = "…") -> str:
    """`text` in at most `limit` units of `measure`, ended after a word and with an ellipsis if it was too long.

    A word that alone is too long is cut between two graphemes. `measure` never falls as a text grows.
    """
    if measure(text) <= limit:
        return text
    room = limit - measure(ellipsis)
    if room <= 0:
        ellipsis, room = "", limit
    fits = bisect_right(range(len(text)), room, key=lambda last: measure(text[: last + 1]))
    head = text[:fits]
    if head and not head[-1].isspace() and not text[fits].isspace():
        words = head.rsplit(None, 1)
        if len(words) == 2:
            head = words[0]
        else:
            while fits and not starts_grapheme(text, fits):
                fits -= 1
            head = text[:fits]
    return head.rstrip(" \t\r\n,;:–-") + ellipsis


def with_query(url: str, query: str) -> str:
    """`url` with `query` (as `source=talent`) behind what it has already, and before a fragment."""
    before, hash_sign, fragment = url.partition("#")
    return f"{before}{'&' if '?' in before else '?'}{query}{hash_sign}{fragment}"


def xml_safe(text: str) -> str:
    """`text` without the characters that XML 1.0 (section 2.2) cannot carry even escaped: controls, lone surrogates."""
    return _NOT_IN_XML.sub("", text)


def cdata(text: str) -> str:
    """`text` as a CDATA section of XML; a `]]>` in it is divided between two sections."""
    return f"<![CDATA[{xml_safe(text).replace(']]>', ']]]]><![CDATA[>')}]]>"
