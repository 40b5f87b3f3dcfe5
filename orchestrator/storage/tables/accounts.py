"""Board accounts: the login, and the queue of work that waits for it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.feed import Removal
from orchestrator.domain.mapping import Fact

from .base import employer, identity, instant, metadata, one_of, words

LONG_AGO = text("'2000-01-01 00:00:00+00'")
"""Before anything here happened. Not -infinity, which Python cannot read."""

board_account = Table(
    "board_account",
    metadata,
    identity(),
    employer(required=False),
    words("board", default=None),
    words("label", default=None),
    Column("settings", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("secrets", LargeBinary),
    Column("practice", Boolean, nullable=False, server_default=text("true")),
    Column("feed_token", Text),
    Column("hook_token", Text),
    Column("version", Integer, nullable=False, server_default="1"),
    instant("tested_at"),
    words("test_result"),
    instant("archived_at"),
    instant("created_at", now=True),
    instant("reconciled_at"),
    # The queue. Debited inside the claim; see storage/claim.py for what each means.
    Column("rate", Float, nullable=False, server_default="20"),
    Column("burst", Integer, nullable=False, server_default="20"),
    Column("tokens", Float, nullable=False, server_default="20"),
    instant("tokens_at", now=True),
    Column("win", Integer, nullable=False, server_default="2"),
    Column("win_max", Integer, nullable=False, server_default="64"),
    Column("batch", Integer, nullable=False, server_default="1"),
    Column("in_flight", Integer, nullable=False, server_default="0"),
    instant("ready_at"),
    instant("blocked_until", required=True, server_default=LONG_AGO),
    words("blocked_reason"),
    Column("timeouts", Integer, nullable=False, server_default="0"),
    instant("silent_since"),
    instant("paused_at"),
    words("paused_by"),
    words("pause_reason"),
    Index("ix_board_account_ready_at", "ready_at", postgresql_where=text("paused_at is null")),
    # Only of the accounts that have one: the row changes with each claim, and its indexes with it.
    Index("uq_board_account_feed_token", "feed_token", unique=True, postgresql_where=text("feed_token is not null")),
    Index("uq_board_account_hook_token", "hook_token", unique=True, postgresql_where=text("hook_token is not null")),
    Index("uq_board_account_board_label", "board", "label", unique=True, postgresql_where=text("archived_at is null")),
)

mapping = Table(
    "mapping",
    metadata,
    identity(),
    words("board", default=None),
    Column("account_id", BigInteger, ForeignKey("board_account.id")),
    words("field", default=None),
    words("fact", default=None),
    words("value"),
    words("gives", default=None),
    one_of("fact", Fact),
    CheckConstraint("gives <> ''", name="gives"),
    UniqueConstraint("board", "account_id", "field", "value", postgresql_nulls_not_distinct=True),
    comment="what a field of a board gets for a fact of the vacancy; an empty value stands for everything else",
)

account_queue = Table(
    "account_queue",
    metadata,
    Column("account_id", BigInteger, ForeignKey("board_account.id"), primary_key=True),
    Column("employer_id", BigInteger, ForeignKey("employer.id"), primary_key=True),
    instant("ready_at"),
    instant("head_at", required=True, server_default=LONG_AGO),
    Column("head_id", BigInteger, nullable=False, server_default="0"),
    Index("ix_account_queue_account_id_ready_at", "account_id", "ready_at"),
    comment="bounded: one row for each employer that uses an account",
)

feed = Table(
    "feed",
    metadata,
    Column("account_id", BigInteger, ForeignKey("board_account.id"), primary_key=True),
    Column("seq", BigInteger, nullable=False, server_default="0"),
    Column("fetched_seq", BigInteger, nullable=False, server_default="0"),
    instant("fetched_at"),
    instant("changed_at", now=True),
    Column("listed", BigInteger, nullable=False, server_default="0"),
    Column("built_seq", BigInteger, nullable=False, server_default="0"),
    instant("braked_at"),
)

feed_entry = Table(
    "feed_entry",
    metadata,
    Column("account_id", BigInteger, ForeignKey("board_account.id"), primary_key=True),
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), primary_key=True),
    Column("segment", Integer, nullable=False, server_default="0"),
    Column("seq", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("removal", Text),
    instant("removed_at"),
    one_of("removal", Removal),
    Index("ix_feed_entry_account_id_segment", "account_id", "segment"),
    Index("ix_feed_entry_account_id_seq", "account_id", "seq"),
    Index("ix_feed_entry_account_id_removal_removed_at", "account_id", "removal", "removed_at"),
    comment="bounded: entries removed more than 7 days ago are deleted nightly",
)

feed_segment = Table(
    "feed_segment",
    metadata,
    Column("account_id", BigInteger, ForeignKey("board_account.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("length", Integer, nullable=False),
    Column("crc", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("plain", LargeBinary, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    instant("superseded_at"),
    comment="bounded: former versions go half an hour after the next, when the feed is made anew",
)

visit = Table(
    "visit",
    metadata,
    identity(),
    Column("account_id", BigInteger, ForeignKey("board_account.id"), nullable=False),
    instant("at", now=True),
    words("agent"),
    Column("seq", BigInteger, nullable=False),
    Column("status", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Index("ix_visit_account_id_at", "account_id", "at"),
    comment="bounded: rows older than 90 days are deleted nightly",
)
