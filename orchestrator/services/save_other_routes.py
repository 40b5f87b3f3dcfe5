"""Say which candidates an employer reaches by another system already, so that nothing is sent to them twice."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.storage import employers, events
from orchestrator.storage import tables as t

from .refused import Refused, refuse

LONGEST = 100


def save_other_routes(callboard: Callboard, actor: str, employer: int, routes: Mapping[str, str]) -> None:
    """The employer's other routes instead of the ones before: the system that sends, by audience.

    What is on the calendar or live stays; the next posting to such an audience is refused. Raises Refused, by audience.
    """
    known = {adapter.audience for adapter in callboard.registry.values() if adapter.audience}
    clean = {audience: " ".join(by.split()) for audience, by in routes.items() if by.strip()}
    wrong = [Reason(each, "no installed board reaches this audience") for each in clean if each not in known]
    wrong += [Reason(each, f"at most {LONGEST} characters") for each, by in clean.items() if len(by) > LONGEST]
    if wrong:
        raise Refused(wrong)
    c = t.other_route.c
    with callboard.database.begin() as connection:
        if employers.by_id(connection, employer) is None:
            raise refuse("employer", "this employer does not exist")
        rows = connection.execute(select(c.audience, c.by).where(c.employer_id == employer).with_for_update())
        before = {row.audience: row.by for row in rows}
        if before == clean:
            return
        connection.execute(delete(t.other_route).where(c.employer_id == employer))
        if clean:
            connection.execute(
                t.other_route.insert(),
                [{"employer_id": employer, "audience": audience, "by": by} for audience, by in clean.items()],
            )
        events.record(
            connection,
            actor=actor,
            kind="other_routes_saved",
            employer_id=employer,
            data={"before": before, "after": clean},
        )
