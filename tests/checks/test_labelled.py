"""Precision and recall of each family of rules on the labelled cases."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from .cases import Case, cases, families, found


@dataclass(frozen=True, slots=True)
class Tally:
    """Rules named rightly, named wrongly and missed, with the cases that show the last two."""

    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))


def tally(all_cases: list[Case]) -> Tally:
    right, wrong, missed = 0, [], []
    for case in all_cases:
        named = found(case)
        right += len(named & case.expected)
        wrong += [f"{rule}: {case.settings} {case.text}" for rule in named - case.expected]
        missed += [f"{rule}: {case.settings} {case.text}" for rule in case.expected - named]
    return Tally(right, tuple(wrong), tuple(missed))


@pytest.mark.parametrize("family", families())
def test_what_is_named_is_right_and_what_is_wrong_is_named(family: str) -> None:
    result = tally(list(cases(family)))
    assert result.precision >= 0.95, result.wrong
    assert result.recall >= 0.85, result.missed


def test_there_are_enough_cases() -> None:
    assert sum(1 for family in families() for _ in cases(family)) >= 300
