"""What the installation's own results say of each advert rule: postings with the finding against those without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orchestrator.boards.registry import Registry
from orchestrator.checks import EmployerFacts
from orchestrator.checks.rules import RULES
from orchestrator.domain.advert import Wording
from orchestrator.domain.vacancy import Vacancy
from orchestrator.pay.benchmark import Benchmark, NotEnoughData
from orchestrator.statistics.group_ratio import GroupRatio, group_ratio
from orchestrator.statistics.prior import Counted
from orchestrator.storage import posting_counts
from orchestrator.storage import tables as t
from orchestrator.storage.adverts import wording_of
from orchestrator.storage.any_of import any_of
from orchestrator.storage.posting_counts import Counted as Posting
from orchestrator.storage.vacancies import facts_of_all

from .checked import Around, around
from .pay_benchmark import Work, pay_benchmarks
from .usual import Expectations

WINDOW = timedelta(days=365)
MOST = 400
"""Texts (a wording with a vacancy) that are looked at: the newest."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """`found` None: too few texts with, or without, the finding. The rule is read against the text as it is now;
    `message` is what it says of one of them."""

    rule: str
    family: str
    message: str
    evidence: str
    having: int
    lacking: int
    found: GroupRatio | None


def rule_results(
    connection: Connection, registry: Registry, employer: int | None, zone: ZoneInfo, today: date
) -> tuple[RuleResult, ...]:
    """Every rule that some text breaks, those with most to say first. Not an experiment: texts differ in more."""
    shown = posting_counts.in_period(connection, today - WINDOW, today, employer, zone, 5 * MOST)
    counted = _counted(shown, Expectations.of(connection, {each.board for each in shown}))
    findings = _findings(connection, registry, list(counted), today)
    broken = {id for said in findings.values() for id in said}
    found = []
    for rule in (each for each in RULES if each.id in broken):
        having = [counted[key] for key in counted if rule.id in findings[key]]
        lacking = [counted[key] for key in counted if rule.id not in findings[key]]
        message = next(said[rule.id] for said in findings.values() if rule.id in said)
        ratio = group_ratio(having, lacking)
        found.append(RuleResult(rule.id, rule.family, message, rule.evidence, len(having), len(lacking), ratio))
    return tuple(sorted(found, key=lambda each: (each.found is None, -min(each.having, each.lacking), each.rule)))


def _counted(shown: Sequence[Posting], expectations: Expectations) -> Mapping[tuple[int, int], Counted]:
    """By wording and vacancy: applications, and what was usual for the same postings at the same age."""
    sums: dict[tuple[int, int], tuple[int, float]] = {}
    for each in shown:
        text = each.wording_id, each.vacancy_id
        if each.count is None or each.age is None or (len(sums) == MOST and text not in sums):
            continue
        expected = expectations.expected(each.board, each.first, each.age)
        if expected:
            value, usual = sums.get(text, (0, 0.0))
            sums[text] = value + each.count.total, usual + expected
    return {key: Counted(value, usual) for key, (value, usual) in sums.items()}


def _findings(
    connection: Connection, registry: Registry, keys: Sequence[tuple[int, int]], today: date
) -> dict[tuple[int, int], Mapping[str, str]]:
    """By wording and vacancy, what each rule says. What others pay is looked up once for all of one work and region."""
    w = t.wording
    wordings = {
        row.id: row for row in connection.execute(select(w).where(w.c.id == any_of(key[0] for key in keys))).all()
    }
    facts = facts_of_all(connection, (key[1] for key in keys))
    known = {id: around(connection, registry, id) for id in {row.employer_id for row in wordings.values()}}
    texts = {id: wording_of(row) for id, row in wordings.items()}
    works: dict[tuple[object, ...], Work] = {}
    same: dict[tuple[int, int], tuple[object, ...]] = {}
    for key in keys:
        work = Work(facts[key[1]], wordings[key[0]].employer_id, key[1])
        same[key] = work.employer, work.facts.title, work.facts.place.country, work.region
        works.setdefault(same[key], work)
    pay = dict(zip(works, pay_benchmarks(connection, list(works.values()), today), strict=True))
    found = {}
    for wording, vacancy in keys:
        of = known[wordings[wording].employer_id]
        found[wording, vacancy] = _said(
            texts[wording], facts[vacancy], vacancy, of.employer, of.dismissed, pay[same[wording, vacancy]], today
        )
    return found


@lru_cache(maxsize=4 * MOST)
def _said(
    wording: Wording, facts: Vacancy, vacancy: int, employer: EmployerFacts, dismissed: frozenset[str],
    others: Benchmark | NotEnoughData, today: date,
) -> Mapping[str, str]:  # fmt: skip
    """By rule, its sentence. Kept while the texts stay as they are: the rules take a second for hundreds of them."""
    around_it = Around(employer, {}, {}, (), dismissed)
    said = around_it.look(wording, facts, today, vacancy_id=vacancy, benchmark=others).review
    every = (*said.errors, *said.warnings, *said.suggestions, *said.dismissed)
    return {each.rule: each.message for each in reversed(every)}
