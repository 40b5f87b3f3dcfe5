"""Take down many counts at once, from a sheet, a file or another system: what is wrong is refused, the rest is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from orchestrator.callboard import Callboard
from orchestrator.domain.fact import corrected
from orchestrator.domain.reading import Mark, Metric, Origin, Reading, mark_of
from orchestrator.domain.reading_time import why_not_then
from orchestrator.intake.draft import Refusal
from orchestrator.storage import events, readings
from orchestrator.storage.database import clock
from orchestrator.storage.readings import Entry, Owner


@dataclass(frozen=True, slots=True)
class Given:
    """A total since publication as somebody reports it; `item` names its line. `taken_at` None: now."""

    item: str
    posting: int
    metric: Metric
    value: int
    taken_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """`added` counts were kept, of which `marked` are doubtful; `twice` were known already, exactly so."""

    added: int
    twice: int
    marked: tuple[tuple[str, Mark], ...]
    refused: tuple[Refusal, ...]


_CLICKED = (Metric.CLICK, Metric.APPLY_START)


def add_readings(
    callboard: Callboard, actor: str, given: Sequence[Given], origin: Origin, *, employer: int | None = None
) -> Added:
    """Append totals of postings, of `employer` only where one is given.

    Refused, with its reason: a posting that is not there, a time that is to come or before the posting began.
    """
    marked: list[tuple[str, Mark]] = []
    refused: list[Refusal] = []
    entries: list[Entry] = []
    with callboard.database.begin() as connection:
        now = clock(connection)
        ids = sorted({each.posting for each in given})
        owners = readings.owners(connection, ids)
        before_these = readings.totals(connection, ids, origin)
        there = {(each.posting, each.metric, each.origin, each.taken_at, each.value) for each in before_these}
        known = _known(before_these)
        clicks = _clicks(known)
        twice = 0
        for each in given:
            owner = owners.get(each.posting)
            at = each.taken_at or now
            why = _why_not(at, now, owner, employer)
            if why or owner is None:
                refused.append(Refusal(each.item, why))
                continue
            series = known.setdefault((each.posting, each.metric, origin), [])
            said = (each.posting, each.metric, origin, at, each.value)
            if said in there:
                twice += 1
                continue
            there.add(said)
            before = max((entry for entry in series if entry[0] <= at), default=None)
            mark = mark_of(each.metric, each.value, before and before[1], clicks.get(each.posting))
            series.append((at, each.value))
            if each.metric in _CLICKED:
                clicks[each.posting] = max(each.value, clicks.get(each.posting, 0))
            entries.append(
                Entry(
                    Reading(each.posting, each.metric, each.value, origin, at),
                    owner.employer_id,
                    actor,
                    each.note,
                    mark,
                )
            )
            if mark is not None:
                marked.append((each.item, mark))
        readings.append(connection, entries)
        _tell(connection, actor, entries)
    return Added(len(entries), twice, tuple(marked), tuple(refused))


Known = dict[tuple[int, Metric, Origin], list[tuple[datetime, int]]]


def _known(totals: Sequence[Reading]) -> Known:
    found: dict[tuple[int, Metric, Origin], list[Reading]] = {}
    for reading in totals:
        found.setdefault((reading.posting, reading.metric, reading.origin), []).append(reading)
    return {key: corrected(series) for key, series in found.items()}


def _clicks(known: Known) -> dict[int, int]:
    """By posting the most clicks anybody has reported; nobody has of those that are missing."""
    found: dict[int, int] = {}
    for (posting, metric, _), series in known.items():
        if metric in _CLICKED and series:
            found[posting] = max(series[-1][1], found.get(posting, 0))
    return found


def _why_not(at: datetime, now: datetime, owner: Owner | None, employer: int | None) -> str:
    if owner is None or (employer is not None and owner.employer_id != employer):
        return "there is no such posting; look for its reference on its page"
    return why_not_then(at, owner.began_at, now, "the posting began")


def _tell(connection: Connection, actor: str, entries: Sequence[Entry]) -> None:
    for entry in entries:
        reading = entry.reading
        events.record(
            connection,
            actor=actor,
            kind="reading_corrected" if entry.mark is Mark.FELL else "reading_added",
            employer_id=entry.employer_id,
            posting_id=reading.posting,
            reason=f"{reading.metric} {reading.value}" + (f" ({entry.mark.replace('_', ' ')})" if entry.mark else ""),
        )
