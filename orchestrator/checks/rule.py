"""What a rule is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from orchestrator.domain.finding import Severity

from .subject import Hit, Subject

Trigger = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the tables.

    `where`: codes of `jurisdictions`, any of which must hold; empty means everywhere. `since` and `until` are the days
    it is valid. `evidence` grades the source: A law, regulator or board; B peer-reviewed experiment; C a vendor's
    observation; D house convention. `conflicting`: evidence against it, which is shown beside.
    """

    id: str
    family: str
    severity: Severity
    message: str
    fix: str
    source: str
    evidence: str
    trigger: Trigger
    where: frozenset[str] = frozenset()
    since: date = date.min
    until: date = date.max
    conflicting: str = ""

    def holds(self, codes: frozenset[str], today: date) -> bool:
        return (not self.where or bool(self.where & codes)) and self.since <= today <= self.until
