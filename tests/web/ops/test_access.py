"""Who may come in: the public endpoints by name, all others to sign in; and links of pages lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from web.access import MARK
from web.links import TARGETS

MINE = ("boards", "careers", "crawlers", "feeds", "postings", "queue")
PUBLIC = {
    "careers.advert",
    "careers.index",
    "crawlers.atom",
    "crawlers.robots",
    "crawlers.sitemap",
    "crawlers.sitemap_file",
    "feeds.document",
}
TEMPLATES = Path(__file__).parents[3] / "web" / "templates"


def test_only_these_are_public(app: Flask) -> None:
    mine = {name: view for name, view in app.view_functions.items() if name.partition(".")[0] in MINE}
    assert {name for name, view in mine.items() if getattr(view, MARK, "none") is None} == PUBLIC
    assert [name for name, view in mine.items() if not hasattr(view, MARK)] == []


def test_others_are_sent_to_sign_in(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in MINE and rule.endpoint not in PUBLIC and "GET" in (rule.methods or ()):
            answer = app.test_client().get(re.sub(r"<int:\w+>", "1", rule.rule))
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/sign-in"), rule.rule


def test_every_endpoint_that_a_page_names_exists(app: Flask) -> None:
    named = {endpoint for endpoint, _ in TARGETS.values()}
    for path in TEMPLATES.rglob("*.html"):
        named |= set(re.findall(r"url_for\('([a-z_]+\.[a-z_]+)'", path.read_text(encoding="utf-8")))
    assert {name for name in named - set(app.view_functions) if name.partition(".")[0] in MINE} == set()
