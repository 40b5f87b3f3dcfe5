"""Whom the text speaks to, how much of it is about the employer, and does it shout?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import Hit, Subject

_YOURS = frozenset({"you", "your", "yours", "yourself"})
_OURS = frozenset({"we", "our", "ours", "us"})
_ABOUT_KEYS = (" we ", " our ", "founded", "established", "award", "family run", "leading", "one of the")
_ABOUT = re.compile(
    r"\b(?:(?:we|our (?:company|organisation|trust|group|charity|mission|vision|values|history|story))\s{1,3}(?:are"
    r"|is|were|was|have"
    r"|has|pride|believe|offer\s{1,3}services|operate|provide|run|serve|deliver)|founded in|established in|award[- "
    r"]winning"
    r"|family[- ]run|leading (?:provider|supplier)|one of the (?:largest|leading|biggest)|our (?:mission|vision"
    r"|values))\b"
)
_OFFERS = re.compile(r"\b(?:we offer|we provide you|we pay|looking for|seeking|recruiting|you)\b")
_CAPITALS = re.compile(
    r"(?:\b[A-Z][A-Z’'&-]{1,25}\b[ \t,]{1,2}){4}\b[A-Z][A-Z’'&-]{1,25}\b(?:[ \t,]{1,2}\b[A-Z][A-Z’'&-]{1,25}\b){0,12}"
)
_CAPITAL_WORD = re.compile(r"\b[A-Z]{2,25}[ \t,]{1,2}[A-Z]{2,25}[ \t,]")
_SPAM = re.compile(r"!{2,}[!?]{0,20}|\${2,20}|£{2,20}|\?{3,20}|\*{4,20}(?=[^*])(?!\s{0,5}$)")


def about_us(subject: Subject) -> Iterator[Hit]:
    """More "we" than "you"."""
    ours = sum(word in _OURS for word in subject.words)
    yours = sum(word in _YOURS for word in subject.words)
    if ours >= 3 and yours < ours:
        yield Hit("body", details={"ours": ours, "yours": yours})


def spam(subject: Subject) -> Iterator[Hit]:
    if (
        "!!" in subject.text
        or "$$" in subject.text
        or "££" in subject.text
        or "???" in subject.text
        or "****" in subject.text
    ):
        for found in _SPAM.finditer(subject.text):
            if subject.field_at(found.start()) != "title":
                yield subject.at(*found.span())
    if not _CAPITAL_WORD.search(subject.text):
        return
    for found in _CAPITALS.finditer(subject.text):
        if subject.field_at(found.start()) != "title":
            yield subject.at(*found.span())


def company_text(subject: Subject) -> Iterator[Hit]:
    """Sentences about the employer that neither offer nor ask anything, as a share of all words."""
    if len(subject.words) < 120 or not any(True for _ in subject.near(_ABOUT, _ABOUT_KEYS)):
        return
    about, body = 0, subject.body.lower()
    for first, last in subject.sentences:
        part = body[first : min(last, first + 2_000)]
        if _ABOUT.search(part) and not _OFFERS.search(part):
            about += len(part.split())
    share = round(100 * about / len(subject.words))
    if share > 30:
        yield Hit("body", details={"share": share})
