"""Text from outside, brought into the shape everything else relies on."""

from __future__ import annotations

import re

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_BULLET = re.compile(r"^[ \t]{0,8}[•·●▪◦‣–][ \t]+", re.MULTILINE)
_BULLETS = re.compile(r"[\n;•●▪]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


def clean(text: str) -> str:
    """`text` with line feeds only, and without control characters and lone surrogates, which no store takes."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` on one line, single spaces, none around."""
    return _SPACES.sub(" ", clean(text)).strip()


def body(text: str) -> str:
    """A body of several lines: typed bullets become Markdown lists, at most one blank line in a row."""
    bulleted = _BULLET.sub("- ", clean(text))
    return _BLANK_LINES.sub("\n\n", bulleted).strip()


def entries(text: str, *, longest: int = 300, most: int = 30) -> tuple[str, ...]:
    """The entries of a list somebody typed into one field, split at line ends, semicolons and bullets.

    Prose (an entry over `longest` characters) is no list: the answer is then empty.
    """
    found = [one_line(part).lstrip("-*– ") for part in _BULLETS.split(clean(text))]
    kept = tuple(part for part in found if part)
    if len(kept) > most or any(len(part) > longest for part in kept):
        return ()
    return kept
