"""An installation, and the simulator as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from orchestrator import bootstrap, settings
from orchestrator.testing.simulator.client import Operator
from tests.installation import Installation, install


@pytest.fixture(scope="session")
def simulator_url() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestrator.testing.simulator", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[-1]
    process.terminate()
    process.wait(10)


@pytest.fixture
def boards(simulator_url: str) -> Operator:
    operator = Operator(simulator_url)
    operator.reset()
    return operator


@pytest.fixture
def installation(
    database_url: str, server_settings: settings.Settings, simulator_url: str, boards: Operator
) -> Iterator[Installation]:
    quick = replace(server_settings, simulator_url=simulator_url, deadline=1.0, lease=4.0, threads=16)
    callboard = bootstrap.build(quick, database_url)
    yield install(callboard)
    callboard.database.close()
