"""The queue: what ops look at before recruiters notice, and the two things they do there: replay and pause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from orchestrator.domain.health import Health, health
from orchestrator.domain.moves import RETRIABLE
from orchestrator.domain.permission import Action
from orchestrator.domain.posting import Cause
from orchestrator.queries.braked import Braked, braked
from orchestrator.queries.differences import number as number_of_differences
from orchestrator.queries.posting_list import PostingFilter, parked, posting_list
from orchestrator.queries.postings import PostingLine
from orchestrator.queries.queue import QueueLane, QueueState, Worker, queue
from orchestrator.services.refused import Refused
from orchestrator.services.retry import retry

from .access import authorised, callboard, user
from .cause_row import CAUSES, CauseRow, brake_row, cause_row
from .filter import word_of
from .frame import Frame
from .health_words import breaker_words
from .numbers import plural

blueprint = Blueprint("queue", __name__, url_prefix="/queue")

SILENT = timedelta(seconds=60)
"""Without a sign of life for this long a worker is taken for dead."""
AT_ONCE = 500
"""Postings of one replay; each is locked until all are written."""


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One account."""

    account_id: int
    name: str
    due: int
    oldest: timedelta | None
    in_flight: int
    done_a_minute: int
    errors: str
    health: Health
    breaker: str
    paused: bool


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One worker."""

    name: str
    doing: str
    progressed_at: datetime | None
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """The postings behind one cause; `replay`: how many a click tries again, 0 where each needs its own answer."""

    id: str
    words: str
    where: str
    rows: tuple[PostingLine, ...]
    total: int
    replay: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What `queue.html` shows."""

    lede: str
    refreshing: bool
    due: int
    oldest_sendable: timedelta | None
    in_flight: int
    places: int
    done_a_minute: int
    usual: tuple[int, int] | None
    unconfirmed: int
    oldest_unconfirmed: timedelta | None
    parked: int
    parked_causes: int
    differences: int
    causes: tuple[CauseRow, ...]
    chosen: Chosen | None
    lanes: tuple[LaneRow, ...]
    workers: tuple[WorkerRow, ...]


@blueprint.get("")
@authorised(Action.SEE_QUEUE)
def page() -> str:
    frame: Frame = g.frame
    asked = request.args.get("cause", "")
    with callboard().database.read() as connection:
        state = queue(connection, frame.employer)
        different = number_of_differences(connection, frame.employer)
        brakes = braked(connection, employer=frame.employer)
        chosen = None
        if found := _cause(asked):
            account, cause = found
            wanted = PostingFilter(frame.employer, account=account, cause=cause)
            listed = posting_list(connection, wanted)
            number = len(parked(connection, account=account, cause=cause, employer=frame.employer, most=AT_ONCE))
            where = next((each.label for each in state.lanes if each.account_id == account), "")
            chosen = Chosen(asked, CAUSES[cause], where, listed.rows, listed.total, number if cause in RETRIABLE else 0)
    figures, living = state.figures, [each for each in state.workers if state.now - each.seen_at < SILENT]
    shown = QueuePage(
        lede=_lede(state, living, brakes),
        refreshing=request.args.get("refresh") != "off" and chosen is None,
        due=figures.due,
        oldest_sendable=figures.oldest_sendable,
        in_flight=figures.in_flight,
        places=callboard().settings.threads * len(living),
        done_a_minute=figures.done_a_minute,
        usual=None,
        unconfirmed=figures.unconfirmed,
        oldest_unconfirmed=figures.oldest_unconfirmed,
        parked=figures.parked,
        parked_causes=len(state.causes),
        differences=different,
        causes=(*map(brake_row, brakes), *map(cause_row, state.causes)),
        chosen=chosen,
        lanes=tuple(_lane(each, state.now, frame.zone) for each in state.lanes),
        workers=tuple(_worker(each, state.now) for each in state.workers),
    )
    return render_template("queue.html", page=shown, now=state.now)


@blueprint.post("/replay")
@authorised(Action.OPERATE)
def replay() -> Response:
    """Try again what one cause has stopped at one account."""
    frame: Frame = g.frame
    found = _cause(request.form.get("cause", ""))
    if found is None or found[1] not in RETRIABLE:
        abort(404)
    account, cause = found
    employer = user().employer or frame.employer
    with callboard().database.read() as connection:
        ids = parked(connection, account=account, cause=cause, employer=employer, most=AT_ONCE)
    try:
        number = retry(callboard(), user().name, ids)
        flash(f"{plural(number, 'posting is', 'postings are')} tried again now.", "success")
    except Refused:
        flash("Some of them went on meanwhile; nothing was changed. Look again.", "error")
    return redirect(url_for("queue.page"), 303)


def _cause(text: str) -> tuple[int, Cause] | None:
    """`12-failed`: an account and a cause; None for anything else."""
    number, _, word = text.partition("-")
    cause = word_of(Cause, word)
    return (int(number), cause) if cause and number.isascii() and number.isdigit() and len(number) < 19 else None


def _lede(state: QueueState, living: list[Worker], brakes: list[Braked]) -> str:
    down = [each.label for each in state.lanes if health(each.lane, state.now) is Health.DOWN]
    if not living:
        return "No worker gives a sign of life: nothing is sent until one runs. Nothing is lost."
    if down:
        names = ", ".join(down[:3])
        return f"Delivery works, except for {names}{' and others' if len(down) > 3 else ''}. Nothing is lost."
    if brakes:
        return f"Delivery works. {brakes[0].account} keeps adverts in its feed until somebody decides."
    if state.figures.parked:
        return f"Delivery works. {plural(state.figures.parked, 'posting waits', 'postings wait')} for a person."
    return "Delivery works, and nothing waits for a person."


def _lane(found: QueueLane, now: datetime, zone: tzinfo) -> LaneRow:
    share = f"{found.errors:,} of {found.calls:,}" if found.calls else "no call"
    return LaneRow(
        found.account_id,
        found.label,
        found.due,
        found.oldest,
        found.in_flight,
        found.done,
        share,
        health(found.lane, now),
        breaker_words(found.lane, now, zone),
        found.lane.paused_at is not None,
    )


def _worker(found: Worker, now: datetime) -> WorkerRow:
    silent = now - found.seen_at >= SILENT
    doing = (
        "No sign of life" if silent else f"Sending, {found.open_calls} open" if found.open_calls else "Waiting for work"
    )
    return WorkerRow(found.name, doing, found.progressed_at, found.started_at)
