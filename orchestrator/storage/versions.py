"""Versions of an advert: every text that was saved, as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.advert import Wording
from orchestrator.domain.override import Override

from .adverts import StoredAdvert
from .tables import advert_version

KEPT = 200
"""Versions of one advert; older ones go with the next save."""
c = advert_version.c


@dataclass(frozen=True, slots=True)
class Text:
    """One wording of a version, with what boards show in its place."""

    wording: Wording
    boards: Mapping[str, Override]


@dataclass(frozen=True, slots=True)
class Version:
    """An advert as it was saved; `texts` by label."""

    number: int
    name: str
    saved_at: datetime
    saved_by: str
    texts: Mapping[str, Text]


def keep(connection: Connection, stored: StoredAdvert, boards: Mapping[str, Mapping[str, Override]]) -> None:
    """Keep an advert as it stands. A version that is kept already stays as it is."""
    texts = {
        label: asdict(each.wording) | {"boards": {name: asdict(own) for name, own in boards.get(label, {}).items()}}
        for label, each in stored.wordings.items()
    }
    row = insert(advert_version).values(
        advert_id=stored.id, version=stored.version, employer_id=stored.employer_id, name=stored.name, texts=texts,
        saved_at=stored.updated_at, saved_by=stored.updated_by,
    )  # fmt: skip
    connection.execute(row.on_conflict_do_nothing())
    connection.execute(delete(advert_version).where(c.advert_id == stored.id, c.version <= stored.version - KEPT))


def of_advert(connection: Connection, id: int, most: int = 50) -> list[Version]:
    """The newest versions, newest first."""
    query = select(advert_version).where(c.advert_id == id).order_by(c.version.desc()).limit(most)
    return [_version(row) for row in connection.execute(query)]


def one(connection: Connection, id: int, number: int) -> Version | None:
    row = connection.execute(select(advert_version).where(c.advert_id == id, c.version == number)).one_or_none()
    return None if row is None else _version(row)


def _version(row: Any) -> Version:  # a row of the table
    return Version(
        row.version, row.name, row.saved_at, row.saved_by, {label: _text(each) for label, each in row.texts.items()}
    )


def _text(kept: Mapping[str, Any]) -> Text:
    wording = Wording(
        kept["title"], kept["body"], kept["summary"], tuple(kept["benefits"]), tuple(kept["similar_titles"])
    )
    return Text(wording, {name: Override.kept(own) for name, own in kept["boards"].items()})
