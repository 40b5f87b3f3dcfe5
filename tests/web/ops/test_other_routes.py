"""The page of what other systems send, for one employer at a time."""

from __future__ import annotations

from typing import Any

from flask import Flask

from orchestrator.domain.permission import Role
from tests.installation import Installation

from .conftest import Browser, sign_in


def test_a_system_is_named_shown_and_taken_back(ops: Browser, installation: Installation) -> None:
    path = f"/employers/{installation.employer}/routes"
    assert ops.get("/employers", 302).get("data-location") == path
    page = ops.get(path)
    names = page.xpath("//input[starts-with(@name, 'by-')]/@name")
    assert "by-indeed.com" in names
    assert "by-careers" not in names
    workday: Any = {"by-indeed.com": "Workday"}
    nobody: Any = {"by-indeed.com": ""}
    endless: Any = {"by-indeed.com": "x" * 101}
    ops.post(path, **workday)
    assert ops.get(path).xpath("//input[@name='by-indeed.com']/@value") == ["Workday"]
    wrong = ops.post(path, 422, **endless)
    assert wrong.findtext(".//title").startswith("Error: ")
    ops.post(path, **nobody)
    assert ops.get(path).xpath("//input[@name='by-indeed.com']/@value") == [""]


def test_who_may(app: Flask, installation: Installation) -> None:
    path = f"/employers/{installation.employer}/routes"
    sign_in(app, installation, Role.RECRUITER).get(path, 403)
    own = sign_in(app, installation, Role.OPS, own=True)
    own.get(path)
    own.get("/employers/999/routes", 404)
