"""Nationality of workers, and adverts in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject

_WORKERS = phrases("origin", "workers")
_NETWORK = re.compile(
    r"\s(?:network|forum|association|in our|across|from our|group|community|communities|survey|awards?)", re.IGNORECASE
)
_KEYS = tuple(f" {each}" for each in (
    "polish", "romanian", "bulgarian", "indian", "chinese", "filipino", "african", "asian", "british", "english",
    "eastern euro", "european", "lithuanian",
    "latvian", "portuguese", "spanish", "italian", "german", "french", "nigerian", "zimbabwean", "pakistani",
    "bangladeshi", "white", "black", "irish",
    "australian", "american", "ukrainian", "russian", "turkish", "arab", "hungarian", "caribbean",
))  # fmt: skip
_ENGLISH = frozenset(
    [
        "the",
        "and",
        "to",
        "of",
        "you",
        "for",
        "with",
        "in",
        "a",
        "is",
        "are",
        "we",
        "our",
        "your",
        "will",
        "be",
        "on",
        "as",
        "or",
        "have",
        "this",
        "an",
        "at",
    ]
)


def nationality_or_language(subject: Subject) -> Iterator[Hit]:
    for found in subject.near(_WORKERS, _KEYS):
        if not _NETWORK.match(subject.text, found.end()):
            yield subject.at(*found.span(), what=f"“{found[0]}” asks for an origin.")
    words = subject.words[:1_000]
    if len(words) >= 40 and sum(word in _ENGLISH for word in words) < 0.08 * len(words):
        yield Hit("body", details={"what": "The text is not in English."})
    elif len(subject.body) > 300 and len(subject.words) < len(subject.body) / 60:
        yield Hit("body", details={"what": "The text is hardly words in Latin letters."})
