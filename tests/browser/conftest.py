"""The whole application behind a real server, the practice boards, and a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext

from orchestrator.callboard import Callboard
from orchestrator.domain.permission import Role
from orchestrator.services.add_person import add_person
from orchestrator.services.sign_in import issue_link, set_password
from orchestrator.testing.simulator import running
from tests.installation import Installation, install, with_settings
from tests.web.served import served

from .walk import Walk

PASSWORD = "a password of the tests"


@dataclass(frozen=True, slots=True)
class Site:
    """`address` is where the pages are; `installation` sends what they schedule when it pumps."""

    address: str
    installation: Installation

    def link(self) -> str:
        """A sign-in link for Priya, once."""
        return self.address + issue_link(self.installation.callboard, "priya")


@pytest.fixture
def site(callboard: Callboard) -> Iterator[Site]:
    with running() as boards:
        quick = with_settings(callboard, simulator_url=boards.url, deadline=2.0, lease=5.0, threads=8)
        with served(quick) as there:
            installation = install(there, ("keyed", "findable", "careers"))
            person = add_person(there, "test", "priya", Role.RECRUITER, installation.employer, full_name="Priya Nair")
            set_password(there, "test", person.id, PASSWORD)
            yield Site(there.settings.public_url, installation)


@pytest.fixture(params=[True, False], ids=["with_script", "without_script"])
def context(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A window of its own; without JavaScript everything works the same."""
    context = chromium.new_context(base_url=site.address, locale="en-GB", java_script_enabled=request.param)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def walk(context: BrowserContext, request: pytest.FixtureRequest) -> Walk:
    return Walk(context.new_page(), request.node.callspec.params["context"])
