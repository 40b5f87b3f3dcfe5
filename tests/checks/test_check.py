"""The rules: what each finds, where, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from orchestrator.checks import Advert, check
from orchestrator.checks.rules import RULES
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
         wording: dict[str, object] | None = None) -> list[Finding]:  # fmt: skip
    """What the rules say of the example after one change."""
    base = example.draft.wording
    assert base is not None
    changed = replace(base, body=base.body + ("\n\n" + text if text else ""), title=title or base.title)
    changed = replace(changed, **(wording or {}))  # type: ignore[arg-type]
    return check(Advert(changed, replace(example.draft.vacancy, **(vacancy or {}))), TODAY)  # type: ignore[arg-type]


def test_the_example_has_nothing_to_be_said_about_it(example: AdvertFile) -> None:
    assert look(example) == []


def test_the_example_pays_more_than_the_minimum_wage_of_2026(example: AdvertFile) -> None:
    """National Living Wage from 1 April 2026: 12.71 an hour (gov.uk)."""
    pay, hours = example.draft.vacancy.pay, example.draft.vacancy.weekly_hours
    assert pay is not None
    assert pay.minimum is not None
    assert hours is not None
    assert pay.minimum / (52 * Decimal(str(hours))) > Decimal("12.71")


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("You must be aged 25-35.", "EQA-AGE-01", Severity.ERROR),
        ("Applicants over 45 need not apply.", "EQA-AGE-01", Severity.ERROR),
        ("You must be 18 or over.", "EQA-AGE-01", Severity.WARNING),
        ("We support adults aged 18 to 65.", None, None),
        ("You will visit people over 65.", None, None),
        ("You support older people aged 75 and over.", None, None),
        ("Join our young team.", "EQA-AGE-02", Severity.WARNING),
        ("We want a mature person who is youthful.", "EQA-AGE-02", Severity.WARNING),
        ("You support young people, younger adults and children and young women.", None, None),
        ("Ask for Emma Young on the telephone.", None, None),
        ("You bring a mature attitude.", None, None),
        ("Ideal for a recent graduate.", "EQA-AGE-03", Severity.WARNING),
        ("A dynamic team.", "EQA-AGE-05", Severity.INFO),
        ("A dynamic, young team.", "EQA-AGE-05", Severity.WARNING),
        ("You do dynamic risk assessments.", None, None),
        ("## Person specification", "CON-10", Severity.WARNING),
        ("You carry out any other duties.", "CON-10", Severity.WARNING),
    ],
)
def test_words_in_the_text(example: AdvertFile, text: str, rule: str | None, severity: Severity | None) -> None:
    found = look(example, text=text)
    assert (rule, severity) in {(finding.rule, finding.severity) for finding in found} or (rule is None and not found)
    assert example.draft.wording is not None
    body = f"{example.draft.wording.body}\n\n{text}"
    assert all(body[finding.start : finding.end] in text for finding in found)


def test_equality_words_are_looked_at_only_where_the_act_holds(example: AdvertFile) -> None:
    assert look(example, text="Join our young team.", vacancy={"place": Place("Cork", country="IE")}) == []


@pytest.mark.parametrize(
    ("title", "rules"),
    [
        ("CARE COORDINATOR", {"TTL-03"}),
        ("RGN", set()),
        ("Senior RGN / RMN", set()),
        ("Care Coordinator!!", {"TTL-03"}),
        ("Care Coordinator £26k", {"TTL-02"}),
        ("Care Coordinator, Torquay TQ1 3EX", {"TTL-02"}),
        ("Urgent: Care Coordinator", {"TTL-02"}),
        ("Care Coordinator ref: 457-20", {"TTL-02"}),
        ("Care Coordinator for the Community Rehabilitation and Reablement Service", {"TTL-01"}),
    ],
)
def test_titles(example: AdvertFile, title: str, rules: set[str]) -> None:
    """Those without "care" in them have no rule about care beside the one that is meant."""
    assert {finding.rule for finding in look(example, title=title)} == rules


@pytest.mark.parametrize(
    ("pay", "found"),
    [
        (None, {("PAY-01", Severity.WARNING)}),
        (Pay(None, None, note="Competitive salary"), {("PAY-01", Severity.WARNING), ("PAY-02", Severity.WARNING)}),
        (Pay(Decimal(26000), Decimal(40000)), {("PAY-03", Severity.WARNING)}),
        (Pay(Decimal(26000), Decimal(32000)), {("PAY-03", Severity.INFO)}),
        (Pay(Decimal(26500), None, period=PayPeriod.HOUR), {("PAY-04", Severity.ERROR)}),
        (Pay(Decimal("12.71"), Decimal(13)), {("PAY-04", Severity.ERROR)}),
        (Pay(Decimal("12.71"), Decimal(13), period=PayPeriod.HOUR), set()),
        (Pay(Decimal(100), Decimal(100), "JPY"), set()),
    ],
)
def test_pay(example: AdvertFile, pay: Pay | None, found: set[tuple[str, Severity]]) -> None:
    assert {(finding.rule, finding.severity) for finding in look(example, vacancy={"pay": pay})} == found


@pytest.mark.parametrize(
    ("words", "rules"),
    [(60, {"LEN-01"}), (300, set()), (800, {"LEN-02"}), (1000, {"LEN-03"}), (3000, {"LEN-03"})],
)
def test_length(example: AdvertFile, words: int, rules: set[str]) -> None:
    body = "You will plan, training is provided. " + "visits " * words
    assert {finding.rule for finding in look(example, wording={"body": body})} == rules


def test_what_is_missing_is_named(example: AdvertFile) -> None:
    bare = Wording("Care Assistant", "Lorem ipsum dolor. " * 60)
    found = check(Advert(bare, Vacancy("Care Assistant", Place("Exeter"), closes_on=date(2026, 1, 1))), TODAY)
    assert {finding.rule for finding in found} == {
        "PAY-01", "TTL-08", "CON-03", "CON-04", "CON-06", "CON-07", "CON-09",
    }  # fmt: skip
    assert [finding.severity for finding in found] == sorted(
        (finding.severity for finding in found), key=["error", "warning", "info"].index
    )


def test_every_rule_is_whole_and_has_a_number_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert all((rule.message, rule.fix, rule.source)), rule.id
        assert rule.evidence in "ABCD"


@pytest.mark.parametrize(
    "piece",
    [" ", "a", "aged ", "young ", "# ", "£1", "DBS ", "competitive ", "\n", "- a\n", "over 18 ", "A1", "you will "],
)
def test_long_texts_are_looked_at_in_one_pass(example: AdvertFile, piece: str) -> None:
    """Fifty thousand characters of whatever a pattern begins with; a pattern that goes back and forth never ends."""
    assert isinstance(look(example, wording={"body": piece * (50_000 // len(piece)), "title": piece * 75}), list)
