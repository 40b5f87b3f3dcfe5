"""Rules that look for phrases, with the contexts in which a phrase means something else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .subject import Hit, Subject

BEFORE = 60
"""Characters in front of a phrase that are looked at."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """`any_of`: keys for `Subject.near`, one of which is in every phrase of the pattern.

    A hit needs `pattern`, outside of the contexts `unless_before`, `unless_after` and `unless_near` (its sentence), and
    inside `only_near`. In a sentence with `milder_near` its severity is `milder`. `fields`: beginnings of the fields
    that are looked at; empty means all.
    """

    pattern: re.Pattern[str]
    any_of: tuple[str, ...]
    unless_before: re.Pattern[str] | None = None
    unless_after: re.Pattern[str] | None = None
    unless_near: re.Pattern[str] | None = None
    only_near: re.Pattern[str] | None = None
    milder_near: re.Pattern[str] | None = None
    milder: str = "info"
    fields: tuple[str, ...] = ()

    def __call__(self, subject: Subject) -> Iterator[Hit]:
        for found in subject.near(self.pattern, self.any_of):
            start, end = found.span()
            if self.fields and not subject.field_at(start).startswith(self.fields):
                continue
            if self._excepted(subject, start, end):
                continue
            hit = subject.at(start, end)
            if self.milder_near and self.milder_near.search(subject.sentence(start, end).lower()):
                hit = Hit(hit.field, hit.start, hit.end, hit.details, self.milder)
            yield hit

    def _excepted(self, subject: Subject, start: int, end: int) -> bool:
        if self.unless_after and self.unless_after.match(subject.lower, end):
            return True
        if self.unless_before and self.unless_before.search(subject.lower[max(0, start - BEFORE) : start]):
            return True
        if not (self.unless_near or self.only_near):
            return False
        sentence = subject.sentence(start, end).lower()
        if self.unless_near and self.unless_near.search(sentence):
            return True
        return bool(self.only_near and not self.only_near.search(sentence))


_SPECIAL = re.compile(r"\[[^\]]*\]| \??|’")


def _either(found: re.Match[str]) -> str:
    if found[0] in (" ", " ?"):
        return r"\s{0,3}" if "?" in found[0] else r"\s{1,3}"
    return "[’']" if found[0] == "’" else found[0].replace("’", "’'")


def pattern(phrases: list[str], *, whole: bool = True) -> re.Pattern[str]:
    """Phrases in small letters as one pattern for `Subject.lower`.

    A space stands for one to three spaces or line ends, ’ for either apostrophe.
    """
    spaced = _SPECIAL.sub(_either, "|".join(phrases))
    return re.compile(rf"\b(?:{spaced})\b" if whole else f"(?:{spaced})")


def phrases(section: str, name: str) -> re.Pattern[str]:
    """A list of `table/phrases.toml` as one pattern."""
    table = _table()[section]
    listed = table[name]
    texts = {f"{{{key}}}": text for key, text in table.items() if isinstance(text, str)}
    joined = "\n".join(listed) if isinstance(listed, list) else listed
    for key, text in texts.items():
        joined = joined.replace(key, text)
    return pattern(joined.split("\n"))


@cache
def _table() -> dict[str, dict[str, list[str] | str]]:
    text = (resources.files(__package__) / "table" / "phrases.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str] | str]] = tomllib.loads(text)
    return found
