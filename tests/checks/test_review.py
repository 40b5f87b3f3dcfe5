"""What a recruiter sees: ticks, what blocks, waivers, dismissed hints."""

from __future__ import annotations

from dataclasses import replace

from orchestrator.checks import Advert, Twin, check
from orchestrator.checks.review import Waiver, excerpt, review
from orchestrator.checks.ticks import ticks
from orchestrator.domain.finding import Severity

from .cases import BOARDS, PLAIN, TODAY


def with_text(text: str) -> Advert:
    return replace(PLAIN, wording=replace(PLAIN.wording, body=f"{PLAIN.wording.body}\n\n{text}"))


def test_eight_ticks_follow_the_findings() -> None:
    bare = replace(
        PLAIN,
        wording=replace(PLAIN.wording, benefits=(), similar_titles=(), body="## Person specification\n\nLorem ipsum."),
        vacancy=replace(PLAIN.vacancy, pay=None, must_haves=()),
    )
    assert [tick.done for tick in ticks(check(bare, TODAY))] == [False, False, False, False, False, False, False, True]
    assert [tick.done for tick in ticks([])] == [True] * 8


def test_only_errors_block_and_a_waiver_unblocks() -> None:
    advert = with_text("You must be aged 25-40. Join our young team.")
    found = check(advert, TODAY)
    before = review(advert, found)
    assert before.blocked
    [error] = before.errors
    waiver = Waiver(
        error.rule, excerpt(advert, error), "The part is that of a thirty-year-old (Schedule 9).", "Ana Reyes"
    )
    after = review(advert, found, [waiver])
    assert not after.blocked
    assert [(each.finding, each.waiver.by) for each in after.waived] == [(error, "Ana Reyes")]
    assert [finding.rule for finding in after.warnings] == ["EQA-AGE-02"]


def test_a_waiver_is_for_the_words_it_was_given_for() -> None:
    first, second = with_text("You must be aged 25-40."), with_text("You must be aged 18-21.")
    waiver = Waiver("EQA-AGE-01", "aged 25-40", "The part is that of a thirty-year-old.", "Ana")
    assert not review(first, check(first, TODAY), [waiver]).blocked
    assert review(second, check(second, TODAY), [waiver]).blocked


def test_a_dismissed_hint_stays_away_and_an_error_cannot_be_dismissed() -> None:
    advert = with_text("A dynamic team. You must be aged 25-40.")
    found = check(advert, TODAY)
    seen = review(advert, found, dismissed={"EQA-AGE-05", "EQA-AGE-01"})
    assert [finding.rule for finding in seen.dismissed] == ["EQA-AGE-05"]
    assert "EQA-AGE-05" not in {finding.rule for finding in seen.suggestions}
    assert seen.blocked


def test_suggestions_are_counted_in_words() -> None:
    advert = with_text("A dynamic team.")
    seen = review(advert, [each for each in check(advert, TODAY) if each.rule == "EQA-AGE-05"])
    assert seen.folded == "1 suggestion"
    assert review(advert, []).folded == ""


def test_three_openings_in_one_town_are_one_posting() -> None:
    mine = Twin("Board", "Planner", "Torquay", 1)
    three = replace(PLAIN, vacancy=replace(PLAIN.vacancy, openings=3), vacancy_id=1, boards=(BOARDS["Board"],))
    assert "TTL-07" not in {finding.rule for finding in check(replace(three, live=(mine,)), TODAY)}
    other = replace(three, live=(mine, replace(mine, vacancy=2)))
    [double] = [finding for finding in check(other, TODAY) if finding.rule == "TTL-07"]
    assert double.severity is Severity.ERROR
    assert "number of openings" in double.fix
