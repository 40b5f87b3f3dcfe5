"""Serve: let an advert sell more vacancies."""

from __future__ import annotations

from collections.abc import Sequence

from orchestrator.callboard import Callboard
from orchestrator.storage import adverts, events, vacancies

from .refused import refuse


def serve(callboard: Callboard, actor: str, advert: int, sold: Sequence[int]) -> None:
    """Add vacancies to those an advert is for. Raises Refused where one is another employer's or does not exist."""
    with callboard.database.begin() as connection:
        found = adverts.find(connection, advert)
        if found is None:
            raise refuse("advert", "this advert does not exist; choose one from the list")
        ids = tuple(set(sold))
        if vacancies.count_of(connection, found.employer_id, ids) != len(ids):
            raise refuse("vacancies", "one of the vacancies does not exist or is another employer's")
        adverts.serve(connection, advert, ids, only=False)
        events.record(connection, actor=actor, kind="advert_edited", employer_id=found.employer_id, advert_id=advert,
                      reason="sells more vacancies")  # fmt: skip
