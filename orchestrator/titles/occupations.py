"""Occupations and their titles: SOC 2020, ESCO, O*NET, and what UK care employers say (see data/SOURCES.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from orchestrator import data

OVERLAY = "UK care"
_BRACKETS = re.compile(r"\s*[(\[][^)\]]{0,200}[)\]]?")
_OTHER = re.compile(r"[^\w&+#]+")
_CO = re.compile(r"\bco ordinat")
_PLURAL = re.compile(r"(?<=[^\W\d_]{3}[^siu\W])s\b")


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation of a source. `titles` begins with its own name."""

    source: str
    code: str
    titles: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.titles[0]


@lru_cache(maxsize=8192)
def key(title: str) -> str:
    """A title as it is compared: small letters, singular, no brackets and marks, "co-ordinator" like "coordinator"."""
    bare = _BRACKETS.sub(" ", title[:300]) if "(" in title or "[" in title else title[:300]
    return _PLURAL.sub("", _CO.sub("coordinat", " ".join(_OTHER.sub(" ", bare.casefold()).split())))


@cache
def occupations() -> tuple[Occupation, ...]:
    """All of them, the overlay first."""
    overlay = [
        Occupation(OVERLAY, "", (row["occupation"], *row["titles"].split("|"))) for row in data.rows("care_titles.csv")
    ]
    rest = []
    for line in data.lines("occupations.tsv.gz"):
        source, code, name, titles = line.split("\t")
        rest.append(Occupation(source, code, (name, *filter(None, titles.split("|")))))
    return (*overlay, *rest)


@cache
def by_title() -> dict[str, tuple[int, ...]]:
    """The numbers of the occupations each title stands for, by `key`."""
    found: dict[str, dict[int, None]] = {}
    for number, occupation in enumerate(occupations()):
        for title in occupation.titles:
            found.setdefault(key(title), {})[number] = None
    return {title: tuple(numbers) for title, numbers in found.items() if title}


@cache
def by_word() -> dict[str, tuple[str, ...]]:
    """The titles (as keys) each word occurs in."""
    found: dict[str, list[str]] = {}
    for title in by_title():
        for word in dict.fromkeys(title.split()):
            found.setdefault(word, []).append(title)
    return {word: tuple(titles) for word, titles in found.items()}
