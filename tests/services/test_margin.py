"""A paid run is taken down before it ends or renews itself: the board is told its end, ours comes a margin earlier."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.services.refused import Refused
from orchestrator.services.reschedule import reschedule
from orchestrator.services.save_account import edit_account
from orchestrator.storage import tables as t
from tests.installation import CREDENTIALS, Installation, install


@pytest.fixture
def installation(callboard: Callboard) -> Installation:
    made = install(callboard, ("keyed",))
    edit_account(
        callboard, "test", made.accounts["keyed"], label="keyed", values={**CREDENTIALS["keyed"], "margin": "12"}
    )
    return made


def run(installation: Installation, posting: int) -> timedelta:
    p = t.posting.c
    with installation.callboard.database.read() as connection:
        row = connection.execute(select(p.starts_at, p.ends_at).where(p.id == posting)).one()
    return row.ends_at - row.starts_at  # type: ignore[no-any-return]


def test_a_run_without_an_end_is_taken_down_before_the_board_ends_it(installation: Installation) -> None:
    lifetime = installation.callboard.registry["keyed"].limits.lifetime
    assert lifetime is not None
    (posting,) = installation.publish("keyed", starts="2099-01-05T09:00")
    assert run(installation, posting.id) == lifetime - timedelta(hours=12)


def test_a_given_end_keeps_its_margin_and_so_does_a_moved_one(installation: Installation) -> None:
    (posting,) = installation.publish("keyed", starts="2099-01-05T09:00", ends="2099-01-12T09:00")
    assert run(installation, posting.id) == timedelta(days=7) - timedelta(hours=12)
    reschedule(installation.callboard, "test", posting.id, starts="2099-01-06T09:00", ends="2099-01-08T09:00")
    assert run(installation, posting.id) == timedelta(days=2) - timedelta(hours=12)


def test_no_run_is_left(installation: Installation) -> None:
    with pytest.raises(Refused) as refused:
        installation.publish("keyed", starts="2099-01-05T09:00", ends="2099-01-05T20:00")
    assert refused.value.reasons[0].field == "ends"


def test_a_margin_is_a_number(installation: Installation) -> None:
    with pytest.raises(Refused, match="must be a number"):
        edit_account(installation.callboard, "test", installation.accounts["keyed"], label="keyed",
                     values={**CREDENTIALS["keyed"], "margin": "a day"})  # fmt: skip
