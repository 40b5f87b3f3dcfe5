"""Is there enough to decide on, and not more?

Studies of the best length contradict each other, so only what is far outside is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Subject

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def _size(subject: Subject) -> tuple[int, int]:
    return words(subject.wording.body), len(subject.wording.body)


def short(subject: Subject) -> Iterator[Hit]:
    count, characters = _size(subject)
    if count < 120 or characters < 700:
        yield Hit("body", details={"words": count, "characters": characters})


def longish(subject: Subject) -> Iterator[Hit]:
    count, characters = _size(subject)
    if 700 < count <= 900 and characters <= 10_000:
        yield Hit("body", details={"words": count})


def description(subject: Subject) -> Iterator[Hit]:
    count, characters = _size(subject)
    if count > 900 or characters > 10_000:
        yield Hit("body", details={"words": count, "characters": characters})
