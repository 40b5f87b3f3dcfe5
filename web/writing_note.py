"""What somebody who writes an advert should know: what is kept, who else writes, and whether theirs is the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from orchestrator.queries.adverts import AdvertRecord
from orchestrator.storage import drafts

from .access import callboard, user

LATELY = timedelta(minutes=5)
"""Who has typed within this time is writing still."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What `_writing.html` shows. `newer`: who saved a newer version than the one in hand, its number and when."""

    advert_id: int
    kept_at: datetime | None
    trouble: str
    others: tuple[drafts.Draft, ...]
    newer: tuple[str, int, datetime] | None


def writing_note(advert: AdvertRecord, version: int, kept_at: datetime | None = None, trouble: str = "") -> Writing:
    """Who else writes in an advert, and whether `version` is still the newest."""
    with callboard().database.read() as connection:
        others = tuple(drafts.others(connection, advert.id, user().id, LATELY))
    newer = (advert.updated_by, advert.version, advert.updated_at) if advert.version > version else None
    return Writing(advert.id, kept_at, trouble, others, newer)
