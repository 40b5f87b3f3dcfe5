"""How far a standing question has come: its pairs with their counts, and what Level 2 says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection

from orchestrator.domain.design import Design
from orchestrator.domain.reading import COUNTERS, Metric
from orchestrator.signature import COIN, PLAN, signed
from orchestrator.statistics.not_comparable import NotComparable
from orchestrator.statistics.pair_plan import FEWEST_PAIRS
from orchestrator.statistics.pairs import Pair as Counted
from orchestrator.statistics.pairs import Replicated, replicated
from orchestrator.storage import posting_days, questions
from orchestrator.storage.questions import Pair, Question, Slot

from .matching import Matched
from .runs import Course, courses


class PairState(StrEnum):
    """Where a pair stands; the words stand on the page as they are."""

    RUNNING = "still running"
    COMPLETE = "complete"
    UNCOUNTED = "waits for counts"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PairResult:
    """A pair; `counts` (of A, of B) only once both windows are closed and both are counted. `left_out`: boards that do
    not count both slots in the same way."""

    pair: Pair
    state: PairState
    counts: tuple[int, int] | None
    closed_on: date
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """`plan_holds`: the plan is the one that was signed before the first pair, and the question is still that of its
    plan. `altered`: numbers of pairs that are gone, or not what was signed when their coin was thrown."""

    question: Question
    plan_holds: bool
    altered: tuple[int, ...]
    pairs: tuple[PairResult, ...]
    found: Replicated | NotComparable

    @property
    def complete(self) -> int:
        return sum(each.state is PairState.COMPLETE for each in self.pairs)

    @property
    def running(self) -> int:
        return sum(each.state in (PairState.RUNNING, PairState.UNCOUNTED) for each in self.pairs)

    @property
    def decided(self) -> bool:
        return isinstance(self.found, Replicated) and self.found.decided

    @property
    def least(self) -> int:
        """Fewer pairs can never decide."""
        return FEWEST_PAIRS

    @property
    def planned(self) -> int | None:
        """Pairs that find the planned difference in four of five cases; None: more than can be planned for."""
        planned = self.question.plan.get("pairs_needed")
        return planned if isinstance(planned, int) else None


def question_result(connection: Connection, key: str, question: Question, today: date) -> QuestionResult:
    """The question as it stands; `key` is the one its plan was signed with."""
    drawn = questions.pairs(connection, question.id)
    ids = [id for each in drawn for slot in each.slots for id in slot.postings]
    metric = Metric.APPLY_START if question.design is Design.SPLIT else Metric.APPLICATION
    known = {each.shown.id: each for each in courses(connection, posting_days.these(connection, ids), metric)}
    counted_in = _same_days if question.design is Design.SPLIT else _same_counter
    results = tuple(_result(each, known, today, counted_in) for each in drawn)
    complete = sorted(
        (each for each in results if each.counts is not None), key=lambda each: (each.closed_on, each.pair.number)
    )
    counted = [Counted(*each.counts) for each in complete if each.counts is not None]
    holds = signed(key, PLAN, question.plan, question.signature) and question.as_planned
    sound = {each.number for each in drawn if _sound(key, question.id, each, known)}
    last = max((each.number for each in drawn), default=0)
    altered = tuple(number for number in range(1, last + 1) if number not in sound)
    return QuestionResult(question, holds, altered, results, replicated(counted))


def _sound(key: str, question: int, pair: Pair, known: Mapping[int, Course]) -> bool:
    """Whether a pair is what was signed, and its postings are of the wordings and vacancies it was signed for."""
    placed = all(
        (known[id].shown.wording_id, known[id].shown.vacancy_id) == (wording, slot.vacancy_id)
        for slot, wording in zip(pair.arms, (pair.wording_a_id, pair.wording_b_id), strict=True)
        for id in slot.postings
        if id in known
    )
    return placed and signed(key, COIN, pair.drawn(question), pair.signature)


Counts = Callable[[Course, Slot, Course, Slot], tuple[int, int] | None]
"""What came to two postings of one board, as one counter has both; None: nobody has."""


def _result(pair: Pair, known: dict[int, Course], today: date, counted_in: Counts) -> PairResult:
    closed = max(each.last_day for each in pair.slots)
    if pair.dropped_at is not None:
        return PairResult(pair, PairState.DROPPED, None, closed, ())
    a, b = ([known[id] for id in slot.postings if id in known] for slot in pair.arms)
    if today <= closed or any(each.shown.ended is None for each in (*a, *b)):
        return PairResult(pair, PairState.RUNNING, None, closed, ())
    counts, left_out = _counts(pair.arms, a, b, counted_in)
    state = PairState.UNCOUNTED if counts is None else PairState.COMPLETE
    return PairResult(pair, state, counts, closed, left_out)


def _counts(
    arms: tuple[Slot, Slot], a: Sequence[Course], b: Sequence[Course], counted_in: Counts
) -> tuple[tuple[int, int] | None, tuple[str, ...]]:
    """What came to both slots, over the boards that count both in the same way."""
    total, known, left_out = [0, 0], False, []
    by_board = [{each.shown.board: each for each in side} for side in (a, b)]
    for board in sorted(by_board[0].keys() | by_board[1].keys()):
        one, other = by_board[0].get(board), by_board[1].get(board)
        both = None if one is None or other is None else counted_in(one, arms[0], other, arms[1])
        if both is None:
            left_out.append(board)
        else:
            known = True
            total[0] += both[0]
            total[1] += both[1]
    return ((total[0], total[1]) if known else None), tuple(left_out)


def _same_counter(one: Course, its: Slot, other: Course, others: Slot) -> tuple[int, int] | None:
    for origin in COUNTERS:
        if origin in one.counts and origin in other.counts:
            counts = [
                course.counts[origin].total
                for course, slot in ((one, its), (other, others))
                if course.counts[origin].as_of.date() >= min(slot.last_day, course.last)
            ]
            return (counts[0], counts[1]) if len(counts) == 2 else None
    return None


def _same_days(one: Course, its: Slot, other: Course, others: Slot) -> tuple[int, int] | None:
    """Of two halves of a page only the days on which there were two: where one ended first, all visitors see the other.

    Both are counted by our own link, which knows each day.
    """
    if _same_counter(one, its, other, others) is None:
        return None
    first, last = max(one.shown.first, other.shown.first), Matched(one.shown.board, one, other).last
    origin = next(each for each in COUNTERS if each in one.counts and each in other.counts)
    a, b = (
        sum(each.value for each in course.counts[origin].days if first <= each.day and each.until <= last)
        for course in (one, other)
    )
    return a, b
