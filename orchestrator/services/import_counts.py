"""Import counts from a table whose columns somebody has named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from orchestrator.callboard import Callboard
from orchestrator.domain.day import ONE
from orchestrator.domain.reading import Mark, Metric, Origin
from orchestrator.intake import counts
from orchestrator.intake.counts import POSTING, Line
from orchestrator.intake.draft import Refusal
from orchestrator.intake.sheet import Row
from orchestrator.storage import readings, unattributed
from orchestrator.storage.database import clock

from .add_readings import Given, add_readings
from .add_unattributed import GivenVacancy, add_unattributed
from .refused import refuse


@dataclass(frozen=True, slots=True)
class Imported:
    """`lines` that were read, of which `silent` said nothing; `added` counts were kept, `twice` were there already."""

    lines: int
    silent: int
    added: int
    twice: int
    marked: tuple[tuple[str, Mark], ...]
    refused: tuple[Refusal, ...]


def import_counts(
    callboard: Callboard,
    actor: str,
    rows: Sequence[Row],
    where: Mapping[str, int],
    *,
    zone: tzinfo | None,
    taken_at: datetime | None = None,
    employer: int | None = None,
) -> Imported:
    """Append a total for every number in the columns `where`; the first of `rows` names them and is passed over.

    A posting is called by our reference or by its board's id. Lines that do not say when are of `taken_at`, or now;
    with `zone` None they are refused, as are times without one. A line called by a vacancy's reference says how many
    applications of it no board can be given.
    Raises Refused where no column says which posting, or none has counts.
    """
    if POSTING not in where:
        raise refuse("posting", "choose the column that says which posting a line is about")
    if not any(metric in where for metric in Metric):
        raise refuse("application", "choose at least one column with counts")
    lines, refused = counts.read(rows[1:], where, zone)
    with callboard.database.read() as connection:
        called = readings.called(connection, [line.posting for line in lines], employer)
        now = clock(connection)
        vacancies = unattributed.called(connection, [line.posting for line in lines], employer)
    given: list[Given] = []
    of_vacancies: list[GivenVacancy] = []
    for line in lines:
        found = called.get(line.posting, [])
        vacancy = None if found else vacancies.get(line.posting)
        if len(found) != 1 and vacancy is None:
            refused.append(Refusal(line.item, _unclear(line.posting, len(found))))
            continue
        at = _when(line, taken_at or now, now)
        if vacancy is not None:
            if set(line.counts) - {Metric.APPLICATION}:
                refused.append(Refusal(line.item, _OF_VACANCY))
            elif Metric.APPLICATION in line.counts:
                value = line.counts[Metric.APPLICATION]
                of_vacancies.append(GivenVacancy(line.item, vacancy, value, at, line.note))
            continue
        given += [Given(line.item, found[0], metric, value, at, line.note) for metric, value in line.counts.items()]
    done = add_readings(callboard, actor, given, Origin.IMPORT, employer=employer)
    apart = add_unattributed(callboard, actor, of_vacancies, Origin.IMPORT, employer=employer)
    unread = {each.item for each in refused} - {line.item for line in lines}
    silent = len(rows) - 1 - len(lines) - len(unread)
    return Imported(
        len(rows) - 1,
        silent,
        done.added + apart.added,
        done.twice + apart.twice,
        done.marked,
        tuple(sorted((*refused, *done.refused, *apart.refused), key=_number)),
    )


_OF_VACANCY = "this names a vacancy, of which only applications that no board can be given are counted; name a posting"


def _number(refused: Refusal) -> int:
    return int(refused.item.rpartition(" ")[2])


def _when(line: Line, otherwise: datetime, now: datetime) -> datetime:
    """A day stands for its end; while it lasts, for now."""
    if line.taken_at is None:
        return otherwise
    return now if line.whole_day and now < line.taken_at < now + ONE else line.taken_at


def _unclear(name: str, found: int) -> str:
    if found:
        return f"{found} postings are called {name}; use our reference, which only one has"
    return f"no posting is called {name}, here or at its board; it stays out until it has one"
