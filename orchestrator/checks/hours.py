"""Contracts without guaranteed hours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestrator.domain.vacancy import Contract

from .phrase import phrases
from .subject import Hit, Subject

_LABEL = re.compile(
    r"\b(?:zero[- ]?hours?|0[- ]hours?|bank|casual|as and when|as required|no guaranteed|relief|sessional|ad[- ]hoc"
    r"|flexi[- ]?bank)\b",
    re.IGNORECASE,
)
_ZERO = re.compile(
    r"\b(?:zero[- ]?hours?|0[- ]hours? contract|no guaranteed hours|hours (?:are )?not guaranteed)\b", re.IGNORECASE
)
_FULL = re.compile(
    r"\b(?:full[- ]time (?:hours|work|role|position)|(?:3[5-9]|4\d)(?:\.\d)? hours (?:a|per) week)\b", re.IGNORECASE
)
_EXCLUSIVE = phrases("hours", "exclusive")


def unlabelled(subject: Subject) -> Iterator[Hit]:
    """A bank contract the text does not call so, or full-time hours beside a zero-hours contract."""
    if subject.vacancy.contract is Contract.BANK and not _LABEL.search(subject.text):
        yield Hit("body", details={"what": "The contract has no guaranteed hours, and the text does not say so."})
    zero = _ZERO.search(subject.text) if subject.has("zero", "0 hour", "0-hour", "guarante") else None
    if zero and (full := _FULL.search(subject.text)):
        yield subject.at(*full.span(), what=f"“{full[0]}” beside “{zero[0]}”.")


def exclusive(subject: Subject) -> Iterator[Hit]:
    if subject.vacancy.contract is not Contract.BANK and not _ZERO.search(subject.text):
        return
    for found in subject.near(
        _EXCLUSIVE, ("elsewhere", "work for", "exclusive", "no other", "sole empl", "employ", "not take", "working for")
    ):
        yield subject.at(*found.span())
