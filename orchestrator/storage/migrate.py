"""Bring a database to the schema of this code. Forward only; run by one process at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text

from .tables import PARTITIONED

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x0CA11B0A
MONTHS_AHEAD = 3


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def upgrade(database_url: str) -> None:
    """Migrate to the newest revision and make the partitions of the coming months. Safe to call twice at once."""
    engine = create_engine(database_url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        made = config()
        made.attributes["connection"] = connection
        command.upgrade(made, "head")
        with connection.begin():
            _keep_as_it_is(connection)
            ensure_partitions(connection, connection.execute(text("select now()")).scalar_one())
        connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": _LOCK})
        connection.commit()
    engine.dispose()


def _keep_as_it_is(connection: Connection) -> None:
    """PostgreSQL shall not compress a feed's segments: reading them would take three times as long."""
    wanted = text(
        "select attname from pg_attribute where attrelid = cast('feed_segment' as regclass)"
        " and attname in ('plain', 'packed') and attstorage <> 'e'"
    )
    for column in connection.execute(wanted).scalars().all():
        connection.execute(text(f"alter table feed_segment alter column {column} set storage external"))


def pending(connection: Connection) -> bool:
    """Is the database behind this code?"""
    current = MigrationContext.configure(connection).get_current_revision()
    return current != ScriptDirectory.from_config(config()).get_current_head()


def ensure_partitions(connection: Connection, now: datetime) -> None:
    """One partition a month for every table that grows, from last month on, and a default for the unforeseen."""
    first = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    months = [_month(first, offset) for offset in range(-1, MONTHS_AHEAD + 1)]
    for table in PARTITIONED:
        connection.execute(text(f"create table if not exists {table.name}_default partition of {table.name} default"))
        for start, end in pairwise(months):
            connection.execute(
                text(
                    f"create table if not exists {table.name}_{start:%Y_%m} partition of {table.name} "
                    f"for values from ('{start:%Y-%m-%d}Z') to ('{end:%Y-%m-%d}Z')"
                )
            )


def _month(first: datetime, offset: int) -> datetime:
    months = first.year * 12 + first.month - 1 + offset
    return first.replace(year=months // 12, month=months % 12 + 1)
