"""Lists of many: what they find, sort and add up is what looking at each posting finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from orchestrator.callboard import Callboard
from orchestrator.domain.difference import Difference
from orchestrator.domain.figure import Figure
from orchestrator.domain.reading import Metric, Origin
from orchestrator.domain.status import Status
from orchestrator.queries import counts
from orchestrator.queries.advert_applications import advert_applications
from orchestrator.queries.advert_list import AdvertFilter, adverts
from orchestrator.queries.differences import still_there
from orchestrator.queries.vacancies import VacancyFilter, vacancies
from orchestrator.services.add_readings import Given, add_readings
from orchestrator.services.recompute_facts import recompute_facts
from orchestrator.services.save_advert import save_advert
from orchestrator.storage import tables as t
from orchestrator.testing import sample
from tests.installation import Installation, install

NOW = datetime.now(UTC)
STATES: dict[Status, dict[str, Any]] = {
    Status.LIVE: {"presence": "live", "published_at": NOW - timedelta(days=3)},
    Status.SENDING: {"presence": "submitted"},
    Status.NEEDS_YOU: {"cause": "rejected"},
    Status.CLOSED: {"presence": "gone", "published_at": NOW - timedelta(days=3), "ended_at": NOW - timedelta(days=1)},
    Status.SCHEDULED: {},
}
"""What makes a scheduled posting one of each state."""


@pytest.fixture
def installation(callboard: Callboard) -> Installation:
    return install(callboard, ("keyed", "findable"))


def posted(installation: Installation, status: Status) -> tuple[int, list[int]]:
    """An advert with two postings of its own in one state."""
    vacancy = installation.vacancy()
    texts = {"A": sample.WORDING}
    advert = save_advert(installation.callboard, "test", installation.employer, status.value, texts, [vacancy]).id
    made = [each.id for each in installation.publish("keyed", "findable", vacancy=vacancy, starts="2099-01-01T09:00")]
    w, p = t.wording.c, t.posting
    own = select(w.id).where(w.advert_id == advert).scalar_subquery()
    with installation.callboard.database.begin() as connection:
        connection.execute(update(p).where(p.c.id.in_(made)).values(wording_id=own, **STATES[status]))
    return advert, made


def titles(connection: Connection, status: Status | None) -> list[str]:
    return [row.title for row in adverts(connection, AdvertFilter(None, status=status)).rows]


def test_adverts_come_by_the_most_urgent_state_and_are_found_by_each(installation: Installation) -> None:
    save_advert(installation.callboard, "test", installation.employer, "draft", {"A": sample.WORDING}, [])
    for status in STATES:
        posted(installation, status)
    mixed, (one, _) = posted(installation, Status.CLOSED)
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.advert).where(t.advert.c.id == mixed).values(name="mixed"))
        live = STATES[Status.LIVE] | {"ended_at": None}
        connection.execute(update(t.posting).where(t.posting.c.id == one).values(**live))
        connection.execute(update(t.advert).where(t.advert.c.name == "Care Coordinator").values(archived_at=NOW))
    with installation.callboard.database.read() as connection:
        assert titles(connection, None) == ["needs_you", "sending", "scheduled", "mixed", "live", "draft", "closed"]
        assert titles(connection, Status.LIVE) == ["mixed", "live"]
        for status in {*STATES, Status.DRAFT} - {Status.LIVE}:
            assert titles(connection, status) == [status.value]
            assert adverts(connection, AdvertFilter(installation.employer, status=status)).total == 1
            assert adverts(connection, AdvertFilter(installation.employer + 1, status=status)).total == 0
        found = vacancies(connection, VacancyFilter(None, status=Status.LIVE))
        assert (found.total, found.openings, len(found.rows)) == (2, 2, 2)
        beyond = vacancies(connection, VacancyFilter(None, status=Status.LIVE), page=7)
        assert (beyond.total, beyond.openings, beyond.rows) == (2, 2, ())
        assert vacancies(connection, VacancyFilter(None, text="nowhere"), page=2).total == 0


def test_the_applications_of_an_advert_are_those_of_its_postings(installation: Installation) -> None:
    advert, made = posted(installation, Status.LIVE)
    silent, _ = posted(installation, Status.SCHEDULED)
    given = [
        Given(str(hours), made[0], Metric.APPLICATION, value, NOW - timedelta(hours=hours))
        for hours, value in ((30, 4), (2, 9))
    ]
    given.append(Given("other", made[1], Metric.APPLICATION, 2, NOW - timedelta(hours=1)))
    add_readings(installation.callboard, "test", given, Origin.BY_HAND, employer=installation.employer)
    recompute_facts(installation.callboard, installation.employer)
    with installation.callboard.database.read() as connection:
        found = advert_applications(connection, [advert, silent])
        by_posting = counts.together(counts.applications(connection, made).values())[0]
    assert found.keys() == {advert}
    assert isinstance(found[advert], Figure)
    assert (found[advert].value, found[advert].as_of) == (11, by_posting.as_of)
    assert by_posting.value == 11


def test_what_is_still_there_comes_from_either_side(installation: Installation) -> None:
    _, (closing, unsent) = posted(installation, Status.LIVE)
    _, (came_back, gone) = posted(installation, Status.CLOSED)
    p = t.posting
    with installation.callboard.database.begin() as connection:
        connection.execute(update(p).where(p.c.id.in_([closing, unsent])).values(wish="closed"))
        connection.execute(update(p).where(p.c.id == unsent).values(presence="absent"))
        account = connection.execute(select(p.c.account_id).where(p.c.id == came_back)).scalar_one()
        for posting, resolved in ((came_back, None), (gone, NOW)):
            connection.execute(
                t.difference.insert().values(
                    employer_id=installation.employer, posting_id=posting, account_id=account,
                    kind=Difference.STILL_THERE, evidence="seen", resolved_at=resolved,
                )
            )  # fmt: skip
    with installation.callboard.database.read() as connection:
        found = still_there(connection, None)
        assert ({each.posting.id for each in found.rows}, found.total) == ({closing, came_back}, 2)
        assert still_there(connection, installation.employer + 1).total == 0
