"""For adapter authors: the contract suite, an adapter's bench, hostile adverts, and the simulator of practice boards.

The names are loaded when they are asked for: the suite needs pytest, which an installation has no use for, and the
simulator runs without the suite.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import hostile, sample
    from .bench import Bench
    from .contract import BoardContract
    from .simulator import Operator, practice, running

__all__ = ["Bench", "BoardContract", "Operator", "hostile", "practice", "running", "sample"]

_HOMES = {
    "Bench": "bench",
    "BoardContract": "contract",
    "Operator": "simulator",
    "practice": "simulator.practice",
    "running": "simulator",
    "hostile": "hostile",
    "sample": "sample",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"{__name__}.{_HOMES[name]}")
    return getattr(home, name, home)
