"""Postings: the list, one with its evidence, and what people do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.errors import Reason
from orchestrator.domain.moves import Move
from orchestrator.domain.permission import Action, authorise
from orchestrator.domain.posting import Cause
from orchestrator.queries import accounts as account_query
from orchestrator.queries import posting as query
from orchestrator.queries.differences import differences
from orchestrator.queries.outages import outages
from orchestrator.queries.posting_list import PAGE, PostingFilter, boards_in_use, posting_list
from orchestrator.queries.postings import PostingLine
from orchestrator.services import settle as settling
from orchestrator.services.refused import Refused
from orchestrator.services.repost import repost

from . import proofs
from .access import authorised, callboard, may, user
from .filter import Filter, choice, chosen_status, status_filter, word_of
from .frame import Frame
from .look_link import look_link
from .moves import carry_out
from .paging import Pager, page_number
from .posting_page import posting_page
from .posting_sheets import closing_sheet, repost_sheet

blueprint = Blueprint("postings", __name__, url_prefix="/postings")


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `postings.html` shows."""

    lede: str
    query: str
    filters: tuple[Filter, ...]
    rows: tuple[PostingLine, ...]
    boards: dict[str, str]
    pager: Pager


@blueprint.get("")
@authorised(Action.SEE)
def index() -> str:
    frame: Frame = g.frame
    text, status, board = request.args.get("q", "").strip()[:100], chosen_status(), request.args.get("board", "")
    cause = word_of(Cause, request.args.get("cause", ""))
    with callboard().database.read() as connection:
        wanted = PostingFilter(frame.employer, text, status, board, request.args.get("account", None, int), cause)
        found = posting_list(connection, wanted, page_number())
        boards = {name: _label(name) for name in boards_in_use(connection, frame.employer)}
    causes = ((each.value, each.value.replace("_", " ").capitalize()) for each in Cause)
    page = ListPage(
        lede="Every advert at every board, open and closed.",
        query=text,
        filters=(
            status_filter(status),
            choice("board", "Board", board, boards.items(), "Any board"),
            choice("cause", "Needs a person", cause.value if cause else "", causes, "Any cause or none"),
        ),
        rows=found.rows,
        boards={row.board: _label(row.board) for row in found.rows},
        pager=Pager.of(page_number(), found.total, len(found.rows), PAGE),
    )
    return render_template("postings.html", page=page)


def _label(board: str) -> str:
    registry = callboard().registry
    return registry[board].label if board in registry else board


@blueprint.get("/<int:posting_id>")
@authorised(Action.SEE)
def show(posting_id: int) -> str:
    return _page(posting_id)


def _page(posting_id: int, errors: Sequence[Reason] = ()) -> str:
    with callboard().database.read() as connection:
        detail = query.posting(connection, posting_id)
        if detail is None:
            abort(404)
        may(Action.SEE, detail.line.employer_id)
        account = account_query.account(connection, detail.line.account_id)
        stopped = outages(connection, posting=posting_id)
        found = differences(connection, posting=posting_id)
    adapter, line = callboard().registry[detail.line.board], detail.line
    look = look_link(account, adapter, line.reference, line.title, line.place) if account else ""
    page = posting_page(
        detail, adapter, datetime.now(UTC), g.frame.zone, may_operate=_may_operate(line.employer_id), look=look,
        stopped=stopped, differences=found.rows,
    )  # fmt: skip
    return render_template("posting.html", page=page, errors=errors, typed=request.form)


def _may_operate(employer: int) -> bool:
    return any(authorise(user(), action, employer) for action in (Action.PUBLISH, Action.OPERATE))


def _mine(posting_id: int) -> None:
    """Go on only with a posting that exists, that one may see (404) and that one may operate (403)."""
    with callboard().database.read() as connection:
        employer = query.employer_of(connection, posting_id)
    if employer is None:
        abort(404)
    may(Action.SEE, employer)
    if not _may_operate(employer):
        abort(403)


