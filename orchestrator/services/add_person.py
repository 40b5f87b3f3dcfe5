"""Add somebody who may sign in."""

from __future__ import annotations

import re

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role
from orchestrator.storage import employers, events, people
from orchestrator.storage.people import Person

from .refused import refuse

_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")


def add_person(
    callboard: Callboard,
    actor: str,
    name: str,
    role: Role,
    employer: int | None = None,
    *,
    full_name: str = "",
) -> Person:
    """Add a person, without a password: the first sign-in is by a link. `employer` None: sees all employers.

    Raises Refused where the name cannot be used or is taken, or the employer does not exist.
    """
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise refuse("name", f"{name!r} cannot be used; write letters, digits and . _ - @ +, at most 100")
    with callboard.database.begin() as connection:
        if employer is not None and employers.by_id(connection, employer) is None:
            raise refuse("employer", "this employer does not exist")
        added = people.add(connection, name, full_name.strip() or name, role, employer)
        if added is None:
            raise refuse("name", f"there is somebody called {name!r} already; choose another name")
        events.record(
            connection, actor=actor, kind="person_added", employer_id=employer, reason=f"{name}: {role.value}"
        )
        person = people.by_id(connection, added)
    if person is None:
        raise AssertionError("a person who was just written is there")
    return person
