"""Vacancies, adverts and their wordings."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from orchestrator.domain.pay import PayPeriod
from orchestrator.domain.vacancy import Contract, Hours, VacancyState

from .base import employer, identity, instant, metadata, one_of, words

_EMPTY = text("'[]'::jsonb")

vacancy = Table(
    "vacancy",
    metadata,
    identity(),
    employer(),
    words("reference", default=None, unique=True),
    words("title", default=None),
    words("town"),
    words("region"),
    words("postcode"),
    words("street"),
    words("country", default="GB"),
    Column("remote", Boolean, nullable=False, server_default=text("false")),
    Column("remote_in", JSONB, nullable=False, server_default=_EMPTY),
    Column("pay_minimum", Numeric(12, 2)),
    Column("pay_maximum", Numeric(12, 2)),
    words("pay_currency", default="GBP"),
    words("pay_period", default="year"),
    words("pay_note"),
    words("contract", default="permanent"),
    words("hours", default="full_time"),
    Column("weekly_hours", Numeric(5, 2)),
    Column("openings", Integer, nullable=False, server_default="1"),
    Column("must_haves", JSONB, nullable=False, server_default=_EMPTY),
    Column("desirables", JSONB, nullable=False, server_default=_EMPTY),
    Column("checks", JSONB, nullable=False, server_default=_EMPTY),
    words("apply_url"),
    words("apply_email"),
    words("requisition"),
    words("category"),
    Column("closes_on", Date),
    Column("owner_id", BigInteger, ForeignKey("person.id")),
    words("state", default="open"),
    Column("postings", Integer, nullable=False, server_default="0"),
    Column("imported_hash", LargeBinary),
    Column("version", Integer, nullable=False, server_default="1"),
    instant("created_at", now=True),
    instant("updated_at", now=True),
    words("updated_by"),
    one_of("pay_period", PayPeriod),
    one_of("contract", Contract),
    one_of("hours", Hours),
    one_of("state", VacancyState),
    CheckConstraint("openings >= 1", name="openings"),
    CheckConstraint("pay_minimum > 0 and pay_maximum > 0 and pay_minimum <= pay_maximum", name="pay"),
    Index("ix_vacancy_employer_id_created_at", "employer_id", "created_at"),
    Index("ix_vacancy_title", "title"),
    Index("ix_vacancy_employer_id_title_town", "employer_id", text("lower(title)"), text("lower(town)")),
    Index(
        "uq_vacancy_employer_id_requisition_town",
        "employer_id",
        "requisition",
        "town",
        unique=True,
        postgresql_where=text("requisition <> ''"),
    ),
    Index("uq_vacancy_employer_id_imported_hash", "employer_id", "imported_hash", unique=True),
)

advert = Table(
    "advert",
    metadata,
    identity(),
    employer(),
    words("name", default=None),
    Column("owner_id", BigInteger, ForeignKey("person.id")),
    instant("archived_at"),
    Column("template", Boolean, nullable=False, server_default=text("false")),
    Column("version", Integer, nullable=False, server_default="1"),
    instant("created_at", now=True),
    instant("updated_at", now=True),
    words("updated_by"),
    Index("ix_advert_employer_id_updated_at", "employer_id", "updated_at"),
)

wording = Table(
    "wording",
    metadata,
    identity(),
    employer(),
    Column("advert_id", BigInteger, ForeignKey("advert.id", ondelete="cascade"), nullable=False),
    words("label", default="A"),
    words("title", default=None),
    words("summary"),
    words("body", default=None),
    Column("benefits", JSONB, nullable=False, server_default=_EMPTY),
    Column("similar_titles", JSONB, nullable=False, server_default=_EMPTY),
    Column("version", Integer, nullable=False, server_default="1"),
    instant("updated_at", now=True),
    UniqueConstraint("advert_id", "label"),
)

advert_vacancy = Table(
    "advert_vacancy",
    metadata,
    Column("advert_id", BigInteger, ForeignKey("advert.id", ondelete="cascade"), primary_key=True),
    Column("vacancy_id", BigInteger, ForeignKey("vacancy.id", ondelete="cascade"), primary_key=True),
    Index("ix_advert_vacancy_vacancy_id", "vacancy_id"),
)
