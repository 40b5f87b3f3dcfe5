"""Tables of counts and exposures: whole numbers, sums, days. Whatever is doubtful is refused with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

from .draft import Unreadable
from .sheet import Row, csv_rows, decode

Value = TypeVar("Value")
_SHOWN = 20


class TableRefused(ValueError):
    """The table is not used; `problems` has a sentence for each line at fault."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = len(problems) - _SHOWN
        super().__init__("\n".join([*problems[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]))


class Cells:
    """One line by column. Reading a cell raises ValueError with its column and what to write instead."""

    __slots__ = ("_row", "_where")

    def __init__(self, row: Row, where: dict[str, int]) -> None:
        self._row, self._where = row, where

    def text(self, column: str) -> str:
        """What stands there; a blank is unknown, and unknown is not zero."""
        index = self._where.get(column, len(self._row.cells))
        text = self._row.cells[index] if index < len(self._row.cells) else ""
        if not text:
            raise ValueError(f"{column} is blank, which means unknown; leave the line out, or write 0 if none came")
        return text

    def whole(self, column: str) -> int:
        text = self.text(column)
        if not re.fullmatch(r"\d{1,12}(?:\.0+)?", text):
            raise ValueError(f"{column}: {text[:40]!r} is no count; write a whole number such as 12")
        return int(text.partition(".")[0])

    def number(self, column: str, otherwise: float) -> float:
        """A number above or at zero; `otherwise` where the table has no such column."""
        if column not in self._where:
            return otherwise
        text = self.text(column)
        try:
            value = float(text.replace("_", "x"))
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{column}: {text[:40]!r} is no number; write 12.5")
        return value

    def day(self, column: str) -> date:
        """A date; a numbered day (0, 1, 2 …) is one of the calendar's first century, see `day_as_written`."""
        text = self.text(column)
        if re.fullmatch(r"\d{1,4}", text):
            return date.fromordinal(int(text) + 1)
        try:
            return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day of a table has no zone
        except ValueError:
            raise ValueError(f"{column}: {text[:40]!r} is no day; write 2026-11-30, or number the days") from None


def day_as_written(day: date) -> int | str:
    """The number of a numbered day, else the date."""
    return day.toordinal() - 1 if numbered(day) else day.isoformat()


def numbered(day: date) -> bool:
    return day.toordinal() <= 10_000


def read(
    source: bytes, needed: Sequence[str], optional: Sequence[str], make: Callable[[Cells], Value]
) -> list[tuple[int, Value]]:
    """Each line's number and what `make` makes of it. A first line of column names may be left out if the columns
    stand in the order `needed`, `optional`. Raises TableRefused with everything that is wrong."""
    made, problems = [], []
    try:
        for row, where, named in _rows(source, needed, optional):
            try:
                if not named and len(row.cells) > len(where):
                    raise ValueError(f"{len(row.cells)} cells where {len(where)} belong ({', '.join(where)})")
                made.append((row.number, make(Cells(row, where))))
            except ValueError as error:
                problems.append(f"line {row.number}: {error}")
    except Unreadable as error:
        problems.append(str(error))
    if not made and not problems:
        problems.append(f"no lines; each needs {', '.join(needed)}")
    if problems:
        raise TableRefused(problems)
    return made


def _rows(source: bytes, needed: Sequence[str], optional: Sequence[str]) -> Iterator[tuple[Row, dict[str, int], bool]]:
    """Each row of figures, where its columns stand, and whether the table names them."""
    rows = csv_rows(decode(source))
    first = next(rows, None)
    if first is None:
        return
    known = (*needed, *optional)
    names = [cell.lower() for cell in first.cells]
    named = not set(names).isdisjoint(known)
    if named:
        for name in known:
            if names.count(name) > 1 or (name in needed and name not in names):
                raise Unreadable(f"line {first.number}: {names.count(name) or 'no'} columns {name}; one is needed")
        where = {name: names.index(name) for name in known if name in names}
    else:
        where = {name: index for index, name in enumerate(known) if index < max(len(first.cells), len(needed))}
        yield first, where, named
    for row in rows:
        yield row, where, named
