"""A running simulator for each test module, reset before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestrator.testing.simulator import Operator, running

from .local_site import LocalSite, serving


@pytest.fixture(scope="module")
def _running() -> Iterator[Operator]:
    with running() as operator:
        yield operator


@pytest.fixture
def boards(_running: Operator) -> Operator:
    _running.reset()
    return _running


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with serving() as local:
        yield local
