"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
MOST_WORDS = 4_000
"""Words of one changed stretch that are compared one by one; a longer stretch is shown as removed and added."""


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it. All but the added ones are the old text, all but the removed the new."""

    change: Change
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as stretches, in order: whole lines first, then words within lines that changed."""
    return tuple(_joined(_lines(old.splitlines(keepends=True), new.splitlines(keepends=True))))


def _lines(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield Piece(Change.SAME, before)
        else:
            yield from _words(_WORDS.findall(before), _WORDS.findall(after))


def _words(old: list[str], new: list[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield Piece(Change.REMOVED, "".join(old))
        yield Piece(Change.ADDED, "".join(new))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(old[a:b]))
            continue
        yield Piece(Change.REMOVED, "".join(old[a:b]))
        yield Piece(Change.ADDED, "".join(new[c:d]))


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of a kind as one, and none that is empty."""
    last: Piece | None = None
    for piece in found:
        if not piece.text:
            continue
        if last is not None and last.change is piece.change:
            last = Piece(last.change, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
