"""Adverts, their wordings and the vacancies they serve: rows and statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.advert import Wording

from .tables import advert, advert_vacancy, posting, wording


@dataclass(frozen=True, slots=True)
class StoredWording:
    """One text of an advert as it is kept."""

    id: int
    label: str
    wording: Wording
    version: int


@dataclass(frozen=True, slots=True)
class StoredAdvert:
    """An advert as it is kept, its wordings by label and its vacancies' ids. `version` counts its changes."""

    id: int
    employer_id: int
    name: str
    owner_id: int | None
    version: int
    updated_by: str
    updated_at: datetime
    archived_at: datetime | None
    wordings: Mapping[str, StoredWording]
    vacancies: tuple[int, ...]


def wording_of(row: Row[Any]) -> Wording:
    """The text of a wording's row."""
    return Wording(row.title, row.body, row.summary, tuple(row.benefits), tuple(row.similar_titles))


def find(connection: Connection, id: int) -> StoredAdvert | None:
    row = connection.execute(select(advert).where(advert.c.id == id)).first()
    if row is None:
        return None
    texts = connection.execute(select(wording).where(wording.c.advert_id == id).order_by(wording.c.label))
    served = connection.scalars(
        select(advert_vacancy.c.vacancy_id)
        .where(advert_vacancy.c.advert_id == id)
        .order_by(advert_vacancy.c.vacancy_id)
    )
    wordings = {text.label: StoredWording(text.id, text.label, wording_of(text), text.version) for text in texts}
    return StoredAdvert(
        row.id, row.employer_id, row.name, row.owner_id, row.version, row.updated_by, row.updated_at,
        row.archived_at, wordings, tuple(served),
    )  # fmt: skip


def named(connection: Connection, employer_id: int, name: str) -> tuple[int, ...]:
    """Adverts of an employer that have this name and are not archived, newest first."""
    rows = connection.scalars(
        select(advert.c.id)
        .where(advert.c.employer_id == employer_id, advert.c.archived_at.is_(None))
        .where(func.lower(advert.c.name) == func.lower(name))
        .order_by(advert.c.id.desc())
    )
    return tuple(rows)


def add(
    connection: Connection, employer_id: int, name: str, actor: str, owner_id: int | None = None, *,
    template: bool = False,
) -> int:  # fmt: skip
    added = (
        insert(advert)
        .values(employer_id=employer_id, name=name, owner_id=owner_id, updated_by=actor, template=template)
        .returning(advert.c.id)
    )
    return int(connection.execute(added).scalar_one())


def change(connection: Connection, id: int, employer_id: int, version: int, name: str, actor: str) -> int | None:
    """Count one change of an advert of that employer if it still has `version`; its new version, None if it has not."""
    changed = (
        update(advert)
        .where(advert.c.id == id, advert.c.employer_id == employer_id, advert.c.version == version)
        .values(version=version + 1, name=name, updated_at=func.now(), updated_by=actor)
        .returning(advert.c.version)
    )
    return connection.execute(changed).scalar()


def put_wording(connection: Connection, id: int, employer_id: int, label: str, text: Wording) -> None:
    """Write one wording; its version rises only when its text is another."""
    values = {
        "title": text.title,
        "summary": text.summary,
        "body": text.body,
        "benefits": list(text.benefits),
        "similar_titles": list(text.similar_titles),
    }
    written = insert(wording).values(advert_id=id, employer_id=employer_id, label=label, **values)
    new = written.excluded
    connection.execute(
        written.on_conflict_do_update(
            index_elements=["advert_id", "label"],
            set_={**{name: new[name] for name in values}, "version": wording.c.version + 1, "updated_at": func.now()},
            where=tuple_(*(wording.c[name] for name in values)).is_distinct_from(
                tuple_(*(new[name] for name in values))
            ),
        )
    )


def drop_wordings(connection: Connection, id: int, keep: Iterable[str]) -> tuple[str, ...]:
    """Delete the wordings of an advert that are not kept; the labels of those that stay because they were posted."""
    others = (wording.c.advert_id == id) & wording.c.label.not_in(tuple(keep))
    posted = exists().where(posting.c.wording_id == wording.c.id)
    connection.execute(delete(wording).where(others, ~posted))
    return tuple(connection.scalars(select(wording.c.label).where(others).order_by(wording.c.label)))


def serve(connection: Connection, id: int, vacancies: Iterable[int], *, only: bool = True) -> None:
    """Let an advert serve these vacancies; `only`: and no others."""
    wanted = tuple(dict.fromkeys(vacancies))
    if only:
        others = (advert_vacancy.c.advert_id == id) & advert_vacancy.c.vacancy_id.not_in(wanted)
        connection.execute(delete(advert_vacancy).where(others))
    if wanted:
        links = [{"advert_id": id, "vacancy_id": vacancy_id} for vacancy_id in wanted]
        connection.execute(insert(advert_vacancy).values(links).on_conflict_do_nothing())
