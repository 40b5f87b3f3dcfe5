"""Words that can read as a wish for an age group (Equality Act 2010, sections 5, 13 and 39).

The exceptions come from reading real adverts: most of what a plain word list finds is about those who are cared for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestrator.domain.finding import Severity

from .rule import Hit, Subject

_LIMIT = re.compile(
    r"\b(?:aged?\s+(?:between\s+)?\d{2}(?:\s?(?:-|–|to|and)\s?\d{2}|\s?\+|\s+(?:or|and)\s+(?:over|above|under))?"
    r"|between\s+\d{2}\s+and\s+\d{2}\s+years\s+old"
    r"|(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?\d{2}s?(?=\s*(?:[.,;)!]|need|years\s+(?:old|of\s+age)|$))"
    r"|(?:maximum|upper)\s+age|no\s+older\s+than\s+\d{2}|at\s+least\s+\d{2}\s+years\s+(?:old|of\s+age)"
    r"|\d{2}\s?(?:\+|or\s+over|years\s+or\s+over)(?=\s*(?:[.,;)]|to\b|for\b|due\b|$)))",
    re.IGNORECASE | re.MULTILINE,
)
_CANDIDATE = re.compile(
    r"\b(?:you|applicants?|candidates?|must\s+be|suit|seeking|looking\s+for|wanted|ideal(?:ly)?|only)\b", re.IGNORECASE
)
_CLIENTS = re.compile(
    r"\b(?:people|persons?|adults|children|patients?|residents|clients|users|men|women|those|individuals|populations?"
    r"|pupils|students|boys|girls|pensioners|older|babies|infants|learners|members)\b",
    re.IGNORECASE,
)
_EIGHTEEN = re.compile(
    r"\b(?:18|21)\s?(?:\+|or\b|years|and\s+(?:over|above))|\b(?:over|above|least)\s+(?:the\s+age\s+of\s+)?(?:18|21)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b(?:young(?:er)?|youthful|mature|digital\s+natives?)\b", re.IGNORECASE)
_NOT_A_WISH = re.compile(
    r"[\s-]+(?:people|persons?|adults?|carers?|patients?|child(?:ren)?|men|women|man|woman|gentlem[ae]n|lad(?:y|ies)|brothers?|sisters?|sons?|daughters?|offenders?|onset|minds?|parents?|mums?"
    r"|famil(?:y|ies)|users?|service|clients?|ones|learners?|lives|residents?|boys?|girls?|fathers?|mothers?|individuals?"
    r"|disabled|student|students|persons?’?s?|and|or|stroke|epilepsy|dementia|leadership|approach|attitude|manner|outlook"
    r"|market|econom\w{1,4}|garden|trees?|relationships?|organisation|business|company|service|team\s+player|way)\b",
    re.IGNORECASE,
)
_BEFORE_EXCEPTED = re.compile(r"(?:digitally|&|Ernst\s+(?:&|and)|[a-z,][ ]+[A-Z][a-z]{1,20})\s+$")
_GRADUATE = re.compile(r"\b(?:(?:recent|new|fresh)(?:ly)?[\s-]+graduates?|school[\s-]leavers?)\b", re.IGNORECASE)
_ENERGY = re.compile(
    r"\b(?:energetic|dynamic|vibrant)\b(?!\s+risk\b|\s+support\b|\s+range\b|\s+pricing\b)", re.IGNORECASE
)


def limits(subject: Subject) -> Iterator[Hit]:
    """An age or age limit for the candidate; 18 and 21 are sometimes required by law, so those are milder."""
    for field, text in subject.texts():
        for found in _LIMIT.finditer(text):
            before = text[max(0, found.start() - 60) : found.start()].rpartition(".")[2]
            wanted = _CANDIDATE.search(before) or field.startswith(("must_haves", "desirables"))
            if not wanted or _CLIENTS.search(before):
                continue
            mild = Severity.WARNING if _EIGHTEEN.search(found[0]) else None
            yield Hit(field, found.start(), found.end(), {"words": found[0]}, mild)


def words(subject: Subject) -> Iterator[Hit]:
    """Young, mature and the like, unless they are about those who are cared for, a name, or a thing."""
    for field, text in subject.texts():
        for found in _WORDS.finditer(text):
            if _NOT_A_WISH.match(text, found.end()):
                continue
            if (
                _BEFORE_EXCEPTED.search(text[max(0, found.start() - 40) : found.start()])
                and found[0] != found[0].lower()
            ):
                continue
            if text[max(0, found.start() - 12) : found.start()].lower().endswith(("digitally ", "children and ")):
                continue
            yield Hit(field, found.start(), found.end(), {"words": found[0]})


def graduates(subject: Subject) -> Iterator[Hit]:
    for field, text in subject.texts():
        for found in _GRADUATE.finditer(text):
            yield Hit(field, found.start(), found.end(), {"words": found[0]})


def energy(subject: Subject) -> Iterator[Hit]:
    """Energetic, dynamic, vibrant: harmless alone (a fifth of care adverts has one), not beside "young"."""
    for field, text in subject.texts():
        for found in _ENERGY.finditer(text):
            near = text[max(0, found.start() - 60) : found.end() + 60]
            beside = any(not _NOT_A_WISH.match(near, young.end()) for young in _WORDS.finditer(near))
            yield Hit(field, found.start(), found.end(), {"words": found[0]}, Severity.WARNING if beside else None)
