"""Keep what somebody types in an advert before it is saved. It changes nothing that others see, so it is no event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from orchestrator.callboard import Callboard
from orchestrator.storage import adverts, drafts

from .refused import refuse

LONGEST = 200_000
"""Characters of all fields together: more than an advert may have, less than would hurt."""


def keep_draft(callboard: Callboard, person: int, *, advert: int, version: int, form: Mapping[str, object]) -> datetime:
    """Keep the fields of the editor for this person; when. Raises Refused where they are too much, or it is gone."""
    if sum(len(str(value)) for value in form.values()) > LONGEST:
        raise refuse("body", f"more than {LONGEST:,} characters are not kept; shorten the text")
    with callboard.database.begin() as connection:
        if adverts.find(connection, advert) is None:
            raise refuse("advert", "this advert does not exist any more")
        return drafts.put(connection, advert, person, version, form)


def drop_draft(callboard: Callboard, person: int, advert: int) -> None:
    """Forget it: it was saved, or is not wanted."""
    with callboard.database.begin() as connection:
        drafts.drop(connection, advert, person)
