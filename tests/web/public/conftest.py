"""An installation with its public site, and the simulator's crawlers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestrator.callboard import Callboard
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation, install, with_settings
from tests.web.served import served


@pytest.fixture
def site(callboard: Callboard, simulator_url: str, boards: Operator) -> Iterator[Installation]:
    """Its address is `callboard.settings.public_url`."""
    quick = with_settings(callboard, simulator_url=simulator_url, deadline=2.0, lease=5.0, threads=8)
    with served(quick) as there:
        yield install(there)
