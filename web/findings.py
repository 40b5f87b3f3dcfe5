"""What the rules say of a text, as the editor shows it: once, however many vacancies it is said for."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from orchestrator.checks.review import excerpt
from orchestrator.domain.finding import Finding, Severity
from orchestrator.queries.checked import Checked

from .advert_form import AdvertText
from .spans import FIELDS, Spot, spot

LEVELS = {Severity.ERROR: "stop", Severity.WARNING: "warn", Severity.INFO: "info"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding. `level` is stop, warn or info; `words` those it is about; `key` tells it from the others.

    `field` is the id of an input of the editor, or empty where it is a fact of the vacancy `facts` (None: of one to be
    chosen); `start` and `end` are characters of that input, equal where nothing can be marked. `add`: text that would
    answer it at the end of the advert. `reason` and `by` are of the waiver, where there is one.
    """

    level: str
    rule: str
    heading: str
    text: str
    source: str
    evidence: str
    words: str
    key: str
    field: str
    start: int
    end: int
    facts: int | None
    add: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the rules say of a text for its vacancies. `ticks` are the eight: what, and whether it is so.

    `suggestions` and `dismissed` are pairs of a rule and what it says.
    """

    ticks: tuple[tuple[str, bool], ...]
    stops: tuple[Shown, ...]
    warnings: tuple[Shown, ...]
    suggestions: tuple[tuple[str, tuple[Shown, ...]], ...]
    waived: tuple[Shown, ...]
    dismissed: tuple[tuple[str, tuple[Shown, ...]], ...]

    @property
    def marked(self) -> int:
        """What is counted beside the heading."""
        return len(self.stops) + len(self.warnings)

    @property
    def suggested(self) -> int:
        return sum(len(shown) for _, shown in self.suggestions)


def gather(looked_at: Sequence[tuple[int | None, Checked]], typed: AdvertText) -> Findings:
    """The findings for several vacancies (ids, None: not saved yet), each said once. A tick is for all of them."""
    open_: dict[tuple[object, ...], Shown] = {}
    waived: dict[tuple[object, ...], Shown] = {}
    dismissed: dict[tuple[object, ...], Shown] = {}
    ticks: dict[str, bool] = {}
    for vacancy, each in looked_at:
        review = each.review
        for finding in (*review.errors, *review.warnings, *review.suggestions):
            if _same(finding) not in open_:
                open_[_same(finding)] = _shown(finding, each, typed, vacancy)
        for given in review.waived:
            shown = _shown(given.finding, each, typed, vacancy, reason=given.waiver.reason, by=given.waiver.by)
            waived.setdefault(_same(given.finding), shown)
        for finding in review.dismissed:
            if _same(finding) not in dismissed:
                dismissed[_same(finding)] = _shown(finding, each, typed, vacancy)
        for tick in review.ticks:
            ticks[tick.label] = ticks.get(tick.label, True) and tick.done
    apart = list(_apart(open_.values()))
    return Findings(
        tuple(ticks.items()),
        tuple(each for each in apart if each.level == "stop"),
        tuple(each for each in apart if each.level == "warn"),
        _by_rule(each for each in apart if each.level == "info"),
        tuple(waived.values()),
        _by_rule(dismissed.values()),
    )


def _apart(shown: Iterable[Shown]) -> Iterator[Shown]:
    """The same words found twice are two cards, whose fields need two names."""
    seen: Counter[str] = Counter()
    for each in shown:
        seen[each.key] += 1
        yield each if seen[each.key] == 1 else replace(each, key=f"{each.key}-{seen[each.key]}")


def _same(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.field, finding.start, finding.end, finding.message


def _shown(
    finding: Finding, looked_at: Checked, typed: AdvertText, vacancy: int | None, *, reason: str = "", by: str = ""
) -> Shown:
    words = excerpt(looked_at.advert, finding)
    where: Spot = spot(typed, finding)
    return Shown(
        level=LEVELS[finding.severity],
        rule=finding.rule,
        heading=finding.message,
        text=finding.fix,
        source=finding.source,
        evidence=finding.evidence,
        words=words,
        key=f"{zlib.crc32(f'{finding.rule} {words.casefold()}'.encode()):08x}",
        field=where.field,
        start=where.start,
        end=where.end,
        facts=None if finding.field.partition("[")[0] in FIELDS else vacancy,
        add=finding.suggestion,
        reason=reason,
        by=by,
    )


def _by_rule(shown: Iterable[Shown]) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    ordered = sorted(shown, key=lambda each: each.rule)
    return tuple((rule, tuple(some)) for rule, some in groupby(ordered, key=lambda each: each.rule))


def typed_reasons(form: Mapping[str, str]) -> dict[str, str]:
    """Reasons for waivers as typed, by the key of their finding."""
    return {name.removeprefix("reason-"): value for name, value in form.items() if name.startswith("reason-")}
