"""What people have been told by e-mail."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from .base import instant, metadata

told = Table(
    "told",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="cascade"), primary_key=True),
    Column("account_id", BigInteger, ForeignKey("board_account.id", ondelete="cascade"), primary_key=True),
    Column("cause", Text, primary_key=True),
    instant("at", now=True),
    comment="bounded: people x accounts x causes that hold now; a row goes when its cause is over",
)
