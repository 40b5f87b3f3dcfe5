"""What another system sends already is refused before sending, naming the system."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.services.preview import preview
from orchestrator.services.refused import Refused
from orchestrator.services.save_other_routes import save_other_routes
from orchestrator.storage import tables as t
from tests.installation import install


def test_a_second_route_by_another_system_is_refused_and_named(callboard: Callboard) -> None:
    there = install(callboard)
    save_other_routes(callboard, "test", there.employer, {"indeed.com": " Workday ", "reed.co.uk": ""})
    vacancy = there.vacancy()
    shown = preview(
        callboard, employer=None, wording=there.wording, vacancies=[vacancy],
        accounts=[there.accounts["indeed_feed"], there.accounts["careers"]],
    )  # fmt: skip
    stopped = {each.order.account.board: [reason.message for reason in each.reasons] for each in shown}
    assert "Workday sends to indeed.com already" in stopped["indeed_feed"][0]
    assert stopped["careers"] == []
    with pytest.raises(Refused, match="Workday sends to indeed"):
        there.publish("indeed_feed", "careers", vacancy=vacancy)
    with callboard.database.read() as connection:
        assert connection.execute(select(t.posting.c.id)).all() == []
    save_other_routes(callboard, "test", there.employer, {})
    assert len(there.publish("indeed_feed", "careers", vacancy=vacancy)) == 2


def test_it_concerns_one_employer_and_is_in_the_history(callboard: Callboard) -> None:
    there = install(callboard)
    with callboard.database.begin() as connection:
        other = connection.execute(
            t.employer.insert().values(slug="other", name="Other", prefix="OT").returning(t.employer.c.id)
        ).scalar_one()
    save_other_routes(callboard, "priya", other, {"indeed.com": "Workday"})
    save_other_routes(callboard, "priya", other, {"indeed.com": "Workday"})
    there.publish("indeed_feed")
    with callboard.database.read() as connection:
        rows = connection.execute(
            select(t.event.c.employer_id, t.event.c.actor, t.event.c.data).where(t.event.c.kind == "other_routes_saved")
        ).all()
    assert [tuple(row) for row in rows] == [(other, "priya", {"before": {}, "after": {"indeed.com": "Workday"}})]


@pytest.mark.parametrize("routes", [{"nonsense.example": "Workday"}, {"indeed.com": "x" * 101}])
def test_what_cannot_be_is_refused(callboard: Callboard, routes: dict[str, str]) -> None:
    there = install(callboard)
    with pytest.raises(Refused) as refused:
        save_other_routes(callboard, "test", there.employer, routes)
    assert [each.field for each in refused.value.reasons] == list(routes)
    with pytest.raises(Refused, match="does not exist"):
        save_other_routes(callboard, "test", 999, {})
