"""The rules: tables (`table/*.toml`, one family a file) joined with the functions they name."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources

from orchestrator.domain.finding import Severity

from .phrase import Phrases, pattern
from .rule import Rule, Trigger

FAMILIES = (
    "structure", "title", "pay", "content", "contact", "equality", "age", "uk", "care", "europe", "america",
    "inclusive",
)  # fmt: skip
_CONTEXTS = ("unless_before", "unless_after", "unless_near", "only_near", "milder_near")
_KEYS = {"id", "severity", "where", "since", "until", "message", "fix", "source", "evidence", "conflicting", "trigger",
         "phrases", "any_of", "fields", "milder", *_CONTEXTS}  # fmt: skip


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _texts(value: object) -> list[str]:
    return [_text(each) for each in value] if isinstance(value, list) else []


def _day(value: object, otherwise: date) -> date:
    return value if isinstance(value, date) else otherwise


def _trigger(row: Mapping[str, object]) -> Trigger:
    if "trigger" in row:
        module, _, name = _text(row["trigger"]).partition(".")
        found: Trigger = getattr(importlib.import_module(f"{__package__}.{module}"), name)
        return found
    contexts = {name: _context(name, _texts(row[name])) for name in _CONTEXTS if name in row}
    return Phrases(
        pattern(_texts(row["phrases"])),
        tuple(_texts(row["any_of"])),
        milder=_text(row.get("milder", "info")),
        fields=tuple(_texts(row.get("fields"))),
        **contexts,
    )


def _context(name: str, phrases: list[str]) -> re.Pattern[str]:
    joined = pattern(phrases, whole=name in ("unless_near", "only_near", "milder_near"))
    if name == "unless_before":
        return re.compile(rf"(?:{joined.pattern})[\s“\"'(-]{{0,3}}\Z")
    if name == "unless_after":
        return re.compile(rf"[\s”\"'),-]{{0,3}}(?:{joined.pattern})")
    return joined


def _family(name: str) -> Iterator[Rule]:
    table = tomllib.loads((resources.files(__package__) / "table" / f"{name}.toml").read_text(encoding="utf-8"))
    sources: dict[str, str] = table.get("sources", {})
    for row in table["rule"]:
        if unknown := row.keys() - _KEYS:
            raise ValueError(f"rule {row.get('id')} of {name}.toml has unknown keys: {', '.join(sorted(unknown))}")
        yield Rule(
            id=row["id"],
            family=name,
            severity=Severity(row["severity"]),
            message=row["message"],
            fix=row["fix"],
            source=sources.get(row["source"], row["source"]),
            evidence=row["evidence"],
            trigger=_trigger(row),
            where=frozenset(row.get("where", ())),
            since=_day(row.get("since"), date.min),
            until=_day(row.get("until"), date.max),
            conflicting=row.get("conflicting", ""),
        )


RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in _family(family))
