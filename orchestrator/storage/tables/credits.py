"""What a posting costs on an account, and the credits bought for it."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Numeric, Table

from orchestrator.domain.credit import CreditKind
from orchestrator.domain.price import Basis

from .base import identity, instant, metadata, one_of, words

price = Table(
    "price",
    metadata,
    identity(),
    Column("account_id", BigInteger, ForeignKey("board_account.id"), nullable=False),
    words("basis", default=None),
    Column("amount", Numeric(12, 2)),
    words("currency", default="GBP"),
    Column("units", Integer),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date),
    words("entered_by", default=None),
    instant("created_at", now=True),
    one_of("basis", Basis),
    CheckConstraint("amount >= 0 and units >= 0", name="amount"),
    Index("ix_price_account_id_first_day", "account_id", "first_day"),
    comment="bounded: what people enter; a later one takes the place of an earlier one from its first day",
)

credit = Table(
    "credit",
    metadata,
    identity(),
    Column("account_id", BigInteger, ForeignKey("board_account.id"), nullable=False),
    instant("at", now=True),
    words("kind", default=None),
    Column("units", Integer, nullable=False),
    words("note"),
    words("entered_by", default=None),
    one_of("kind", CreditKind),
    Index("ix_credit_account_id_at", "account_id", "at"),
    comment="bounded: what people enter. What postings take is counted from the postings, never written here",
)
