"""Have a report sent regularly, and end that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select

from orchestrator.callboard import Callboard
from orchestrator.domain.errors import Reason
from orchestrator.domain.rhythm import Rhythm, SavedKind, next_time
from orchestrator.storage import events, saved_reports
from orchestrator.storage.database import clock
from orchestrator.storage.tables import employer as employers

from .refused import Refused, refuse

MOST = 20
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


def save_report(
    callboard: Callboard,
    actor: str,
    owner: int,
    *,
    employer: int | None,
    kind: SavedKind,
    rhythm: Rhythm,
    hour: int,
    recipients: Sequence[str],
) -> int:
    """Send it to these addresses from the next turn on, at `hour` of the employer's zone. Raises Refused."""
    wrong = [
        Reason("recipients", f"{each} is no e-mail address; write one such as name@example.org")
        for each in recipients
        if not _ADDRESS.fullmatch(each)
    ]
    if not recipients:
        wrong.append(Reason("recipients", "name at least one address"))
    if len(recipients) > MOST:
        wrong.append(Reason("recipients", f"these are {len(recipients)} addresses; a report goes to at most {MOST}"))
    if not 0 <= hour <= 23:
        wrong.append(Reason("hour", "choose an hour from 0 to 23"))
    if kind is SavedKind.CLIENT and employer is None:
        wrong.append(Reason("kind", "a client report is about one employer; choose the employer first"))
    if kind is SavedKind.CLIENT and rhythm is Rhythm.WEEKLY:
        wrong.append(Reason("rhythm", "a client report is about a month; send it monthly"))
    if wrong:
        raise Refused(wrong)
    with callboard.database.begin() as connection:
        zone = callboard.settings.zone
        if employer is not None:
            zone = connection.execute(select(employers.c.zone).where(employers.c.id == employer)).scalar_one()
        values = {
            "employer_id": employer,
            "kind": kind,
            "rhythm": rhythm,
            "hour": hour,
            "zone": zone,
            "recipients": list(recipients),
            "owner_id": owner,
            "next_at": next_time(rhythm, hour, ZoneInfo(zone), clock(connection)),
        }
        id = saved_reports.add(connection, values)
        reason = f"{kind}, {rhythm}, to {len(recipients)} addresses"
        events.record(connection, actor=actor, kind="report_saved", employer_id=employer, reason=reason)
    return id


def stop_report(callboard: Callboard, actor: str, id: int) -> None:
    """End it. Raises Refused where it had ended."""
    with callboard.database.begin() as connection:
        found = saved_reports.by_id(connection, id)
        if found is None or not saved_reports.stop(connection, id):
            raise refuse("", "this report is not sent any more")
        reason = f"{found.kind}, {found.rhythm}"
        events.record(connection, actor=actor, kind="report_stopped", employer_id=found.employer_id, reason=reason)
