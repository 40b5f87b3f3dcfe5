"""Where a finding stands in what was typed: rules look at a tidied text, marks are made in the untidied one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestrator.domain.finding import Finding

from .advert_form import AdvertText

FIELDS = frozenset({"title", "body", "summary", "benefits", "similar_titles"})
"""Fields of a finding that are inputs of the editor; all others are facts of a vacancy."""
_NUMBERED = re.compile(r"(\w+)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of an input; equal where the whole of it is meant, or the words are not found in it as they were read.

    `field` is empty where the finding is about no input of the editor.
    """

    field: str
    start: int = 0
    end: int = 0


def spot(typed: AdvertText, finding: Finding) -> Spot:
    """Where in the editor a finding is."""
    entry = _NUMBERED.fullmatch(finding.field)
    name = entry[1] if entry else finding.field
    if name not in FIELDS:
        return Spot("")
    raw: str = getattr(typed, name)
    if not finding.end:
        return Spot(name)
    begin = _entry(raw, int(entry[2])) if entry else len(raw) - len(raw.lstrip())
    start, end = begin + finding.start, begin + finding.end
    read = _read(typed, name, int(entry[2]) if entry else None)
    return Spot(name, start, end) if raw[start:end] == read[finding.start : finding.end] else Spot(name)


def _read(typed: AdvertText, name: str, number: int | None) -> str:
    """The text the rules looked at."""
    value = getattr(typed.wording, name)
    return str(value if number is None else value[number])


def _entry(raw: str, number: int) -> int:
    """Where the entry with this number begins, its mark and the blanks around it left out."""
    position = 0
    for line in raw.splitlines(keepends=True):
        bare = line.lstrip("-*• \t")
        if bare.strip():
            if number == 0:
                return position + len(line) - len(bare)
            number -= 1
        position += len(line)
    return position
