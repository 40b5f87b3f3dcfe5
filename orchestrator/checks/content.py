"""Does the advert say what candidates look for, and leave out what belongs into the job description?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import Hit, Subject

_BULLET = re.compile(r"^[ \t]{0,8}(?:[-*+]|\d{1,2}[.)])[ \t]+\S", re.MULTILINE)
_DUTIES = re.compile(
    r"\b(?:what you(?:’|')?(?:ll| will) (?:do|be doing)|your (?:day|role|duties|responsibilities)|the role|the work"
    r"|about the (?:role|job)|(?:main |key )?(?:duties|responsibilities|tasks)|day[ -]to[ -]day|role overview)\b"
    r"|\byou(?:’|')?(?:ll| will) (?!need|have|receive|get|enjoy|be (?:paid|offered|given))\w+|\bresponsible for\b",
    re.IGNORECASE,
)
_MUSTS = re.compile(
    r"\b(?:you(?:’|')?ll need|you will need|you need|you must|must[- ]haves?|essential|required|requirements?"
    r"|we(?:’|')?re looking for|we are looking for|what we need|you (?:should )?have)\b",
    re.IGNORECASE,
)
_BENEFITS = re.compile(
    r"\b(?:benefits|perks|what we offer|we offer|you(?:’|')?ll get|what you get|in return)\b", re.IGNORECASE
)
_DESCRIPTION = re.compile(
    r"^(?:#{1,6}|\*\*)?[ \t]{0,8}(job description|person specification|job purpose"
    r"|main purpose of (?:the )?(?:job|role)"
    r"|reports? to|reporting to|accountable to|key (?:working )?relationships|dimensions|job summary"
    r"|main duties and responsibilities|principal accountabilities|any other duties)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_OTHER = re.compile(r"\bany other (?:reasonable )?duties\b", re.IGNORECASE)
_CARE = re.compile(
    r"\b(?:care|carers?|caring|support worker|nurs(?:e|ing)|health ?care|midwi(?:fe|ves)|social work(?:er)?"
    r"|residential)\b",
    re.IGNORECASE,
)
_DBS = re.compile(r"\b(?:DBS|PVG|AccessNI|disclosure)\b", re.IGNORECASE)
_WE_PAY = re.compile(
    r"\b(?:paid|pays?|cover(?:s|ed)?|free|fund(?:s|ed)?|at no cost|on us|our expense|reimburs\w{1,8}"
    r"|we(?:’|')?ll (?:do|get|arrange))\b",
    re.IGNORECASE,
)
_TRAINING = re.compile(r"\b(?:training|trained|train|induction|care certificate|learn(?:ing)?)\b", re.IGNORECASE)


def few_benefits(subject: Subject) -> Iterator[Hit]:
    """Fewer than three in the list, and no list below a heading that announces them."""
    count = len(subject.wording.benefits)
    if count < 3 and not _listed(subject.wording.body):
        yield Hit("benefits", details={"count": count or "no"})


def _listed(body: str) -> bool:
    for announced in _BENEFITS.finditer(body):
        following = body[announced.end() : announced.end() + 1200]
        if sum(1 for _ in _BULLET.finditer(following)) >= 3:
            return True
    return False


def no_duties(subject: Subject) -> Iterator[Hit]:
    if not _DUTIES.search(subject.wording.body):
        yield Hit("body")


def no_must_haves(subject: Subject) -> Iterator[Hit]:
    if not subject.vacancy.must_haves and not _MUSTS.search(subject.wording.body):
        yield Hit("must_haves")


def many_must_haves(subject: Subject) -> Iterator[Hit]:
    if len(subject.vacancy.must_haves) > 8:
        yield Hit("must_haves", details={"count": len(subject.vacancy.must_haves)})


def job_description(subject: Subject) -> Iterator[Hit]:
    """Headings and phrases that come from the internal document."""
    body = subject.wording.body
    for pattern in (_DESCRIPTION, _ANY_OTHER):
        for found in pattern.finditer(body):
            start = found.start(1) if pattern.groups else found.start()
            yield Hit("body", start, found.end(), {"words": body[start : found.end()]})


def payer_unsaid(subject: Subject) -> Iterator[Hit]:
    """In care: who pays for the criminal record check, and is training given?"""
    if not _CARE.search(subject.wording.title):
        return
    text = subject.all_text()
    if not any(_WE_PAY.search(text, max(0, dbs.start() - 80), dbs.end() + 80) for dbs in _DBS.finditer(text)):
        yield Hit("checks", details={"what": "who pays for the DBS check"})
    if not _TRAINING.search(text):
        yield Hit("body", details={"what": "whether training is provided"})


def closed(subject: Subject) -> Iterator[Hit]:
    closes = subject.vacancy.closes_on
    if closes is not None and closes < subject.today:
        yield Hit("closes", details={"day": closes.isoformat()})
