"""What an import did, or would do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from orchestrator.intake.draft import Draft, Refusal


@dataclass(frozen=True, slots=True)
class Note:
    """What was left out, assumed or not looked at for one item."""

    item: str
    note: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """`imported` items became a vacancy each; `vacancies` and `adverts` are what was added (empty on a rehearsal)."""

    imported: int
    refused: tuple[Refusal, ...]
    vacancies: tuple[int, ...] = ()
    adverts: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()


class Tally:
    """Counts items one after the other."""

    def __init__(self) -> None:
        self._imported = 0
        self._refused: list[Refusal] = []
        self._vacancies: list[int] = []
        self._adverts: list[int] = []
        self._notes: list[Note] = []

    def refuse(self, refusal: Refusal) -> None:
        self._refused.append(refusal)

    def imported(self, item: str, notes: Sequence[str], vacancy: int | None = None, advert: int | None = None) -> None:
        """`advert` None: no advert was added for it."""
        self._imported += 1
        self._notes += [Note(item, note) for note in notes]
        self._vacancies += [] if vacancy is None else [vacancy]
        self._adverts += [] if advert is None else [advert]

    def result(self, *, kept: bool = True) -> ImportResult:
        """`kept` False: nothing stayed, so there is nothing to name."""
        return ImportResult(
            self._imported,
            tuple(self._refused),
            tuple(self._vacancies) if kept else (),
            tuple(self._adverts) if kept else (),
            tuple(self._notes),
        )


def fingerprint(draft: Draft) -> bytes:
    """A hash of everything a draft says; two items with one fingerprint are the same item."""
    said = asdict(replace(draft, employer="", notes=()))
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).digest()
