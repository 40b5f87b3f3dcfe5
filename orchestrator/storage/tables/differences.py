"""Where boards show something else than is known here, and adverts of ours that nobody knew of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, text

from orchestrator.domain.difference import Difference
from orchestrator.domain.receipt import Evidence

from .base import employer, identity, instant, metadata, one_of, words

surplus = Table(
    "surplus",
    metadata,
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("url", Text),
    instant("found_at", now=True),
    instant("gone_at"),
)

difference = Table(
    "difference",
    metadata,
    identity(),
    employer(),
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), nullable=False),
    Column("account_id", BigInteger, ForeignKey("board_account.id"), nullable=False),
    words("kind", default=None),
    instant("found_at", now=True),
    words("evidence", default=None),
    Column("external_id", Text),
    Column("url", Text),
    instant("resolved_at"),
    words("resolution"),
    one_of("kind", Difference),
    one_of("evidence", Evidence),
    Index("uq_difference_open", "posting_id", "kind", unique=True, postgresql_where=text("resolved_at is null")),
    Index("ix_difference_account_id", "account_id", postgresql_where=text("resolved_at is null")),
    comment="bounded: resolved ones are deleted with the evidence of their time",
)
