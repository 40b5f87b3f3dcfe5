"""What stands around every signed-in page: who, which employer, where one can go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from orchestrator.domain.permission import Role


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation. `endpoint` is the Flask endpoint; `roles` see it."""

    key: str
    label: str
    icon: str
    endpoint: str
    roles: frozenset[Role]


def _place(key: str, label: str, endpoint: str, *roles: Role) -> Place:
    return Place(key, label, key, endpoint, frozenset({*roles, Role.ADMIN}))


# What a role cannot use is left out, never greyed.
PLACES = (
    _place("today", "Today", "today.page", Role.RECRUITER, Role.OPS),
    _place("queue", "Queue", "queue.page", Role.OPS),
    _place("boards", "Boards", "boards.index", Role.OPS),
    _place("adverts", "Adverts", "adverts.index", Role.RECRUITER),
    _place("vacancies", "Vacancies", "vacancies.index", Role.RECRUITER),
    _place("calendar", "Calendar", "calendar.month", Role.RECRUITER, Role.OPS),
    _place("reports", "Reports", "reports.month", Role.RECRUITER, Role.OPS, Role.REVIEWER),
)

HOME: Mapping[Role, str] = {
    Role.RECRUITER: "today.page",
    Role.OPS: "queue.page",
    Role.REVIEWER: "reports.month",
    Role.ADMIN: "today.page",
}


@dataclass(frozen=True, slots=True)
class EmployerChoice:
    """One employer the person may see; `id` None is *All employers*, offered only to those who may see all."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """`needs` counts, by navigation key, what needs a person of this role; nothing else is counted there.

    `practice` is the sentence of the banner when what one does here reaches the simulator only.
    """

    person: str
    role: Role
    zone: tzinfo
    employers: tuple[EmployerChoice, ...] = ()
    employer: int | None = None
    needs: Mapping[str, int] = field(default_factory=dict)
    practice: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        return places_for(self.role)

    @property
    def home(self) -> str:
        return HOME[self.role]


def places_for(role: Role, places: Iterable[Place] = PLACES) -> tuple[Place, ...]:
    """The navigation of one role, in its order."""
    return tuple(place for place in places if role in place.roles)
