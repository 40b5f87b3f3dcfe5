"""The application with all its pages on a database of its own, signed in as whoever a test says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Flask, g
from lxml import html

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role, User
from web.frame import EmployerChoice, Frame

from .application import lent


@dataclass(slots=True)
class ReportsSite:
    """`user` None: nobody is signed in."""

    app: Flask
    callboard: Callboard
    user: User | None
    employer: int | None = None

    def get(self, path: str) -> tuple[int, html.HtmlElement]:
        answer = self.app.test_client().get(path)
        return answer.status_code, html.document_fromstring(answer.text)

    def post(self, path: str, **fields: object) -> int:
        client = self.app.test_client()
        form = html.document_fromstring(client.get("/reports/saved").text).find(".//input[@name='csrf_token']")
        assert form is not None
        return client.post(path, data={"csrf_token": form.get("value"), **fields}).status_code


@contextmanager
def reports_site(callboard: Callboard, role: Role = Role.RECRUITER) -> Iterator[ReportsSite]:
    with lent(callboard) as app:
        made = ReportsSite(app, callboard, User(1, "priya", role))

        def sign_in() -> None:
            g.user = made.user
            if made.user is not None:
                choices = (EmployerChoice(None, "All employers"),)
                g.frame = Frame("Priya Nair", made.user.role, ZoneInfo("Europe/London"), choices, made.employer)

        # After the session's own, so that it has the last word.
        app.before_request_funcs[None] = [*app.before_request_funcs[None], sign_in]
        yield made


def said(page: html.HtmlElement, path: str) -> str:
    """The text of the first element there."""
    return " ".join(page.xpath(path)[0].text_content().split())
