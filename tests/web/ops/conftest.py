"""The signed-in pages on a whole installation with the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from orchestrator.domain.permission import Role
from orchestrator.storage import tables as t
from tests.installation import Installation
from tests.web.application import lent

Page = Any  # lxml's types do not know what an expression finds


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody who is signed in. Every page is read as HTML; forms carry their token."""

    client: FlaskClient

    def get(self, path: str, status: int = 200) -> Page:
        return self._page(self.client.get(path), status)

    def post(self, path: str, status: int = 303, **values: Any) -> Page:
        """With the token of a page that has a form; follows nothing."""
        token = self.get("/postings").xpath("//input[@name='csrf_token']/@value")[0]
        return self._page(self.client.post(path, data={"csrf_token": token, **values}), status)

    @staticmethod
    def _page(answer: TestResponse, status: int) -> Page:
        assert answer.status_code == status, answer.text[-3000:]
        page: Page = html.document_fromstring(answer.text or "<p></p>")
        page.set("data-location", answer.headers.get("Location", ""))
        return page


@pytest.fixture
def app(installation: Installation) -> Iterator[Flask]:
    with lent(installation.callboard) as app:
        yield app


def sign_in(app: Flask, installation: Installation, role: Role, *, own: bool = False) -> Browser:
    """A new person of this role; `own`: limited to the installation's employer."""
    with installation.callboard.database.begin() as connection:
        number = connection.execute(
            t.person.insert()
            .values(
                name=f"{role}-{own}",
                full_name="Tom Okafor",
                role=role,
                employer_id=installation.employer if own else None,
            )
            .returning(t.person.c.id)
        ).scalar_one()
    client = app.test_client()
    with client.session_transaction() as session:
        session["person"] = number
    return Browser(client)


@pytest.fixture
def ops(app: Flask, installation: Installation) -> Browser:
    return sign_in(app, installation, Role.OPS)
