"""Connections without SQLAlchemy, for the statements where every microsecond counts."""

from __future__ import annotations

import psycopg

from orchestrator.urls import libpq_url


def connect(url: str) -> psycopg.Connection[object]:
    """A connection of its own, each statement its own transaction unless one is opened."""
    return psycopg.connect(libpq_url(url), autocommit=True, connect_timeout=5)
