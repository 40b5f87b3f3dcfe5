"""One salt a day, destroyed when the day after is over."""

from __future__ import annotations

import secrets
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from .tables import salt

SIZE = 32


def salt_of(connection: Connection, day: date) -> bytes:
    """The salt of a day, made by whoever asks first."""
    connection.execute(insert(salt).values(day=day, value=secrets.token_bytes(SIZE)).on_conflict_do_nothing())
    return bytes(connection.execute(select(salt.c.value).where(salt.c.day == day)).scalar_one())
