"""Questions whose pairs have decided stop by themselves: no further slot is spent on what is known."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.domain.day import day_of
from orchestrator.queries.question_results import question_result
from orchestrator.storage import questions
from orchestrator.storage.database import clock
from orchestrator.storage.tables import employer as employers

from .ask_question import stop_question

ACTOR = "callboard"


def stop_decided(callboard: Callboard) -> int:
    """Look at every question that is asked; returns how many were decided and stopped."""
    decided = []
    with callboard.database.read() as connection:
        for each in questions.listed(connection, None):
            if each.stopped_at is None:
                zone = connection.execute(select(employers.c.zone).where(employers.c.id == each.employer_id))
                today = day_of(clock(connection), ZoneInfo(zone.scalar_one()))
                found = question_result(connection, callboard.settings.secret_key, each, today)
                if found.decided:
                    decided.append((each.id, f"decided after {found.complete} pairs"))
    for id, reason in decided:
        stop_question(callboard, ACTOR, id, reason)
    return len(decided)
