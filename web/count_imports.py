"""Import counts from a file, in two steps: the file, then which of its columns is what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.domain.reading import Metric
from orchestrator.intake import counts
from orchestrator.intake.counts import NOTE, POSTING, TAKEN_AT
from orchestrator.intake.draft import Unreadable
from orchestrator.intake.sheet import Row
from orchestrator.queries.imported import answered
from orchestrator.services.import_counts import Imported, import_counts
from orchestrator.services.once import Answer, once
from orchestrator.services.refused import Refused, refuse

from . import form_token
from .access import authorised, callboard, user
from .filter import Filter, Option
from .mark_words import MARKS

blueprint = Blueprint("count_imports", __name__, url_prefix="/reports/counts/import")

MOST_SHOWN = 500
NOT_THERE = Option("", "not in the file")
LABELS: Mapping[str, str] = {
    POSTING: "Which posting (our reference, or the board\N{RIGHT SINGLE QUOTATION MARK}s id)",
    TAKEN_AT: "Day or time of the figures",
    NOTE: "Note or reason",
    Metric.IMPRESSION: "Impressions",
    Metric.CLICK: "Clicks",
    Metric.APPLY_START: "Apply starts",
    Metric.APPLICATION: "Applications",
    Metric.QUALIFIED_APPLICATION: "Qualified applications",
    Metric.INTERVIEW: "Interviews",
    Metric.HIRE: "Hires",
    Metric.REJECTED: "Rejected",
    Metric.WITHDRAWN: "Withdrawn by the candidate",
}


@dataclass(frozen=True, slots=True)
class MappingPage:
    """What `count_mapping.html` shows: a choice of columns for each field, and the first lines."""

    name: str
    token: str
    choices: tuple[Filter, ...]
    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    count: int
    once: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What `count_import_result.html` shows. `refused` and `marked` are pairs (line, words)."""

    name: str
    lines: int
    silent: int
    added: int
    twice: int
    refused: tuple[tuple[str, str], ...]
    marked: tuple[tuple[str, str], ...]


@blueprint.get("")
@authorised(Action.WRITE)
def ask() -> str:
    return render_template("count_import.html", once=form_token.fresh())


@blueprint.post("")
@authorised(Action.WRITE)
def take() -> Response | tuple[str, int]:
    """Keep the table for a day, and go on to its columns."""
    try:
        token = form_token.sent()
        file = request.files.get("file")
        if file is None or not file.filename:
            raise refuse("file", "Choose a file to import")
        name, source = file.filename, file.read()

        def act() -> Answer:
            try:
                rows = counts.table(source, name)
            except Unreadable as error:
                raise refuse("file", str(error)) from None
            kept = {"name": name, "rows": [[row.number, *row.cells] for row in rows]}
            return Answer(url_for("count_imports.columns", token=token), kept)

        answer = once(callboard(), user().id, token, act)
    except Refused as refused:
        return render_template("count_import.html", once=form_token.fresh(), errors=refused.reasons), 422
    return redirect(answer.address, 303)


@blueprint.get("/<token>")
@authorised(Action.WRITE)
def columns(token: str) -> str:
    name, rows = _kept(token)
    chosen = counts.guess(rows[0].cells)
    return render_template("count_mapping.html", page=_mapping(name, token, rows, chosen))


@blueprint.post("/<token>")
@authorised(Action.WRITE)
def keep(token: str) -> Response | tuple[str, int]:
    name, rows = _kept(token)
    chosen = {field: int(request.form[field]) for field in LABELS if request.form.get(field, "").isdigit()}
    try:

        def act() -> Answer:
            done = import_counts(
                callboard(),
                user().name,
                rows,
                chosen,
                zone=g.frame.zone,
                employer=g.frame.employer or user().employer,
            )
            return Answer(url_for("count_imports.result", token=form_token.sent()), _result(name, done))

        answer = once(callboard(), user().id, form_token.sent(), act)
    except Refused as refused:
        page = _mapping(name, token, rows, chosen)
        return render_template("count_mapping.html", page=page, errors=refused.reasons), 422
    return redirect(answer.address, 303)


@blueprint.get("/<token>/result")
@authorised(Action.WRITE)
def result(token: str) -> str:
    data = _data(token)
    if "added" not in data:
        abort(404)
    pairs = {part: tuple((item, words) for item, words in data[part]) for part in ("refused", "marked")}
    return render_template("count_import_result.html", page=ResultPage(**{**data, **pairs}))


def _data(token: str) -> Mapping[str, Any]:
    with callboard().database.read() as connection:
        answer = answered(connection, token, user().id)
    if answer is None or answer.data is None:
        abort(404)
    return answer.data


def _kept(token: str) -> tuple[str, list[Row]]:
    data = _data(token)
    if "rows" not in data:
        abort(404)
    return data["name"], [Row(number, tuple(cells)) for number, *cells in data["rows"]]


def _mapping(name: str, token: str, rows: list[Row], chosen: Mapping[str, int]) -> MappingPage:
    header = rows[0].cells
    options = (NOT_THERE, *(Option(str(index), cell or f"column {index + 1}") for index, cell in enumerate(header)))
    choices = tuple(
        Filter(field, label, str(chosen[field]) if field in chosen else "", options) for field, label in LABELS.items()
    )
    shown = sorted(set(chosen.values()))
    return MappingPage(
        name,
        token,
        choices,
        tuple(header[column] for column in shown if column < len(header)),
        tuple(tuple(row.cells[column] if column < len(row.cells) else "" for column in shown) for row in rows[1:6]),
        len(rows) - 1,
        form_token.fresh(),
    )


def _result(name: str, done: Imported) -> dict[str, Any]:
    return {
        "name": name,
        "lines": done.lines,
        "silent": done.silent,
        "added": done.added,
        "twice": done.twice,
        "refused": [[each.item, each.reason] for each in done.refused[:MOST_SHOWN]],
        "marked": [[item, MARKS[mark]] for item, mark in done.marked[:MOST_SHOWN]],
    }
