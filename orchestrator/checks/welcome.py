"""Encouragement of groups that are few, which the Equality Act 2010 allows (s. 158 and 159): no rule objects to it."""

from __future__ import annotations

import re

from .subject import Subject

_WELCOME = re.compile(
    r"\b(?:(?:particularly|especially|actively|warmly)\s{1,3}(?:welcome|encourage|interested\s{1,3}in)"
    r"|(?:welcome|encourage)s?\s{1,3}(?:applications|applicants|candidates|people|everyone)"
    r"|under-?\s?represented|regardless\s{1,3}of|irrespective\s{1,3}of|do(?:es)?\s{1,3}not\s{1,3}discriminate"
    r"|without\s{1,3}regard\s{1,3}to|protected\s{1,3}characteristics?|equal\s{1,3}opportunit(?:y|ies)"
    r"|guarantee(?:s|d)?\s{1,3}(?:an\s{1,3})?interview|all\s{1,3}(?:ages|backgrounds|sections\s{1,3}of)|of\s{1,3}any\s{1,3}age)\b",
    re.IGNORECASE,
)
_KEYS = (
    "welcom", "encourag", "represented", "regard", "respective", "discriminat", "protected", "equal opp", "guarantee",
    "all ages", "all backgrounds", "any age", "all sections", "interested in",
)  # fmt: skip


def welcomes(subject: Subject) -> dict[str, list[tuple[int, int]]]:
    """The sentences that encourage or promise not to discriminate, by field, as spans of it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for phrase in subject.near(_WELCOME, _KEYS):
        first, last = subject.sentence_bounds(*phrase.span())
        hit = subject.at(phrase.start(), phrase.end())
        shift = phrase.start() - hit.start
        found.setdefault(hit.field, []).append((first - shift, last - shift))
    return found
