"""Criminal record checks: the level, the words, and the people with a record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .phrase import phrases
from .subject import Hit, Subject

_CLEAN = phrases("dbs", "clean")
_CRB = re.compile(r"\bCRB\b")
_FORMERLY = re.compile(
    r"(?:formerly|previously|formally|was|old|once|replaced|replaces|known as|ex-?|\bor)\s{1,2}(?:the\s{1,2}"
    r"|known\s{1,2}as\s{1,2}(?:the\s{1,2})?|called\s{1,2}|a\s{1,2})?\(?\s?$",
    re.IGNORECASE,
)
_FORMERLY_AFTER = re.compile(r"[\s)]{0,2}(?:\(?now\b|(?:has been|was) replaced)", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"\b(?:not (?:automatically|necessarily|an automatic)|automatic bar|will not (?:automatically|necessarily)"
    r"|does not (?:automatically|necessarily)|no bar|regardless|do(?:es)?n[’']?t (?:need|matter)|not need)\b",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"\b(?:DBS|Disclosure\s{1,3}(?:and|&)\s{1,3}Barring)\b|\bcriminal\s{1,3}records?\s{1,3}check",
    re.IGNORECASE,
)
_LEVEL = (
    " enhanced ", " standard ", " basic ", "barred list", "regulated activity", "appropriate level",
)  # fmt: skip
_ENHANCED = re.compile(
    r"\benhanced\s{1,3}(?:\w{1,12}\s{1,3}){0,3}(?:DBS|CRB|disclosure|check|criminal|AccessNI)\b|\bDBS\s?\(?\s?enhanced\b|\bDBS\s{1,3}(?:check\s{1,3})?(?:at|to)\s{1,3}enhanced\b",
    re.IGNORECASE,
)
_STANDARD = re.compile(r"\b(?:enhanced|standard)\s{1,3}(?:\w{1,12}\s{1,3}){0,3}(?:DBS|CRB|disclosure)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:administrator|receptionist|accountant|accounts|finance|payroll|marketing|kitchen|chef|cook|gardener"
    r"|warehouse|it\b|developer|analyst|secretary|bookkeeper|buyer|procurement|sales|copywriter|web|graphic"
    r"|designer|engineer|clerk|legal|solicitor|logistics|estate agent|barista|bar staff|software)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:school|college|nursery|academy|child(?:ren)?|pupils?|young people|students?|ward|patients?|hospital"
    r"|residents?|care home|nursing home|service users?|clients?|vulnerable|adults at risk|nhs|surgery|practice"
    r"|clinic|care|prison|youth|foster\w*|hospice|supported living|bank(?:ing)?|financial|elderly|older people"
    r"|dementia)\b",
    re.IGNORECASE,
)
_OFFENDERS = re.compile(
    r"\b(?:rehabilitation of offenders|exceptions order|spent(?: and unspent)? convictions?|unspent|ex-offenders?"
    r"|criminal record (?:is|will|does|would) (?:not|n[o’']t)|(?:record|conviction)s? (?:is|are|will|does|do) not "
    r"(?:be )?(?:an? )?(?:automatic|necessarily|bar|prevent|exclude)|automatic bar|policy on the recruitment)\b",
    re.IGNORECASE,
)


def wording(subject: Subject) -> Iterator[Hit]:
    """ "Clean DBS", CRB, and a check whose level is not named."""
    if not subject.has("dbs", "crb", "criminal", "disclosure", "police", "pvg"):
        return
    for found in subject.near(_CLEAN, ("clean ", "clear ", "criminal")):
        if not _NOT_ASKED.search(subject.sentence(*found.span())):
            yield subject.at(*found.span(), what=f"“{found[0]}” asks for a person without a record.")
    for found in _CRB.finditer(subject.text) if subject.has(" crb ") else ():
        if not _FORMERLY.search(subject.text[max(0, found.start() - 40) : found.start()]) and not _FORMERLY_AFTER.match(
            subject.text, found.end()
        ):
            yield subject.at(*found.span(), what="The CRB check has been called DBS since 2012.")
    check = next(subject.near(_CHECK, (" dbs ", "disclosure", "criminal record")), None)
    if check and not subject.has(*_LEVEL):
        yield subject.at(*check.span(), what="The level of the DBS check is not named.")


def too_high(subject: Subject) -> Iterator[Hit]:
    """An enhanced check for office or kitchen work in which nobody at risk is named."""
    if not subject.has("enhanced") or not _OFFICE.search(subject.title):
        return
    found = _ENHANCED.search(subject.text)
    named = f"{subject.text[:50_000]} {subject.advert.employer.name}"
    if found and not _CONTACT.search(named):
        yield subject.at(*found.span())


def no_offenders_line(subject: Subject) -> Iterator[Hit]:
    found = next(subject.near(_STANDARD, ("enhanced", "standard")), None)
    if found and not any(
        True
        for _ in subject.near(
            _OFFENDERS, ("offender", "exceptions order", "spent", "criminal", "record", "conviction", "automatic bar")
        )
    ):
        yield subject.at(*found.span())
