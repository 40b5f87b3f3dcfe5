"""One cell of a table that is handed out."""

from __future__ import annotations

UNKNOWN = "unknown"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula. What is unknown is said, never blank and never 0."""
    words = UNKNOWN if value is None else str(value)
    return f"'{words}" if words.startswith(_FORMULA) else words
