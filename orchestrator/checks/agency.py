"""What an agency has to say (Conduct of Employment Agencies and Employment Businesses Regulations 2003, reg. 27)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .content import no_duties, no_must_haves, no_place
from .pay import shown
from .subject import Hit, Subject

_DURATION = re.compile(
    r"\b(?:temporary|permanent|temp(?:[- ]to[- ]perm)?|perm|fixed[- ]term|contract(?:or)? (?:role|position|for)"
    r"|\d{1,2}[- ]month|interim|ongoing|locum|bank|seasonal|maternity cover)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\b(?:ltd|limited|llp|plc|inc|uk|group|recruitment|the)\b|[^\w\s]", re.IGNORECASE)


def unnamed(subject: Subject) -> Iterator[Hit]:
    """The agency's name stands neither in the text nor, shortened by Ltd and the like, near it."""
    if not subject.advert.employer.agency:
        return
    name = " ".join(_SUFFIX.sub(" ", subject.advert.employer.name).split()).casefold()
    if not name or name not in " ".join(_SUFFIX.sub(" ", subject.text[:50_000]).split()).casefold():
        yield Hit("body")


def no_duration(subject: Subject) -> Iterator[Hit]:
    if subject.advert.employer.agency and not _DURATION.search(subject.text):
        yield Hit("body")


def incomplete(subject: Subject) -> Iterator[Hit]:
    """Pay is stated, and one of the three that belong to it is missing."""
    if not subject.advert.employer.agency or not shown(subject):
        return
    for what, rule in (
        ("the nature of the work", no_duties),
        ("the place", no_place),
        ("what is needed", no_must_haves),
    ):
        if any(True for _ in rule(subject)):
            yield Hit("body", details={"what": what})


def unauthorised(subject: Subject) -> Iterator[Hit]:
    if subject.advert.employer.agency and subject.advert.authorised is False:
        yield Hit("employer")
