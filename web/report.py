"""The report of a period, as a page and as a file for a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, make_response, render_template, request
from sqlalchemy import Connection, select
from werkzeug.wrappers import Response

from orchestrator.boards.registry import Group, group
from orchestrator.domain.day import day_of
from orchestrator.domain.offer import Mode
from orchestrator.domain.permission import Action
from orchestrator.queries.report import By, Report, report
from orchestrator.queries.report_sheet import sheet
from orchestrator.storage.database import clock
from orchestrator.storage.tables import employer as employers

from .access import authorised, callboard, may, user
from .report_page import page

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports")
@authorised(Action.REPORT)
def month() -> Response:
    """This month, or the days `from` and `to`. `format=csv` gives a file, its lines by `by`."""
    employer = _employer()
    may(Action.REPORT, employer)
    by = _by(request.args.get("by", By.BOARD)) if request.args.get("format") == "csv" else By.BOARD
    with callboard().database.read() as connection:
        name, zone = _who(connection, employer)
        today = day_of(clock(connection), zone)
        end = _day("to", today)
        start = _day("from", end.replace(day=1))
        if end < start:
            abort(400)
        made = report(connection, start, end, by, employer=employer)
    if request.args.get("format") == "csv":
        return _file(made)
    installed = dict(callboard().registry)
    shown = page(
        made,
        name,
        label=lambda board: installed[board].label if board in installed else board,
        channel=lambda board: board in installed and group(installed[board]) is Group.CHANNEL,
        free=lambda board: board in installed and installed[board].mode is Mode.PAGE,
    )
    return make_response(render_template("report.html", page=shown))


def _file(made: Report) -> Response:
    answer = make_response(BYTE_ORDER_MARK + sheet(made))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{made.start}-to-{made.end}-{made.by}.csv"'
    return answer


def _employer() -> int | None:
    """The one chosen in the frame, else the person's own; None is all of them."""
    frame = g.get("frame")
    return frame.employer if frame is not None and frame.employer is not None else user().employer


def _who(connection: Connection, employer: int | None) -> tuple[str, ZoneInfo]:
    if employer is None:
        return "All employers", ZoneInfo(callboard().settings.zone)
    row = connection.execute(select(employers.c.name, employers.c.zone).where(employers.c.id == employer)).one()
    return row.name, ZoneInfo(row.zone)


def _day(name: str, otherwise: date) -> date:
    words = request.args.get(name)
    if not words:
        return otherwise
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007  # a day of the calendar has no zone
    except ValueError:
        abort(400)


def _by(words: str) -> By:
    try:
        return By(words)
    except ValueError:
        abort(400)
