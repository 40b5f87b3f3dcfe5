"""Employers who share an account are served in turn, however many postings one of them has waiting."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sqlalchemy import text

from orchestrator.services.add_employer import add_employer
from orchestrator.storage import account_queue, claim
from orchestrator.storage.account_queue import wake
from orchestrator.storage.raw import connect
from tests.installation import Installation

COPIES = """
insert into posting (employer_id, vacancy_id, wording_id, account_id, board, place, reference, board_reference,
  starts_at, starts_local, zone, content, generation, ended_at)
select :employer, vacancy_id, wording_id, account_id, board, place, :name || g, :name || g || '-1', starts_at,
  starts_local, zone, content, 1000 * :employer + g, now()
from posting cross join generate_series(1, :number) g where id = :pattern
"""
DUE = """
insert into due (posting_id, account_id, employer_id, act_at)
select id, account_id, employer_id, now() - make_interval(secs => :age) from posting where reference like :name || '%'
"""


def test_three_postings_do_not_wait_behind_a_hundred_older_ones_of_another_employer(
    installation: Installation,
) -> None:
    (pattern,) = installation.publish("keyed", starts="2099-01-01T09:00")
    account = installation.accounts["keyed"]
    few = add_employer(installation.callboard, "test", "Few Care").id
    with installation.callboard.database.begin() as connection:
        for employer, name, number, age in ((installation.employer, "many", 100, 60.0), (few, "few", 3, 1.0)):
            given = {"employer": employer, "name": name, "number": number, "age": age, "pattern": pattern.id}
            connection.execute(text(COPIES), given)
            connection.execute(text(DUE), given)
            wake(connection.exec_driver_sql, [(account, employer, None)])
        account_queue.reopen(connection, account)
        connection.execute(text("update board_account set win = 64, burst = 1000, tokens = 1000"))
    served: list[int] = []
    with connect(installation.callboard.database.url) as connection:
        for _ in range(4):
            rows = claim.claim(connection, accounts=8, per=4, lease=60.0)
            served += [row.employer_id for row in rows]
            assert len(rows) == 4
    assert Counter(served[:8]) == {installation.employer: 5, few: 3}
    assert set(served[8:]) == {installation.employer}


def test_a_queue_with_nothing_due_hands_its_turn_on(installation: Installation) -> None:
    (pattern,) = installation.publish("keyed", starts="2099-01-01T09:00")
    account = installation.accounts["keyed"]
    idle = [add_employer(installation.callboard, "test", f"Idle Care {n}").id for n in range(5)]
    with installation.callboard.database.begin() as connection:
        given = {"employer": installation.employer, "name": "due", "number": 2, "age": 0.0, "pattern": pattern.id}
        connection.execute(text(COPIES), given)
        connection.execute(text(DUE), given)
        wake(connection.exec_driver_sql, [(account, each, None) for each in (*idle, installation.employer)])
        connection.execute(text("update account_queue set ready_at = now() - interval '1 hour' where employer_id = "
                                "any(:idle)"), {"idle": idle})  # fmt: skip
    with connect(installation.callboard.database.url) as connection:
        claimed = sum(len(claim.claim(connection, accounts=8, per=2, lease=60.0)) for _ in range(8))
    assert claimed == 2


def test_an_account_made_ready_as_of_earlier_is_passed_by_only_until_a_claim_looks_from_the_start(
    installation: Installation,
) -> None:
    (pattern,) = installation.publish("keyed", starts="2099-01-01T09:00")
    account = installation.accounts["keyed"]
    with installation.callboard.database.begin() as connection:
        given = {"employer": installation.employer, "name": "due", "number": 3, "age": 0.0, "pattern": pattern.id}
        connection.execute(text(COPIES), given)
        connection.execute(text(DUE), given)
        wake(connection.exec_driver_sql, [(account, installation.employer, None)])
        connection.execute(text("update board_account set win = 64, burst = 1000, tokens = 1000"))
    with connect(installation.callboard.database.url) as connection:
        (first,) = claim.claim(connection, accounts=8, per=1, lease=60.0)
        (second,) = claim.claim(connection, accounts=8, per=1, lease=60.0, since=first.low)
        assert second.low > first.low
        wake(connection.execute, [(account, installation.employer, first.low - timedelta(hours=1))])
        assert claim.claim(connection, accounts=8, per=1, lease=60.0, since=second.low) == []
        (third,) = claim.claim(connection, accounts=8, per=1, lease=60.0)
    assert len({first.id, second.id, third.id}) == 3
