"""What is kept around the text of an advert: boards' own words, versions, what is being typed, and reusable parts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.approval import Answer

from .base import employer, identity, instant, metadata, one_of, words

_ADVERT = "advert.id"

override = Table(
    "override",
    metadata,
    Column("wording_id", BigInteger, ForeignKey("wording.id", ondelete="cascade"), primary_key=True),
    Column("board", Text, primary_key=True),
    employer(),
    Column("title", Text),
    Column("summary", Text),
    Column("body", Text),
    Column("fields", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    instant("updated_at", now=True),
    comment="bounded: wordings times boards",
)

advert_version = Table(
    "advert_version",
    metadata,
    Column("advert_id", BigInteger, ForeignKey(_ADVERT, ondelete="cascade"), primary_key=True),
    Column("version", Integer, primary_key=True),
    employer(),
    words("name", default=None),
    Column("texts", JSONB, nullable=False),
    instant("saved_at", required=True),
    words("saved_by"),
    comment="bounded: the newest of an advert, see storage/versions.py",
)

draft = Table(
    "draft",
    metadata,
    Column("advert_id", BigInteger, ForeignKey(_ADVERT, ondelete="cascade"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="cascade"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("form", JSONB, nullable=False),
    instant("at", now=True),
    comment="bounded: one a person and advert; gone when it is saved, or after a month",
)

block = Table(
    "block",
    metadata,
    identity(),
    employer(),
    words("name", default=None),
    words("body", default=None),
    instant("updated_at", now=True),
    words("updated_by"),
    UniqueConstraint("employer_id", "name"),
)

approval = Table(
    "approval",
    metadata,
    identity(),
    employer(),
    Column("advert_id", BigInteger, ForeignKey(_ADVERT, ondelete="cascade"), nullable=False),
    Column("version", Integer, nullable=False),
    words("content", default=None),
    Column("facts", JSONB, nullable=False),
    words("reviewer", default=None),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    instant("asked_at", now=True),
    words("asked_by"),
    instant("expires_at", required=True),
    instant("opened_at"),
    instant("revoked_at"),
    instant("answered_at"),
    Column("answer", Text),
    words("comment"),
    one_of("answer", Answer),
    Index("ix_approval_advert_id_asked_at", "advert_id", "asked_at"),
    comment="bounded: deleted with its advert; an advert is approved a few times in its life",
)
