"""Sponsorship from abroad promised to care workers, whose route is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import pattern
from .subject import Hit, Subject

_CARE_WORK = re.compile(
    r"\b(?:care (?:assistant|worker|support|giver|staff|coordinator|co-ordinator)|carers?|senior carer|support worker|home ?care|domiciliary|live[- ]in|healthcare assistant|health care assistant|caregiver|hca)\b",
    re.IGNORECASE,
)
_PROMISE = pattern([
    "(?:visa |tier 2 |skilled worker |health and care (?:worker )?(?:visa )?|overseas |full |certificate of |visa and relocation )?sponsorships? (?:is |are |will be )?(?:available|offered|provided|considered|given|possible|for)", "(?:offer|provide|provides|offers|offering|providing|give|can do)(?: \\w{2,12}){0,4} sponsorships?", "we (?:can |will |do |also |are able to |are happy to |are licensed to )*sponsor", "sponsor(?:ed)? (?:your )?(?:visas?|overseas|applicants|candidates|from abroad|international)", "licen[cs]ed sponsor", "(?:overseas|international) (?:applicants|candidates|applications|carers)(?: \\w{2,10}){0,3} (?:welcome|sponsored|encouraged)", "(?:certificate of sponsorship|cos)(?: is| are)? (?:available|provided|offered|issued)", "with (?:visa |tier 2 )?sponsorship", "visa (?:support|sponsor)(?:ship)?",
])  # fmt: skip
_DENIED = re.compile(
    r"\b(?:not|no|unable|cannot|can[’']?t|don[’']t|do not|without|unfortunately|closed|n[o’']t able|never|longer|already in the uk|switch\w*|in[- ]country|unavailable|neither|nor)\b", re.IGNORECASE
)


def promised(subject: Subject) -> Iterator[Hit]:
    """Only for the occupations the route was closed to, told by the title."""
    if not _CARE_WORK.search(subject.title):
        return
    for found in subject.near(_PROMISE, ("sponsor", "overseas", "visa", "international", " cos ")):
        if not _DENIED.search(subject.sentence(*found.span())):
            yield subject.at(*found.span())
