"""What a client asks for outside of the text: who follows a discriminating instruction can be liable too."""

from __future__ import annotations

from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject, small

_ASKED = phrases("instructions", "asked")


def discriminating(subject: Subject) -> Iterator[Hit]:
    text = subject.advert.instructions
    for found in _ASKED.finditer(small(text)):
        yield Hit("instructions", found.start(), found.end(), {"words": text[found.start() : found.end()]})
