"""Statements about standing questions, their pairs, slots and postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from orchestrator.domain.design import Design

from .tables import pair, question, slot, slot_posting


@dataclass(frozen=True, slots=True)
class Question:
    """A standing question; `plan` was signed before the first pair was drawn."""

    id: int
    employer_id: int
    asked: str
    a_means: str
    b_means: str
    design: Design
    smallest_ratio: float
    window_days: int
    plan: Mapping[str, Any]
    signature: str
    asked_by: str
    asked_at: datetime
    stopped_at: datetime | None
    stopped_by: str
    stop_reason: str

    @property
    def as_planned(self) -> bool:
        """Whether what it is drawn and read by is what the plan says; the signature covers the plan alone."""
        return self.plan == {
            **self.plan,
            "employer": self.employer_id,
            "asked": self.asked,
            "a_means": self.a_means,
            "b_means": self.b_means,
            "design": self.design.value,
            "smallest_ratio": self.smallest_ratio,
            "window_days": self.window_days,
            "asked_by": self.asked_by,
        } and self.asked_at == datetime.fromisoformat(self.plan["asked_at"])


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the two places or times of a pair, and the postings in it."""

    number: int
    vacancy_id: int
    label: str
    first_day: date
    last_day: date
    postings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two slots of which the coin gave number `a_slot` to wording A."""

    id: int
    number: int
    wording_a_id: int
    wording_b_id: int
    a_slot: int
    drawn_by: str
    drawn_at: datetime
    signature: str
    dropped_at: datetime | None
    drop_reason: str
    slots: tuple[Slot, Slot]

    @property
    def arms(self) -> tuple[Slot, Slot]:
        """The slot with wording A, and the one with B."""
        one, other = self.slots
        return (one, other) if self.a_slot == 1 else (other, one)

    def drawn(self, question: int) -> Mapping[str, Any]:
        """What was signed when the coin was thrown, see `services.draw_pair`."""
        return {
            "question": question,
            "number": self.number,
            "a_slot": self.a_slot,
            "wordings": [self.wording_a_id, self.wording_b_id],
            "slots": [[each.vacancy_id, each.first_day.isoformat(), each.last_day.isoformat()] for each in self.slots],
            "by": self.drawn_by,
        }


def listed(connection: Connection, employer: int | None) -> list[Question]:
    """Of one employer or all: those that are asked still first, then the newest."""
    q = question.c
    query = select(question).order_by(q.stopped_at.is_not(None), q.asked_at.desc()).limit(200)
    if employer is not None:
        query = query.where(q.employer_id == employer)
    return [_question(row) for row in connection.execute(query)]


def by_id(connection: Connection, id: int, *, lock: bool = False) -> Question | None:
    """One question; `lock` keeps others from drawing for it until the transaction ends."""
    query = select(question).where(question.c.id == id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _question(row)


def pairs(connection: Connection, id: int) -> list[Pair]:
    """The pairs of a question in the order they were drawn."""
    rows = connection.execute(select(pair).where(pair.c.question_id == id).order_by(pair.c.number)).all()
    ids = [row.id for row in rows]
    in_slot: dict[tuple[int, int], list[int]] = {}
    for placed in connection.execute(select(slot_posting).where(slot_posting.c.pair_id.in_(ids))):
        in_slot.setdefault((placed.pair_id, placed.number), []).append(placed.posting_id)
    slots: dict[int, list[Slot]] = {}
    for row in connection.execute(select(slot).where(slot.c.pair_id.in_(ids)).order_by(slot.c.number)):
        postings = tuple(sorted(in_slot.get((row.pair_id, row.number), ())))
        slots.setdefault(row.pair_id, []).append(
            Slot(row.number, row.vacancy_id, row.label, row.first_day, row.last_day, postings)
        )
    return [
        Pair(
            row.id, row.number, row.wording_a_id, row.wording_b_id, row.a_slot, row.drawn_by, row.drawn_at,
            row.signature, row.dropped_at, row.drop_reason, (slots[row.id][0], slots[row.id][1]),
        )
        for row in rows
    ]  # fmt: skip


def add(connection: Connection, values: Mapping[str, Any]) -> int:
    found: int = connection.execute(question.insert().values(**values).returning(question.c.id)).scalar_one()
    return found


def add_pair(connection: Connection, values: Mapping[str, Any], slots: Sequence[Mapping[str, Any]]) -> int:
    """Keep what the coin said, before anything is published."""
    found: int = connection.execute(pair.insert().values(**values).returning(pair.c.id)).scalar_one()
    connection.execute(slot.insert(), [{"pair_id": found, **each} for each in slots])
    return found


def place(connection: Connection, pair_id: int, number: int, postings: Iterable[tuple[int, str]]) -> None:
    """Postings (id, board) that stand in a slot."""
    rows = [{"pair_id": pair_id, "number": number, "posting_id": id, "board": board} for id, board in postings]
    connection.execute(slot_posting.insert(), rows)


def drop(connection: Connection, pair_id: int, by: str, reason: str) -> bool:
    """Leave a pair out of the question; it stays visible. False where it was dropped already."""
    values = {"dropped_at": func.now(), "dropped_by": by, "drop_reason": reason}
    dropped = update(pair).where(pair.c.id == pair_id, pair.c.dropped_at.is_(None)).values(**values)
    return connection.execute(dropped).rowcount == 1


def stop(connection: Connection, id: int, by: str, reason: str) -> bool:
    """End a question; False where it had ended."""
    values = {"stopped_at": func.now(), "stopped_by": by, "stop_reason": reason}
    ended = update(question).where(question.c.id == id, question.c.stopped_at.is_(None)).values(**values)
    return connection.execute(ended).rowcount == 1


def used_vacancies(connection: Connection) -> set[int]:
    """Vacancies that stand in a pair which is not dropped."""
    query = select(slot.c.vacancy_id).join(pair, pair.c.id == slot.c.pair_id).where(pair.c.dropped_at.is_(None))
    return set(connection.execute(query).scalars())


def _question(row: Any) -> Question:
    values = {name: getattr(row, name) for name in Question.__dataclass_fields__}
    return Question(**{**values, "design": Design(row.design)})
