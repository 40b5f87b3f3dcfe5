"""The salt of the day, which makes visitors' hashes useless the day after."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date

import structlog

from orchestrator.storage import salts
from orchestrator.storage.database import Database

from .tokens import AWAY

log = structlog.get_logger()


def daily_salt(database: Database) -> Callable[[date], bytes]:
    """A function that gives the salt of a day (UTC): all processes' own, or one of this process's while the database
    is away, which at worst counts a visitor as new once more.
    """

    def salt_of(day: date) -> bytes:
        try:
            with database.begin() as connection:
                return salts.salt_of(connection, day)
        except AWAY:
            log.info("salt_of_this_process", day=day.isoformat())
            return secrets.token_bytes(salts.SIZE)

    return salt_of
