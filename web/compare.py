"""Compare two wordings of one advert: choose them, and what their postings say."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Action
from orchestrator.queries.comparison import Comparison, arms, comparison
from orchestrator.queries.two_wordings import Comparable, comparable

from .access import authorised, callboard, may
from .asked import board_label, chosen_employer, whose
from .attachment import FORMS, Sheet, attachment
from .compare_page import compare_page
from .compare_sheet import plain, rows

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
            page = ChoosePage(who.name, comparable(connection, employer))
            return render_template("compare_choose.html", page=page)
        found, owner = _compared(connection, a, b)
        owned = whose(connection, owner)
    form = request.args.get("format", "")
    if form:
        write = FORMS.get(form)
        if write is None:
            abort(400)
        return attachment(write, Sheet(f"compare-{a}-{b}", list(rows(found)), plain(found)))
    return render_template("compare.html", page=compare_page(found, owned.name, owned.today, board_label))


def _compared(connection: Connection, a: int, b: int) -> tuple[Comparison, int]:
    known = arms(connection, [a, b])
    if a == b or len(known) != 2:
        abort(404)
    owner = known[a].employer_id
    may(Action.REPORT, owner)
    if known[b].advert_id != known[a].advert_id:
        abort(404)
    return comparison(connection, known[a], known[b]), owner
