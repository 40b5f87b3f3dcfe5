"""Reschedule: move the start of what has not been sent, or the end of what runs."""

from __future__ import annotations

from orchestrator.callboard import Callboard
from orchestrator.domain.posting import Cause, Presence
from orchestrator.queue import Work
from orchestrator.storage import events, postings

from .orders import Span
from .preflight import preflight, stop_reasons
from .refused import Refused, refuse
from .rerender import rerender
from .span import span


def reschedule(callboard: Callboard, actor: str, id: int, *, starts: str | None, ends: str | None) -> None:
    """New times for one posting, in the employer's zone where no offset is given. `ends` empty: no end.

    Raises Refused for a start of something already sent, a past start, an end before the start,
    and what the advert rules of the new day forbid.
    """
    with callboard.database.begin() as connection:
        row = postings.lock(connection, [id])[0]
        if row.ended_at is not None or row.wish != "live":
            raise refuse("reference", f"{row.board_reference} is closed; repost it instead")
        unsent = row.presence == Presence.ABSENT and row.phase == "waiting" and row.intended_at is None
        if starts and not unsent:
            raise refuse("starts", f"{row.board_reference} has been sent already; only its end can be moved")
        now = postings.clock(connection)
        wanted = span(starts, ends, row.zone, now) if unsent else _later_end(row, ends, now)
        rendered = rerender(callboard, connection, row, wanted)
        if unsent:
            order = [rendered.order]
            if stopped := stop_reasons(preflight(callboard, connection, order, wanted, now), order):
                raise Refused(stopped)
        missed = {"cause": None, "reason": ""} if row.cause == Cause.MISSED else {}
        postings.want(
            connection,
            row,
            act_at=wanted.starts_at if unsent else None,
            starts_at=wanted.starts_at,
            starts_local=wanted.starts_local,
            ends_at=rendered.run.ends_at,
            ends_local=rendered.run.ends_local,
            content=rendered.variant.content,
            **missed,
        )
        events.record(connection, actor=actor, kind="rescheduled", employer_id=row.employer_id, posting_id=id,
                      vacancy_id=row.vacancy_id, account_id=row.account_id,
                      reason=f"to {wanted.starts_local:%Y-%m-%d %H:%M} {row.zone}")  # fmt: skip
    callboard.queue.wake(Work.DELIVER)


def _later_end(row, ends: str | None, now) -> Span:  # type: ignore[no-untyped-def]
    """The posting's own start with a new end, which must lie ahead."""
    new = span(None, ends, row.zone, now)
    return Span(row.starts_at, row.starts_local, new.ends_at, new.ends_local, row.zone)
