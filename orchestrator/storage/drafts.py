"""What somebody is typing in an advert and has not saved: one text a person and advert."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from .tables import draft, person

KEPT = timedelta(days=30)
c = draft.c


@dataclass(frozen=True, slots=True)
class Draft:
    """`form`: the fields of the editor; `version` of the advert it began from."""

    person: str
    form: Mapping[str, Any]
    version: int
    at: datetime


def put(connection: Connection, advert: int, person_id: int, version: int, form: Mapping[str, Any]) -> datetime:
    """Keep what is typed, in place of what was kept before; when that was."""
    row = insert(draft).values(advert_id=advert, person_id=person_id, version=version, form=dict(form))
    kept = row.on_conflict_do_update(
        index_elements=["advert_id", "person_id"],
        set_={"form": row.excluded.form, "version": row.excluded.version, "at": func.now()},
    )
    return connection.execute(kept.returning(c.at)).scalar_one()  # type: ignore[no-any-return]


def of(connection: Connection, advert: int, person_id: int) -> Draft | None:
    """What one person typed; None where nothing is kept."""
    rows = _drafts(connection, advert, c.person_id == person_id)
    return rows[0] if rows else None


def others(connection: Connection, advert: int, person_id: int, within: timedelta) -> list[Draft]:
    """What other people have typed lately, newest first."""
    return _drafts(connection, advert, (c.person_id != person_id) & (c.at > func.now() - within))


def drop(connection: Connection, advert: int, person_id: int) -> None:
    connection.execute(delete(draft).where(c.advert_id == advert, c.person_id == person_id))


def drop_old(connection: Connection) -> int:
    """Forget what nobody came back for; how many went."""
    return connection.execute(delete(draft).where(c.at < func.now() - KEPT)).rowcount


def _drafts(connection: Connection, advert: int, condition: Any) -> list[Draft]:  # a condition on the table
    rows = connection.execute(
        select(person.c.full_name, c.form, c.version, c.at)
        .join(person, person.c.id == c.person_id)
        .where(c.advert_id == advert, condition)
        .order_by(c.at.desc())
    )
    return [Draft(*row) for row in rows]
