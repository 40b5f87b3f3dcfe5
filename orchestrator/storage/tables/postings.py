"""Postings, what is sent for them and what came of it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.operation import Operation
from orchestrator.domain.posting import Cause, Phase, Presence, Wish
from orchestrator.domain.receipt import Evidence

from .base import employer, identity, instant, metadata, one_of, words

posting = Table(
    "posting",
    metadata,
    identity(),
    employer(),
    Column("vacancy_id", BigInteger, ForeignKey("vacancy.id"), nullable=False),
    Column("wording_id", BigInteger, ForeignKey("wording.id"), nullable=False),
    Column("account_id", BigInteger, ForeignKey("board_account.id"), nullable=False),
    # Lists and reports go by these; PostgreSQL reads a row from its beginning.
    instant("starts_at", required=True),
    instant("published_at"),
    instant("ended_at"),
    instant("ends_at"),
    words("board", default=None),
    words("place", default=None),
    Column("generation", Integer, nullable=False, server_default="1"),
    words("reference", default=None),
    words("board_reference", default=None, unique=True),
    Column("practice", Boolean, nullable=False, server_default=text("false")),
    Column("owner_id", BigInteger, ForeignKey("person.id")),
    instant("created_at", now=True),
    # What is wanted. `wish_seq` rises with every change of it, so that an outcome that was on its way plans anew.
    words("wish", default="live"),
    Column("wish_seq", Integer, nullable=False, server_default="0"),
    Column("starts_local", DateTime(timezone=False), nullable=False),
    Column("ends_local", DateTime(timezone=False)),
    words("zone", default=None),
    words("content", default=None),
    Column("refresh_wanted", Boolean, nullable=False, server_default=text("false")),
    # What is known.
    words("presence", default="absent"),
    words("phase", default="waiting"),
    Column("operation", Text),
    Column("cause", Text),
    words("reason"),
    Column("sent", Text),
    Column("shown", Text),
    Column("external_id", Text),
    Column("url", Text),
    Column("handle", Text),
    Column("evidence", Text),
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("looks", SmallInteger, nullable=False, server_default="0"),
    instant("intended_at"),
    instant("checked_at"),
    Column("feed_seq", BigInteger),
    Column("surplus", Text),
    # `intents` rises with each that reaches the board. When something must be done, and who does it: table `due`.
    Column("intents", Integer, nullable=False, server_default="0"),
    one_of("wish", Wish),
    one_of("presence", Presence),
    one_of("phase", Phase),
    one_of("operation", Operation),
    one_of("cause", Cause),
    one_of("evidence", Evidence),
    UniqueConstraint("vacancy_id", "wording_id", "place", "account_id", "generation"),
    Index(
        "uq_posting_open",
        "vacancy_id",
        "wording_id",
        "place",
        "account_id",
        unique=True,
        postgresql_where=text("ended_at is null"),
    ),
    Index("ix_posting_account_id", "account_id"),
    Index("ix_posting_employer_id_starts_at", "employer_id", "starts_at"),
    Index(
        "ix_posting_employer_id_place", "employer_id", text("lower(place)"), postgresql_where=text("ended_at is null")
    ),
    Index("ix_posting_starts_at", "starts_at", "id"),
    # Of ranges of pages: a posting that goes live is updated in place, which an index of rows would forbid.
    Index("ix_posting_published_at", "published_at", postgresql_using="brin"),
    Index("ix_posting_ends_at", "ends_at", postgresql_where=text("ended_at is null")),
    Index("ix_posting_employer_id_cause", "employer_id", postgresql_where=text("cause is not null")),
    Index("ix_posting_reference", "reference"),
    Index("ix_posting_practice", "employer_id", postgresql_where=text("practice")),
    Index("ix_posting_wording_id", "wording_id"),
    Index("ix_posting_board_ended_at", "board", "ended_at", postgresql_where=text("ended_at is not null")),
    # Rows change several times each: room for updates in place (nothing that delivery changes at every step has an
    # index), and a vacuum that comes by rows, not by share.
    postgresql_with={
        "fillfactor": 80,
        "autovacuum_vacuum_scale_factor": 0,
        "autovacuum_vacuum_threshold": 10000,
        "autovacuum_analyze_scale_factor": 0,
        "autovacuum_analyze_threshold": 20000,
    },
)

variant = Table(
    "variant",
    metadata,
    identity(),
    employer(),
    Column("wording_id", BigInteger, ForeignKey("wording.id"), nullable=False),
    Column("vacancy_id", BigInteger, ForeignKey("vacancy.id"), nullable=False),
    words("board", default=None),
    words("content", default=None),
    Column("slots", JSONB, nullable=False),
    Column("fields", JSONB, nullable=False),
    Column("facts", JSONB, nullable=False),
    instant("created_at", now=True),
    UniqueConstraint("vacancy_id", "board", "content"),
)

payload = Table(
    "payload",
    metadata,
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), primary_key=True),
    Column("content", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    instant("created_at", now=True),
)

delivery = Table(
    "delivery",
    metadata,
    Column("posting_id", BigInteger, nullable=False),
    employer(checked=False),
    Column("account_id", BigInteger, nullable=False),
    words("operation", default=None),
    Column("fence", BigInteger, nullable=False),
    words("key"),
    Column("content", Text),
    instant("started_at", required=True),
    instant("ended_at", required=True),
    words("outcome", default=None),
    words("detail"),
    Column("stale", Boolean, nullable=False, server_default=text("false")),
    Column("evidence", LargeBinary),
    Index("ix_delivery_posting_id_started_at", "posting_id", "started_at"),
    # Appended in order of time: the last minutes are found by block ranges, which cost next to nothing to keep.
    Index("ix_delivery_started_at", "started_at", postgresql_using="brin"),
    postgresql_partition_by="RANGE (started_at)",
)

event = Table(
    "event",
    metadata,
    instant("at", now=True),
    employer(required=False, checked=False),
    Column("posting_id", BigInteger),
    Column("vacancy_id", BigInteger),
    Column("advert_id", BigInteger),
    Column("account_id", BigInteger),
    words("actor", default=None),
    words("kind", default=None),
    words("reason"),
    Column("data", JSONB),
    Index("ix_event_posting_id_at", "posting_id", "at"),
    Index("ix_event_vacancy_id_at", "vacancy_id", "at"),
    Index("ix_event_account_id_at", "account_id", "at", postgresql_where=text("posting_id is null")),
    postgresql_partition_by="RANGE (at)",
)

announced = Table(
    "announced",
    metadata,
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), primary_key=True),
    words("content", default=None),
    Column("gone", Boolean, nullable=False),
    instant("at", required=True),
    comment="pages that search engines were told of, as what and when; one row a posting at most",
)

proof = Table(
    "proof",
    metadata,
    identity(),
    employer(),
    Column("posting_id", BigInteger, ForeignKey("posting.id", ondelete="cascade"), nullable=False),
    instant("at", now=True),
    words("actor", default=None),
    words("note"),
    words("name"),
    words("media_type"),
    Column("body", LargeBinary),
    Index("ix_proof_posting_id", "posting_id"),
)

worker = Table(
    "worker",
    metadata,
    Column("name", Text, primary_key=True),
    instant("started_at", now=True),
    instant("seen_at", now=True),
    instant("progressed_at"),
    Column("delivered", BigInteger, nullable=False, server_default="0"),
    Column("open_calls", Integer, nullable=False, server_default="0"),
    comment="bounded: rows not seen for a day are deleted nightly",
)
