"""Contact details in the text, and costs for the candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from orchestrator.boards.contacts import Contact, ContactKind, find_contacts

from .phrase import phrases
from .subject import Hit, Subject, small

_FEES = phrases("contact", "fees")
_FEE_KEYS = (
    " dbs",
    " crb",
    "disclosure",
    "uniform",
    " kit",
    " fee",
    "deposit",
    "own cost",
    "own expense",
    "course",
    "own training",
    "training cost",
    "cost of training",
    "for training",
    "training at",
    "training is",
    "training will",
    "starter",
)
_KEY = re.compile(
    r"(?=[@\[({hw.0+])(?:@|[\[({]\s?at\s?[\])}]|https?:|www\.|\.(?:co\.uk|org|ac\.uk|gov\.uk|nhs\.uk|ltd\.uk|com|jobs"
    r"|careers|ly|io|eu)\b|(?<![\d,.£$€])\(?0[1-9]|\+\d|\b0044)"
)
_LONGEST = 120
"""Characters a contact detail has at most where no other key stands in it."""
_NO_FEE = re.compile(
    r"\b(?:no|not|nothing|never|won[’']t|don[’']t|without|we (?:will )?(?:pay|cover|fund)|free|reimburs\w*"
    r"|refunded|paid "
    r"for by (?:us|the)|waived)\b",
    re.IGNORECASE,
)


def emails(subject: Subject) -> Iterator[Hit]:
    return _contacts(subject, ContactKind.EMAIL)


def phones(subject: Subject) -> Iterator[Hit]:
    return _contacts(subject, ContactKind.PHONE)


def links(subject: Subject) -> Iterator[Hit]:
    return _contacts(subject, ContactKind.URL)


def fees(subject: Subject) -> Iterator[Hit]:
    """The candidate is asked to pay; an error for a board that removes such adverts."""
    strict = [board.label for board in subject.advert.boards if board.bans_fees]
    for found in subject.near(_FEES, _FEE_KEYS):
        if not _NO_FEE.search(subject.sentence(*found.span())):
            yield _with_board(subject.at(*found.span()), strict)


def _contacts(subject: Subject, kind: ContactKind) -> Iterator[Hit]:
    strict = [board.label for board in subject.advert.boards if board.bans_contacts]
    for found in _found(subject.text):
        if found.kind is kind:
            yield _with_board(subject.at(found.start, found.end), strict)


@lru_cache(maxsize=4)
def _found(text: str) -> tuple[Contact, ...]:
    """The contact details of a text, looked for only around what every one of them has."""
    found: list[Contact] = []
    reached = 0
    for key in _KEY.finditer(small(text)):
        if key.start() < reached:
            continue
        early = max(reached, key.start() - 80)
        space = text.find(" ", early, key.start()) if early else -1
        first = max(space + 1, early)
        following = text.find("\n", key.end() + 60)
        last = min(len(text), key.end() + 300 if following < 0 else min(following, key.end() + 300))
        part = find_contacts(text[first:last])
        found += [Contact(each.kind, each.text, each.start + first, each.end + first) for each in part]
        reached = max(key.end(), first + part[-1].end if part else last - _LONGEST)
    return tuple(found)


def _with_board(hit: Hit, strict: list[str]) -> Hit:
    where = f", and {', '.join(strict)} removes such adverts" if strict else ""
    return Hit(hit.field, hit.start, hit.end, {**(hit.details or {}), "where": where}, "error" if strict else None)
