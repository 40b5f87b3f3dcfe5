"""Progress on stderr, only where somebody watches and it takes a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds before anything is shown."""


def watched(items: Iterable[T], text: str) -> Iterator[T]:
    """The items as they are; after PATIENCE a count of them on stderr, if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(text), TextColumn("{task.completed}"), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(text, total=None)
    begun = time.monotonic()
    try:
        for count, item in enumerate(items, 1):
            if not progress.live.is_started and time.monotonic() - begun > PATIENCE:
                progress.start()
            yield item
            progress.update(task, completed=count)
    finally:
        progress.stop()
