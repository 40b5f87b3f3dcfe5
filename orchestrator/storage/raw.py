"""Connections without SQLAlchemy, for the statements where every microsecond counts."""

from __future__ import annotations

import psycopg

from orchestrator.urls import libpq_url


def connect(url: str, *, relaxed: bool = False) -> psycopg.Connection[object]:
    """A connection of its own, each statement its own transaction unless one is opened.

    `relaxed`: commits do not wait for the disk; for what a crash of the server may undo. A statement is planned once,
    when it first comes: the planner, left to itself, plans a claim among 5,000 accounts anew each time, at half its
    cost. Such a plan must be good for few rows of many: what these statements touch is in memory, so a page out of
    order costs no more than the next one, and no table is read whole.
    """
    connection = psycopg.connect(libpq_url(url), autocommit=True, connect_timeout=5, prepare_threshold=0)
    connection.execute("set plan_cache_mode = force_generic_plan")
    connection.execute("set random_page_cost = 1")
    if relaxed:
        connection.execute("set synchronous_commit = off")
    return connection
