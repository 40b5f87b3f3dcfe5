"""What the rules say of a text, as the pages show it: once, however many vacancies it is said for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from orchestrator.checks import Advert, check
from orchestrator.domain.advert import Wording
from orchestrator.domain.finding import Severity
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.queries.adverts import AdvertRecord

LEVELS = {Severity.ERROR: "stop", Severity.WARNING: "warn", Severity.INFO: "info"}
MOST_VACANCIES = 50
"""Vacancies a text is looked at for; the rest differ in facts that hardly any rule asks for."""

_FIELDS = frozenset({"title", "body", "summary", "benefits", "similar_titles"})


@dataclass(frozen=True, slots=True)
class Finding:
    """`level` is stop, warn or info; `field` the id of an input of the editor, or empty."""

    level: str
    heading: str
    text: str
    field: str = ""


def findings(wording: Wording, vacancies: Iterable[Vacancy]) -> tuple[Finding, ...]:
    """Gravest first. A text without a vacancy is looked at as if it were for one of its title."""
    facts = [*vacancies][:MOST_VACANCIES] or [Vacancy(wording.title or "Advert", Place("Town"))]
    today = datetime.now(UTC).date()
    found: dict[tuple[str, str], Finding] = {}
    for each in facts:
        for said in check(Advert(wording, each), today):
            field = said.field.partition("[")[0]
            shown = Finding(LEVELS[said.severity], said.message, said.fix, field if field in _FIELDS else "")
            found.setdefault((said.rule, said.message), shown)
    order = list(LEVELS.values())
    return tuple(sorted(found.values(), key=lambda each: order.index(each.level)))


def blocking(advert: AdvertRecord, wording: int, vacancies: Collection[int]) -> tuple[Finding, ...]:
    """What must be changed in the text of a wording before it goes out for these vacancies."""
    facts = [each.facts for each in advert.vacancies if each.id in vacancies]
    return tuple(each for each in findings(_text(advert, wording), facts) if each.level == "stop" and each.field)


def stopped(advert: AdvertRecord, wording: int, vacancies: Collection[int]) -> dict[int, str]:
    """By vacancy, what must be changed in its facts before it goes out: sentences."""
    text = _text(advert, wording)
    found = {}
    for used in advert.vacancies:
        if used.id in vacancies:
            stops = [each for each in findings(text, [used.facts]) if each.level == "stop" and not each.field]
            if stops:
                found[used.id] = " ".join(f"{each.heading} {each.text}" for each in stops)
    return found


def _text(advert: AdvertRecord, wording: int) -> Wording:
    return next(each.text for each in advert.wordings if each.id == wording)
