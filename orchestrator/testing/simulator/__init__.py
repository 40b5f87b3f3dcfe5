"""Practice boards: a real HTTP server that imitates job boards, written from their documentation.

It shares no code with the adapters, so that a misreading on one side is not repeated on the other. Besides the
boards it has a ledger (the truth about what was posted), faults, crawlers and candidates.
"""

from __future__ import annotations

from . import practice
from .background import running
from .client import Operator, Refused
from .fault import FaultKind
from .server import Simulator

__all__ = ["FaultKind", "Operator", "Refused", "Simulator", "practice", "running"]
