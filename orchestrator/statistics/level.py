"""How sure a statement has to be; the same everywhere, and not to be chosen after the counts are known."""

from __future__ import annotations

import math

ALPHA = 0.05
"""The share of comparisons without any difference that may ever be called different, over all looks together."""
LOG_ENOUGH = math.log(1 / ALPHA)
"""ln 20: by Ville's inequality an e-process without a difference to find passes 20 at most once in twenty times."""


def bounded_exp(log: float) -> float:
    """e to the power of `log`, at most the largest number that can be written down."""
    return math.exp(min(log, 709.0))