@blueprint.post("/<int:posting_id>/operate")
@authorised(Action.SEE)
def operate(posting_id: int) -> Response | str | tuple[str, int]:
    """One of the buttons at its foot; what cannot be taken back is asked once more."""
    _mine(posting_id)
    move = word_of(Move, request.form.get("operation", ""))
    if move is None:
        abort(400)
    if move is Move.REPOST:
        return redirect(url_for("postings.again", posting_id=posting_id), 303)
    if move in (Move.WITHDRAW, Move.CANCEL) and request.form.get("confirmed") != "1":
        with callboard().database.read() as connection:
            detail = query.posting(connection, posting_id)
        assert detail is not None
        adapter = callboard().registry[detail.line.board]
        return render_template("confirm.html", page=closing_sheet(detail, adapter, move))
    return _done(posting_id, lambda: carry_out(move, posting_id))


def _done(posting_id: int, work: Callable[[], str]) -> Response | tuple[str, int]:
    """Do it and go back to the posting; what is refused is shown there with its reasons."""
    try:
        said = work()
    except Refused as refused:
        return _page(posting_id, refused.reasons), 422
    flash(said, "success")
    return redirect(url_for("postings.show", posting_id=posting_id), 303)


@blueprint.post("/<int:posting_id>/settle")
@authorised(Action.SEE)
def settle(posting_id: int) -> Response | tuple[str, int]:
    """A person says what is at the board."""
    _mine(posting_id)
    answer = request.form.get("answer", "")
    if answer not in ("live", "absent"):
        abort(400)
    url = request.form.get("url", "").strip() or None

    def say() -> str:
        settling.settle(callboard(), user().name, posting_id, live=answer == "live", url=url)
        return "Noted. It goes on from there by itself."

    return _done(posting_id, say)


@blueprint.post("/<int:posting_id>/complete")
@authorised(Action.SEE)
def complete(posting_id: int) -> Response | tuple[str, int]:
    """A task by hand is done, perhaps with a proof."""
    _mine(posting_id)

    def finish() -> str:
        proof = proofs.of_form(request.form.get("note", ""), request.files.get("proof"))
        settling.complete(
            callboard(), user().name, posting_id, url=request.form.get("url", "").strip() or None, proof=proof
        )
        return "Done, and written down."

    return _done(posting_id, finish)


@blueprint.get("/<int:posting_id>/again")
@authorised(Action.SEE)
def again(posting_id: int) -> str:
    """Ask for the times of the next generation."""
    _mine(posting_id)
    return _again(posting_id)


def _again(posting_id: int, errors: Sequence[Reason] = ()) -> str:
    with callboard().database.read() as connection:
        detail = query.posting(connection, posting_id)
    assert detail is not None
    adapter = callboard().registry[detail.line.board]
    page = repost_sheet(detail, adapter)
    return render_template("repost.html", page=page, errors=errors, typed=request.form)


@blueprint.post("/<int:posting_id>/again")
@authorised(Action.SEE)
def post_again(posting_id: int) -> Response | tuple[str, int]:
    _mine(posting_id)
    starts, ends = request.form.get("starts", "") or None, request.form.get("ends", "") or None
    try:
        (placed,) = repost(callboard(), user().name, [posting_id], starts=starts, ends=ends)
    except Refused as refused:
        return _again(posting_id, refused.reasons), 422
    flash(f"On the calendar as {placed.reference}.", "success")
    return redirect(url_for("postings.show", posting_id=placed.id), 303)


@blueprint.get("/<int:posting_id>/proofs/<int:proof_id>")
@authorised(Action.SEE)
def proof(posting_id: int, proof_id: int) -> Response:
    """The file a person brought, always as a download."""
    with callboard().database.read() as connection:
        employer = query.employer_of(connection, posting_id)
        found = query.proof_file(connection, posting_id, proof_id)
    if employer is None or found is None:
        abort(404)
    may(Action.SEE, employer)
    return proofs.download(found)


@blueprint.url_value_preprocessor
def allow_a_proof(endpoint: str | None, values: object) -> None:
    """A proof may be larger than other forms; set before anything reads the form."""
    if endpoint == "postings.complete":
        request.max_content_length = settling.LARGEST + 100_000
