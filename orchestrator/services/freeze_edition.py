"""Freeze a client report, and say something about its month."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from orchestrator.callboard import Callboard
from orchestrator.queries.client_data import client_data
from orchestrator.reporting.edition import freeze
from orchestrator.storage import editions, events
from orchestrator.storage.editions import Edition

from .refused import refuse

LONGEST = 2_000
_LOCK = text("select pg_advisory_xact_lock(hashtext('edition'), cast(:employer as int))")


def freeze_edition(callboard: Callboard, actor: str, employer: int, month: date) -> Edition:
    """The month as it is known now, as its next edition. Raises Refused where nothing changed since the last one."""
    with callboard.database.begin() as connection:
        connection.execute(_LOCK, {"employer": employer})
        before = editions.of_month(connection, employer, month)
        content = freeze("client", client_data(connection, callboard.registry, employer, month))
        if before and before[0].snapshot == content["snapshot"]:
            raise refuse("", f"nothing has changed since edition {before[0].number}; it stands as it is")
        number = before[0].number + 1 if before else 1
        editions.add(connection, employer, month, number, content, actor)
        reason = f"{month:%B %Y}, edition {number}"
        events.record(connection, actor=actor, kind="edition_frozen", employer_id=employer, reason=reason)
        return editions.of_month(connection, employer, month)[0]


def comment_on_month(callboard: Callboard, actor: str, employer: int, month: date, said: str) -> None:
    """A dated comment; the next edition has it. Raises Refused."""
    said = said.strip()
    if not said:
        raise refuse("said", "write what the client should know, or leave the month without a comment")
    if len(said) > LONGEST:
        raise refuse("said", f"this has {len(said):,} characters; a comment has at most {LONGEST:,}")
    with callboard.database.begin() as connection:
        editions.comment(connection, employer, month, said, actor)
        events.record(connection, actor=actor, kind="report_commented", employer_id=employer, reason=f"{month:%B %Y}")
