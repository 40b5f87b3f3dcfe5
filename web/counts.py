"""Counts that people know: the weekly sheet of postings whose board reports nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.boards.contract import CountsMany, CountsOne
from orchestrator.domain.errors import Reason
from orchestrator.domain.permission import Action
from orchestrator.domain.reading import Mark, Metric, Origin
from orchestrator.queries.count_sheet import SheetLine, count_sheet
from orchestrator.queries.unattributed import OpenLine, open_lines
from orchestrator.services.add_readings import Given, add_readings
from orchestrator.services.add_unattributed import GivenVacancy, add_unattributed
from orchestrator.storage.database import clock

from .access import authorised, callboard, user
from .frame import Frame
from .mark_words import MARKS
from .numbers import plural

blueprint = Blueprint("counts", __name__, url_prefix="/reports/counts")
_COUNT = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the sheet with what was typed into it."""

    line: SheetLine
    typed: str

    @property
    def name(self) -> str:
        return f"n{self.line.id}"


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What `count_sheet.html` shows. `as_of`: the local time of the figures, as a field takes it.

    `vacancies`: those whose applications may come from anywhere, each with what was typed.
    """

    fields: tuple[Field, ...]
    as_of: str
    zone: str
    vacancies: tuple[tuple[OpenLine, str], ...]


@blueprint.get("")
@authorised(Action.WRITE)
def sheet() -> str:
    return render_template("count_sheet.html", page=_page(_lines(), {}, _now(), _vacancies()))


@blueprint.post("")
@authorised(Action.WRITE)
def enter() -> Response | tuple[str, int]:
    """Keep every number that was typed; a blank says nothing. With a mistake nothing is kept."""
    lines, vacancies, frame = _lines(), _vacancies(), _frame()
    as_of = request.form.get("as_of", "")
    at = _instant(as_of, frame.zone)
    errors = [] if at is not None else [Reason("as_of", "Give the day and time at which you read the figures")]
    given = [
        Given(name, line.id, Metric.APPLICATION, int(typed), at)
        for line in lines
        for name, typed in _typed(f"n{line.id}", f"{line.title}, {line.account}", errors)
    ]
    apart = [GivenVacancy(name, each.id, int(typed), at)
             for each in vacancies for name, typed in _typed(f"v{each.id}", each.title, errors)]  # fmt: skip
    if not errors:
        only = user().employer
        done = add_readings(callboard(), user().name, given, Origin.BY_HAND, employer=only)
        beside = add_unattributed(callboard(), user().name, apart, Origin.BY_HAND, employer=only)
        errors = [Reason(each.item, each.reason) for each in (*done.refused, *beside.refused)]
        if done.added + beside.added or not errors:
            flash(_said(done.added + beside.added, done.marked, lines), "info")
    if errors:
        return render_template(
            "count_sheet.html", page=_page(lines, request.form, as_of, vacancies), errors=errors
        ), 422
    return redirect(url_for("counts.sheet"), 303)


def _typed(name: str, what: str, errors: list[Reason]) -> Iterator[tuple[str, str]]:
    """The number in a field, if there is one; what is no count is added to the errors."""
    typed = request.form.get(name, "").strip()
    if typed and not _COUNT.fullmatch(typed):
        errors.append(Reason(name, f"{what}: {typed[:20]} is no count; write 12"))
    elif typed:
        yield name, typed


def _said(added: int, marked: Sequence[tuple[str, Mark]], lines: Sequence[SheetLine]) -> str:
    titles = {f"n{line.id}": f"{line.title}, {line.account}" for line in lines}
    doubts = "".join(f" {titles[item]} {MARKS[mark]}." for item, mark in marked)
    return f"Kept: {plural(added, 'count')}.{doubts}" if added else "Nothing was typed, so nothing has changed."


def _lines() -> list[SheetLine]:
    registry = callboard().registry
    reporting = [name for name, adapter in registry.items() if isinstance(adapter, CountsOne | CountsMany)]
    with callboard().database.read() as connection:
        lines = count_sheet(connection, reporting, _frame().employer or user().employer)
    return [replace(line, board=registry[line.board].label if line.board in registry else line.board) for line in lines]


def _vacancies() -> tuple[OpenLine, ...]:
    with callboard().database.read() as connection:
        return open_lines(connection, _frame().employer or user().employer)


def _page(lines: Sequence[SheetLine], typed: object, as_of: str, vacancies: Sequence[OpenLine]) -> SheetPage:
    get = typed.get if hasattr(typed, "get") else {}.get
    fields = tuple(Field(line, str(get(f"n{line.id}", "") or "")) for line in lines)
    apart = tuple((line, str(get(f"v{line.id}", "") or "")) for line in vacancies)
    return SheetPage(fields, as_of, str(_frame().zone), apart)


def _now() -> str:
    with callboard().database.read() as connection:
        return f"{clock(connection).astimezone(_frame().zone):%Y-%m-%dT%H:%M}"


def _instant(words: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.fromisoformat(words).replace(tzinfo=zone)
    except ValueError:
        return None


def _frame() -> Frame:
    frame: Frame = g.frame
    return frame
