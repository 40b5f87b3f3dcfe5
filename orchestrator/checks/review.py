"""What a recruiter sees of the findings: what blocks, what was waived, what was dismissed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orchestrator.domain.finding import Finding, Severity

from .advert import Advert
from .subject import texts_of
from .ticks import Tick, ticks


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's reason why a finding does not hold for an advert. `words` are those it was given for (see `excerpt`).

    Other words found by the same rule are not waived: a reason is for what was read, not for the rule.
    """

    rule: str
    words: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Waived:
    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Review:
    """Only `errors` block. `suggestions` are hints, folded on screen; `dismissed` those the employer does not want."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    suggestions: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    dismissed: tuple[Finding, ...]
    ticks: tuple[Tick, ...]

    @property
    def blocked(self) -> bool:
        return bool(self.errors)

    @property
    def folded(self) -> str:
        """The suggestions in words: "12 suggestions", "1 suggestion", or empty."""
        count = len(self.suggestions)
        return f"{count} suggestion{'s' * (count != 1)}" if count else ""


def review(
    advert: Advert, findings: Iterable[Finding], waivers: Iterable[Waiver] = (), dismissed: Iterable[str] = ()
) -> Review:
    """Sort findings by what has to be done. `dismissed` are ids of rules whose hints the employer does not want to see;
    errors and warnings cannot be dismissed, only waived.
    """
    given = {(waiver.rule, waiver.words.casefold()): waiver for waiver in waivers}
    unwanted = frozenset(dismissed)
    open_: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    waived: list[Waived] = []
    hidden: list[Finding] = []
    found = tuple(findings)
    for finding in found:
        waiver = given.get((finding.rule, excerpt(advert, finding).casefold()))
        if waiver is not None:
            waived.append(Waived(finding, waiver))
        elif finding.severity is Severity.INFO and finding.rule in unwanted:
            hidden.append(finding)
        else:
            open_[finding.severity].append(finding)
    return Review(
        tuple(open_[Severity.ERROR]), tuple(open_[Severity.WARNING]), tuple(open_[Severity.INFO]),
        tuple(waived), tuple(hidden), ticks(found),
    )  # fmt: skip


def excerpt(advert: Advert, finding: Finding) -> str:
    """The words a finding is about; the field's name where it is about a whole field."""
    if not finding.end:
        return finding.field
    texts = dict(texts_of(advert)) | {"instructions": advert.instructions}
    return " ".join(texts.get(finding.field, finding.field)[finding.start : finding.end].split())
