"""What is offered beside pay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import BULLET, Hit, Subject

_ANNOUNCED = re.compile(
    r"\b(?:benefits|perks|rewards|(?:what )?we offer|what(?:[’']s in it for you| we can offer)|you(?:[’']| wi)ll "
    r"(?:get|receive|enjoy)|what you(?:[’']ll)? get|in return)\b",
    re.IGNORECASE,
)
_ENOUGH = 3
_STRENGTHS = (
    ("days holiday", "annual leave", "holiday", "birthday off", "days leave", "bank holidays"),
    ("pension",),
    ("mileage", "paid travel", "travel time paid", "company car", "pence a mile", "pence per mile", "p per mile",
     "p a mile"),
    ("paid training", "free training", "funded training", "full training", "ongoing training",
     "comprehensive training", "qualification paid",
     "qualifications paid", "funded qualification", "qualifications funded", " nvq", "level 2", "level 3",
     "level 4", "level 5", "care certificate"),
    ("flexible hours", "flexible working", "flexible shifts", "flexible rota", "guaranteed hours",
     "work life balance", "hybrid", "working from home",
     "work from home", "set rota", "set days"),
    ("employee assistance", "cash plan", "healthcare plan", "private medical", "private health",
     "occupational health", "wellbeing", " eap ", "eye test"),
    ("blue light", "discount", " gym ", "cycle to work", "free parking", "free meal", "free uniform", "free dbs",
     "free lunch", "uniform provided"),
    ("refer a friend", "referral bonus", "referral scheme", " bonus", "overtime", "sick pay", "life assurance",
     "life insurance", "death in service", "sharesave", "share save"),
    ("progression", "progress ", "career development", "career path", "promoted", "promotion",
     "development opportunit"),
    ("maternity", "parental", "paternity", "childcare", "nursery"),
)  # fmt: skip
"""Kinds of strengths, and the words they are known by."""


def count(subject: Subject) -> int:
    """The strengths that are listed: in the list, below a heading that announces them, in the text. Exact to three."""
    listed = len(subject.advert.wording.benefits)
    if listed >= _ENOUGH:
        return listed
    named = 0
    for words in _STRENGTHS:
        named += subject.has(*words)
        if named == _ENOUGH:
            return named
    return max(listed, named, _below_heading(subject.body))


def few(subject: Subject) -> Iterator[Hit]:
    found = count(subject)
    if found < _ENOUGH:
        yield Hit("benefits", details={"count": found or "no"})


def _below_heading(body: str) -> int:
    """The most bullets that follow a line which announces what is offered."""
    best = running = 0
    announced = False
    for line in body[:30_000].split("\n"):
        if BULLET.match(line):
            running += announced
            best = max(best, running)
        elif line.strip():
            announced, running = bool(_ANNOUNCED.search(line[:300])), 0
    return best
