"""The eight things adverts that work have in common, each ticked or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orchestrator.domain.finding import Finding

_BROKEN_BY = {
    "Pay is shown": ("PAY-01", "PAY-02", "PAY-07", "PAY-08", "US-PAY-01", "EU-PAY-01"),
    "Similar titles are named": ("TTL-08", "TTL-09"),
    "Must-haves are named": ("CON-09", "RDB-04"),
    "Main responsibilities are named": ("CON-04",),
    "At least three benefits": ("CON-03",),
    "What it is like to work there": ("CON-12",),
    "Short: an advert, not a job description": ("LEN-02", "LEN-03", "CON-10"),
    "Training and the DBS check are paid": ("CON-07", "CON-13"),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One of the eight; `findings` are those that keep it from being ticked."""

    label: str
    findings: tuple[Finding, ...]

    @property
    def done(self) -> bool:
        return not self.findings


def ticks(findings: Iterable[Finding]) -> tuple[Tick, ...]:
    """All eight in the order a recruiter reads them."""
    found = tuple(findings)
    return tuple(
        Tick(label, tuple(each for each in found if each.rule in rules)) for label, rules in _BROKEN_BY.items()
    )
