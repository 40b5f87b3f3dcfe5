"""What services and queries work with, built once per process and handed in."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.boards.registry import Registry
from orchestrator.queue import Queue
from orchestrator.rendering.renderer import Renderer
from orchestrator.settings import Settings
from orchestrator.storage.database import Database
from orchestrator.vault import Vault


@dataclass(frozen=True, slots=True)
class Callboard:
    """The installation: every service takes it first, then what it needs for the one thing it does."""

    settings: Settings
    database: Database
    registry: Registry
    renderer: Renderer
    vault: Vault
    queue: Queue
