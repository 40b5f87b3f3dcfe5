"""What is wrong with an advert file, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A position in a file; both count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where, in which field, what is wrong, what would be accepted, what may have been meant."""

    mark: Mark
    field: str
    message: str
    accepted: tuple[str, ...] = ()
    nearest: str = ""

    def __str__(self) -> str:
        text = f"{self.mark.line}:{self.mark.column}: {self.field}: {self.message}"
        if self.accepted:
            text += f"; accepted: {', '.join(self.accepted)}"
        return text + (f"; did you mean {self.nearest}?" if self.nearest else "")


class AdvertFileError(ValueError):
    """The file cannot be used; `problems` has everything that is wrong with it, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.mark.line, problem.mark.column)))
        super().__init__("; ".join(map(str, self.problems)))
