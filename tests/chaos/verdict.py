"""The boards' ledger against the database: what became of every posting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, text

from orchestrator.testing.simulator.fault import FaultKind

from .fault import CLEAR
from .recruiter import Wishes
from .seed import BOARDS, FIRST, SECOND
from .site import Site

ALL = 10**9

_ROWS = """
select id, board, board_reference, presence, phase, cause, reason, content, shown, external_id, ended_at
from posting order by id
"""


class Fate(StrEnum):
    """What became of a posting. The promise is broken by the last three."""

    LIVE = "live"
    CLOSED = "closed"
    REJECTED = "rejected"
    ASKS = "asks"
    LOST_BY_BOARD = "lost_by_board"
    LOST = "lost"
    OUTDATED = "outdated"
    STILL_SHOWN = "still_shown"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One board's truth: copies by reference that candidates see, how often each was created, what the board lost."""

    live: Mapping[str, Sequence[Mapping[str, Any]]]
    creates: Mapping[str, int]
    lost: AbstractSet[str]


@dataclass(slots=True)
class Verdict:
    """`fates` by board. `complaints` name the first postings of each kind of failure, for whoever has to find out."""

    fates: dict[str, Counter[Fate]] = field(default_factory=dict)
    twice: Counter[str] = field(default_factory=Counter)
    repaired: int = 0
    unrepaired: int = 0
    complaints: list[str] = field(default_factory=list)
    worst: list[int] = field(default_factory=list)

    def count(self, *fates: Fate, boards: Sequence[str] = BOARDS) -> int:
        return sum(self.fates[board][fate] for board in boards for fate in fates)


def shelf(site: Site, board: str) -> Shelf:
    """Ask the board."""
    live: dict[str, list[Mapping[str, Any]]] = {}
    for advert in site.boards.live(board):
        live.setdefault(advert["reference"], []).append(advert)
    history = site.boards.history(board, limit=ALL)
    lost = {each["reference"] for each in history if each["operation"] == "lose"}
    return Shelf(live, site.boards.creates(board), lost)


def garbled(site: Site) -> int:
    """Creates at the blind board that it answered badly or not at all, because it was told to."""
    return sum(
        each["operation"] == "create" and each["fault"] is not None and each["fault"] not in CLEAR
        for each in site.boards.exchanges("blind", limit=ALL)
    )


def refused(site: Site) -> int:
    """Requests a board refused (422) without having been told to: a key used for two things, a wrong advert."""
    return sum(
        each["status"] == 422 and each["fault"] != FaultKind.REJECT
        for board in BOARDS
        for each in site.boards.exchanges(board, limit=ALL)
    )


def judge(site: Site, wishes: Wishes, suspended: AbstractSet[int]) -> Verdict:
    """Compare. `suspended`: postings that a worker had in hand when it was suspended."""
    shelves = {board: shelf(site, board) for board in BOARDS}
    with site.callboard.database.read() as connection:
        rows = connection.execute(text(_ROWS)).all()
    verdict = Verdict({board: Counter() for board in BOARDS})
    for row in rows:
        stands = shelves[row.board]
        fate = fate_of(row, stands, wishes)
        verdict.fates[row.board][fate] += 1
        if fate in (Fate.LOST, Fate.OUTDATED, Fate.STILL_SHOWN) or (fate is Fate.ASKS and row.board != "blind"):
            _complain(verdict, fate, row, stands)
        _count_copies(verdict, row, stands, suspended)
    return verdict


def fate_of(row: Row[Any], stands: Shelf, wishes: Wishes) -> Fate:
    """What became of one posting."""
    copies = stands.live.get(row.board_reference, ())
    lost_there = row.board_reference in stands.lost
    if row.cause == "rejected":
        return Fate.REJECTED
    if row.cause is not None:
        return Fate.LOST_BY_BOARD if row.cause == "lost" and lost_there else Fate.ASKS
    if row.id in wishes.closed:
        if row.ended_at is None:
            return Fate.LOST
        return Fate.STILL_SHOWN if copies else Fate.CLOSED
    if row.presence != "live":
        return Fate.LOST
    if not copies:
        return Fate.LOST_BY_BOARD if lost_there else Fate.LOST
    wanted = SECOND if row.id in wishes.edited else FIRST
    shown = {each["external_id"]: _content(each) for each in copies}
    if row.external_id not in shown:
        return Fate.LOST
    return Fate.LIVE if shown[row.external_id] == row.shown == wanted else Fate.OUTDATED


def _count_copies(verdict: Verdict, row: Row[Any], stands: Shelf, suspended: AbstractSet[int]) -> None:
    if stands.creates.get(row.board_reference, 0) < 2:
        return
    kind = row.board
    if row.board == "findable":
        kind = "findable_suspended" if row.id in suspended else "findable_unsuspended"
    verdict.twice[kind] += 1
    if len(stands.live.get(row.board_reference, ())) < 2:
        verdict.repaired += 1
    else:
        verdict.unrepaired += row.cause != "double"
    if kind != "findable_suspended" or len(stands.live.get(row.board_reference, ())) > 1:
        _complain(verdict, "twice", row, stands)


def _complain(verdict: Verdict, what: str, row: Row[Any], stands: Shelf) -> None:
    if len(verdict.complaints) < 40:
        there = [(each["external_id"], _content(each)) for each in stands.live.get(row.board_reference, ())]
        known = (
            f"{row.presence}, {row.phase}, cause {row.cause}, {row.external_id}, wanted {row.content}, "
            f"shown {row.shown}, {row.reason!r}"
        )
        verdict.worst.append(row.id)
        verdict.complaints.append(
            f"{what}: posting {row.id} {row.board} {row.board_reference}: {known}; there: {there}"
        )


def _content(advert: Mapping[str, Any]) -> str:
    """Which text it shows: its last word."""
    return str(advert["title"]).rpartition(" ")[2]
