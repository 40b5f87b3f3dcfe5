"""Applications of a vacancy that no board can be given."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table

from orchestrator.domain.reading import Origin

from .base import employer, identity, instant, metadata, one_of, words

unattributed = Table(
    "unattributed",
    metadata,
    identity(),
    employer(),
    Column("vacancy_id", BigInteger, ForeignKey("vacancy.id", ondelete="cascade"), nullable=False),
    Column("value", BigInteger, nullable=False),
    words("origin", default=None),
    instant("taken_at", required=True),
    words("actor"),
    words("note"),
    instant("created_at", now=True),
    one_of("origin", Origin),
    CheckConstraint("value >= 0", name="value"),
    Index("ix_unattributed_vacancy_id_taken_at", "vacancy_id", "taken_at"),
    comment="totals since a vacancy was opened, appended as somebody reports them; bounded: vacancies x weeks open",
)
