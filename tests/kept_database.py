"""One database for the tests of a process, emptied after each: making one anew costs more than most tests do."""

from __future__ import annotations

import psycopg

from orchestrator.storage.database import Database
from orchestrator.urls import libpq_url

_TABLES = """
select c.oid::regclass::text, pg_relation_size(c.oid) > 0
from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
"""
_START_AGAIN = """
do $$ declare one record; begin
  for one in select seqrelid::regclass as name, seqstart from pg_sequence
             where pg_sequence_last_value(seqrelid) is not null loop
    perform setval(one.name, one.seqstart, false);
  end loop;
end $$
"""


class KeptDatabase:
    """A migrated database at `url` (SQLAlchemy's form); `database` is it, with connections that tests hand on."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._connection = psycopg.connect(libpq_url(url), autocommit=True)
        self._filled: dict[str, bool] = dict(self._connection.execute(_TABLES).fetchall())

    def empty(self) -> None:
        """As migrated again: no row, no partition of a test's own, numbers from the start."""
        with self._connection.transaction():
            self._connection.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()"
            )
            self._connection.execute("set local session_replication_role = replica")  # in any order
            for table, filled in self._connection.execute(_TABLES).fetchall():
                if table not in self._filled:
                    self._connection.execute(f"drop table {table}".encode())
                elif filled and not self._filled[table]:
                    self._connection.execute(f"delete from {table}".encode())
            self._connection.execute(_START_AGAIN)

    def close(self) -> None:
        """Leave it to whoever stops the server."""
        self._connection.close()
        self.database.close()
