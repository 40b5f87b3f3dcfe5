"""The whole application on a real database, with people who may sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role
from orchestrator.services.add_employer import add_employer
from orchestrator.services.add_person import add_person
from orchestrator.services.sign_in import set_password
from tests.installation import Installation, install
from tests.web.application import CONFIG, lent
from web import session

from .visitor import Visitor

PASSWORD = "a password of the tests"


@dataclass(frozen=True, slots=True)
class Desk:
    """`fairhaven` has accounts, an advert and no vacancy yet; `other` is another employer. `app` serves both."""

    app: Flask
    callboard: Callboard
    fairhaven: Installation
    other: int

    def person(
        self, name: str = "priya", role: Role = Role.RECRUITER, employer: int | None = None, password: str = ""
    ) -> int:
        """Somebody who has a password only when given one; of Fairhaven unless `employer` is another (0: of all)."""
        of = self.fairhaven.employer if employer is None else employer or None
        added = add_person(self.callboard, "test", name, role, of, full_name=f"{name.title()} Nair")
        if password:
            set_password(self.callboard, "test", added.id, password)
        return added.id

    def visitor(self) -> Visitor:
        """Somebody who is not signed in."""
        return Visitor(self.app.test_client())

    def signed_in(self, name: str = "priya", role: Role = Role.RECRUITER, employer: int | None = None) -> Visitor:
        """Somebody who signed in a while ago."""
        visitor = self.visitor()
        with visitor.client.session_transaction() as session:
            session["person"] = self.person(name, role, employer)
        return visitor


@pytest.fixture
def installation(callboard: Callboard) -> Installation:
    return install(callboard)


@pytest.fixture
def desk(installation: Installation) -> Iterator[Desk]:
    other = add_employer(installation.callboard, "test", "Otterton Care").id
    session.BY_ADDRESS.forget("127.0.0.1")
    with lent(installation.callboard, replace(CONFIG, organisation="Westcountry Care")) as app:
        yield Desk(app, installation.callboard, installation, other)


@pytest.fixture
def statements(desk: Desk) -> Iterator[Callable[[], int]]:
    """How many statements the database has been sent since the last call."""
    from sqlalchemy import event

    seen: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    engine = desk.callboard.database.engine
    event.listen(engine, "before_cursor_execute", count)

    def since() -> int:
        number = len(seen)
        seen.clear()
        return number

    yield since
    event.remove(engine, "before_cursor_execute", count)
