"""The rules as one: the example, where each law holds, what a finding has, and texts of any kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from orchestrator.checks import Advert, BoardFacts, EmployerFacts, check
from orchestrator.checks.jurisdiction import jurisdictions
from orchestrator.checks.rules import FAMILIES, RULES
from orchestrator.domain.advert import Wording
from orchestrator.domain.finding import Finding, Severity
from orchestrator.domain.pay import Pay, PayPeriod
from orchestrator.domain.place import Place
from orchestrator.domain.vacancy import Vacancy
from orchestrator.intake.advert_file import AdvertFile, load

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def example() -> AdvertFile:
    return load((resources.files("orchestrator.demonstration") / "care_coordinator.md").read_bytes())


def look(example: AdvertFile, *, text: str = "", title: str = "", vacancy: dict[str, object] | None = None,
         wording: dict[str, object] | None = None, **around: object) -> list[Finding]:  # fmt: skip
    """What the rules say of the example after one change."""
    base = example.draft.wording
    assert base is not None
    changed = replace(base, body=base.body + ("\n\n" + text if text else ""), title=title or base.title)
    changed = replace(changed, **(wording or {}))  # type: ignore[arg-type]
    facts = replace(example.draft.vacancy, **(vacancy or {}))  # type: ignore[arg-type]
    return check(Advert(changed, facts, **around), TODAY)  # type: ignore[arg-type]


def rules(found: list[Finding]) -> set[str]:
    return {finding.rule for finding in found}


def test_the_example_has_nothing_to_be_said_about_it(example: AdvertFile) -> None:
    assert look(example) == []


def test_every_rule_is_whole_and_has_a_number_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 100
    assert {rule.family for rule in RULES} == set(FAMILIES)
    for rule in RULES:
        assert all((rule.message, rule.fix, rule.source)), rule.id
        assert rule.evidence in "ABCD"
        assert "lawful" not in f"{rule.message} {rule.fix}".casefold()
        assert "guarantees more" not in rule.fix
        assert "35 %" not in rule.fix


def test_what_is_from_memory_is_never_an_error() -> None:
    for rule in RULES:
        unsure = "from memory" in rule.source or "check before relying" in rule.source
        assert not (unsure and rule.severity is Severity.ERROR), rule.id


def test_evidence_against_a_rule_is_shown_beside_it() -> None:
    shown = {rule.id: rule.conflicting for rule in RULES if rule.conflicting}
    assert {"LEN-01", "TTL-01", "PAY-01", "INC-01"} <= set(shown)


def test_a_finding_has_the_very_words(example: AdvertFile) -> None:
    [finding] = look(example, text="Join our young team.")
    body = f"{example.draft.wording.body if example.draft.wording else ''}\n\nJoin our young team."
    assert (finding.rule, finding.field, body[finding.start : finding.end]) == ("EQA-AGE-02", "body", "young")
    [listed] = look(example, vacancy={"must_haves": ("Calm", "Native English speaker")})
    assert (listed.rule, listed.field, listed.start, listed.end) == ("EQA-RACE-01", "must_haves[1]", 0, 22)


def test_gravest_first(example: AdvertFile) -> None:
    found = look(example, text="A dynamic, young team. You must be aged 20-30.")
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    assert [finding.severity for finding in found] == sorted((f.severity for f in found), key=order.index)
    assert found[0].rule == "EQA-AGE-01"


def test_the_same_text_under_other_laws(example: AdvertFile) -> None:
    text, sums = "Join our young team.", Pay(Decimal(30000), Decimal(36000), "EUR")
    assert rules(look(example, text=text)) == {"EQA-AGE-02"}
    cork = look(example, text=text, vacancy={"place": Place("Cork", country="IE"), "pay": sums})
    assert {"EQA-AGE-02", "US-AGE-01"}.isdisjoint(rules(cork))
    denver = look(example, text=text, vacancy={"place": Place("Denver", "CO", country="US"), "pay": None})
    assert {"US-AGE-01", "US-PAY-01"} <= rules(denver)
    assert "EQA-AGE-02" not in rules(denver)


def test_remote_work_falls_under_every_place_it_is_open_to() -> None:
    facts = Vacancy("Planner", Place("", country="GB", remote=True, remote_in=("US-CO", "CA-ON")))
    advert = Advert(Wording("Planner", "x"), facts, EmployerFacts(country="DE"))
    assert jurisdictions(advert) == {"GB", "DE", "EU", "US", "US-CO", "CA", "CA-ON"}
    desk = replace(facts, place=Place("Cork", country="IE"))
    assert jurisdictions(replace(advert, vacancy=desk)) == {"IE", "EU"}


def test_headcount_decides_and_is_said_where_it_is_not_known(example: AdvertFile) -> None:
    fresno: dict[str, object] = {"place": Place("Fresno", "California", country="US"), "pay": None}

    def severities(staff: int | None) -> set[Severity]:
        found = look(example, vacancy=fresno, employer=EmployerFacts(headcount=staff))
        return {finding.severity for finding in found if finding.rule == "US-PAY-01"}

    assert severities(15) == {Severity.ERROR}
    assert severities(14) == set()
    assert severities(None) == {Severity.WARNING}


def test_a_rule_begins_and_ends_on_its_day(example: AdvertFile) -> None:
    assert example.draft.wording is not None
    wording = replace(example.draft.wording, body=example.draft.wording.body + "\n\nWe offer visa sponsorship.")
    advert = Advert(replace(wording, title="Care Assistant"), example.draft.vacancy)
    assert "UK-VISA-01" not in rules(check(advert, date(2025, 7, 21)))
    assert "UK-VISA-01" in rules(check(advert, date(2025, 7, 22)))


def test_the_figures_of_2024_are_below_the_minimum_of_today(example: AdvertFile) -> None:
    """£23,524 a year for a Care Coordinator in Liverpool: £12.06 an hour at 37.5 hours, right in June 2024."""
    assert example.draft.wording is not None
    facts = replace(example.draft.vacancy, pay=Pay(Decimal(23524), Decimal(23524)))
    advert = Advert(example.draft.wording, facts)
    assert "UK-NMW-01" not in rules(check(advert, date(2024, 6, 15)))
    [now] = [finding for finding in check(advert, TODAY) if finding.rule == "UK-NMW-01"]
    assert (now.severity, now.field) == (Severity.ERROR, "pay.min")
    assert "£12.06 an hour is below £12.71" in now.message
    unknown = replace(advert, vacancy=replace(facts, weekly_hours=None))
    assert "UK-NMW-02" in rules(check(unknown, TODAY))


def test_a_board_makes_an_advice_a_must(example: AdvertFile) -> None:
    strict = BoardFacts("Strict", most_title=30, bans_contacts=True, strict_titles=True)
    found = look(
        example, title="Care Coordinator urgently required now", text="Write to a@b.example.com", boards=(strict,)
    )
    graded = {(finding.rule, finding.severity) for finding in found}
    assert {("TTL-02", Severity.ERROR), ("BRD-01", Severity.ERROR), ("LEN-04", Severity.ERROR)} <= graded


@pytest.mark.parametrize(
    ("pay", "found"),
    [
        (None, {"PAY-01"}),
        (Pay(Decimal(26500), Decimal(40000)), {"PAY-03"}),
        (Pay(Decimal(26500), None, period=PayPeriod.HOUR), {"PAY-04"}),
        (Pay(Decimal("13.45"), Decimal(14), period=PayPeriod.HOUR), set()),
        (Pay(Decimal(100), Decimal(100), "JPY"), set()),
    ],
)
def test_pay(example: AdvertFile, pay: Pay | None, found: set[str]) -> None:
    assert rules(look(example, vacancy={"pay": pay})) == found


def test_what_is_missing_is_named() -> None:
    bare = Wording("Care Assistant", "Lorem ipsum dolor and the rest of it. " * 30)
    found = check(Advert(bare, Vacancy("Care Assistant", Place("Exeter"), closes_on=date(2026, 1, 1))), TODAY)
    assert rules(found) >= {
        "PAY-01", "TTL-08", "TTL-09", "CON-01", "CON-03", "CON-04", "CON-06", "CON-07", "CON-08", "CON-09", "CON-14",
    }  # fmt: skip


def test_the_sentence_with_similar_titles_is_ready_to_add(example: AdvertFile) -> None:
    found = look(example, wording={"body": "You will plan. We train you in our team. " * 30})
    [finding] = [each for each in found if each.rule == "TTL-09"]
    assert (
        finding.suggestion
        == "Elsewhere this work is called Care Manager, Service Coordinator or Patient Care Coordinator."
    )
