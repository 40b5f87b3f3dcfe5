"""A link of its own for a place that is no board: a notice board, a GP surgery, a WhatsApp group."""

from __future__ import annotations

from sqlalchemy import Connection, select

from orchestrator.callboard import Callboard
from orchestrator.queries.board_choices import practice_only
from orchestrator.storage import tables as t

from .operate_account import switch
from .publish import Published, publish
from .refused import refuse
from .save_account import add_account

BOARD = "by_hand"
LONGEST = 60


def share(callboard: Callboard, actor: str, vacancy: int, place: str, *, owner: int | None = None) -> Published:
    """Publish a vacancy at a place people put it up or pass it on themselves, with its first wording.

    The place becomes a board account by hand of the vacancy's employer; a known one is taken again. Raises Refused,
    as publishing does, and where there is no advert yet.
    """
    place = " ".join(place.split())
    if not place or len(place) > LONGEST:
        raise refuse("place", f"name the place in 1 to {LONGEST} characters, such as Torquay surgery")
    with callboard.database.read() as connection:
        employer = connection.execute(select(t.vacancy.c.employer_id).where(t.vacancy.c.id == vacancy)).scalar()
        wording = _wording(connection, vacancy)
        account = _account(connection, employer, place)
        practice = practice_only(connection, employer)
    if employer is None:
        raise refuse("vacancy", "this vacancy does not exist")
    if wording is None:
        raise refuse("advert", "write an advert for this vacancy first; the link and the poster lead to it")
    if account is None:
        account = add_account(callboard, actor, board=BOARD, label=place, values={"board": place}, employer=employer)
        switch(callboard, actor, account, practice=practice)
    (made,) = publish(
        callboard,
        actor,
        employer=employer,
        wording=wording,
        vacancies=[vacancy],
        accounts=[account],
        owner=owner,
    )
    return made


def _wording(connection: Connection, vacancy: int) -> int | None:
    """The first wording of the newest advert that sells the vacancy."""
    found: int | None = connection.execute(
        select(t.wording.c.id)
        .join(t.advert_vacancy, t.advert_vacancy.c.advert_id == t.wording.c.advert_id)
        .join(t.advert, t.advert.c.id == t.wording.c.advert_id)
        .where(t.advert_vacancy.c.vacancy_id == vacancy, t.advert.c.archived_at.is_(None))
        .order_by(t.advert.c.id.desc(), t.wording.c.label)
        .limit(1)
    ).scalar()
    return found


def _account(connection: Connection, employer: int | None, place: str) -> int | None:
    a = t.board_account.c
    found: int | None = connection.execute(
        select(a.id).where(a.board == BOARD, a.label == place, a.employer_id == employer, a.archived_at.is_(None))
    ).scalar()
    return found
