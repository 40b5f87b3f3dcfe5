"""Two wordings of an advert set against each other, from facts: the frozen inputs of Level 1 and what they say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from orchestrator.statistics.cell import Cell
from orchestrator.statistics.decay import Curve
from orchestrator.statistics.dispersion import Dispersion, dispersion
from orchestrator.statistics.expectation import Usual
from orchestrator.statistics.exposure import Shared, shared
from orchestrator.statistics.not_comparable import NotComparable, Reason
from orchestrator.statistics.ratio import Look, looks
from orchestrator.storage import posting_days
from orchestrator.storage import tables as t

from .matching import Matched, match, never_together
from .runs import Course, courses
from .usual import Expectations

LIFE = timedelta(days=28)
"""How long a posting without an end is taken to bring something."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A wording of the comparison."""

    id: int
    advert_id: int
    employer_id: int
    label: str
    title: str
    summary: str
    body: str
    postings: int


@dataclass(frozen=True, slots=True)
class Together:
    """Two postings that were live together: their cells, or why there are none. `usual`: by this age, of each."""

    matched: Matched
    cells: tuple[Cell, ...] | NotComparable
    usual: Usual | None

    @property
    def counts(self) -> tuple[int, int] | None:
        """What came to each in the days that count."""
        if isinstance(self.cells, NotComparable):
            return None
        return sum(cell.a for cell in self.cells), sum(cell.b for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Level 1 of two wordings' postings. `looks` end with today's; `remaining`: applications both may still bring.

    `channels`: those that postings of the two are on, which are compared with nothing; `vacancies`: theirs, of both.
    """

    advert: str
    a: Arm
    b: Arm
    together: tuple[Together, ...]
    left_out: Mapping[str, str]
    channels: tuple[str, ...]
    vacancies: tuple[int, ...]
    looks: tuple[Look, ...] | NotComparable
    dispersion: Dispersion | None
    remaining: float | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for each in self.together if not isinstance(each.cells, NotComparable) for cell in each.cells)

    @property
    def split(self) -> float:
        """Exposure A to exposure B over all cells."""
        a, b = sum(cell.exposure_a for cell in self.cells), sum(cell.exposure_b for cell in self.cells)
        return a / b if b else 1.0


def arms(connection: Connection, wordings: Sequence[int]) -> dict[int, Arm]:
    """Wordings by id; unknown ones are missing."""
    rows = connection.execute(select(t.wording).where(t.wording.c.id.in_(wordings)))
    return {
        row.id: Arm(row.id, row.advert_id, row.employer_id, row.label, row.title, row.summary, row.body, 0)
        for row in rows
    }


def comparison(connection: Connection, a: Arm, b: Arm, channels: Collection[str] = ()) -> Comparison:
    """What the postings of two wordings say of each other. Levels never mix: of wordings in general it says nothing.

    Postings on `channels` (names of adapters) are counted among a wording's, and compared with none.
    """
    name = connection.execute(select(t.advert.c.name).where(t.advert.c.id == a.advert_id)).scalar_one()
    shown = posting_days.of_wordings(connection, [a.id, b.id])
    every = courses(connection, shown)
    on_a = [each for each in every if each.shown.wording_id == a.id]
    on_b = [each for each in every if each.shown.wording_id == b.id]
    a_boards, b_boards = ([each for each in side if each.shown.board not in channels] for side in (on_a, on_b))
    matched = match(a_boards, b_boards)
    ids = [each.id for each in shown]
    expectations = Expectations.of(connection, [each.board for each in matched], ids)
    together = tuple(_together(each, expectations) for each in matched)
    cells = tuple(cell for each in together if not isinstance(each.cells, NotComparable) for cell in each.cells)
    return Comparison(
        name,
        _counted(a, on_a),
        _counted(b, on_b),
        together,
        never_together(a_boards, b_boards, matched),
        tuple(sorted({each.shown.board for each in every if each.shown.board in channels})),
        tuple(sorted({each.vacancy_id for each in shown})),
        looks(cells) if cells else _why_not(together, only_channels=bool(every) and not a_boards and not b_boards),
        dispersion(cells) if cells else None,
        _remaining(matched, expectations.curves),
    )


def _counted(arm: Arm, postings: Sequence[Course]) -> Arm:
    return Arm(arm.id, arm.advert_id, arm.employer_id, arm.label, arm.title, arm.summary, arm.body, len(postings))


def _together(each: Matched, expectations: Expectations) -> Together:
    pair = each.runs()
    if pair is None:
        known = each.a.origin is not None and each.b.origin is not None
        return Together(each, NotComparable(Reason.OTHER_COUNTER if known else Reason.UNKNOWN), None)
    found = shared([pair[0]], [pair[1]], expectations.curves)
    cells = found.cells if isinstance(found, Shared) else found
    return Together(each, cells, expectations.usual(each.board, each.a.shown.first, each.a.age))


def _why_not(together: Sequence[Together], *, only_channels: bool) -> NotComparable:
    """The reason nearest to an answer: what could still be counted before what never was together."""
    if only_channels:
        return NotComparable(Reason.CHANNEL)
    reasons = [each.cells for each in together if isinstance(each.cells, NotComparable)]
    return next(iter(reasons), NotComparable(Reason.NO_SHARED_DAYS))


def _remaining(matched: Sequence[Matched], curve_of: Mapping[str, Curve]) -> float | None:
    """What the curves still expect of both while both are live; None where a live pair's board has no curve."""
    total = 0.0
    for each in matched:
        if each.a.shown.ended or each.b.shown.ended:
            continue
        curve = curve_of.get(each.board)
        if curve is None:
            return None
        total += sum(_still(side, curve, _end(each)) for side in (each.a, each.b))
    return total


def _still(course: Course, curve: Curve, end: date) -> float:
    ages = range(course.age + 1, (end - course.shown.first).days + 2)
    return sum(curve.at(age) or 0.0 for age in ages)


def _end(each: Matched) -> date:
    """The day on which the first of the two is to end."""
    return min(side.shown.due or side.shown.first + LIFE for side in (each.a, each.b))
