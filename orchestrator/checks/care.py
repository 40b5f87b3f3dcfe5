"""What people new to care ask: who pays for the check and the training, and what can one become?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .subject import Hit, Subject

_DBS = re.compile(r"\b(?:DBS|PVG|AccessNI|disclosure)\b", re.IGNORECASE)
_WE_PAY = re.compile(
    r"\b(?:paid|pays?|cover(?:s|ed)?|free|fund(?:s|ed)?|at no cost|on us|our expense|reimburs\w{1,8}"
    r"|we(?:’|')?ll (?:do|get|arrange))\b",
    re.IGNORECASE,
)
_TRAINING = (" training", " trained", " train ", "induction", "care certificate", " learn ", " learning")
_PROGRESS = (
    "progress", "career", "promot", "develop", "step up", " grow ", "nvq", " rqf ", " qcf ", "diploma", "level 2",
    "level 3", "level 4", "level 5", "apprenticeship",
    "qualification", "work towards", "preceptorship", "revalidation", "study time", "study leave",
)  # fmt: skip
MOST = 20


def payer_unsaid(subject: Subject) -> Iterator[Hit]:
    """In care: who pays for the criminal record check, and is training given?"""
    if not subject.care:
        return
    text = subject.text
    named = list(_DBS.finditer(text))[:MOST] if subject.has("dbs", "pvg", "accessni", "disclosure") else []
    if not any(_WE_PAY.search(text, max(0, dbs.start() - 80), dbs.end() + 80) for dbs in named):
        yield Hit("checks", details={"what": "who pays for the DBS check"})
    if not subject.has(*_TRAINING):
        yield Hit("body", details={"what": "whether training is provided"})


def no_progression(subject: Subject) -> Iterator[Hit]:
    if subject.care and not subject.has(*_PROGRESS):
        yield Hit("body")
