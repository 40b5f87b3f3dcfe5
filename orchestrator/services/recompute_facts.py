"""Make facts of readings and of our own hits: whole days anew, in one transaction, with the same result each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, text

from orchestrator.callboard import Callboard
from orchestrator.domain.day import ONE, begin, day_of
from orchestrator.domain.fact import CLOSE, Series, facts, preferred, reaching_back
from orchestrator.domain.offer import Mode
from orchestrator.storage import facts as kept
from orchestrator.storage import readings, tallies
from orchestrator.storage.database import clock
from orchestrator.storage.retention import READINGS_FOR
from orchestrator.storage.tables import employer

DAYS = 4
"""Facts of so many days are made anew; older ones stand, unless a reading says otherwise."""

_BATCH = 1000
_LOCK = text("select pg_advisory_xact_lock(hashtext('facts'), cast(:employer as int))")
_ALL = 0
_MARGIN = timedelta(days=2)
_KEPT_LONGER = timedelta(days=62)
"""A month of readings goes as a whole, the next night after its last day is old enough."""


def recompute_all(callboard: Callboard, *, days: int = DAYS) -> int:
    """All employers: reported counts of those where something came in, then our own; returns how many facts changed."""
    with callboard.database.read() as connection:
        marked = readings.marked(connection)
    changed = sum(_reported(callboard, each, days) for each in marked)
    return changed + _measured(callboard, days, None)


def recompute_facts(callboard: Callboard, employer_id: int, *, days: int = DAYS) -> int:
    """Facts of one employer; returns how many changed.

    Of a posting with new readings the last `days` days of the employer's zone, today included, are made anew. Where a
    reading is older than that, or a total has fallen below what stands, or somebody reports spans, it is all that
    there are readings for. Of our own hits those days are counted again; robots are kept apart.
    """
    return _reported(callboard, employer_id, days) + _measured(callboard, days, employer_id)


def _measured(callboard: Callboard, days: int, employer_id: int | None) -> int:
    pages = [name for name, adapter in callboard.registry.items() if adapter.mode is Mode.PAGE]
    with callboard.database.begin() as connection:
        connection.execute(_LOCK, {"employer": employer_id or _ALL})
        changed = kept.measure(connection, days, pages, employer_id)
        if changed:
            postings, employers = {each[0] for each in changed}, {each[1] for each in changed}
            tallies.add_up(connection, sorted(employers), sorted(postings), min(each[2] for each in changed))
        tallies.mark_stale(connection)
        tallies.count_shown(connection, day_of(clock(connection), ZoneInfo("UTC")) - ONE * (days + 31))
    return len(changed)


def _reported(callboard: Callboard, employer_id: int, days: int) -> int:
    with callboard.database.begin() as connection:
        connection.execute(_LOCK, {"employer": employer_id})
        marked = readings.take_marked(connection, employer_id)
        if not marked:
            return 0
        zone: str = connection.execute(select(employer.c.zone).where(employer.c.id == employer_id)).scalar_one()
        where, now = ZoneInfo(zone), clock(connection)
        first = day_of(now, where) - ONE * (days - 1)
        late = begin(first, where) + CLOSE
        recent = sorted(posting for posting, since in marked.items() if since > late)
        whole = readings.spanned(connection, recent) | (marked.keys() - set(recent))
        work = _Work(connection, employer_id, zone, _midnights(day_of(now, where), where))
        for batch in _batches([posting for posting in recent if posting not in whole]):
            whole |= work.renew(batch, first, whole=False)
        # What there are no readings of any more stays as it is.
        oldest = day_of(now - READINGS_FOR + _MARGIN, where)
        for batch in _batches(sorted(whole)):
            work.renew(batch, oldest, whole=True)
        if work.days:
            tallies.add_up(connection, [employer_id], sorted(marked), min(work.days))
        return work.changed


@lru_cache(maxsize=64)
def _midnights(today: date, where: ZoneInfo) -> tuple[datetime, ...]:
    """Beginnings of all days that there may be readings of, until tomorrow's."""
    first = -(READINGS_FOR + _KEPT_LONGER).days
    return tuple(begin(today + ONE * n, where) for n in range(first, 2))


def _batches(postings: Sequence[int]) -> Iterable[Sequence[int]]:
    return (postings[start : start + _BATCH] for start in range(0, len(postings), _BATCH))


class _Work:
    """Renews facts of one employer in one transaction; `days` are those that something changed on."""

    def __init__(self, connection: Connection, employer_id: int, zone: str, midnights: Sequence[datetime]) -> None:
        self._connection, self._employer, self._zone = connection, employer_id, zone
        self._midnights = midnights
        self.changed = 0
        self.days: set[date] = set()

    def renew(self, postings: Sequence[int], first: date, *, whole: bool) -> set[int]:
        """Make the facts of postings from `first` on anew; returns those of which more must be, unless this is the
        `whole` of what there are readings for.
        """
        ground = kept.ground(self._connection, postings, self._zone, first)
        since = {posting: stands.as_of for posting, stands in zip(postings, ground.sinces(postings), strict=True)}
        stood = {series: stands.as_of for series, stands in ground.standing.items()}
        found = readings.after(self._connection, since, stood, self._midnights)
        beyond = set() if whole else reaching_back(found, ground.standing)
        found = [each for each in found if each.posting not in beyond]
        began = {id_: owner.began_at for id_, owner in readings.owners(self._connection, postings).items()}
        rest = [posting for posting in postings if posting not in beyond]
        changed = kept.replace_reported(
            self._connection, self._employer, rest, facts(found, self._zone, began, ground.standing), ground
        )
        self.changed += len({(each.posting, each.metric, each.origin, each.day) for each in changed})
        self.days |= {each.day for each in changed}
        self._prefer({*ground.standing, *((each.posting, each.metric, each.origin) for each in found)})
        return beyond

    def _prefer(self, series: set[Series]) -> None:
        """Where somebody else has begun to report, what stands may no longer be what reports go by."""
        reporters = Counter((posting, metric) for posting, metric, _ in series)
        several = {key for key in series if reporters[key[:2]] > 1}
        if several:
            best = preferred(several)
            self.days |= set(kept.prefer(self._connection, {key: key in best for key in several}))
