"""Words by which another system of an employer's may tell us of counts; only their hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from .tables import api_token


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose word it is, and what the system is called."""

    employer_id: int
    label: str


def add(connection: Connection, employer: int, label: str, hashed: bytes, by: str) -> bool:
    """False where a system of that name has a word already."""
    known = select(api_token.c.token_hash).where(
        api_token.c.employer_id == employer, api_token.c.label == label, api_token.c.revoked_at.is_(None)
    )
    if connection.execute(known).first() is not None:
        return False
    values = {"employer_id": employer, "label": label, "token_hash": hashed, "issued_by": by}
    connection.execute(api_token.insert().values(**values))
    return True


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
