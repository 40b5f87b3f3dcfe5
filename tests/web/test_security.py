"""Headers, session cookie, CSRF and the pages for what went wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask

from web.app import WebConfig, create_app
from web.security import CONTENT_SECURITY_POLICY

from .conftest import CONFIG


def test_headers_on_every_answer(app: Flask) -> None:
    client = app.test_client()
    for path in ("/today", "/nowhere", "/fail/500", "/static/callboard.css", "/public/advert"):
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_pages_are_not_stored_and_files_are(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/today")
    assert page.headers["Cache-Control"] == "no-store"
    address = re.search(r'href="(/static/callboard\.css\?v=[0-9a-f]{12})"', page.text)
    assert address
    assert "max-age=31536000" in client.get(address[1]).headers["Cache-Control"]


def test_session_cookie() -> None:
    assert create_app(None, replace(CONFIG, https=True)).config["SESSION_COOKIE_NAME"] == "__Host-callboard"
    app = create_app(None, CONFIG)
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_short_key_is_refused_and_never_shown() -> None:
    with pytest.raises(ValueError, match="32 characters"):
        WebConfig("short")
    assert CONFIG.secret_key not in repr(CONFIG)


def test_form_without_token_explains_itself(app: Flask) -> None:
    answer = app.test_client().post("/save", data={"title": "Carer"})
    assert answer.status_code == 400
    assert "This page was open too long" in answer.text
    assert "what you typed is still on the page before" in answer.text


def test_token_in_form_or_header(app: Flask) -> None:
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/today").text)
    assert token
    assert client.post("/save", data={"title": "Carer", "csrf_token": token[1]}).status_code == 302
    assert client.post("/save", data={"title": "Carer"}, headers={"X-CSRFToken": token[1]}).status_code == 302
    assert client.post("/save", data={"title": "Carer"}, headers={"X-CSRFToken": "made up"}).status_code == 400


@pytest.mark.parametrize("code", [400, 403, 404, 413, 418, 429, 500, 501, 503])
def test_trouble_says_what_to_do(app: Flask, code: int) -> None:
    answer = app.test_client().get(f"/fail/{code}")
    assert answer.status_code == code
    assert answer.text.count("<h1>") == 1
    assert f"Code {code}," in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_bug_tells_nothing_of_itself(app: Flask) -> None:
    answer = app.test_client().get("/crash")
    assert answer.status_code == 500
    assert "RuntimeError" not in answer.text
    assert "Something here did not work" in answer.text


def test_wrong_method_keeps_allow(app: Flask) -> None:
    answer = app.test_client().get("/save")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_trouble_on_the_careers_site_is_nobodys(app: Flask) -> None:
    answer = app.test_client().get("/public/fail/404")
    assert answer.status_code == 404
    assert "Callboard" not in answer.text
    assert "may have closed" in answer.text
