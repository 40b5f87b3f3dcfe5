"""What the rules forbid does not go out, however it is sent, until somebody gives a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, update

from orchestrator.callboard import Callboard
from orchestrator.services.orders import read
from orchestrator.services.preflight import preflight
from orchestrator.services.preview import preview
from orchestrator.services.refused import Refused
from orchestrator.services.repost import repost
from orchestrator.services.reschedule import reschedule
from orchestrator.services.span import span
from orchestrator.services.update import update as bring
from orchestrator.services.waive import waive
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t
from tests.installation import BODY, Installation, install

FORBIDDEN = BODY + "\nYou must be aged 25 to 40.\n"
LATER = "2099-03-01T09:00"


@pytest.fixture
def installation(callboard: Callboard) -> Installation:
    return install(callboard)


def write(installation: Installation, **values: Any) -> None:
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.wording).values(**values))


def waived(installation: Installation) -> None:
    waive(installation.callboard, "ana", employer=installation.employer, advert=1, rule="EQA-AGE-01",
          words="aged 25 to 40", reason="The part is that of a thirty-year-old.")  # fmt: skip


def count(installation: Installation) -> int:
    with installation.callboard.database.read() as connection:
        return len(connection.execute(select(t.posting.c.id)).all())


def test_an_error_stops_the_order_and_says_rule_place_and_what_to_do(installation: Installation) -> None:
    write(installation, body=FORBIDDEN)
    with pytest.raises(Refused) as refused:
        installation.publish("keyed", "findable")
    [reason] = refused.value.reasons
    line = FORBIDDEN[: FORBIDDEN.index("aged")].count("\n") + 1
    assert reason.field == "body"
    assert reason.message.startswith(f"EQA-AGE-01 at text, line {line}, column 13: “aged 25 to 40” sets an age.")
    assert "Leave it out" in reason.message
    assert count(installation) == 0


def test_a_waiver_lets_it_out(installation: Installation) -> None:
    write(installation, body=FORBIDDEN)
    waived(installation)
    assert len(installation.publish("keyed", "findable")) == 2


def test_of_several_vacancies_the_one_that_is_stopped_is_named(installation: Installation) -> None:
    good, bad = installation.vacancy("Torquay"), installation.vacancy("Exeter", pay_minimum=12, pay_maximum=13)
    with pytest.raises(Refused) as refused:
        installation.publish("keyed", vacancies=[good, bad])
    [reason] = {each.message.partition(":")[0] for each in refused.value.reasons}
    assert reason.startswith("FH-")
    assert reason.endswith(" on keyed")
    shown = preview(installation.callboard, employer=None, wording=installation.wording, vacancies=[good, bad],
                    accounts=[installation.accounts["keyed"]])  # fmt: skip
    assert {each.order.vacancy.id: bool(each.stops) for each in shown} == {good: False, bad: True}
    assert [each.stops[0].finding.rule for each in shown if each.stops] == ["PAY-04"]
    without = [(bad, installation.accounts["keyed"])]
    assert len(installation.publish("keyed", vacancies=[good, bad], without=without)) == 1


def test_an_edit_a_move_and_a_repost_are_looked_at_too(installation: Installation) -> None:
    first, second = installation.publish("keyed", "findable", starts=LATER)
    write(installation, body=FORBIDDEN)
    with pytest.raises(Refused, match="EQA-AGE-01"):
        bring(installation.callboard, "ana", [first.id])
    with pytest.raises(Refused, match="EQA-AGE-01"):
        reschedule(installation.callboard, "ana", first.id, starts="2099-04-01T09:00", ends=None)
    withdraw(installation.callboard, "ana", [second.id])
    with pytest.raises(Refused, match="EQA-AGE-01"):
        repost(installation.callboard, "ana", [second.id], starts=LATER)
    waived(installation)
    assert bring(installation.callboard, "ana", [first.id]).changed == 1
    reschedule(installation.callboard, "ana", first.id, starts="2099-04-01T09:00", ends=None)
    assert len(repost(installation.callboard, "ana", [second.id], starts=LATER)) == 1


def test_the_rules_are_those_of_the_day_it_goes_out(installation: Installation) -> None:
    """£12.50 an hour was enough until the end of March 2026."""
    vacancy = installation.vacancy("Torquay", pay_minimum=12.50, pay_maximum=12.50, pay_period="hour")
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def stops(starts: str) -> list[str]:
        with installation.callboard.database.read() as connection:
            orders = read(connection, None, installation.wording, [vacancy], [installation.accounts["keyed"]], {})
            when = span(starts, None, "Europe/London", now)
            return [stop.finding.rule for _, stop in preflight(installation.callboard, connection, orders, when, now)]

    assert stops("2026-03-20T09:00") == []
    assert stops("2026-04-20T09:00") == ["UK-NMW-01"]


def test_a_twin_stops_only_where_the_board_hides_it(installation: Installation) -> None:
    first, second = installation.vacancy("Torquay"), installation.vacancy("Torquay")
    installation.publish("keyed", "indeed_feed", vacancy=first, starts=LATER)
    assert len(installation.publish("keyed", vacancy=second, starts=LATER)) == 1
    with pytest.raises(Refused, match="TTL-07"):
        installation.publish("indeed_feed", vacancy=second, starts=LATER)
    with pytest.raises(Refused, match="TTL-07"):
        installation.publish("indeed_feed", vacancy=installation.vacancy("TORQUAY"), starts=LATER)
    assert len(installation.publish("indeed_feed", vacancy=installation.vacancy("Leeds"), starts=LATER)) == 1
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.posting).where(t.posting.c.vacancy_id == first).values(ended_at=func.now()))
    assert len(installation.publish("indeed_feed", vacancy=second, starts=LATER)) == 1


def test_remote_work_falls_under_the_laws_of_where_it_is_open_to(installation: Installation) -> None:
    facts = {"remote": True, "pay_minimum": None, "pay_maximum": None, "remote_in": ["GB", "US-CO"]}
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.employer).values(headcount=50))
    with pytest.raises(Refused, match="US-PAY-01"):
        installation.publish("keyed", vacancy=installation.vacancy("Leeds", **facts))
    home = installation.vacancy("Leeds", **(facts | {"remote_in": ["GB"]}))
    assert len(installation.publish("keyed", vacancy=home)) == 1
