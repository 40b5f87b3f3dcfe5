"""An empty installation on a real database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from orchestrator import bootstrap, settings
from orchestrator.callboard import Callboard


@pytest.fixture
def callboard(database_url: str, server_settings: settings.Settings) -> Iterator[Callboard]:
    built = bootstrap.build(server_settings, database_url)
    yield built
    built.database.close()
