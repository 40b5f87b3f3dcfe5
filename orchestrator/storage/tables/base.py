"""What all tables share."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, DateTime, ForeignKey, Identity, MetaData, Text, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def identity() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def instant(name: str, *, now: bool = False, required: bool = False, **options: Any) -> Column[Any]:
    """A column for a point in time; `now` defaults to the database's clock, the only one that decides."""
    if now:
        options["server_default"] = text("now()")
    return Column(name, DateTime(timezone=True), nullable=not (now or required), **options)


def words(name: str, *, default: str | None = "", **options: Any) -> Column[Any]:
    """Text that is never null: empty means nothing was said. `default` None makes it required."""
    if default is not None:
        options["server_default"] = default
    return Column(name, Text, nullable=False, **options)


def employer(*, required: bool = True, checked: bool = True) -> Column[Any]:
    """Whose row it is. Not `checked` where rows are appended by the thousand for postings that were checked: there a
    foreign key would lock the employer's row for each of them.
    """
    keys = [ForeignKey("employer.id")] if checked else []
    return Column("employer_id", BigInteger, *keys, nullable=not required, index=False)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The column holds a word of the enumeration (or null)."""
    quoted = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} in ({quoted})", name=column)
