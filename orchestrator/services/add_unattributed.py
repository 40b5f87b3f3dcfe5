"""Take down how many applications of a vacancy no board can be given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orchestrator.callboard import Callboard
from orchestrator.domain.reading import Origin
from orchestrator.domain.reading_time import why_not_then
from orchestrator.intake.draft import Refusal
from orchestrator.storage import events, unattributed
from orchestrator.storage.database import clock
from orchestrator.storage.unattributed import Opened, Total


@dataclass(frozen=True, slots=True)
class GivenVacancy:
    """A total since the vacancy was opened; `item` names its line. `taken_at` None: now."""

    item: str
    vacancy: int
    value: int
    taken_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddedUnattributed:
    """`added` totals were kept; `twice` were known already, exactly so."""

    added: int
    twice: int
    refused: tuple[Refusal, ...]


def add_unattributed(
    callboard: Callboard, actor: str, given: Sequence[GivenVacancy], origin: Origin, *, employer: int | None = None
) -> AddedUnattributed:
    """Append totals of vacancies, of `employer` only where one is given. A lower one corrects those before it.

    Refused, with its reason: a vacancy that is not there, a time that is to come or before it was opened.
    """
    refused: list[Refusal] = []
    kept: list[Total] = []
    twice = 0
    with callboard.database.begin() as connection:
        now = clock(connection)
        ids = sorted({each.vacancy for each in given})
        owners = unattributed.opened(connection, ids)
        known = {(each.vacancy, each.taken_at, each.value) for each in unattributed.totals(connection, ids)}
        for each in given:
            at, owner = each.taken_at or now, owners.get(each.vacancy)
            why = _why_not(at, now, owner, employer)
            if why:
                refused.append(Refusal(each.item, why))
            elif (each.vacancy, at, each.value) in known:
                twice += 1
            else:
                known.add((each.vacancy, at, each.value))
                kept.append(Total(each.vacancy, each.value, origin, at, actor, each.note))
        unattributed.append(connection, kept, owners)
        for total in kept:
            events.record(
                connection,
                actor=actor,
                kind="unattributed_added",
                employer_id=owners[total.vacancy].employer_id,
                vacancy_id=total.vacancy,
                reason=f"applications {total.value}",
            )
    return AddedUnattributed(len(kept), twice, tuple(refused))


def _why_not(at: datetime, now: datetime, owner: Opened | None, employer: int | None) -> str:
    if owner is None or (employer is not None and owner.employer_id != employer):
        return "there is no such vacancy; look for its reference on its page"
    return why_not_then(at, owner.at, now, "the vacancy was opened")
