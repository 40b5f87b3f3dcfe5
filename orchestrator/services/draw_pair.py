"""Draw a pair: the coin is thrown once, written down, and only then are the postings ordered."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from orchestrator.callboard import Callboard
from orchestrator.domain.day import day_of
from orchestrator.domain.design import Design, Window, windows
from orchestrator.domain.errors import Reason
from orchestrator.domain.offer import Mode
from orchestrator.signature import COIN, sign
from orchestrator.storage import events, questions
from orchestrator.storage import tables as t
from orchestrator.storage.database import clock
from orchestrator.storage.questions import Question

from .preview import preview
from .publish import Published, publish
from .refused import Refused, refuse
from .withdraw import withdraw

_ONE = timedelta(days=1)
_OPENS, _CLOSES = "T09:00", "T23:30"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pair whose postings are on the calendar. `a_slot`: which slot the coin gave wording A."""

    id: int
    number: int
    a_slot: int
    postings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    number: int
    vacancy: int
    label: str
    window: Window


def draw_pair(
    callboard: Callboard,
    actor: str,
    question: int,
    *,
    wording_a: int,
    wording_b: int,
    vacancies: Sequence[int],
    accounts: Sequence[int],
    first_day: date,
) -> Drawn:
    """`vacancies`: two like ones, or the one whose blocks follow each other. All boards get the same assignment.

    Everything that could be refused is looked at for both sides of the coin before it is thrown, so that nobody can
    throw it again by way of an error. Raises Refused; then no coin was thrown.
    """
    with callboard.database.read() as connection:
        asked = questions.by_id(connection, question)
        if asked is None or asked.stopped_at is not None:
            raise refuse("", "this question is not asked any more; ask a new one")
        slots = _slots(connection, asked, vacancies, first_day)
        _check(connection, asked, wording_a, wording_b, slots)
        if asked.design is Design.SPLIT:
            _check_page(callboard, connection, accounts)
    _rehearse(callboard, asked, (wording_a, wording_b), slots, accounts)
    pair, number, a_slot = _throw(callboard, actor, asked, wording_a, wording_b, slots)
    placed: list[Published] = []
    try:
        for each in slots:
            wording = wording_a if each.number == a_slot else wording_b
            beside = [one.id for one in placed] if asked.design is Design.SPLIT else ()
            made = _publish(callboard, actor, asked, wording, each.vacancy, accounts, each.window, beside)
            placed += made
            with callboard.database.begin() as connection:
                questions.place(connection, pair, each.number, [(one.id, one.board) for one in made])
        if asked.design is Design.ROLLOUT:
            other = next(each for each in slots if each.number != a_slot)
            placed += _publish(callboard, actor, asked, wording_a, other.vacancy, accounts, _after(other.window))
    except Refused as refused:
        drop_pair(callboard, actor, question, pair, f"not published: {refused}")
        withdraw(callboard, actor, [each.id for each in placed], "its pair was dropped")
        raise
    return Drawn(pair, number, a_slot, tuple(each.id for each in placed))


def drop_pair(callboard: Callboard, actor: str, question: int, pair: int, reason: str) -> None:
    """Leave a pair out; it stays visible with its reason. Raises Refused once its counts could be known.

    A pair may be dropped only before its first day is over: later, dropping would be choosing.
    """
    if not reason.strip():
        raise refuse("reason", "say why this pair is left out")
    with callboard.database.begin() as connection:
        asked = questions.by_id(connection, question, lock=True)
        found = next((each for each in questions.pairs(connection, question) if each.id == pair), None)
        if asked is None or found is None:
            raise refuse("", "this pair does not exist")
        today = _today(connection, asked.employer_id)
        if min(each.first_day for each in found.slots) < today:
            raise refuse("reason", "its first day is over, so its counts are known: dropping it now would be choosing")
        if not questions.drop(connection, pair, actor, reason.strip()):
            raise refuse("", "this pair was dropped already")
        events.record(
            connection, actor=actor, kind="pair_dropped", employer_id=asked.employer_id,
            reason=f"{asked.asked}, pair {found.number}: {reason.strip()}",
        )  # fmt: skip


def _slots(connection: Connection, asked: Question, vacancies: Sequence[int], first_day: date) -> tuple[_Slot, _Slot]:
    wanted = 1 if asked.design.one_vacancy else 2
    if len(set(vacancies)) != wanted or len(vacancies) != wanted:
        said = "choose one vacancy; both slots are of it" if wanted == 1 else "choose two different vacancies"
        raise refuse("vacancies", said)
    if first_day < _today(connection, asked.employer_id) + _ONE:
        raise refuse("first_day", "a pair starts tomorrow at the earliest, so that both begin together")
    rows = connection.execute(select(t.vacancy).where(t.vacancy.c.id.in_(vacancies))).all()
    towns = {row.id: row.town or row.title for row in rows if row.employer_id == asked.employer_id}
    if set(towns) != set(vacancies):
        raise refuse("vacancies", "a chosen vacancy does not exist; choose from the list")
    one, other = windows(asked.design, first_day, asked.window_days)
    first, second = vacancies[0], vacancies[-1]
    town = towns[first]
    if asked.design is Design.BLOCKS:
        return _Slot(1, first, f"{town}, first block", one), _Slot(2, first, f"{town}, second block", other)
    if asked.design is Design.SPLIT:
        return _Slot(1, first, f"{town}, one half", one), _Slot(2, first, f"{town}, other half", other)
    return _Slot(1, first, towns[first], one), _Slot(2, second, towns[second], other)


