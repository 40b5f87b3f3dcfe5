"""The short form: a few hundred postings, the faults that matter most, under a minute."""

from __future__ import annotations

import pytest

from .__main__ import short
from .fault import SHORT
from .run import run


@pytest.mark.slow
@pytest.mark.chaos_short
@pytest.mark.timeout(180)
def test_nothing_is_lost_and_nothing_doubled_while_everything_breaks() -> None:
    found = run(short(300, 1, SHORT))
    assert not found.broken, found.line()
    assert found.postings == 300
    assert found.live > 200
    assert not found.surprises
