"""What boards cost."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Numeric, Table

from .base import identity, instant, metadata, words

charge = Table(
    "charge",
    metadata,
    identity(),
    Column("account_id", BigInteger, ForeignKey("board_account.id"), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("amount", Numeric(12, 2), nullable=False),
    words("currency", default="GBP"),
    words("note"),
    words("entered_by", default=None),
    instant("created_at", now=True),
    instant("revoked_at"),
    words("revoked_by"),
    CheckConstraint("amount >= 0 and first_day <= last_day", name="amount"),
    Index("ix_charge_account_id_first_day", "account_id", "first_day"),
    comment="bounded: what people enter; a wrong one is revoked and stays visible",
)
