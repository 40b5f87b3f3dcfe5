"""A feed of which too much would vanish at once: what the board gets, who is told, and how it goes on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, text, update

from orchestrator.domain.status import Status
from orchestrator.services.fill import fill
from orchestrator.services.release_feed import release_feed
from orchestrator.services.reschedule import reschedule
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import account_queue
from orchestrator.storage import tables as t
from tests.installation import Installation

from .fetching import fetch

LATER = (datetime.now(UTC) + timedelta(days=30)).isoformat()


def _publish(site: Installation, number: int) -> list[int]:
    vacancies = [site.vacancy(f"Town {n}") for n in range(number)]
    posted = [each.id for each in site.publish("indeed_feed", vacancies=vacancies, ends=LATER)]
    site.pump()
    return posted


def _end(site: Installation, postings: Iterable[int]) -> None:
    """Their end dates come, and nobody has said a word."""
    p = t.posting.c
    with site.callboard.database.begin() as connection:
        connection.execute(update(t.posting).where(p.id.in_(list(postings))).values(ends_at=text("now()")))
        now = update(t.due).where(t.due.c.posting_id.in_(list(postings))).values(act_at=text("now()"))
        connection.execute(now)
        account_queue.reopen(connection, site.accounts["indeed_feed"])
    site.pump()


def _fetched(site: Installation) -> int:
    """The board fetches the feed; how many adverts it gets."""
    answer = fetch(site)
    assert answer.status_code == 200
    return answer.content.count(b"<job>")


def _alarms(site: Installation) -> list[Any]:
    e = t.event.c
    with site.callboard.database.read() as connection:
        return list(connection.execute(select(e.reason, e.account_id).where(e.kind == "feed_braked")))


def _braked(site: Installation) -> bool:
    f = t.feed.c
    with site.callboard.database.read() as connection:
        at = connection.execute(select(f.braked_at).where(f.account_id == site.accounts["indeed_feed"])).scalar_one()
    return at is not None


def test_what_would_vanish_at_once_stays_until_somebody_decides(site: Installation) -> None:
    posted = _publish(site, 24)
    assert _fetched(site) == 24
    _end(site, posted[:10])
    assert (_fetched(site), _braked(site)) == (14, False)
    _end(site, posted[10:14])
    assert (_fetched(site), _braked(site)) == (14, True)
    assert " of 24 adverts" in _alarms(site)[0].reason
    _end(site, posted[14:16])
    assert _fetched(site) == 14
    assert [each.account_id for each in _alarms(site)] == [site.accounts["indeed_feed"]]
    line = site.line(posted[10])
    assert (line.status, "stays until somebody decides" in line.reason) == (Status.SENDING, True)
    assert release_feed(site.callboard, "test", site.accounts["indeed_feed"]) == 6
    assert (_fetched(site), _braked(site)) == (8, False)
    assert site.status(posted[10]) is Status.CLOSED
    _end(site, posted[16:18])
    assert (_fetched(site), _braked(site)) == (6, False)


def test_what_vanished_before_the_brake_and_was_not_fetched_comes_back(site: Installation) -> None:
    posted = _publish(site, 24)
    _end(site, posted[:12])
    _end(site, posted[12:13])
    assert (_fetched(site), _braked(site)) == (24, True)
    assert site.status(posted[0]) is Status.SENDING


def test_single_ones_that_a_person_confirms_go_and_those_whose_end_is_moved_stay(site: Installation) -> None:
    posted = _publish(site, 20)
    _end(site, posted[:11])
    assert _fetched(site) == 20
    withdraw(site.callboard, "test", [posted[0]])
    with site.callboard.database.read() as connection:
        vacancy = connection.execute(select(t.posting.c.vacancy_id).where(t.posting.c.id == posted[1])).scalar_one()
    fill(site.callboard, "test", vacancy)
    site.pump()
    assert (_fetched(site), _braked(site)) == (18, True)
    assert [site.status(each) for each in posted[:3]] == [Status.CLOSED, Status.CLOSED, Status.SENDING]
    reschedule(site.callboard, "test", posted[2], starts=None, ends=LATER)
    site.pump()
    assert _fetched(site) == 18
    assert (site.status(posted[2]), site.line(posted[2]).cause) == (Status.LIVE, None)
    withdraw(site.callboard, "test", posted[3:11])
    site.pump()
    assert (_fetched(site), _braked(site)) == (10, False)
    assert len(_alarms(site)) == 1


def test_what_people_withdraw_is_never_held(site: Installation) -> None:
    posted = _publish(site, 22)
    withdraw(site.callboard, "test", posted)
    site.pump()
    assert (_fetched(site), _braked(site), _alarms(site)) == (0, False, [])


def test_an_end_that_is_moved_before_the_board_came_lists_the_advert_again(site: Installation) -> None:
    (posted,) = _publish(site, 1)
    _end(site, [posted])
    reschedule(site.callboard, "test", posted, starts=None, ends=LATER)
    site.pump()
    assert _fetched(site) == 1
    assert (site.status(posted), site.line(posted).cause) == (Status.LIVE, None)
