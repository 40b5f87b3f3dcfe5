"""Build the installation from its settings. Entry points hand in the queue, the only part they differ in."""

from __future__ import annotations

from orchestrator.boards import registry
from orchestrator.callboard import Callboard
from orchestrator.queue import NoQueue, Queue
from orchestrator.rendering.renderer import Renderer
from orchestrator.settings import Settings
from orchestrator.storage.database import Database
from orchestrator.vault import Vault


def build(settings: Settings, database_url: str, queue: Queue | None = None) -> Callboard:
    """The installation on `database_url` (an SQLAlchemy address). Opens no connection yet."""
    return Callboard(
        settings=settings,
        database=Database(database_url),
        registry=registry.load(),
        renderer=Renderer(),
        vault=Vault(settings.encryption_keys),
        queue=queue or NoQueue(),
    )
