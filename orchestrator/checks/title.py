"""Is the title one people search for, and nothing else?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Subject

_ELSEWHERE = re.compile(
    r"(?P<pay>[£€$]\s?\d[\d,.]*k?|\b\d{2,3}k\b)"
    r"|(?P<postcode>\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b)"
    r"|(?P<urgency>\b(?i:urgent(?:ly)?|immediate\s+start|asap|apply\s+now|hiring\s+now)\b)"
    r"|(?P<hours>\b(?i:full[- ]time|part[- ]time|\d{1,2}(?:\.\d)?\s?(?:hours|hrs))\b)"
    r"|(?P<reference>\b(?i:ref)\b[:.]?\s?\S{1,30}|\b[A-Z]{2,5}[-/]?\d{3,8}\b)"
)
_SYMBOLS = re.compile("(?:[!*~\U0001f300-\U0001faff\u2600-\u27bf]|[$](?!\\s?\\d)){1,20}")
_ACRONYMS = frozenset({
    "RGN", "RMN", "RNLD", "HCA", "CPN", "ODP", "OT", "SALT", "CAMHS", "CMHT", "ICU", "ITU", "A&E", "GP", "NHS", "HGV",
    "LGV", "IT", "HR", "PA", "QA", "UX", "UI", "CNC", "FMCG", "SEN", "SENCO", "NVQ", "CQC", "LD", "MH", "PR", "SEO",
    "ERP", "SAP", "SQL", "AWS",
})  # fmt: skip


def long(subject: Subject) -> Iterator[Hit]:
    title = subject.wording.title
    words = len(title.split())
    if len(title) > 60 or words > 8:
        yield Hit("title", details={"characters": len(title), "words": words})


def other_fields(subject: Subject) -> Iterator[Hit]:
    """Pay, place, hours, urgency or a reference in the title."""
    title, town = subject.wording.title, subject.vacancy.place.town
    for found in _ELSEWHERE.finditer(title):
        yield Hit("title", found.start(), found.end(), {"what": found.lastgroup, "words": found[0]})
    named = re.search(rf"\b{re.escape(town)}\b", title, re.IGNORECASE) if len(town) > 2 else None
    if named:
        yield Hit("title", named.start(), named.end(), {"what": "place", "words": named[0]})


def shouting(subject: Subject) -> Iterator[Hit]:
    """Symbols, and capitals that are no acronym."""
    title = subject.wording.title
    for found in _SYMBOLS.finditer(title):
        yield Hit("title", found.start(), found.end(), {"words": found[0]})
    words = [word for word in re.findall(r"[^\W\d_]+(?:&[^\W\d_]+)?", title) if word not in _ACRONYMS]
    letters = [letter for word in words for letter in word if letter.isalpha()]
    if len(letters) > 4 and sum(letter.isupper() for letter in letters) > 0.6 * len(letters):
        yield Hit("title", 0, len(title), {"words": title})


def no_similar(subject: Subject) -> Iterator[Hit]:
    title = subject.wording.title.casefold()
    if not any(similar.casefold() != title for similar in subject.wording.similar_titles):
        yield Hit("similar_titles")
