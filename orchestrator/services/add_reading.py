"""Take down a count that a person or a file reports."""

from __future__ import annotations

from datetime import datetime

from orchestrator.callboard import Callboard
from orchestrator.domain.fact import corrected
from orchestrator.domain.reading import Metric, Origin, Reading
from orchestrator.storage import events, readings
from orchestrator.storage.database import clock


class ReadingRefused(ValueError):
    """A count that cannot be: which field, and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(field, message)
        self.field = field
        self.message = message

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


def add_reading(
    callboard: Callboard,
    actor: str,
    *,
    posting_id: int,
    metric: Metric,
    value: int,
    taken_at: datetime | None = None,
    span_from: datetime | None = None,
    span_to: datetime | None = None,
    origin: Origin = Origin.BY_HAND,
    note: str = "",
) -> Reading:
    """Append one count: over [span_from, span_to), or in total since publication when neither is given.

    `taken_at`: when the figure was read; now, when left out. A total lower than the one before is a correction and
    said so in the event. Raises ReadingRefused.
    """
    with callboard.database.begin() as connection:
        now = clock(connection)
        reading = Reading(posting_id, metric, value, origin, taken_at or now, span_from, span_to)
        _check(reading, now)
        owner = readings.owners(connection, [posting_id]).get(posting_id)
        if owner is None:
            raise ReadingRefused("posting", f"there is no posting {posting_id}; choose one from the list")
        if reading.taken_at < owner.began_at:
            raise ReadingRefused(
                "taken_at", f"the posting began on {owner.began_at:%d %B %Y at %H:%M} UTC; give a later time"
            )
        before = [
            each
            for each in readings.latest(connection, [posting_id])
            if (each.metric, each.origin) == (metric, origin) and each.taken_at <= reading.taken_at
        ]
        totals = corrected(before)
        falls = span_from is None and bool(totals) and value < totals[-1][1]
        readings.append(connection, [readings.Entry(reading, owner.employer_id, actor, note)])
        events.record(
            connection,
            actor=actor,
            kind="reading_corrected" if falls else "reading_added",
            employer_id=owner.employer_id,
            posting_id=posting_id,
            reason=f"{metric} {value} instead of {totals[-1][1]}" if falls else f"{metric} {value}",
        )
    return reading


def _check(reading: Reading, now: datetime) -> None:
    if reading.value < 0:
        raise ReadingRefused("value", "a count cannot be less than 0; a total that fell is entered as it is now")
    if reading.taken_at > now:
        raise ReadingRefused("taken_at", "this time is in the future; give the time at which the figure was read")
    if (reading.span_from is None) != (reading.span_to is None):
        raise ReadingRefused("span_to", "a span has a beginning and an end; give both, or neither for a total")
    if reading.span_from is not None and reading.span_to is not None:
        if reading.span_from >= reading.span_to:
            raise ReadingRefused("span_to", "the end of the span is not after its beginning; swap or change them")
        if reading.span_to > now:
            raise ReadingRefused("span_to", "the span ends in the future; give an end that is past")
