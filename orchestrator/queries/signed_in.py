"""What stands around every page of a signed-in person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from orchestrator.domain.permission import User
from orchestrator.storage import people

from .board_choices import practice_only
from .employers import EmployerLine, employers
from .needs import counts


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`employers`: those the person may see; `employer`: the one they have chosen, None for all of them.

    `needs` by key of the navigation; `practice`: whether all that is sent reaches the simulator only.
    """

    user: User
    full_name: str
    employers: tuple[EmployerLine, ...]
    employer: EmployerLine | None
    needs: Mapping[str, int]
    practice: bool


def signed_in(connection: Connection, person: int, chosen: int | None) -> SignedIn | None:
    """None where the person is gone or not active any more. A choice they may not see counts as none."""
    found = people.by_id(connection, person)
    if found is None or not found.active:
        return None
    seen = employers(connection, found.employer_id)
    chosen = seen[0].id if len(seen) == 1 else chosen
    employer = next((each for each in seen if each.id == chosen), None)
    only = None if employer is None else employer.id
    return SignedIn(
        found.user,
        found.full_name,
        tuple(seen),
        employer,
        counts(connection, only, found.role),
        practice_only(connection, only),
    )
