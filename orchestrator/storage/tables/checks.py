"""What people say about findings, and pay figures from outside."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Numeric, Table, UniqueConstraint

from .base import employer, identity, instant, metadata, words

waiver = Table(
    "waiver",
    metadata,
    identity(),
    employer(),
    Column("advert_id", BigInteger, ForeignKey("advert.id", ondelete="cascade"), nullable=False),
    words("rule", default=None),
    words("words"),
    words("reason", default=None),
    words("given_by", default=None),
    instant("created_at", now=True),
    UniqueConstraint("advert_id", "rule", "words"),
    CheckConstraint("reason <> ''", name="reason"),
)

dismissal = Table(
    "dismissal",
    metadata,
    Column("employer_id", BigInteger, ForeignKey("employer.id"), primary_key=True),
    words("rule", default=None, primary_key=True),
    words("dismissed_by", default=None),
    instant("created_at", now=True),
)

pay_reference = Table(
    "pay_reference",
    metadata,
    identity(),
    employer(required=False),
    words("title", default=None),
    words("region"),
    Column("annual", Numeric(12, 2), nullable=False),
    Column("stated_on", Date, nullable=False),
    words("source", default=None),
    CheckConstraint("annual > 0", name="annual"),
    Index("ix_pay_reference_title", "title"),
    UniqueConstraint(
        "employer_id", "title", "region", "annual", "stated_on", "source", postgresql_nulls_not_distinct=True
    ),
)
