"""The main job from end to end, without a browser: publish, be found, be clicked, be counted.

The simulator's crawlers and candidates come over HTTP and follow only links they find in what the boards received.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from orchestrator.callboard import Callboard
from orchestrator.delivery.call import reader
from orchestrator.domain.operation import Operation
from orchestrator.domain.place import Place
from orchestrator.domain.posting import Cause, Presence
from orchestrator.domain.reading import CountState, Metric, Origin
from orchestrator.domain.status import Status
from orchestrator.outbound.transport import Transport
from orchestrator.queries.counts import latest, reported
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.storage import tables as t
from orchestrator.storage.database import clock
from orchestrator.testing.simulator.client import Operator

from .collect import collect_counts
from .demonstration import ACTOR, EMPLOYER, new_vacancy, publish_everywhere, seed
from .recompute_facts import recompute_facts
from .settle import Proof, complete

PLACE = Place("Newton Abbot", "Devon", "TQ12 2RJ")
PATIENCE = 90.0
"""Seconds for every board to show the advert; the boards of the simulator answer at once."""
PEOPLE, APPLICATIONS = 3, 2


class Unfinished(RuntimeError):
    """The demonstration did not come to its end; the message says at what and why."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One count of one posting. `value` and `as_of` are None while it is unknown."""

    reference: str
    board: str
    metric: Metric
    value: int | None
    origin: Origin
    as_of: datetime | None
    state: CountState


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """What it came to. `attempts`: how often each posting was sent, by id."""

    postings: Sequence[PostingLine]
    counts: Sequence[Counted]
    attempts: Mapping[int, int]


def demonstrate(callboard: Callboard, say: Callable[[str], None]) -> Demonstrated:
    """Run it on a running installation. `say` is told each step. Raises Unfinished with a plain reason."""
    operator = Operator(callboard.settings.simulator_url)
    seed(callboard)
    with callboard.database.read() as connection:
        employer = connection.execute(select(t.employer.c.id).where(t.employer.c.name == EMPLOYER)).scalar()
    if employer is None:
        raise Unfinished("this installation has employers of its own and no demonstration; try an empty data folder")
    say("publishing a Care Coordinator advert to every board of the demonstration")
    published = publish_everywhere(callboard, employer, new_vacancy(callboard, employer, PLACE, 1))
    ids = [each.id for each in published]
    _await(callboard, ids, _arrived, "reach its board")
    say("doing the task by hand, with a picture as proof")
    for line in _lines(callboard, ids):
        if line.cause is Cause.BY_HAND:
            proof = Proof(
                "Posted on the notice page.", "proof.txt", "text/plain", b"Seen on the notice page by demo.\n"
            )
            complete(callboard, ACTOR, line.id, url="https://herald.example/notices/1", proof=proof)
    say("letting the boards' crawlers fetch the feed and the careers pages")
    for address in _feeds(callboard, employer):
        operator.crawl(address)
    operator.crawl_site(callboard.settings.public_url)
    _await(callboard, ids, lambda line: line.status is Status.LIVE, "be live")
    say("sending candidates along the links the boards show")
    for line in _lines(callboard, ids):
        operator.candidates(PEOPLE, applications=APPLICATIONS, bots=1, reference=line.reference)
    say("collecting the counts")
    _collect(callboard, employer, ids)
    lines = _lines(callboard, ids)
    counts = _counts(callboard, lines)
    _demand(counts, lines)
    return Demonstrated(lines, counts, _attempts(callboard, ids))


def _attempts(callboard: Callboard, ids: Sequence[int]) -> dict[int, int]:
    with callboard.database.read() as connection:
        rows = connection.execute(
            select(t.delivery.c.posting_id, func.count())
            .where(t.delivery.c.posting_id.in_(ids), t.delivery.c.operation == Operation.PUBLISH)
            .group_by(t.delivery.c.posting_id)
        )
        return {row[0]: row[1] for row in rows}


def _lines(callboard: Callboard, ids: Sequence[int]) -> list[PostingLine]:
    with callboard.database.read() as connection:
        return postings(connection, ids=ids)


def _arrived(line: PostingLine) -> bool:
    return line.presence in (Presence.SUBMITTED, Presence.LIVE) or line.cause is Cause.BY_HAND


def _await(callboard: Callboard, ids: Sequence[int], there: Callable[[PostingLine], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while left := [line for line in _lines(callboard, ids) if not there(line)]:
        stopped = [line for line in left if line.cause not in (None, Cause.BY_HAND)]
        if stopped or time.monotonic() > end:
            first = (stopped or left)[0]
            why = first.reason or f"it is {first.status.value}; see `callboard doctor`"
            raise Unfinished(f"{first.reference} ({first.account}) did not {what}: {why}")
        time.sleep(0.2)


def _feeds(callboard: Callboard, employer: int) -> list[str]:
    with callboard.database.read() as connection:
        tokens = connection.execute(
            select(t.board_account.c.feed_token).where(
                t.board_account.c.employer_id == employer, t.board_account.c.feed_token.is_not(None)
            )
        ).scalars()
        return [f"{callboard.settings.public_url}/feeds/{token}.xml" for token in tokens]


def _collect(callboard: Callboard, employer: int, ids: Sequence[int]) -> None:
    """Ask the boards now instead of at their next turn; our own clicks are written within a tenth of a second."""
    with callboard.database.begin() as connection:
        connection.execute(
            update(t.due)
            .where(t.due.c.posting_id.in_(ids), t.due.c.counts_at.is_not(None))
            .values(counts_at=func.now())
        )
    collect_counts(callboard, reader(callboard, Transport()), accounts=100)
    time.sleep(0.5)
    recompute_facts(callboard, employer)


def _counts(callboard: Callboard, lines: Sequence[PostingLine]) -> list[Counted]:
    """Clicks and apply starts as we measured them, applications as the boards report them."""
    found: list[Counted] = []
    with callboard.database.read() as connection:
        now = clock(connection)
        known = latest(connection, [line.id for line in lines])
    for line in lines:
        ours = {each.metric: each for each in known[line.id] if each.origin is Origin.APPLY_LINK}
        for metric in (Metric.CLICK, Metric.APPLY_START):
            # Our own link is always watched: nothing seen is a known zero.
            value, as_of = (ours[metric].value, ours[metric].as_of) if metric in ours else (0, now)
            found.append(Counted(line.reference, line.board, metric, value, Origin.APPLY_LINK, as_of, CountState.KNOWN))
        theirs = reported(known[line.id], line.id, Metric.APPLICATION)
        found.append(
            Counted(line.reference, line.board, theirs.metric, theirs.value, theirs.origin, theirs.as_of, theirs.state)
        )
    return found


def _demand(counts: Sequence[Counted], lines: Sequence[PostingLine]) -> None:
    """What should have been counted was counted."""
    simulated = {"reed", "indeed_feed", "careers", "keyed", "findable"}
    for each in counts:
        silent = each.metric is Metric.CLICK and each.board in simulated and not (each.value or _starts(counts, each))
        untold = each.metric is Metric.APPLICATION and each.board in {"reed", "keyed"} and each.value is None
        if silent or untold:
            raise Unfinished(f"no {each.metric.value} was counted for {each.reference} ({each.board})")
    if not lines:
        raise Unfinished("nothing was published")


def _starts(counts: Sequence[Counted], other: Counted) -> int:
    """On our own pages a candidate's step through the link is an apply start, not a click."""
    same = (c for c in counts if c.reference == other.reference and c.metric is Metric.APPLY_START)
    return next((c.value or 0 for c in same), 0)
