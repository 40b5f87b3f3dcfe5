"""Differences with boards and what repairs them, and the list of what is closed but still shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.boards.registry import offer
from orchestrator.domain.difference import REPAIRS, Difference, Repair
from orchestrator.domain.errors import Reason
from orchestrator.domain.offer import Mode
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.receipt import Evidence
from orchestrator.domain.strongest import strongest
from orchestrator.queries import differences as query
from orchestrator.queries.differences import DifferenceLine
from orchestrator.queries.postings import PostingLine
from orchestrator.services.refused import Refused
from orchestrator.services.repair import repair

from .access import authorised, callboard, may, user
from .filter import word_of
from .local_path import local_path
from .paging import Pager, page_number

blueprint = Blueprint("differences", __name__, url_prefix="/postings")

SAYS = {
    Difference.MISSING: "{board} does not show it, although it should",
    Difference.STILL_THERE: "{board} shows it, although it has ended",
    Difference.TWICE: "{board} shows it twice",
    Difference.UNEXPECTED: "{board} shows it, although we know nothing of that",
}
LABELS = {
    Repair.REPOST: "Post again",
    Repair.WITHDRAW_AGAIN: "Withdraw again",
    Repair.MARK_LIVE: "It is live",
    Repair.MARK_GONE: "It is gone",
}
LEVELS = {
    Evidence.SUBMITTED: "sent",
    Evidence.FETCHED: "fetched by the board",
    Evidence.REPORTED: "the board says so",
    Evidence.SEEN: "seen at the board",
    Evidence.PROVED: "a person has looked",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One difference; `repairs` are pairs of value and label, none where the reader may only look."""

    id: int
    posting_id: int
    title: str
    reference: str
    account: str
    words: str
    found_at: datetime
    level: str
    url: str
    note: str
    repairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """What `differences.html` shows."""

    rows: tuple[Row, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class StillThereRow:
    """One advert that should be gone; `known`: how surely that is known so far, `strongest`: how surely it can be."""

    posting_id: int
    title: str
    reference: str
    account: str
    closed_at: datetime | None
    reason: str
    url: str
    known: str
    strongest: str


@dataclass(frozen=True, slots=True)
class StillTherePage:
    """What `still_there.html` shows."""

    rows: tuple[StillThereRow, ...]
    pager: Pager


@blueprint.get("/differences")
@authorised(Action.SEE)
def index() -> str:
    return _page()


@blueprint.post("/differences/<int:difference_id>")
@authorised(Action.SEE)
def mend(difference_id: int) -> Response | tuple[str, int]:
    """One click on a repair, here or on the posting's page."""
    with callboard().database.read() as connection:
        employer = query.employer_of(connection, difference_id)
    how = word_of(Repair, request.form.get("repair", ""))
    if employer is None:
        abort(404)
    may(Action.SEE, employer)
    if not _may_repair(employer):
        abort(403)
    if how is None:
        abort(400)
    try:
        said = repair(callboard(), user().name, difference_id, how)
    except Refused as refused:
        return _page([Reason("", each.message) for each in refused.reasons]), 422
    flash(f"{said[:1].upper()}{said[1:]}.", "success")
    return redirect(local_path(request.form.get("next")) or url_for("differences.index"), 303)


@blueprint.get("/still-there")
@authorised(Action.SEE)
def still_there() -> str:
    number = page_number()
    with callboard().database.read() as connection:
        found = query.still_there(connection, g.frame.employer, number, account=request.args.get("account", None, int))
    rows = tuple(_still(each.posting, each.closed_at) for each in found.rows)
    page = StillTherePage(rows, Pager.of(number, found.total, len(rows), query.PAGE))
    return render_template("still_there.html", page=page)


def _page(errors: Sequence[Reason] = ()) -> str:
    number = page_number()
    with callboard().database.read() as connection:
        found = query.differences(connection, g.frame.employer, page=number)
    page = DifferencesPage(tuple(rows_of(found.rows)), Pager.of(number, found.total, len(found.rows), query.PAGE))
    return render_template("differences.html", page=page, errors=errors)


def rows_of(found: Iterable[DifferenceLine]) -> list[Row]:
    """Differences as pages show them."""
    return [_row(each) for each in found]


def _row(found: DifferenceLine) -> Row:
    line = found.posting
    repairs = REPAIRS[found.kind] if _may_repair(line.employer_id) else ()
    paid = line.board in callboard().registry and callboard().registry[line.board].mode is Mode.PUSH
    costs = Repair.REPOST in repairs and paid
    return Row(
        found.id,
        line.id,
        f"{line.title}, {line.place}",
        line.reference,
        line.account,
        SAYS[found.kind].format(board=line.account),
        found.found_at,
        LEVELS[found.evidence],
        found.url or "",
        "Posting again can cost a credit again." if costs else "",
        tuple((each.value, LABELS[each]) for each in repairs),
    )


def _may_repair(employer: int) -> bool:
    return any(authorise(user(), action, employer) for action in (Action.PUBLISH, Action.OPERATE))


def _still(line: PostingLine, closed_at: datetime | None) -> StillThereRow:
    known = LEVELS[line.evidence] if line.evidence else "nothing"
    registry = callboard().registry
    best = LEVELS[strongest(offer(registry[line.board]))] if line.board in registry else "the board is not installed"
    came_back = line.ended_at is not None
    return StillThereRow(
        line.id,
        f"{line.title}, {line.place}",
        line.reference,
        line.account,
        closed_at,
        "The board shows it again after its end" if came_back else line.reason,
        line.url or "",
        known,
        best,
    )
