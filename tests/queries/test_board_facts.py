"""What the rules know of a board is what its adapter declares and its account's settings say."""

from __future__ import annotations

import pytest

from orchestrator.boards import registry
from orchestrator.queries.checked import board_facts

BOARDS = registry.load()


def test_reed_has_a_limit_a_pay_filter_and_a_way_to_hide_the_pay() -> None:
    shown = board_facts(BOARDS["reed"], "Reed", {})
    assert (shown.most_title, shown.most_body, shown.lifetime) == (255, 6_500, 42)
    assert shown.bans_contacts
    assert shown.pays_filter
    assert not shown.pay_hidden
    assert board_facts(BOARDS["reed"], "Reed", {"show_pay": "no"}).pay_hidden


def test_indeed_hides_twins_and_counts_bytes_which_are_no_characters() -> None:
    indeed = board_facts(BOARDS["indeed"], "Indeed", {})
    assert indeed.hides_twins
    assert indeed.strict_titles
    assert indeed.bans_fees
    assert indeed.most_body is None


@pytest.mark.parametrize("name", sorted(BOARDS))
def test_what_hides_the_pay_is_a_setting_of_the_account(name: str) -> None:
    adapter = BOARDS[name]
    hides = adapter.limits.hides_pay
    if hides is not None:
        [field] = [each for each in adapter.credentials if each.name == hides[0]]
        assert hides[1] in field.choices
        assert field.default != hides[1]
        assert adapter.limits.filters_pay
