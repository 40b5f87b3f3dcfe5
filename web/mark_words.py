"""What is doubtful about a count that was taken all the same, in words."""

from __future__ import annotations

from collections.abc import Mapping

from orchestrator.domain.reading import Mark

from .numbers import plural

MARKS: Mapping[Mark, str] = {
    Mark.FELL: "is lower than before; it counts as a correction",
    Mark.JUMPED: "is a thousand times what it was; look whether it is a slip",
    Mark.MORE_THAN_CLICKS: "is more than the clicks that were counted",
}
"""How a mark is said of a count."""
_SHORT: Mapping[Mark, str] = {
    Mark.FELL: "fell",
    Mark.JUMPED: "jumped a thousandfold",
    Mark.MORE_THAN_CLICKS: "counted more applications than clicks",
}


def marks_words(found: Mapping[Mark, int]) -> str:
    """`1 reading fell, 2 readings counted more applications than clicks`."""
    return ", ".join(f"{plural(number, 'reading')} {_SHORT[mark]}" for mark, number in sorted(found.items()))
