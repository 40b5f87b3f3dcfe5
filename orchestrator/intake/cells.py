"""One row of a table, by field."""

from __future__ import annotations

from collections.abc import Mapping

from .sheet import Row
from .text import one_line


class Cells:
    """One row by field, and what was found wrong or assumed while reading it."""

    def __init__(self, row: Row, where: Mapping[str, tuple[int, ...]]) -> None:
        self._row, self._where = row, where
        self.problems: list[str] = []
        self.notes: list[str] = list(row.notes)

    def raw(self, field: str) -> str:
        """The first of a field's columns that is not blank."""
        cells = self._row.cells
        return next((cells[i] for i in self._where.get(field, ()) if i < len(cells) and cells[i].strip()), "")

    def text(self, field: str, most: int = 300) -> str:
        text = one_line(self.raw(field))
        if len(text) > most:
            self.problems.append(f"{field}: {len(text)} characters; at most {most} fit")
        return text
