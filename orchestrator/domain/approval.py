"""Whether an advert is approved: by whom, for which text, and for which vacancies' facts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from .advert import Wording
from .override import Override

Facts = Mapping[str, str]
"""A hash of its facts by vacancy (the id as text)."""


class Answer(StrEnum):
    """What a reviewer says."""

    APPROVED = "approved"
    CHANGES = "changes"


class Standing(StrEnum):
    """How far an advert is. Draft: nobody was asked about this text."""

    DRAFT = "draft"
    REVIEW = "review"
    CHANGES = "changes"
    APPROVED = "approved"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Approval:
    """One time somebody was asked. `content` and `facts` are what they were shown; `version` is the advert's then."""

    id: int
    advert_id: int
    version: int
    content: str
    facts: Facts
    reviewer: str
    asked_at: datetime
    asked_by: str
    expires_at: datetime
    opened_at: datetime | None
    revoked_at: datetime | None
    answered_at: datetime | None
    answer: Answer | None
    comment: str

    def open(self, now: datetime) -> bool:
        """May it still be answered, as far as time and its asker are concerned?"""
        return self.answered_at is None and self.revoked_at is None and now < self.expires_at

    def covers(self, content: str, facts: Facts) -> bool:
        """Was this text shown, with these facts of these vacancies?"""
        return self.content == content and facts.items() <= self.facts.items()


def content_of(employer: str, texts: Mapping[str, tuple[Wording, Mapping[str, Override]]]) -> str:
    """The hash of all words of an advert: its wordings by label, with what boards show in their place."""
    shown = {
        label: [asdict(wording), {board: asdict(own) for board, own in sorted(boards.items())}]
        for label, (wording, boards) in sorted(texts.items())
    }
    return _hash([employer, shown])


def facts_of(facts: Mapping[str, object]) -> str:
    """The hash of what an advert says of a vacancy, from its facts as JSON."""
    return _hash(facts)


def standing(asked: Sequence[Approval], content: str, facts: Facts, now: datetime) -> tuple[Standing, Approval | None]:
    """How far an advert is, and the time somebody was asked that makes it so. `asked`: newest first.

    A yes holds for what was shown, whatever else was asked since; a wish for changes stands until the text changes.
    """
    for each in asked:
        if each.answer is Answer.APPROVED and each.revoked_at is None and each.covers(content, facts):
            return Standing.APPROVED, each
    same = [each for each in asked if each.revoked_at is None and each.covers(content, facts)]
    if wished := next((each for each in same if each.answer is Answer.CHANGES), None):
        return Standing.CHANGES, wished
    if waiting := next((each for each in same if each.open(now)), None):
        return Standing.REVIEW, waiting
    if before := next((each for each in asked if each.answer is Answer.APPROVED and each.revoked_at is None), None):
        return Standing.EDITED, before
    return Standing.DRAFT, None


def _hash(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
