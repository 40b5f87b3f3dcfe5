"""An installation with its public site, and the simulator's crawlers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from orchestrator import bootstrap, settings
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation, install
from tests.web.served import served


@pytest.fixture
def site(
    database_url: str,
    server_settings: settings.Settings,
    simulator_url: str,
    boards: Operator,
) -> Iterator[Installation]:
    """Its address is `callboard.settings.public_url`."""
    quick = replace(server_settings, simulator_url=simulator_url, deadline=2.0, lease=5.0, threads=8)
    callboard = bootstrap.build(quick, database_url)
    with served(callboard) as there:
        yield install(there)
    callboard.database.close()
