"""Sponsorship from abroad promised to care workers, whose route is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject

_CARE_WORK = re.compile(
    r"\b(?:care (?:assistant|worker|support|giver|staff|coordinator|co-ordinator)|carers?|senior carer|support "
    r"worker|home ?care|domiciliary|live[- ]in|healthcare assistant|health care assistant|caregiver|hca)\b",
    re.IGNORECASE,
)
_PROMISE = phrases("visa", "promise")
_DENIED = re.compile(
    r"\b(?:not|no|unable|cannot|can[’']?t|don[’']t|do not|without|unfortunately|closed|n[o’']t able|never|longer"
    r"|already in the uk|switch\w*|in[- ]country|unavailable|neither|nor)\b",
    re.IGNORECASE,
)


def promised(subject: Subject) -> Iterator[Hit]:
    """Only for the occupations the route was closed to, told by the title."""
    if not _CARE_WORK.search(subject.title):
        return
    for found in subject.near(_PROMISE, ("sponsor", "overseas", "visa", "international", " cos ")):
        if not _DENIED.search(subject.sentence(*found.span())):
            yield subject.at(*found.span())