def _check(connection: Connection, asked: Question, a: int, b: int, slots: Sequence[_Slot]) -> None:
    rows = connection.execute(select(t.wording).where(t.wording.c.id.in_([a, b]))).all()
    if a == b or len(rows) != 2 or any(row.employer_id != asked.employer_id for row in rows):
        raise refuse("wording_b", "choose two different wordings")
    if len({row.advert_id for row in rows}) != 1:
        raise refuse("wording_b", "both wordings belong to one advert, so that nothing else differs")
    taken = questions.used_vacancies(connection) & {each.vacancy for each in slots}
    if taken:
        raise refuse("vacancies", "one of these vacancies stands in a pair already; a slot is used once")


def _check_page(callboard: Callboard, connection: Connection, accounts: Sequence[int]) -> None:
    """Only on a page of our own can each visitor be shown one of two."""
    query = select(t.board_account.c.board).where(t.board_account.c.id.in_(accounts))
    modes = [callboard.registry[board].mode for board in connection.execute(query).scalars()]
    if modes != [Mode.PAGE]:
        raise refuse("accounts", "choose our own careers page, and nothing else: other boards show everybody the same")


def _rehearse(
    callboard: Callboard, asked: Question, wordings: Sequence[int], slots: Sequence[_Slot], accounts: Sequence[int]
) -> None:
    """Both ways the coin can fall, without writing anything."""
    reasons: dict[str, Reason] = {}
    for each in slots:
        for wording in wordings:
            shown = preview(
                callboard, employer=asked.employer_id, wording=wording, vacancies=[each.vacancy], accounts=accounts,
                starts=f"{each.window.first}{_OPENS}", ends=f"{each.window.last}{_CLOSES}",
            )  # fmt: skip
            reasons |= {reason.message: Reason("accounts", reason.message) for one in shown for reason in one.reasons}
    if reasons:
        raise Refused(reasons.values())


def _throw(
    callboard: Callboard, actor: str, asked: Question, a: int, b: int, slots: Sequence[_Slot]
) -> tuple[int, int, int]:
    with callboard.database.begin() as connection:
        questions.by_id(connection, asked.id, lock=True)
        number = len(questions.pairs(connection, asked.id)) + 1
        a_slot = secrets.randbelow(2) + 1
        said: dict[str, Any] = {
            "question": asked.id,
            "number": number,
            "a_slot": a_slot,
            "wordings": [a, b],
            "slots": [[each.vacancy, each.window.first.isoformat(), each.window.last.isoformat()] for each in slots],
            "by": actor,
        }
        values = {
            "question_id": asked.id,
            "number": number,
            "wording_a_id": a,
            "wording_b_id": b,
            "a_slot": a_slot,
            "drawn_by": actor,
            "signature": sign(callboard.settings.secret_key, COIN, said),
        }
        pair = questions.add_pair(connection, values, [
            {"number": each.number, "vacancy_id": each.vacancy, "label": each.label,
             "first_day": each.window.first, "last_day": each.window.last}
            for each in slots
        ])  # fmt: skip
        events.record(connection, actor=actor, kind="coin_drawn", employer_id=asked.employer_id,
                      reason=f"{asked.asked}, pair {number}: A to {slots[a_slot - 1].label}", data=said)  # fmt: skip
    return pair, number, a_slot


def _publish(
    callboard: Callboard,
    actor: str,
    asked: Question,
    wording: int,
    vacancy: int,
    accounts: Sequence[int],
    window: Window,
    beside: Sequence[int] = (),
) -> list[Published]:
    return publish(
        callboard, actor, employer=asked.employer_id, wording=wording, vacancies=[vacancy], accounts=accounts,
        starts=f"{window.first}{_OPENS}", ends=f"{window.last}{_CLOSES}", beside=beside,
    )  # fmt: skip


def _after(window: Window) -> Window:
    """As long again, from two days after, so that the first advert is down."""
    first = window.last + 2 * _ONE
    return Window(first, first + (window.last - window.first))


def _today(connection: Connection, employer: int) -> date:
    query = select(t.employer.c.zone).where(t.employer.c.id == employer)
    return day_of(clock(connection), ZoneInfo(connection.execute(query).scalar_one()))
