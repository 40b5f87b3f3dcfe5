"""Waived findings of an advert, and hints an employer does not want: statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from .tables import dismissal, waiver


@dataclass(frozen=True, slots=True)
class StoredWaiver:
    """`words` in small letters: those the reason was given for."""

    rule: str
    words: str
    reason: str
    given_by: str
    created_at: datetime


def of_advert(connection: Connection, advert_id: int) -> Sequence[StoredWaiver]:
    found = connection.execute(
        select(waiver.c.rule, waiver.c.words, waiver.c.reason, waiver.c.given_by, waiver.c.created_at)
        .where(waiver.c.advert_id == advert_id)
        .order_by(waiver.c.id)
    )
    return [StoredWaiver(*row) for row in found]


def put(
    connection: Connection, employer_id: int, advert_id: int, rule: str, words: str, reason: str, given_by: str
) -> None:
    """Add a waiver, or give it a new reason."""
    said = {"reason": reason, "given_by": given_by}
    added = insert(waiver).values(
        employer_id=employer_id, advert_id=advert_id, rule=rule, words=words.casefold(), **said
    )
    connection.execute(added.on_conflict_do_update(index_elements=["advert_id", "rule", "words"], set_=said))


def remove(connection: Connection, advert_id: int, rule: str, words: str) -> bool:
    """Take a waiver back; was there one?"""
    gone = connection.execute(
        delete(waiver).where(waiver.c.advert_id == advert_id, waiver.c.rule == rule, waiver.c.words == words.casefold())
    )
    return gone.rowcount > 0


def dismissed(connection: Connection, employer_id: int) -> frozenset[str]:
    """The rules whose hints an employer does not want to see."""
    return frozenset(connection.scalars(select(dismissal.c.rule).where(dismissal.c.employer_id == employer_id)))


def dismiss(connection: Connection, employer_id: int, rule: str, by: str) -> None:
    row = insert(dismissal).values(employer_id=employer_id, rule=rule, dismissed_by=by)
    connection.execute(row.on_conflict_do_nothing())


def restore(connection: Connection, employer_id: int, rule: str) -> bool:
    """Show the hints of a rule again; were they dismissed?"""
    gone = connection.execute(delete(dismissal).where(dismissal.c.employer_id == employer_id, dismissal.c.rule == rule))
    return gone.rowcount > 0
