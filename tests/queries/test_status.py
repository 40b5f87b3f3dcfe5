"""The state on screen, said by the database and by the domain: the same for every combination."""

from __future__ import annotations

from itertools import product

from sqlalchemy import select, update

from orchestrator.callboard import Callboard
from orchestrator.domain.posting import Cause, Phase, Presence, Wish
from orchestrator.domain.status import Status
from orchestrator.queries.postings import line, p, select_postings
from orchestrator.queries.status import STATUS, URGENCY, in_state, tally
from orchestrator.storage import tables as t
from tests.installation import install


def test_the_database_says_what_the_domain_says(callboard: Callboard) -> None:
    installation = install(callboard, ("keyed", "indeed_feed"))
    installation.publish("keyed", "indeed_feed", starts="2099-01-01T09:00")
    seen = set()
    with callboard.database.begin() as connection:
        connection.execute(update(t.feed).values(fetched_seq=5))
        for wish, presence, phase, cause, fetched in product(Wish, Presence, Phase, (None, Cause.LOOK), (None, 4, 6)):
            connection.execute(
                update(t.posting).values(wish=wish, presence=presence, phase=phase, cause=cause, feed_seq=fetched)
            )
            asked = (in_state(each).label(f"is_{each.value}") for each in Status)
            for row in connection.execute(select_postings().add_columns(STATUS.label("status"), *asked)):
                assert row.status == line(row).status, (wish, presence, phase, cause, fetched)
                assert {each for each in Status if row._mapping[f"is_{each.value}"]} == {line(row).status}
                seen.add(line(row).status)
        connection.execute(update(t.posting).values(ended_at=p.starts_at))
        assert {
            row.status
            for row in connection.execute(
                select(STATUS.label("status")).select_from(
                    t.posting.outerjoin(t.feed, t.feed.c.account_id == p.account_id)
                )
            )
        } == {Status.CLOSED}
        connection.rollback()
    assert seen == set(Status) - {Status.DRAFT}


def test_the_most_urgent_state_and_its_sentence() -> None:
    assert set(URGENCY) == set(Status)
    assert tally(1, 0, 2, 21).worst is Status.NEEDS_YOU
    assert tally(1, 0, 2, 21).sentence == "21 of 24 live, 1 needs you, 2 scheduled"
    assert tally(None, None, None, None).worst is None
