"""Every route says who may come in, and every address that a page names leads somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

import web
from orchestrator.domain.permission import Action
from web.access import MARK
from web.app import create_app
from web.frame import HOME, places_for
from web.links import TARGETS

from .conftest import CONFIG

FOLDER = Path(web.__file__).parent
ANYBODY = {
    "apply.follow",
    "approve.decide",
    "approve.page",
    "careers.advert",
    "careers.index",
    "counts_api.add",
    "crawlers.atom",
    "crawlers.robots",
    "crawlers.sitemap",
    "crawlers.sitemap_file",
    "feeds.document",
    "hooks.message",
    "session.by_link",
    "session.redeem_link",
    "session.sign_in",
    "session.sign_in_by_password",
    "session.sign_out",
    "static",
}
"""Candidates, crawlers, boards, who was sent a link, and whoever is not signed in yet."""


@pytest.fixture(scope="module")
def site() -> Flask:
    """The application with all its pages."""
    return create_app(None, CONFIG)


def test_every_route_says_who_may_come_in(site: Flask) -> None:
    views = {rule.endpoint: site.view_functions[rule.endpoint] for rule in site.url_map.iter_rules()}
    unmarked = {name for name, view in views.items() if not hasattr(view, MARK)}
    assert unmarked <= {"static"}
    assert {name for name, view in views.items() if getattr(view, MARK, None) is None} == ANYBODY
    assert {type(getattr(views[name], MARK)) for name in views if name not in ANYBODY} == {Action}


def test_whoever_is_not_signed_in_sees_nothing(site: Flask) -> None:
    client = site.test_client()
    for rule in site.url_map.iter_rules():
        if rule.endpoint not in ANYBODY and "GET" in (rule.methods or ()):
            _, path = rule.build(dict.fromkeys(rule.arguments, 1)) or ("", rule.rule)
            answer = client.get(path)
            assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/sign-in"), path


def named_in_templates(app: Flask) -> Iterator[tuple[str, str, set[str]]]:
    """Template, endpoint and the names of the values it is given, of every `url_for` with a constant endpoint."""
    for path in sorted((FOLDER / "templates").rglob("*.*")):
        tree = app.jinja_env.parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            match call:
                case nodes.Call(node=nodes.Name(name="url_for"), args=[nodes.Const(value=str(endpoint))]):
                    yield path.name, endpoint, {each.key for each in call.kwargs}


def test_every_address_in_a_template_exists(site: Flask) -> None:
    arguments = {rule.endpoint: rule.arguments for rule in site.url_map.iter_rules()}
    found = list(named_in_templates(site))
    assert len(found) > 40
    missing = {(name, endpoint) for name, endpoint, _ in found if endpoint not in arguments}
    assert missing == set()
    assert [(name, end) for name, end, given in found if not arguments[end] <= given] == []


def test_every_kind_of_thing_that_is_linked_has_a_page(site: Flask) -> None:
    for endpoint, name in TARGETS.values():
        rules = list(site.url_map.iter_rules(endpoint))
        assert any(name in rule.arguments or not rule.arguments for rule in rules), endpoint
    in_templates = {
        call.args[0].value
        for path in (FOLDER / "templates").rglob("*.html")
        for call in site.jinja_env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name == "link_to" and isinstance(call.args[0], nodes.Const)
    }
    assert in_templates <= set(TARGETS)


def test_every_address_in_the_code_exists(site: Flask) -> None:
    missing = []
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="url_for"), args=[ast.Constant(value=str(endpoint)), *_]):
                    if endpoint not in site.view_functions:
                        missing.append(f"{path.name}:{node.lineno} {endpoint}")
    assert missing == []


def test_every_role_has_a_home_and_places_that_exist(site: Flask) -> None:
    for role, home in HOME.items():
        assert home in site.view_functions
        assert {place.endpoint for place in places_for(role)} <= set(site.view_functions)
