"""Is there enough to decide on, and not more?

Studies of the best length contradict each other, so only what is far outside is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from .subject import Hit, Subject


def short(subject: Subject) -> Iterator[Hit]:
    if len(subject.words) < 120 or _size(subject) < 700:
        yield _hit(subject)


def longish(subject: Subject) -> Iterator[Hit]:
    if 700 < len(subject.words) <= 900 and _size(subject) <= 10_000:
        yield _hit(subject)


def description(subject: Subject) -> Iterator[Hit]:
    if len(subject.words) > 900 or _size(subject) > 10_000:
        yield _hit(subject)


def over_limit(subject: Subject) -> Iterator[Hit]:
    """More characters than a chosen board takes."""
    wording = subject.advert.wording
    for board in subject.advert.boards:
        for field, text, most in (("title", wording.title, board.most_title), ("body", wording.body, board.most_body)):
            if most is not None and len(text) > most:
                yield Hit(field, most, len(text), {"over": len(text) - most, "most": most, "board": board.label})


def _size(subject: Subject) -> int:
    return len(subject.advert.wording.body)


def _hit(subject: Subject) -> Hit:
    return Hit("body", details={"words": len(subject.words), "characters": _size(subject)})
