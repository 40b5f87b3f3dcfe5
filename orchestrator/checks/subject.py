"""What the rules look at: all texts of an advert as one, with the way back to the fields."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from orchestrator.domain.vacancy import Vacancy

from .advert import Advert

_BETWEEN = "\n\n"
_STOP = re.compile(r"[.!?](?=\s|$)|\n(?=[ \t]{0,8}(?:\n|[-*+•#]|\d{1,2}[.)]))|\n\n")
BULLET = re.compile(r"^[ \t]{0,8}(?:[-*+•]|\d{1,2}[.)])[ \t]{1,8}\S", re.MULTILINE)
_CARE = re.compile(
    r"\b(?:care|carers?|caring|support worker|nurs(?:e|es|ing)|health ?care|midwi(?:fe|ves)|social work(?:er)?|hca"
    r"|rgn|rmn"
    r"|residential|homecare|domiciliary)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[^\w ]|_")
_BODY = 2
"""The place of the body among the texts."""
LOOKED_AT = 60_000
"""Characters of a body the rules look at; an advert file holds fewer. What is longer is named by its length."""
MOST_MATCHES = 500
"""Matches of one pattern that are looked at closer; a text with more is no advert."""
REACH = 120
"""Characters around a key within which the whole phrase it belongs to stands."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place a rule applies to: a span of a field, or the whole field where both ends are 0.

    `details` fill the rule's message; milder or graver cases bring a `severity`; `suggestion` is text to add.
    """

    field: str
    start: int = 0
    end: int = 0
    details: dict[str, object] | None = None
    severity: str | None = None
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """`text`: every text a candidate reads, one after the other. `lower`: the same in small letters, as long. `folded`:
    between spaces, with a space for every mark, so that " man " is found wherever the word stands.

    `fields` and `starts` say which field stands where; entries of a list are `benefits[0]`. `words`: those of the body.
    `sentences`: where each of the body begins and ends. `care`: the title is one of care.
    """

    advert: Advert
    today: date
    text: str
    lower: str
    folded: str
    fields: tuple[str, ...]
    starts: tuple[int, ...]
    words: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    care: bool

    @property
    def vacancy(self) -> Vacancy:
        return self.advert.vacancy

    @property
    def body(self) -> str:
        return self.advert.wording.body[:LOOKED_AT]

    @property
    def title(self) -> str:
        return self.advert.wording.title[:1_000]

    def at(self, start: int, end: int, **details: object) -> Hit:
        """A hit of `text[start:end]`, in the terms of its field."""
        number = bisect_right(self.starts, start) - 1
        begin = self.starts[number]
        return Hit(self.fields[number], start - begin, end - begin, {"words": self.text[start:end], **details})

    def field_at(self, offset: int) -> str:
        return self.fields[bisect_right(self.starts, offset) - 1]

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a span, 300 characters either way at most."""
        first, last = self.sentence_bounds(start, end)
        return self.text[first:last]

    def sentence_bounds(self, start: int, end: int) -> tuple[int, int]:
        first = max(0, start - 300)
        for stop in _STOP.finditer(self.text, first, start):
            first = stop.end()
        following = _STOP.search(self.text, end, min(len(self.text), end + 300))
        return first, following.end() if following else min(len(self.text), end + 300)

    def has(self, *parts: str) -> bool:
        """Does any of these occur in `folded`? Quick, and so asked before a pattern is tried."""
        return any(part in self.folded for part in parts)

    def near(self, pattern: re.Pattern[str], keys: tuple[str, ...]) -> Iterator[re.Match[str]]:
        """The matches of `pattern` in `lower` that stand around one of `keys` (as `has` has them), in order.

        Patterns are slow and keys are quick: only what is near a key is looked at.
        """
        matches = (found for first, last in self._around(keys) for found in pattern.finditer(self.lower, first, last))
        return islice(matches, MOST_MATCHES)

    def _around(self, keys: tuple[str, ...]) -> list[tuple[int, int]]:
        """Parts of the text around the keys, in order and apart."""
        places = []
        for key in keys:
            at = self.folded.find(key)
            while at >= 0:
                places.append(at)
                at = self.folded.find(key, at + REACH)
        found: list[tuple[int, int]] = []
        for at in sorted(places):
            first, last = max(0, at - REACH), at + 2 * REACH
            if found and first <= found[-1][1]:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return found


def subject(advert: Advert, today: date) -> Subject:
    texts = list(texts_of(advert))
    starts, position = [], 0
    for _, text in texts:
        starts.append(position)
        position += len(text) + len(_BETWEEN)
    text = _BETWEEN.join(text for _, text in texts)
    lower = small(text)
    folded = f" {_MARKS.sub(' ', lower)} "
    begin, body = starts[_BODY] + 1, texts[_BODY][1]
    return Subject(
        advert, today, text, lower, folded, tuple(field for field, _ in texts), tuple(starts),
        tuple(folded[begin : begin + len(body)].split()), tuple(sentences(body)),
        bool(_CARE.search(advert.wording.title)),
    )  # fmt: skip


def small(text: str) -> str:
    """`text` in small letters and exactly as long: the few letters that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, heading and entry of a list."""
    first = 0
    for stop in _STOP.finditer(text):
        yield first, stop.end()
        first = stop.end()
    yield first, len(text)


def texts_of(advert: Advert) -> Iterator[tuple[str, str]]:
    """Every text a candidate reads, with its field; entries of a list are `benefits[0]`."""
    yield "title", advert.wording.title[:1_000]
    yield "summary", advert.wording.summary[:1_000]
    yield "body", advert.wording.body[:LOOKED_AT]
    lists = (
        ("must_haves", advert.vacancy.must_haves),
        ("desirables", advert.vacancy.desirables),
        ("benefits", advert.wording.benefits),
        ("checks", advert.vacancy.checks),
    )
    for name, entries in lists:
        for number, entry in enumerate(entries):
            yield f"{name}[{number}]", entry[:1_000]
