"""The application with one route a template, filled with the samples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Blueprint, Flask, abort, g, redirect, render_template, request, session
from werkzeug.wrappers import Response

from orchestrator.domain.permission import Role
from web.app import WebConfig, create_app
from web.frame import EmployerChoice, Frame

from . import samples

FRAME = Frame(
    person="Priya Nair",
    role=Role.RECRUITER,
    zone=ZoneInfo("Europe/London"),
    employers=(EmployerChoice(None, "All employers"), EmployerChoice(1, "Fairhaven Homecare")),
    employer=1,
    needs={"today": 7},
    practice="Practice: what you send here reaches the simulator only.",
)
CONFIG = WebConfig(
    "a key of the tests, never of a site", https=False, organisation="Westcountry Care", support="Ask Tom Okafor, ops."
)


def _show(template: str) -> Callable[[], str]:
    page, context = samples.SAMPLES[template]

    def show() -> str:
        g.frame = FRAME
        return render_template(template, page=page, now=samples.NOW, today=samples.NOW.date(), **context)

    return show


def _routes() -> tuple[Blueprint, Blueprint]:
    pages = Blueprint("samples", __name__)
    public = Blueprint("careers", __name__)
    for template in samples.SAMPLES:
        target = public if template.startswith("public/") else pages
        path, name = template.removesuffix(".html"), template.replace("/", "_").removesuffix(".html")
        target.add_url_rule(f"/{path}", name, _show(template))

    @pages.get("/fail/<int:code>")
    def fail(code: int) -> str:
        abort(code)

    @pages.get("/crash")
    def crash() -> str:
        raise RuntimeError("a bug")

    @pages.post("/save")
    def save() -> Response:
        session["saved"] = request.form.get("title", "")
        return redirect("/today")

    @public.get("/public/fail/<int:code>")
    def fail_public(code: int) -> str:
        abort(code)

    return pages, public


@pytest.fixture(scope="session")
def app() -> Flask:
    """The real application; addresses of pages that have no route yet become a path of their endpoint's name."""
    app = create_app(None, CONFIG, blueprints=_routes())
    app.url_build_error_handlers.append(lambda error, endpoint, values: f"/{endpoint.replace('.', '/')}")
    return app


@pytest.fixture(scope="session")
def moment() -> datetime:
    return samples.NOW
