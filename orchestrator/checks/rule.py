"""What a rule is made of."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from orchestrator.domain.advert import Wording
from orchestrator.domain.finding import Severity
from orchestrator.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at: one text, the vacancy it sells, the day it is looked at."""

    wording: Wording
    vacancy: Vacancy
    today: date

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text a candidate reads, with the field it stands in; entries of a list as `benefits[0]`."""
        yield "title", self.wording.title
        yield "summary", self.wording.summary
        yield "body", self.wording.body
        lists = (
            ("must_haves", self.vacancy.must_haves),
            ("desirables", self.vacancy.desirables),
            ("benefits", self.wording.benefits),
            ("checks", self.vacancy.checks),
        )
        for name, entries in lists:
            for number, entry in enumerate(entries):
                yield f"{name}[{number}]", entry

    def all_text(self) -> str:
        return "\n".join(text for _, text in self.texts())


@dataclass(frozen=True, slots=True)
class Hit:
    """One place a rule applies to: a span of a field, or the whole field where both ends are 0.

    `details` fill the rule's message; `severity` replaces the rule's where the case is milder or graver.
    """

    field: str
    start: int = 0
    end: int = 0
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)
    severity: Severity | None = None


Trigger = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `countries` (ISO 3166-1) are those it holds in; empty means everywhere.

    `evidence` grades the source: A law, regulator or board; B peer-reviewed experiment; C a vendor's observation;
    D house convention.
    """

    id: str
    severity: Severity
    field: str
    message: str
    fix: str
    source: str
    evidence: str
    trigger: Trigger
    countries: frozenset[str] = frozenset()
