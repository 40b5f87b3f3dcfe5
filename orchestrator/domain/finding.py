"""What an advert rule or a board's limit says about a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Only errors block."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """`start` and `end` are character offsets in `field`; both 0 when the whole field is meant.

    `suggestion` is text that would answer the finding when it is added to the body; empty where only a person can.
    """

    rule: str
    severity: Severity
    field: str
    message: str
    fix: str = ""
    start: int = 0
    end: int = 0
    source: str = ""
    evidence: str = ""
    suggestion: str = ""
