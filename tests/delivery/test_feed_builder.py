"""The thread that builds feeds goes on whatever becomes of the database."""

from __future__ import annotations

import time

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import select

from orchestrator.delivery.feed_builder import FeedBuilder
from orchestrator.delivery.pump import Pump
from orchestrator.storage import tables as t
from orchestrator.urls import libpq_url
from tests.installation import Installation


def test_it_outlives_a_database_that_takes_no_more_connections(installation: Installation) -> None:
    installation.publish("indeed_feed")
    Pump(installation.callboard).run(5.0)
    assert not _built(installation)
    url = libpq_url(installation.callboard.database.url)
    builder = FeedBuilder(installation.callboard)
    with psycopg.connect(url, dbname="postgres", autocommit=True) as administrator:
        name = Identifier(psycopg.conninfo.conninfo_to_dict(url)["dbname"])
        administrator.execute(SQL("alter database {} allow_connections false").format(name))
        builder.start()
        time.sleep(1.5)  # it has looked, and what it needed was refused
        assert not _built(installation)
        administrator.execute(SQL("alter database {} allow_connections true").format(name))
    end = time.monotonic() + 20
    while not _built(installation):
        assert time.monotonic() < end, "the feed was never built"
        time.sleep(0.05)
    builder.stop()


def _built(installation: Installation) -> bool:
    with installation.callboard.database.read() as connection:
        return bool(connection.execute(select(t.feed.c.built_seq)).scalar_one())
