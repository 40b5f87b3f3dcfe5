"""What was found when a scheduled posting was looked at before its time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, text
from sqlalchemy.dialects.postgresql import JSONB

from .base import employer, instant, metadata

lookahead = Table(
    "lookahead",
    metadata,
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), primary_key=True),
    employer(),
    Column("hours", Integer, nullable=False),
    Column("problems", JSONB, nullable=False),
    instant("starts_at", required=True),
    instant("looked_at", now=True),
    Index("ix_lookahead_employer_id", "employer_id", postgresql_where=text("problems <> '[]'::jsonb")),
    comment="bounded: one a scheduled posting; gone once it was sent",
)
