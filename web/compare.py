"""Compare two wordings of one advert: choose them, and what their postings say."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.domain.reading import Metric
from orchestrator.queries.applied_per import per_step
from orchestrator.queries.board_shares import board_counts
from orchestrator.queries.comparison import Comparison, arms, comparison
from orchestrator.queries.two_wordings import Comparable, comparable
from orchestrator.queries.unattributed import unattributed_so_far
from orchestrator.reporting.tables import table
from orchestrator.storage.marks import marks

from .access import authorised, callboard, may
from .asked import board_label, channels, chosen_employer, whose
from .attachment import FORMS, Sheet, attachment
from .compare_beside import beside_page
from .compare_content import content
from .compare_page import compare_page

blueprint = Blueprint("compare", __name__, url_prefix="/reports/compare")


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """What `compare_choose.html` shows: adverts with more than one wording."""

    lede: str
    adverts: tuple[Comparable, ...]


@blueprint.get("")
@authorised(Action.REPORT)
def choose() -> str | Response:
    """The comparison of wordings `a` and `b`; without them, the adverts that have two."""
    employer = chosen_employer()
    with callboard().database.read() as connection:
        who = whose(connection, employer)
        a, b = request.args.get("a", None, int), request.args.get("b", None, int)
        if a is None or b is None:
            choice = ChoosePage(who.name, comparable(connection, employer))
            return render_template("compare_choose.html", page=choice)
        found, owner = _compared(connection, a, b)
        owned = whose(connection, owner)
        converted = per_step(connection, found)
        made = content(found, converted, board_counts(connection, (a, b), channels()),
                       unattributed_so_far(connection, found.vacancies))  # fmt: skip
        doubtful = marks(connection, [side.shown.id for each in found.together for side in each.matched.sides],
                         Metric.APPLICATION)  # fmt: skip
    form = request.args.get("format", "")
    if form:
        write = FORMS.get(form)
        if write is None:
            abort(400)
        return attachment(write, Sheet(f"compare-{a}-{b}", table(made), made))
    page = compare_page(found, owned.name, owned.today, board_label, doubtful)
    beside = beside_page(converted, made["figures"]["shares"], board_label)
    return render_template("compare.html", page=page, beside=beside)


def _compared(connection: Connection, a: int, b: int) -> tuple[Comparison, int]:
    known = arms(connection, [a, b])
    if a == b or len(known) != 2:
        abort(404)
    owner = known[a].employer_id
    may(Action.REPORT, owner)
    if known[b].advert_id != known[a].advert_id:
        abort(404)
    return comparison(connection, known[a], known[b], channels()), owner
