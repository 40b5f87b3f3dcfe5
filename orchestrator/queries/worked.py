"""Which advert worked: each wording's applications against what is usual for its postings' boards and ages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, BigInteger, Connection, any_, cast, select

from orchestrator.statistics.prior import Counted
from orchestrator.statistics.ranking import Ranked, Ranking, rank
from orchestrator.storage import posting_counts
from orchestrator.storage import tables as t
from orchestrator.storage.posting_counts import Counted as Posting

from .usual import Expectations

MOST = 2_000
"""Postings that are looked at: the newest of the period."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A wording. `applications` of `known` postings (None: unknown). `ranked` None: no board of it has a usual course.

    `judged`: the applications, and the postings, that the ranking is about; `expected`: what is usual for those.
    """

    wording_id: int
    advert_id: int
    employer_id: int
    advert: str
    label: str
    postings: int
    live: int
    known: int
    applications: int | None
    judged: tuple[int, int]
    expected: float
    ranked: Ranked | None


@dataclass(frozen=True, slots=True)
class AllWorked:
    """The wordings, best expected rank first, those that cannot be ranked last. `cut`: more postings than looked at."""

    wordings: tuple[Worked, ...]
    ranking: Ranking | None
    cut: bool


@dataclass(frozen=True, slots=True)
class _Name:
    wording_id: int
    advert_id: int
    employer_id: int
    advert: str
    label: str


def worked(
    connection: Connection,
    start: date,
    end: date,
    employer: int | None,
    zone: ZoneInfo,
    channels: Collection[str] = (),
) -> AllWorked:
    """Every wording with a posting live in the period, by all its postings have brought since publication.

    What is on `channels` (names of adapters) is in no ranking.
    """
    every = posting_counts.in_period(connection, start, end, employer, zone, MOST)
    shown = [each for each in every if each.board not in channels]
    expectations = Expectations.of(connection, {each.board for each in shown})
    groups: dict[int, list[Posting]] = {}
    for each in shown:
        groups.setdefault(each.wording_id, []).append(each)
    names = _names(connection, list(groups))
    found = [_worked(names[id], postings, expectations) for id, postings in groups.items() if id in names]
    judged = [each for each in found if each.expected > 0]
    ranking = rank([Counted(each.judged[0], each.expected) for each in judged]) if judged else None
    ranks = dict(zip((each.wording_id for each in judged), ranking.items if ranking else (), strict=True))
    full = [_ranked(each, ranks.get(each.wording_id)) for each in found]
    return AllWorked(tuple(sorted(full, key=_order)), ranking, len(every) == MOST)


def _worked(name: _Name, postings: Sequence[Posting], expectations: Expectations) -> Worked:
    counts = [each.count.total for each in postings if each.count is not None]
    judged = [
        (each.count.total, expected)
        for each in postings
        if each.count is not None
        and each.age is not None
        and (expected := expectations.expected(each.board, each.first, each.age))
    ]
    return Worked(
        name.wording_id,
        name.advert_id,
        name.employer_id,
        name.advert,
        name.label,
        postings=len(postings),
        live=sum(each.live for each in postings),
        known=len(counts),
        applications=sum(counts) if counts else None,
        judged=(sum(value for value, _ in judged), len(judged)),
        expected=sum(expected for _, expected in judged),
        ranked=None,
    )


def _ranked(each: Worked, ranked: Ranked | None) -> Worked:
    return replace(each, ranked=ranked)


def _names(connection: Connection, wordings: Sequence[int]) -> dict[int, _Name]:
    rows = connection.execute(
        select(t.wording.c.id, t.wording.c.advert_id, t.wording.c.employer_id, t.advert.c.name, t.wording.c.label)
        .join(t.advert, t.advert.c.id == t.wording.c.advert_id)
        .where(t.wording.c.id == any_(cast(list(wordings), ARRAY(BigInteger))))
    )
    return {row.id: _Name(*row) for row in rows}


def _order(each: Worked) -> tuple[bool, float, str, str]:
    return each.ranked is None, each.ranked.expected_rank if each.ranked else 0.0, each.advert, each.label
