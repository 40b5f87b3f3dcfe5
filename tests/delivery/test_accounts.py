"""What a board's answers do to its account: one alarm, a breaker with a harmless probe, urgent work first."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, text, update

from orchestrator.delivery.pump import Pump
from orchestrator.domain.status import Status
from orchestrator.services.operate_account import resume
from orchestrator.services.save_account import edit_account
from orchestrator.services.withdraw import withdraw
from orchestrator.storage import account_queue, breaker, claim
from orchestrator.storage import tables as t
from orchestrator.storage.raw import connect
from orchestrator.testing.simulator import practice
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation
from tests.raw_server import Peer, serving


def test_a_refused_login_pauses_the_account_with_one_alarm_and_loses_nothing(
    installation: Installation, boards: Operator
) -> None:
    account = installation.accounts["keyed"]
    edit_account(installation.callboard, "test", account, label="keyed", values={"token": "wrong"})
    posted = installation.publish("keyed", vacancies=[installation.vacancy(f"Town {n}") for n in range(4)])
    installation.pump()
    with installation.callboard.database.read() as connection:
        row = connection.execute(select(t.board_account).where(t.board_account.c.id == account)).one()
        alarms = connection.execute(select(t.event).where(t.event.c.kind == "account_paused")).all()
    assert row.paused_at is not None
    assert len(alarms) == 1
    assert {installation.status(each.id) for each in posted} == {Status.SCHEDULED}
    edit_account(installation.callboard, "test", account, label="keyed", values={"token": practice.KEYED_TOKEN})
    resume(installation.callboard, "test", account)
    for each in posted:
        installation.until(each.id, lambda line: line.status is Status.LIVE)
    assert set(boards.creates("keyed").values()) == {1}


def silent(installation: Installation) -> None:
    """The account had as many time-outs in a row as open the breaker."""
    with installation.callboard.database.begin() as connection:
        connection.execute(update(t.board_account).values(timeouts=breaker.SILENT))


def test_a_silent_board_that_answers_a_probe_is_sent_to_again(installation: Installation, boards: Operator) -> None:
    silent(installation)
    (posting,) = installation.publish("keyed")
    installation.until(posting.id, lambda line: line.status is Status.LIVE)
    assert boards.creates("keyed") == {posting.reference: 1}


def test_a_silent_board_that_stays_silent_gets_a_probe_and_no_advert(installation: Installation) -> None:
    def listen(peer: Peer) -> None:
        peer.server.requests.append(peer.request())
        peer.server.over.wait(5)

    silent(installation)
    (posting,) = installation.publish("keyed")
    with serving(listen) as mute:
        away = replace(
            installation.callboard, settings=replace(installation.callboard.settings, simulator_url=mute.url)
        )
        Pump(away).run(2.0)
        assert mute.requests
        assert all(request.startswith(b"GET ") for request in mute.requests)
    assert installation.status(posting.id) is Status.SCHEDULED


def test_a_withdrawal_goes_before_what_was_waiting_longer(installation: Installation) -> None:
    (live,) = installation.publish("blind")
    installation.pump()
    waiting = installation.publish("blind", vacancies=[installation.vacancy(f"Town {n}") for n in range(5)])
    withdraw(installation.callboard, "test", [live.id])
    with connect(installation.callboard.database.url) as connection:
        connection.execute("update board_account set win = 1")
        (first,) = claim.claim(connection, accounts=1, per=1, lease=5.0)
        assert first.id == live.id
    assert len(waiting) == 5


def test_repair_brings_back_what_a_lost_worker_held(installation: Installation) -> None:
    (posting,) = installation.publish("keyed")
    with connect(installation.callboard.database.url) as connection:
        (held,) = claim.claim(connection, accounts=8, per=8, lease=0.2)
        assert held.id == posting.id
    installation.until(posting.id, lambda line: line.status is Status.LIVE)
    with connect(installation.callboard.database.url) as connection:
        account_queue.repair(connection, lease=60.0)
    with installation.callboard.database.read() as connection:
        assert connection.execute(text("select sum(in_flight) from board_account")).scalar() == 0
