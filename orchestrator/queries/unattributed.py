"""Applications that no board can be given: counted, on a row of their own, and in no board's figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from orchestrator.domain.figure import Figure
from orchestrator.storage import unattributed

MOST = 100
"""Vacancies on the weekly sheet."""


@dataclass(frozen=True, slots=True)
class OfVacancy:
    """What came in the period; None: only known together with what came before it."""

    vacancy: int
    title: str
    value: int | None
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Unattributed:
    """By vacancy, those somebody reported of."""

    vacancies: tuple[OfVacancy, ...]

    @property
    def value(self) -> int | None:
        """All of the period; None: nobody has said, which is not zero."""
        known = [each.value for each in self.vacancies if each.value is not None]
        return sum(known) if known else None

    @property
    def as_of(self) -> datetime | None:
        """The oldest of the reports it is made of."""
        return min((each.as_of for each in self.vacancies if each.value is not None), default=None)


def unattributed_in(connection: Connection, start: date, end: date, employer: int | None) -> Unattributed:
    """In a period, both days included, of one employer or all."""
    return Unattributed(
        tuple(
            OfVacancy(each.vacancy, each.title, _within(each), each.as_of)
            for each in unattributed.in_period(connection, start, end, employer)
        )
    )


def _within(each: unattributed.Brackets) -> int | None:
    if each.before is not None:
        return each.at_end - each.before
    return each.at_end if each.fresh else None


def unattributed_so_far(connection: Connection, vacancies: Sequence[int]) -> int | None:
    """Since these vacancies were opened; None: nobody has said."""
    return unattributed.so_far(connection, vacancies) if vacancies else None


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A vacancy of the weekly sheet; `known` of its applications no board can be given, None: nobody has said."""

    id: int
    title: str
    place: str
    reference: str
    known: Figure


def open_lines(connection: Connection, employer: int | None) -> tuple[OpenLine, ...]:
    """At most MOST open vacancies that have been posted, of one employer or all."""
    vacancies = unattributed.open_vacancies(connection, employer, MOST)
    newest: dict[int, unattributed.Total] = {}
    for total in unattributed.totals(connection, [each.id for each in vacancies]):
        newest.setdefault(total.vacancy, total)
    return tuple(
        OpenLine(
            each.id,
            each.title,
            each.place,
            each.reference,
            Figure(newest[each.id].value, newest[each.id].taken_at) if each.id in newest else Figure(None),
        )
        for each in vacancies
    )
