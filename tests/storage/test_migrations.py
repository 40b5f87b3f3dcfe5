"""The migrations: one line of them, from an empty database to exactly the tables of the code."""

from __future__ import annotations

import re

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from orchestrator.storage import migrate
from orchestrator.storage.tables import PARTITIONED, metadata

PARTITION = re.compile("(?:" + "|".join(table.name for table in PARTITIONED) + r")_(?:default|\d{4}_\d{2})")


def test_one_line_of_revisions_with_one_head() -> None:
    script = ScriptDirectory.from_config(migrate.config())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_an_empty_database_gets_exactly_the_tables_of_the_code(database_url: str) -> None:
    def ours(_thing: object, name: str | None, _kind: str, _reflected: bool, _other: object) -> bool:
        return not (name and PARTITION.match(name))

    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert not migrate.pending(connection)
        options = {"compare_type": True, "compare_server_default": False, "include_object": ours}
        difference = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    engine.dispose()
    assert difference == []


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engine = create_engine(database_url)
    count = text("select count(*) from pg_class where relkind in ('r', 'i', 'p', 'I')")
    with engine.connect() as connection:
        before = connection.execute(count).scalar_one()
    migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(count).scalar_one() == before
    engine.dispose()
