"""Connections without SQLAlchemy, for the statements where every microsecond counts."""

from __future__ import annotations

import psycopg
from sqlalchemy import make_url


def libpq(url: str) -> str:
    """An SQLAlchemy address as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def connect(url: str) -> psycopg.Connection[object]:
    """A connection of its own, each statement its own transaction unless one is opened."""
    return psycopg.connect(libpq(url), autocommit=True, connect_timeout=5)
