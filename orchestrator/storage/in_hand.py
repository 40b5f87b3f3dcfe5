"""Postings with what their row of `due` says of whose hands they are in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, case, select

from .tables import due, posting

_PHASE = case((and_(due.c.claimed, posting.c.phase != "sending"), "claimed"), else_=posting.c.phase).label("phase")


def in_hand() -> Select[Any]:
    """The columns of `posting` and its `fence`; `phase` is `claimed` where somebody has it and has not sent yet."""
    return select(*(each for each in posting.c if each.name != "phase"), _PHASE, due.c.fence).join(
        due, due.c.posting_id == posting.c.id
    )
