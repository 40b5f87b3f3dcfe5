"""Employers, the people who work with Callboard, and the forms they have sent. Never candidates."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.permission import Role

from .base import employer as employer_column
from .base import identity, instant, metadata, one_of, words

employer = Table(
    "employer",
    metadata,
    identity(),
    words("slug", default=None, unique=True),
    words("name", default=None, unique=True),
    words("prefix", default=None, unique=True),
    words("zone", default="Europe/London"),
    words("country", default="GB"),
    words("website"),
    Column("headcount", Integer),
    Column("agency", Boolean, nullable=False, server_default=text("false")),
    Column("needs_approval", Boolean, nullable=False, server_default=text("false")),
    Column("vacancies", BigInteger, nullable=False, server_default="0"),
    instant("created_at", now=True),
    # Since its first posting outside practice; until then reports are of its practice.
    instant("live_since"),
    CheckConstraint("slug ~ '^[a-z0-9][a-z0-9-]{0,38}$'", name="slug"),
    CheckConstraint("prefix ~ '^[A-Z][A-Z0-9]{1,7}$'", name="prefix"),
)

other_route = Table(
    "other_route",
    metadata,
    Column("employer_id", BigInteger, ForeignKey("employer.id"), primary_key=True),
    Column("audience", Text, primary_key=True),
    words("by", default=None),
    CheckConstraint("by <> ''", name="by"),
    comment="audiences that another system of the employer's sends its vacancies to",
)

person = Table(
    "person",
    metadata,
    identity(),
    words("name", default=None, unique=True),
    words("full_name", default=None),
    words("role", default=None),
    employer_column(required=False),
    Column("password_hash", Text),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    instant("created_at", now=True),
    one_of("role", Role),
)

api_token = Table(
    "api_token",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    employer_column(),
    words("label", default=None),
    words("issued_by", default=None),
    instant("issued_at", now=True),
    words("revoked_by"),
    instant("revoked_at"),
    Index(
        "uq_api_token_current",
        "employer_id",
        "label",
        unique=True,
        postgresql_where=text("revoked_at is null"),
    ),
    comment="bounded: a row for each that a person has issued",
)

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="cascade"), nullable=False),
    instant("expires_at", required=True),
    instant("used_at"),
)

answered_form = Table(
    "answered_form",
    metadata,
    Column("token", Text, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id", ondelete="cascade"), nullable=False),
    words("address"),
    Column("data", JSONB),
    instant("at", now=True),
    Index("ix_answered_form_at", "at"),
    comment="bounded: rows older than a day are deleted with the next form",
)
