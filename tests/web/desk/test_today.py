"""Today: what needs whom, what ends, what nobody counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from orchestrator.domain.fact import Fact
from orchestrator.domain.permission import Role
from orchestrator.domain.reading import Metric, Origin
from orchestrator.storage import facts
from orchestrator.storage import tables as t

from .conftest import Desk


def test_needs_are_grouped_by_cause_and_board(desk: Desk) -> None:
    vacancies = [desk.fairhaven.vacancy(town) for town in ("Torquay", "Paignton")]
    refused = desk.fairhaven.publish("keyed", vacancies=vacancies)
    (failed,) = desk.fairhaven.publish("findable", vacancy=vacancies[0])
    with desk.callboard.database.begin() as connection:
        for posting in refused:
            values = {"cause": "rejected", "reason": "title: 82 of 75 characters"}
            connection.execute(update(t.posting).where(t.posting.c.id == posting.id).values(**values))
        connection.execute(
            update(t.posting).where(t.posting.c.id == failed.id).values(cause="failed", reason="Nothing was sent: x")
        )
    visitor = desk.signed_in().open("/today")
    assert "keyed refused 2 postings" in visitor.text
    assert "For example: title: 82 of 75 characters" in visitor.text
    assert "Care Coordinator, Torquay could not be sent to findable" in visitor.text
    assert "3 postings need you; the rest is running" in visitor.text
    assert "3 need you" in visitor.page.xpath("string(//nav[@aria-label='Main'])")
    visitor.follow("See why: keyed refused 2 postings")
    assert {row.text_content() for row in visitor.page.xpath("//tbody//th/a")} == {"Care Coordinator"}
    assert "Needs you" in visitor.text
    ops = desk.signed_in("tom", Role.OPS).open("/today")
    assert "could not be sent to findable" in ops.text
    assert "refused" not in ops.text
    assert "1 posting needs you" in ops.text


def test_what_ends_and_what_is_not_counted(desk: Desk) -> None:
    ends = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT12:00")
    soon, later = desk.fairhaven.vacancy("Torquay"), desk.fairhaven.vacancy("Paignton")
    (counted,) = desk.fairhaven.publish("keyed", vacancy=soon, ends=ends)
    (uncounted,) = desk.fairhaven.publish("findable", vacancy=later)
    with desk.callboard.database.begin() as connection:
        before = datetime.now(UTC) - timedelta(days=3)
        connection.execute(update(t.posting).values(presence="live", published_at=before, evidence="reported"))
    count(desk, counted.id, "board", 7)
    visitor = desk.signed_in().open("/today")
    assert "Ending in 3 days" in visitor.text
    assert "1 posting on keyed, the first" in visitor.text
    assert "Applications, last 7 days7known for 1 of 2 postings" in visitor.text
    assert "1 posting on findable" in visitor.text
    assert "no count has arrived" in visitor.text
    assert uncounted.id


def test_of_two_reporters_one_is_taken(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed")
    for origin, value in (("board", 5), ("by_hand", 9), ("apply_link", 40)):
        count(desk, posting.id, origin, value)
    assert "last 7 days5known for 1 of 1 posting" in desk.signed_in().open("/today").text


def count(desk: Desk, posting: int, origin: str, value: int) -> None:
    """Applications of yesterday, as somebody reported them."""
    now = datetime.now(UTC)
    known = Fact(posting, Metric.APPLICATION, Origin(origin), now.date() - timedelta(days=1), now.date(), value, now)
    with desk.callboard.database.begin() as connection:
        facts.replace(connection, [known])


def test_an_empty_day_is_said(desk: Desk) -> None:
    visitor = desk.signed_in().open("/today")
    assert "No posting is open." in visitor.text
    assert "Nothing is planned for the rest of today." in visitor.text
