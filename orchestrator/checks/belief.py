"""A religion or belief that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject

_WANTED = phrases("belief", "wanted")
_KEYS = (
    "christian",
    "muslim",
    "islam",
    "jewish",
    "catholic",
    "hindu",
    " sikh",
    "buddhist",
    "anglican",
    "church",
    "mosque",
    "synagogue",
    "evangel",
    "protestant",
    "atheist",
    "parish",
)
_ANY = re.compile(
    r"\b(?:all faiths?|any faith|of all faiths|no faith|or none|whether|regardless|do not (?:need|have) to be|not "
    r"(?:need|required) to|irrespective|different faiths|any religion|patients?|residents?)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:occupational requirement|schedule 9|genuine requirement|exempt under)\b", re.IGNORECASE)


def wanted(subject: Subject) -> Iterator[Hit]:
    """A hint only where the advert states an occupational requirement."""
    stated = (
        "info" if subject.has("requirement", "schedule 9", "exempt under") and _REASON.search(subject.text) else None
    )
    for found in subject.near(_WANTED, _KEYS):
        if not _ANY.search(subject.sentence(*found.span())):
            hit = subject.at(*found.span())
            yield Hit(hit.field, hit.start, hit.end, hit.details, stated)
