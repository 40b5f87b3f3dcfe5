"""Similar job titles: what else the same work is called."""

from __future__ import annotations

from .similar import Similar, similar

__all__ = ["Similar", "similar"]
