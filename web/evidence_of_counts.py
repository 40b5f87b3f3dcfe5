"""From a figure to its readings: the postings under it, and every reading of one posting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template, request, url_for

from orchestrator.domain.figure import Absent, Figure
from orchestrator.domain.permission import Action
from orchestrator.domain.reading import Metric, Origin
from orchestrator.queries.posting_readings import PostingEvidence, posting_readings
from orchestrator.queries.runs import courses
from orchestrator.queries.usual import Expectations
from orchestrator.storage.posting_figures import Narrowed, PostingFigure, figures

from .access import authorised, callboard, may
from .asked import asked_days, board_label, chosen_employer, whose
from .chart import Chart
from .filter import word_of
from .mark_words import MARKS
from .numbers import plural
from .report_charts import course_chart
from .report_page import period_words

blueprint = Blueprint("evidence_of_counts", __name__, url_prefix="/reports/figures")

ORIGINS = {
    Origin.BOARD: "the board",
    Origin.WEBHOOK: "the board, by itself",
    Origin.APPLY_LINK: "our apply link",
    Origin.IMPORT: "an import",
    Origin.BY_HAND: "by hand",
}
MOST = 300
"""Postings of a list; a narrower figure shows the rest."""


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting under a figure; the count is that of the period."""

    id: int
    title: str
    board: str
    count: Figure
    counter: str
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class PostingsPage:
    """What `report_postings.html` shows."""

    heading: str
    lede: str
    verdict: str
    metric: Metric
    rows: tuple[PostingRow, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class ReadingsPage:
    """What `report_readings.html` shows."""

    heading: str
    lede: str
    posting_id: int
    metric: Metric
    metrics: tuple[tuple[str, str, bool], ...]
    chart: Chart | None
    evidence: PostingEvidence
    verdict: str


@blueprint.get("")
@authorised(Action.REPORT)
def postings() -> str:
    """The postings of a period with their count of `metric`.

    Narrowed by `board`, `vacancy`, `title`, `advert`, `wording` or `employer`.
    """
    employer = chosen_employer()
    metric = word_of(Metric, request.args.get("metric", Metric.APPLICATION))
    measured = request.args.get("by") == "us"
    if metric is None:
        abort(400)
    narrowed = Narrowed(
        employer=request.args.get("employer", None, int),
        board=request.args.get("board") or None,
        vacancies=request.args.getlist("vacancy", int),
        title=request.args.get("title") or None,
        advert=request.args.get("advert", None, int),
        wording=request.args.get("wording", None, int),
    )
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        start, end = asked_days(who.today)
        found = figures(connection, start, end, metric, narrowed, chosen=employer, ours=measured, most=MOST)
    page = PostingsPage(
        heading=label(metric) + (", ours" if measured else ""),
        lede=f"{who.name}, {period_words(start, end)}",
        verdict=f"{found.value:,} in all, known for {found.known:,} of {plural(found.postings, 'posting')}."
        if found.known
        else f"Nothing is known of {plural(found.postings, 'posting')}.",
        metric=metric,
        rows=tuple(_row(each, measured=measured) for each in found.rows),
        cut=found.postings > len(found.rows),
    )
    return render_template("report_postings.html", page=page)


@blueprint.get("/<int:posting_id>")
@authorised(Action.REPORT)
def readings(posting_id: int) -> str:
    """Every reading of one posting and metric, with what corrects it."""
    metric = word_of(Metric, request.args.get("metric", Metric.APPLICATION))
    if metric is None:
        abort(400)
    with callboard().database.read() as connection:
        found = posting_readings(connection, posting_id, metric)
        if found is None:
            abort(404)
        may(Action.REPORT, found.employer_id)
        (course,) = courses(connection, [found.shown])
        usual = Expectations.of(connection, [found.shown.board], [posting_id])
    title = f"{found.shown.title}, {found.shown.town}" if found.shown.town else found.shown.title
    run = course.run()
    page = ReadingsPage(
        heading=title,
        lede=f"{board_label(found.shown.board)}, {found.shown.reference}",
        posting_id=posting_id,
        metric=metric,
        metrics=tuple(
            (
                label(each),
                url_for("evidence_of_counts.readings", posting_id=posting_id, metric=each.value),
                each is metric,
            )
            for each in sorted({*found.others, metric}, key=list(Metric).index)
        ),
        chart=course_chart(title, run, usual) if run is not None and metric is Metric.APPLICATION else None,
        evidence=found,
        verdict=_said(found.total, metric, found.counter),
    )
    return render_template("report_readings.html", page=page, origins=ORIGINS, marks=MARKS)


def label(metric: Metric) -> str:
    """`Qualified applications`."""
    words = metric.replace("_", " ").capitalize()
    return words if words.endswith(("ed", "wn")) else f"{words}s"


def _said(total: int | None, metric: Metric, origin: Origin | None) -> str:
    what = label(metric).lower()
    if total is None or origin is None:
        return f"Nothing has been reported: {what} are unknown, not zero."
    return f"{total:,} {what if total != 1 else what.removesuffix('s')}, counted by {ORIGINS[origin]}."


def _row(each: PostingFigure, *, measured: bool) -> PostingRow:
    known = each.value is not None
    counter = ORIGINS[Origin.APPLY_LINK] if measured else ORIGINS[each.origin] if each.origin else ""
    return PostingRow(
        each.id,
        each.vacancy,
        board_label(each.board),
        Figure(each.value, absent=Absent.NOT_REPORTED),
        counter if known else "",
        each.as_of if known and not measured else None,
    )
