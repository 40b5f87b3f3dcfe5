"""The people who work with Callboard, and their one-time sign-in links: rows and statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from orchestrator.domain.permission import Role, User

from .tables import person, sign_in_link

_COLUMNS = (
    person.c.id,
    person.c.name,
    person.c.full_name,
    person.c.role,
    person.c.employer_id,
    person.c.password_hash,
    person.c.active,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in while `active`. `employer_id` None: sees all employers."""

    id: int
    name: str
    full_name: str
    role: Role
    employer_id: int | None
    password_hash: str | None
    active: bool

    @property
    def user(self) -> User:
        return User(self.id, self.name, self.role, self.employer_id)


def _one(connection: Connection, condition: object) -> Person | None:
    row = connection.execute(select(*_COLUMNS).where(condition)).first()  # type: ignore[arg-type]
    return None if row is None else Person(row[0], row[1], row[2], Role(row[3]), row[4], row[5], row[6])


def by_id(connection: Connection, id: int) -> Person | None:
    return _one(connection, person.c.id == id)


def by_name(connection: Connection, name: str) -> Person | None:
    return _one(connection, person.c.name == name)


def everyone(connection: Connection) -> Sequence[Person]:
    """All people by name."""
    rows = connection.execute(select(*_COLUMNS).order_by(person.c.name))
    return [Person(row[0], row[1], row[2], Role(row[3]), row[4], row[5], row[6]) for row in rows]


def add(connection: Connection, name: str, full_name: str, role: Role, employer_id: int | None) -> int | None:
    """Insert a person; None where the name is taken."""
    added = (
        insert(person)
        .values(name=name, full_name=full_name, role=role.value, employer_id=employer_id)
        .on_conflict_do_nothing()
        .returning(person.c.id)
    )
    return connection.execute(added).scalar()


def set_password_hash(connection: Connection, id: int, password_hash: str | None) -> None:
    connection.execute(update(person).where(person.c.id == id).values(password_hash=password_hash))


def add_link(connection: Connection, token_hash: bytes, person_id: int, lifetime: timedelta) -> None:
    """Keep a link; those that ended more than a day ago go, which bounds the table."""
    connection.execute(delete(sign_in_link).where(sign_in_link.c.expires_at < func.now() - timedelta(days=1)))
    connection.execute(
        insert(sign_in_link).values(token_hash=token_hash, person_id=person_id, expires_at=func.now() + lifetime)
    )


def use_link(connection: Connection, token_hash: bytes) -> int | None:
    """Mark a link as used; the person it is for, None where it is unknown, used or over."""
    used = (
        update(sign_in_link)
        .where(sign_in_link.c.token_hash == token_hash)
        .where(sign_in_link.c.used_at.is_(None), sign_in_link.c.expires_at > func.now())
        .values(used_at=func.now())
        .returning(sign_in_link.c.person_id)
    )
    return connection.execute(used).scalar()
