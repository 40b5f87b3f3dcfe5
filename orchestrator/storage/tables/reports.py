"""Reports that were frozen, said something about, or are sent regularly."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.rhythm import Rhythm, SavedKind

from .base import employer, identity, instant, metadata, one_of, words

edition = Table(
    "edition",
    metadata,
    identity(),
    employer(),
    Column("month", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("content", JSONB, nullable=False),
    words("snapshot", default=None),
    words("made_by", default=None),
    instant("made_at", now=True),
    UniqueConstraint("employer_id", "month", "number"),
    comment="bounded: what people freeze; never changed and never deleted",
)

report_comment = Table(
    "report_comment",
    metadata,
    identity(),
    employer(),
    Column("month", Date, nullable=False),
    words("said", default=None),
    words("said_by", default=None),
    instant("said_at", now=True),
    Index("ix_report_comment_employer_id_month", "employer_id", "month"),
    CheckConstraint("said <> ''", name="said"),
)

saved_report = Table(
    "saved_report",
    metadata,
    identity(),
    employer(required=False),
    words("kind", default=None),
    words("rhythm", default=None),
    Column("hour", SmallInteger, nullable=False),
    words("zone", default=None),
    Column("recipients", JSONB, nullable=False),
    Column("owner_id", BigInteger, ForeignKey("person.id"), nullable=False),
    instant("next_at", required=True),
    instant("sent_at"),
    words("result"),
    instant("created_at", now=True),
    instant("stopped_at"),
    one_of("kind", SavedKind),
    one_of("rhythm", Rhythm),
    CheckConstraint("hour between 0 and 23", name="hour"),
    Index("ix_saved_report_next_at", "next_at"),
)
