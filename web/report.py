"""The report of a period, as a page and as files."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, make_response, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from orchestrator.boards.registry import pages
from orchestrator.domain.permission import Action
from orchestrator.queries.behind import Behind, behind
from orchestrator.queries.month_data import frozen_report
from orchestrator.queries.report import By, report
from orchestrator.queries.report_sheet import plain
from orchestrator.queries.runs import courses
from orchestrator.queries.spending import COST_RULE, spent
from orchestrator.queries.unattributed import unattributed_in
from orchestrator.queries.usual import Expectations
from orchestrator.reporting.tables import table
from orchestrator.storage import in_earnest
from orchestrator.storage.period_sums import Cut
from orchestrator.storage.tally_rows import by_day

from .access import authorised, callboard
from .asked import asked_days, board_is_channel, board_label, chosen_employer, whose
from .attachment import FORMS, Sheet, attachment
from .behind_row import behind_row
from .board_result import BoardResult, board_results, employer_results
from .chart import Chart
from .filter import word_of
from .report_charts import by_board_chart, by_day_chart, cost_chart, course_chart
from .report_page import page

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports")
@authorised(Action.REPORT)
def month() -> Response:
    """This month, or the days `from` and `to`. `format` csv, xlsx or json gives a file, its lines by `by`."""
    employer = chosen_employer()
    form = request.args.get("format", "")
    if form:
        return _asked_file(employer, form)
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        start, end = asked_days(who.today)
        made = report(connection, start, end, By.BOARD, employer=employer)
        daily = by_day(connection, start, end, employer)
        paid = spent(connection, start, end, employer, pages(callboard().registry))
        rehearsal = in_earnest.rehearsing(connection, employer)
        apart = unattributed_in(connection, start, end, employer)
        several = report(connection, start, end, By.EMPLOYER, employer=None) if employer is None else None
        late = behind(connection, callboard().registry, employer, who.zone)
        course = _worst(connection, late)
    results = board_results(made, paid[Cut.BOARD], board_label)
    boards = tuple(each for each in results if not board_is_channel(each.key))
    channels = tuple(each for each in results if board_is_channel(each.key))
    charts = (by_day_chart(daily, start, end, who.today), by_board_chart(boards), cost_chart(boards), course)
    late_rows = tuple(behind_row(each, board_label(each.shown.board)) for each in late)
    by_employer: tuple[BoardResult, ...] = ()
    if several is not None and len(several.lines) > 1:
        by_employer = employer_results(several, paid[Cut.EMPLOYER])
    shown = page(
        made,
        who.name,
        boards,
        channels,
        tuple(each for each in charts if each is not None),
        late_rows,
        COST_RULE,
        apart,
        by_employer,
        practice=rehearsal,
    )
    return make_response(render_template("report.html", page=shown))


def _worst(connection: Connection, late: Sequence[Behind]) -> Chart | None:
    """The course of the posting furthest behind."""
    if not late:
        return None
    shown = late[0].shown
    (course,) = courses(connection, [shown])
    run = course.run()
    if run is None:
        return None
    title = f"{shown.title}, {shown.town}" if shown.town else shown.title
    return course_chart(title, run, Expectations.of(connection, [shown.board], [shown.id]))


def _asked_file(employer: int | None, form: str) -> Response:
    by, write = word_of(By, request.args.get("by", By.BOARD)), FORMS.get(form)
    if by is None or write is None:
        abort(400)
    with callboard().database.read() as connection:
        start, end = asked_days(whose(connection, employer).today)
        made = report(connection, start, end, by, employer=employer)
        frozen = frozen_report(connection, start, end, by, employer)
    return attachment(write, Sheet(f"report-{start}-to-{end}-{by}", table(frozen), plain(made) | frozen))
