"""Connections without SQLAlchemy, for the statements where every microsecond counts."""

from __future__ import annotations

import psycopg

from orchestrator.urls import libpq_url


def connect(url: str, *, relaxed: bool = False) -> psycopg.Connection[object]:
    """A connection of its own, each statement its own transaction unless one is opened.

    `relaxed`: commits do not wait for the disk; for what a crash of the server may undo.
    """
    connection = psycopg.connect(libpq_url(url), autocommit=True, connect_timeout=5)
    if relaxed:
        connection.execute("set synchronous_commit = off")
    return connection
