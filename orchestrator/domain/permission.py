"""Who may do what. One function, asked by every route and command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does here."""

    RECRUITER = "recruiter"
    OPS = "ops"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Action(StrEnum):
    """What a route or command does, as far as permission is concerned."""

    SEE = "see"
    WRITE = "write"
    PUBLISH = "publish"
    SEE_BOARDS = "see_boards"
    MANAGE_BOARDS = "manage_boards"
    MAP_FIELDS = "map_fields"
    SEE_QUEUE = "see_queue"
    OPERATE = "operate"
    REPORT = "report"
    MANAGE_PEOPLE = "manage_people"
    GO_LIVE = "go_live"


_MAY: dict[Role, frozenset[Action]] = {
    Role.RECRUITER: frozenset({Action.SEE, Action.WRITE, Action.PUBLISH, Action.SEE_BOARDS, Action.MAP_FIELDS,
                               Action.REPORT}),
    Role.OPS: frozenset({Action.SEE, Action.SEE_BOARDS, Action.MANAGE_BOARDS, Action.MAP_FIELDS, Action.SEE_QUEUE,
                         Action.OPERATE, Action.REPORT}),
    Role.REVIEWER: frozenset({Action.SEE, Action.REPORT}),
    Role.ADMIN: frozenset(Action),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class User:
    """A signed-in person. `employer` None: may see all employers."""

    id: int
    name: str
    role: Role
    employer: int | None = None


def authorise(user: User | None, action: Action, employer: int | None) -> bool:
    """May `user` do `action` for `employer` (None: not about one employer)?

    Somebody limited to one employer may do nothing that concerns another or all of them by name;
    a page about no employer shows them only their own.
    """
    if user is None or action not in _MAY[user.role]:
        return False
    return user.employer is None or employer is None or user.employer == employer
