"""The nearest occupations of a title, and what else they are called.

They belong into the text and the keyword fields of one advert, never into further adverts: boards hide such doubles.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from .occupations import OVERLAY, Occupation, by_title, by_word, key, occupations

_BESIDE = re.compile(
    r"\b(?:bank|part time|full time|nights?|days?|weekends?|relief|temporary|permanent|interim|acting|(?:class"
    r"|level|band"
    r"|grade|cat(?:egory)?|tier) \w{1,2}|experienced|qualified|live in|\d{1,3}|remote|hybrid)\b"
)
_RANKS = re.compile(r"\b(?:senior|junior|lead|deputy|trainee|apprentice|principal|head|chief)\b")
_GENDERED = re.compile(
    r"(?<!hu)(?<!ger)(?:man|men|woman|women|lady|ladies|girls?|boys?|maids?|mistress|stewardess|waitress|actress)\b",
    re.IGNORECASE,
)
_COMMON = 1_500
"""A word in more titles than this tells nothing apart."""
_MOST = 100
_RANK = {OVERLAY: 0.5, "SOC 2020": 0.15, "ESCO 1.1.1": 0.1}


@dataclass(frozen=True, slots=True)
class Similar:
    """One title: `source` and `occupation` it comes from, `nearness`: 0 to 1 (another name of the very title)."""

    title: str
    source: str
    occupation: str
    code: str
    nearness: float


def known(title: str) -> bool:
    """Is it a title of any of the lists, with or without a word of rank or shift?"""
    return any(form in by_title() for form in _forms(key(title)))


def similar(title: str, most: int = 12) -> tuple[Similar, ...]:
    """Similar titles, nearest first, without doubles and without the title itself; empty where nothing is near."""
    return _ranked(_forms(key(title)))[:most]


@lru_cache(maxsize=2_000)
def _ranked(forms: tuple[str, ...]) -> tuple[Similar, ...]:
    found: dict[str, Similar] = {}
    for number, weight in _nearest(forms).items():
        occupation = occupations()[number]
        for position, other in enumerate(occupation.titles):
            name = key(other)
            if name == forms[0] or not name or _GENDERED.search(other):
                continue
            near = _nearness(forms, name, weight, occupation, position)
            if name not in found or near > found[name].nearness:
                found[name] = Similar(_cased(other), occupation.source, occupation.name, occupation.code, near)
    ranked = sorted(found.values(), key=lambda each: (-each.nearness, len(each.title), each.title))
    return tuple(ranked[:_MOST])


def _forms(said: str) -> tuple[str, ...]:
    """A title, then without what is no part of a trade (shifts, classes), then without rank."""
    bare = " ".join(_BESIDE.sub(" ", said).split())
    if re.search(r"\d", said) and bare:
        said = bare  # a number is no part of a title; so titles that differ in it are looked up once
    return tuple(dict.fromkeys(filter(None, (said, bare, " ".join(_RANKS.sub(" ", bare).split())))))


def _nearest(forms: tuple[str, ...]) -> dict[int, float]:
    """The numbers of the nearest occupations, and how near their nearest title is."""
    exact = next((by_title()[form] for form in forms if form in by_title()), ())
    told = {occupations()[number].source for number in exact}
    trade = forms[min(1, len(forms) - 1)] if forms else ""
    near: dict[int, float] = {}
    for name in _sharing(trade):
        weight = _overlap(trade, name)
        if weight >= 0.45:
            for number in by_title()[name]:
                near[number] = max(near.get(number, 0), weight)
    best = sorted(near.items(), key=lambda pair: -pair[1])[:6]
    other = {number: weight for number, weight in best if occupations()[number].source not in told}
    return dict.fromkeys(exact, 1.0) | other


def _sharing(said: str) -> dict[str, None]:
    """Titles that share a telling word, the rarest words first."""
    words = sorted((by_word().get(word, ()) for word in set(said.split())), key=len)
    return {name: None for titles in words[:2] if len(titles) <= _COMMON for name in titles}


@lru_cache(maxsize=20_000)
def _weight(word: str) -> float:
    return 1 / math.log(3 + len(by_word().get(word, ())))


def _overlap(one: str, other: str) -> float:
    """Shared words of two titles, rare ones counting more; from 0 to 1."""
    first, second = set(one.split()), set(other.split())
    shared = first & second
    if not shared:
        return 0.0
    common = sum(map(_weight, shared))
    return common / (sum(map(_weight, first)) + sum(map(_weight, second)) - common)


def _nearness(forms: tuple[str, ...], name: str, weight: float, occupation: Occupation, position: int) -> float:
    own = _RANK.get(occupation.source, 0.0)
    if occupation.source == OVERLAY:
        # The overlay's order is its meaning: the first titles are the ones people use.
        head = key(occupation.name)
        own = own if head in forms else 0.2
        return round(min(1.0, weight * (0.5 + own) - position * 0.005), 3)
    return round(weight * (0.35 + own + 0.4 * _overlap(forms[0], name)), 3)


def _cased(title: str) -> str:
    """Title case where a source writes small letters."""
    if title != title.lower():
        return title
    return " ".join(word if word in ("and", "of", "the", "in", "for", "to") else word[:1].upper() + word[1:]
                    for word in title.split())  # fmt: skip
