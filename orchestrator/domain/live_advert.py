"""Adverts a board says are live, and which of the postings we look for each of them could be. Proposals, never facts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class LiveAdvert:
    """One advert on a board's own list, as far as the list tells. `text`: all of a line without columns."""

    reference: str = ""
    title: str = ""
    place: str = ""
    url: str = ""
    external_id: str = ""
    text: str = ""

    @property
    def words(self) -> str:
        """Everything it says."""
        return " ".join((self.reference, self.title, self.place, self.external_id, self.url, self.text))

    def names(self, reference: str) -> bool:
        """Does it carry this whole reference somewhere? `FH-1.1-1` is neither in `FH-1.1-12` nor in `XFH-1.1-1`."""
        words, wanted = self.words.casefold(), reference.casefold()
        return wanted in words and bool(re.search(rf"(?<![\w.-]){re.escape(wanted)}(?![\w-]|\.\w)", words))


@dataclass(frozen=True, slots=True)
class Sought:
    """A posting of ours that may be at the board. `reference` is what the board sees, generation included."""

    id: int
    reference: str
    title: str
    place: str


class How(StrEnum):
    """What the two sides have in common; a reference is as good as certain."""

    REFERENCE = "reference"
    TITLE_AND_PLACE = "title_and_place"


@dataclass(frozen=True, slots=True)
class Match:
    """What is proposed for one posting. `rivals`: so many pairs were possible that none is proposed."""

    sought: Sought
    advert: LiveAdvert | None = None
    how: How | None = None
    rivals: int = 0


def match(sought: Sequence[Sought], listed: Sequence[LiveAdvert]) -> list[Match]:
    """A proposal for each posting, in their order; an advert of the list is proposed at most once.

    First by our reference, wherever on its line it stands; what remains by title and place, and only where exactly
    one posting and one advert agree: of two alike nobody can tell which is which.
    """
    free = dict(enumerate(listed))
    found: dict[int, Match] = {}
    for each in sought:
        number = next((number for number, advert in free.items() if advert.names(each.reference)), None)
        if number is not None:
            found[each.id] = Match(each, free.pop(number), How.REFERENCE)
    rest = [each for each in sought if each.id not in found]
    texts = {number: _Plain.of(advert) for number, advert in free.items()}
    pairs = {each.id: [number for number, text in texts.items() if text.agrees(each)] for each in rest}
    wanted = Counter(number for numbers in pairs.values() for number in numbers)
    for each in rest:
        numbers = pairs[each.id]
        if len(numbers) == 1 and wanted[numbers[0]] == 1:
            found[each.id] = Match(each, free[numbers[0]], How.TITLE_AND_PLACE)
        else:
            found[each.id] = Match(each, rivals=max([len(numbers), *(wanted[number] for number in numbers)]))
    return [found[each.id] for each in sought]


@dataclass(frozen=True, slots=True)
class _Plain:
    """An advert of the list in comparable words; `title` empty where the list has no column for it."""

    title: str
    rest: str

    @classmethod
    def of(cls, advert: LiveAdvert) -> _Plain:
        return cls(plain(advert.title), plain(f"{advert.place} {advert.text}"))

    def agrees(self, sought: Sought) -> bool:
        title, place = plain(sought.title), plain(sought.place)
        if not title or not _holds(self.rest, place):
            return False
        return self.title == title if self.title else _holds(self.rest, title)


def _holds(text: str, words: str) -> bool:
    """Whether the words stand in the text one after the other; no words stand everywhere."""
    return f" {words} " in f" {text} " if words else True


def plain(text: str) -> str:
    """Letters and digits only, without accents and case, one space between words."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(re.findall(r"\w+", bare.casefold()))
