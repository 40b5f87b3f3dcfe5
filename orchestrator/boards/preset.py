"""Accounts that are filled in for people: the settings of a board that many use, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preset:
    """`label` names the board, `note` says what a person should know; `settings` are values of `credentials` fields."""

    name: str
    label: str
    note: str
    settings: Mapping[str, str]


def presets(file: Path) -> tuple[Preset, ...]:
    """The presets of a TOML file, by label: one table each, with `label`, `note` and the settings."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    made = [
        Preset(name, given.pop("label"), given.pop("note", ""), {key: str(value) for key, value in given.items()})
        for name, given in found.items()
    ]
    return tuple(sorted(made, key=lambda each: each.label.casefold()))
