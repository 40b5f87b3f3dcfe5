"""An employer whose advert has two wordings, A and B, and postings of both with counts by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from orchestrator.domain.fact import Fact
from orchestrator.domain.reading import Metric, Origin
from orchestrator.storage import facts
from orchestrator.storage.tables import wording
from tests.counting.world import World, world

TODAY = datetime.now(UTC).date()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass(slots=True)
class Arms:
    """`a` and `b` are the wordings' ids."""

    world: World
    a: int
    b: int
    accounts: dict[str, int] = field(default_factory=dict)

    def posting(
        self,
        wording_id: int,
        board: str,
        first: date,
        counts: Sequence[int | None] = (),
        *,
        ended: date | None = None,
        vacancy: int | None = None,
        origin: Origin = Origin.BOARD,
        town: str = "Torquay",
        ends: date | None = None,
    ) -> int:
        """Published on `first` at noon; `counts` are its applications by day, None where unknown."""
        if board not in self.accounts:
            self.accounts[board] = self.world.account(board)
        values = {
            "wording_id": wording_id,
            "published_at": datetime.combine(first, time(12), UTC),
            "starts_at": datetime.combine(first, time(12), UTC),
            "ended_at": None if ended is None else datetime.combine(ended, time(12), UTC),
            "ends_at": None if ends is None else datetime.combine(ends, time(12), UTC),
            "presence": "live" if ended is None else "gone",
        }
        id = self.world.posting(vacancy or self.world.vacancy(town=town), self.accounts[board], board, **values)
        known = [
            (first + timedelta(index), first + timedelta(index), count)
            for index, count in enumerate(counts)
            if count is not None
        ]
        self.facts(id, known, origin)
        return id

    def facts(self, posting: int, known: Sequence[tuple[date, date, int]], origin: Origin = Origin.BOARD) -> None:
        """Make these (first day, last day, value) the applications that `origin` reports of a posting."""
        made = [
            Fact(posting, Metric.APPLICATION, origin, day, until, value, datetime.combine(until, time(23), UTC))
            for day, until, value in known
        ]
        if made:
            facts.replace(self.world.connection, made)

    def history(self, board: str, counts: Sequence[int], postings: int = 12) -> None:
        """Completed postings of a third wording that ended long ago."""
        third = self.wording("H")
        for number in range(postings):
            first = ago(200 + number)
            self.posting(third, board, first, counts, ended=first + timedelta(len(counts) - 1))

    def wording(self, label: str) -> int:
        found: int = self.world.connection.execute(
            wording.insert()
            .values(
                employer_id=self.world.employer_id,
                advert_id=self.world.advert_id,
                label=label,
                title=f"Care Assistant {label}",
                body="Care.",
            )
            .returning(wording.c.id)
        ).scalar_one()
        return found


def two_arms(connection: Connection, slug: str = "fairhaven") -> Arms:
    made = world(connection, slug)
    arms = Arms(made, made.wording_id, 0)
    arms.b = arms.wording("B")
    return arms
