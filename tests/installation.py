"""A whole installation on real servers, for tests: an employer, accounts on the simulator's boards, vacancies."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.delivery.pump import Pump
from orchestrator.domain.status import Status
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.services.build_feeds import build_feeds
from orchestrator.services.publish import Published, publish
from orchestrator.services.save_account import add_account
from orchestrator.storage import tables as t
from orchestrator.testing.simulator import practice

BODY = """You will plan visits and rotas for a team of forty home care workers, answer families on the telephone,
and match every person we support with somebody they like.

* Plan rotas a fortnight ahead
* Answer calls from families and care workers
* Keep care plans true with the registered manager
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """`accounts` by board name; one employer, one wording."""

    callboard: Callboard
    employer: int
    wording: int
    accounts: dict[str, int]

    def vacancy(self, town: str = "Torquay", **changes: Any) -> int:
        """A new open vacancy."""
        values = {
            "employer_id": self.employer,
            "title": "Care Coordinator",
            "town": town,
            "region": "Devon",
            "postcode": "TQ1 3EX",
            "pay_minimum": 26500,
            "pay_maximum": 29000,
            "must_haves": ["Full driving licence"],
            "apply_url": "https://fairhaven.example/apply",
        } | changes
        with self.callboard.database.begin() as connection:
            number = connection.execute(select(t.vacancy.c.id).order_by(t.vacancy.c.id.desc()).limit(1)).scalar() or 0
            values["reference"] = f"FH-{1001 + number}"
            return int(connection.execute(t.vacancy.insert().values(**values).returning(t.vacancy.c.id)).scalar_one())

    def publish(self, *boards: str, vacancy: int | None = None, **changes: Any) -> list[Published]:
        """Publish one vacancy on these boards, now unless `starts` says otherwise."""
        vacancies = changes.pop("vacancies", [vacancy or self.vacancy()])
        accounts = [self.accounts[board] for board in boards]
        return publish(
            self.callboard,
            "test",
            employer=None,
            wording=self.wording,
            vacancies=vacancies,
            accounts=accounts,
            **changes,
        )

    def pump(self, seconds: float = 5.0) -> None:
        """Let one worker's pump run until nothing is sendable, and its feeds be built."""
        Pump(self.callboard).run(seconds)
        build_feeds(self.callboard)

    def line(self, id: int) -> PostingLine:
        with self.callboard.database.read() as connection:
            return postings(connection, ids=[id])[0]

    def status(self, id: int) -> Status:
        return self.line(id).status

    def until(self, id: int, wanted: Callable[[PostingLine], bool], seconds: float = 15.0) -> PostingLine:
        """Pump again and again until the posting is as wanted; fails with the last state."""
        end = time.monotonic() + seconds
        while not wanted(line := self.line(id)):
            assert time.monotonic() < end, line
            self.pump(1.0)
            time.sleep(0.05)
        return line


CREDENTIALS: dict[str, dict[str, str]] = {
    "keyed": {"token": practice.KEYED_TOKEN},
    "findable": {"token": practice.FINDABLE_TOKEN},
    "blind": {"token": practice.BLIND_TOKEN},
    "careers": {},
    "indeed_feed": {
        "publisher": "Callboard",
        "publisher_url": "https://fairhaven.example",
        "source_name": "Fairhaven Homecare",
        "email": "hiring@fairhaven.example",
    },
    "by_hand": {"board": "Torquay Herald", "address": "https://herald.example/post"},
}


def with_settings(callboard: Callboard, **changes: Any) -> Callboard:
    """The same installation with other settings."""
    return replace(callboard, settings=replace(callboard.settings, **changes))


def install(callboard: Callboard, boards: tuple[str, ...] = tuple(CREDENTIALS)) -> Installation:
    """An employer with one wording and an account in practice on each of `boards`."""
    with callboard.database.begin() as connection:
        employer = connection.execute(
            t.employer.insert()
            .values(slug="fairhaven", name="Fairhaven Homecare", prefix="FH")
            .returning(t.employer.c.id)
        ).scalar_one()
        advert = connection.execute(
            t.advert.insert().values(employer_id=employer, name="Care Coordinator").returning(t.advert.c.id)
        ).scalar_one()
        wording = connection.execute(
            t.wording.insert()
            .values(employer_id=employer, advert_id=advert, title="Care Coordinator", body=BODY)
            .returning(t.wording.c.id)
        ).scalar_one()
    accounts = {
        board: add_account(callboard, "test", board=board, label=board, values=CREDENTIALS[board], employer=employer)
        for board in boards
    }
    return Installation(callboard, employer, wording, accounts)
