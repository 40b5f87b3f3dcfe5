"""Words by which another system of an employer's may tell us of counts; only their hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert

from .tables import api_token


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose word it is, and what the system is called."""

    employer_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A word, by the name of its system; `revoked_at` None: it is taken."""

    label: str
    issued_by: str
    issued_at: datetime
    revoked_by: str
    revoked_at: datetime | None


def add(connection: Connection, employer: int, label: str, hashed: bytes, by: str) -> bool:
    """False where a system of that name has a word already."""
    values = {"employer_id": employer, "label": label, "token_hash": hashed, "issued_by": by}
    statement = (
        insert(api_token)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["employer_id", "label"], index_where=api_token.c.revoked_at.is_(None))
    )
    return connection.execute(statement.returning(api_token.c.label)).first() is not None


def listed(connection: Connection, employer: int) -> list[Issued]:
    """Every word that was issued, the oldest first."""
    c = api_token.c
    query = select(c.label, c.issued_by, c.issued_at, c.revoked_by, c.revoked_at).where(c.employer_id == employer)
    return [Issued(**row._asdict()) for row in connection.execute(query.order_by(c.issued_at))]


def holder(connection: Connection, hashed: bytes) -> Holder | None:
    """None where nobody has that word any more."""
    query = select(api_token.c.employer_id, api_token.c.label).where(
        api_token.c.token_hash == hashed, api_token.c.revoked_at.is_(None)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Holder(row.employer_id, row.label)


def revoke(connection: Connection, employer: int, label: str, by: str) -> bool:
    """False where no system of that name has a word."""
    current = update(api_token).where(
        api_token.c.employer_id == employer, api_token.c.label == label, api_token.c.revoked_at.is_(None)
    )
    return connection.execute(current.values(revoked_at=func.now(), revoked_by=by)).rowcount > 0
