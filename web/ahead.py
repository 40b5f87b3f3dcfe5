"""What will fail of what is scheduled, before it does: so that somebody mends it in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint, g, render_template

from orchestrator.domain.day import ONE, begin
from orchestrator.domain.permission import Action
from orchestrator.queries.postings import PostingLine, postings
from orchestrator.storage import lookaheads

from .access import authorised, callboard

blueprint = Blueprint("ahead", __name__)


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many of those that go out until the end of tomorrow will fail."""

    stopped: int
    waiting: int


@dataclass(frozen=True, slots=True)
class AheadRow:
    """A posting that will fail, and why."""

    line: PostingLine
    problems: tuple[str, ...]


def until() -> datetime:
    """The end of tomorrow where the reader is."""
    zone = g.frame.zone
    return begin(datetime.now(UTC).astimezone(zone).date() + 2 * ONE, zone)


def ahead(employer: int | None) -> Ahead:
    """For the page Today."""
    with callboard().database.read() as connection:
        end = until()
        return Ahead(len(lookaheads.stopped(connection, employer, end)), lookaheads.waiting(connection, employer, end))


@blueprint.get("/calendar/failing")
@authorised(Action.SEE)
def page() -> str:
    employer = g.frame.employer
    with callboard().database.read() as connection:
        found = dict(lookaheads.stopped(connection, employer, until() + timedelta(days=1)))
        lines = postings(connection, ids=list(found)) if found else []
    rows = tuple(AheadRow(line, found[line.id]) for line in sorted(lines, key=lambda each: each.starts_at))
    return render_template("ahead.html", rows=rows)
