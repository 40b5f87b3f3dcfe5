"""Standing questions: what is asked, the pairs drawn for it by a coin, and their postings."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.design import Design

from .base import employer, identity, instant, metadata, one_of, words

question = Table(
    "question",
    metadata,
    identity(),
    employer(),
    words("asked", default=None),
    words("a_means", default=None),
    words("b_means", default=None),
    words("design", default=None),
    Column("smallest_ratio", Float, nullable=False),
    Column("window_days", Integer, nullable=False),
    Column("plan", JSONB, nullable=False),
    words("signature", default=None),
    words("asked_by", default=None),
    instant("asked_at", required=True),
    instant("stopped_at"),
    words("stopped_by"),
    words("stop_reason"),
    one_of("design", Design),
    CheckConstraint("smallest_ratio > 1 and window_days between 3 and 90", name="plan"),
    Index("ix_question_employer_id", "employer_id"),
)

pair = Table(
    "pair",
    metadata,
    identity(),
    Column("question_id", BigInteger, ForeignKey("question.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("wording_a_id", BigInteger, ForeignKey("wording.id"), nullable=False),
    Column("wording_b_id", BigInteger, ForeignKey("wording.id"), nullable=False),
    # What the coin said: which of the two slots gets wording A.
    Column("a_slot", SmallInteger, nullable=False),
    words("drawn_by", default=None),
    instant("drawn_at", now=True),
    words("signature", default=None),
    instant("dropped_at"),
    words("dropped_by"),
    words("drop_reason"),
    UniqueConstraint("question_id", "number"),
    CheckConstraint("a_slot in (1, 2)", name="a_slot"),
)

slot = Table(
    "slot",
    metadata,
    Column("pair_id", BigInteger, ForeignKey("pair.id"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),
    Column("vacancy_id", BigInteger, ForeignKey("vacancy.id"), nullable=False),
    words("label", default=None),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    CheckConstraint("number in (1, 2) and first_day <= last_day", name="number"),
)

slot_posting = Table(
    "slot_posting",
    metadata,
    Column("posting_id", BigInteger, ForeignKey("posting.id"), primary_key=True),
    Column("pair_id", BigInteger, ForeignKey("pair.id"), nullable=False),
    Column("number", SmallInteger, nullable=False),
    words("board", default=None),
    Index("ix_slot_posting_pair_id", "pair_id"),
)
