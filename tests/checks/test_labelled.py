"""Precision and recall of each family of rules on the labelled cases."""

from __future__ import annotations

import pytest

from .cases import cases, families
from .tally import tally


@pytest.mark.parametrize("family", families())
def test_what_is_named_is_right_and_what_is_wrong_is_named(family: str) -> None:
    result = tally(list(cases(family)))
    assert result.precision >= 0.95, result.wrong
    assert result.recall >= 0.85, result.missed


def test_there_are_enough_cases() -> None:
    assert sum(1 for family in families() for _ in cases(family)) >= 300
