"""Several postings at once: what would happen first, then all of it or nothing."""

from __future__ import annotations

from sqlalchemy import update

from orchestrator.domain.status import Status
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import tables as t

from .conftest import Desk


def test_a_group_moves_after_its_consequences_are_read(desk: Desk) -> None:
    vacancies = [desk.fairhaven.vacancy(town, openings=2) for town in ("Torquay", "Paignton")]
    placed = desk.fairhaven.publish("keyed", vacancies=vacancies, starts="2099-04-28T09:00", ends="2099-05-20T12:00")
    visitor = desk.signed_in().open("/calendar?from=2099-04-01").follow("Care Coordinator")
    visitor.follow("Move 2 postings to…")
    assert "What happens" not in visitor.text
    visitor.press("See what follows", date="2099-05-04", time="")
    assert "Goes out Monday 4 May 2099 at 09:00 BST" in visitor.text
    assert "2 postings still end 20 May 2099" in visitor.text
    assert "is a bank holiday: May Day" in visitor.text
    assert desk.fairhaven.line(placed[0].id).starts_at.month == 4
    visitor.press("Move 2 postings")
    assert "2 postings moved." in visitor.text
    assert all(desk.fairhaven.line(each.id).starts_at.isoformat() == "2099-05-04T08:00:00+00:00" for each in placed)


def test_one_that_cannot_move_is_left_out_or_nothing_moves(desk: Desk) -> None:
    first, second = [desk.fairhaven.publish("keyed", starts="2099-03-02T09:00")[0] for _ in range(2)]
    with desk.callboard.database.begin() as connection:
        connection.execute(update(t.posting).where(t.posting.c.id == second.id).values(presence="live"))
    visitor = desk.signed_in()
    visitor.open(f"/postings/together?do=move&posting={first.id}&posting={second.id}&date=2099-03-09&time=10:00")
    assert "There is a problem with 1 of 2 postings" in visitor.text
    assert "It has been sent already; only its end can be moved." in visitor.text
    sent = visitor.fields("Leave out the 1")
    assert sent.getlist("posting") == [str(first.id)]
    sent.add("posting", str(second.id))
    answer = visitor.client.post("/postings/together", data=sent)
    assert answer.status_code == 422
    assert desk.fairhaven.line(first.id).starts_at.day == 2
    visitor.open(f"/postings/together?do=move&posting={first.id}&posting={second.id}&date=2099-03-09&time=10:00")
    visitor.press("Leave out the 1: move 1 posting")
    assert desk.fairhaven.line(first.id).starts_at.day == 9


def test_a_day_without_that_time_is_refused_with_its_neighbours(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed", starts="2027-03-01T01:30")
    visitor = desk.signed_in().open(f"/postings/together?do=move&posting={posting.id}&date=2027-03-28")
    assert "does not exist in Europe/London" in visitor.text
    assert "2027-03-28T00:59 or 2027-03-28T02:00" in visitor.text
    visitor.open(f"/postings/together?do=move&posting={posting.id}&date=2027-02-30")
    assert "Choose a day that exists" in visitor.text


def test_withdrawing_together_says_what_each_board_does(desk: Desk) -> None:
    placed = desk.fairhaven.publish("keyed", "findable")
    waiting = desk.fairhaven.publish("keyed", starts="2099-03-02T09:00")
    with desk.callboard.database.begin() as connection:
        ids = [each.id for each in placed]
        connection.execute(
            update(t.posting)
            .where(t.posting.c.id.in_(ids))
            .values(presence="live", published_at=t.posting.c.created_at)
        )
    address = "&".join(f"posting={each.id}" for each in (*placed, *waiting))
    visitor = desk.signed_in().open(f"/postings/together?do=withdraw&{address}")
    assert "keyed takes 1 down by itself" in visitor.text
    assert "1 posting that was not sent yet: cancelled" in visitor.text
    visitor.press("Withdraw 3 postings")
    assert "2 being taken down, 1 cancelled before they were sent." in visitor.text
    assert desk.fairhaven.status(waiting[0].id) is Status.CLOSED


def test_posting_again_flags_pay_below_todays_minimum(desk: Desk) -> None:
    low = desk.fairhaven.vacancy("Exeter", pay_minimum=12.71, pay_maximum=13, pay_period="hour")
    good, poor = desk.fairhaven.publish("keyed")[0], desk.fairhaven.publish("keyed", vacancy=low)[0]
    withdraw(desk.callboard, "test", [good.id, poor.id])
    with desk.callboard.database.begin() as connection:
        connection.execute(update(t.vacancy).where(t.vacancy.c.id == low).values(pay_minimum=9, pay_maximum=9.5))
    visitor = desk.signed_in().open(f"/postings/together?do=repost&posting={good.id}&posting={poor.id}")
    assert "There is a problem with 1 of 2 postings" in visitor.text
    assert "below £12.71, the minimum" in visitor.text
    visitor.press("Leave out the 1: post 1 posting again")
    assert "1 posting posted again." in visitor.text


def test_nobody_changes_what_is_anothers(desk: Desk) -> None:
    (posting,) = desk.fairhaven.publish("keyed", starts="2099-03-02T09:00")
    stranger = desk.signed_in("mallory", employer=desk.other)
    assert stranger.open(f"/postings/together?do=withdraw&posting={posting.id}").status == 404
    assert stranger.open("/postings/together?do=withdraw").status == 200
    assert stranger.open(f"/postings/together?do=nonsense&posting={posting.id}").status == 400
