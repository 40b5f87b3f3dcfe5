"""What the rules say of labelled cases, beside what they should say; `benchmarks.checks` prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cases import Case, found


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


def tally(all_cases: Sequence[Case]) -> Tally:
    right, wrong, missed = 0, [], []
    for case in all_cases:
        named = found(case)
        right += len(named & case.expected)
        wrong += [f"{rule}: {case.settings} {case.text}" for rule in named - case.expected]
        missed += [f"{rule}: {case.settings} {case.text}" for rule in case.expected - named]
    return Tally(right, tuple(wrong), tuple(missed))
