"""The connection pool, and transactions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import orjson
from sqlalchemy import Connection, create_engine, text


class Database:
    """One PostgreSQL database. Threads share it; processes make their own.

    `patience`: whole seconds after which a server that does not answer, or has fallen silent, counts as away.
    """

    def __init__(self, url: str, *, pool_size: int = 8, patience: int = 5) -> None:
        self.url = url
        self.engine = create_engine(
            url,
            pool_size=pool_size,
            max_overflow=8,
            pool_timeout=patience * 2,
            pool_pre_ping=True,
            json_deserializer=orjson.loads,
            connect_args={"connect_timeout": patience, "tcp_user_timeout": patience * 1000},
        )
        self._snapshots = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back when anything is raised."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent snapshot; nothing can be written."""
        with self._snapshots.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def clock(connection: Connection) -> datetime:
    """The database's time of this transaction: the only clock that decides what is due."""
    return connection.execute(text("select now()")).scalar_one()  # type: ignore[no-any-return]


def moment(connection: Connection) -> datetime:
    """The database's time at this moment: later than `clock` where a lock was waited for."""
    return connection.execute(text("select clock_timestamp()")).scalar_one()  # type: ignore[no-any-return]
