"""Boards' own words of a wording: rows and statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.override import FIELDS, Override

from .tables import override, wording

c = override.c


def of_wording(connection: Connection, id: int) -> dict[str, Override]:
    """By board; a board that is not among them shows the wording's own words."""
    return {board: own for (_, board), own in of_wordings(connection, [id]).items()}


def of_wordings(connection: Connection, ids: Collection[int]) -> dict[tuple[int, str], Override]:
    """By wording and board."""
    rows = connection.execute(select(override).where(c.wording_id.in_(ids)).order_by(c.board))
    return {(row.wording_id, row.board): Override(row.title, row.summary, row.body) for row in rows}


def of_advert(connection: Connection, id: int) -> dict[str, dict[str, Override]]:
    """By label of the wording, then by board."""
    rows = connection.execute(
        select(wording.c.label, override)
        .join(wording, wording.c.id == c.wording_id)
        .where(wording.c.advert_id == id)
        .order_by(wording.c.label, c.board)
    )
    found: dict[str, dict[str, Override]] = defaultdict(dict)
    for row in rows:
        found[row.label][row.board] = Override(row.title, row.summary, row.body)
    return dict(found)


def put(connection: Connection, advert: int, employer: int, label: str, boards: Mapping[str, Override]) -> None:
    """Write what these boards show of one wording; an override without a change goes. Other boards stay."""
    id = connection.scalars(select(wording.c.id).where(wording.c.advert_id == advert, wording.c.label == label)).one()
    for board, own in boards.items():
        if not own.changed:
            connection.execute(delete(override).where(c.wording_id == id, c.board == board))
            continue
        values = {name: getattr(own, name) for name in FIELDS}
        written = insert(override).values(wording_id=id, board=board, employer_id=employer, **values)
        connection.execute(
            written.on_conflict_do_update(
                index_elements=["wording_id", "board"], set_={**values, "updated_at": func.now()}
            )
        )
