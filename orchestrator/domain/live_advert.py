"""Adverts a board says are live, and which of our postings each of them could be. Proposals, never facts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
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
        return f"{self.reference} {self.title} {self.place} {self.external_id} {self.url} {self.text}"

    def references(self) -> frozenset[str]:
        """All that could be a whole reference: `FH-1.1-1` is in `(fh-1.1-1).`, not in `FH-1.1-12` or `XFH-1.1-1`."""
        return frozenset(each.strip(".-").casefold() for each in re.findall(r"[\w.-]+", self.words))

    def names(self, reference: str) -> bool:
        """Does it carry this reference somewhere?"""
        return reference.casefold() in self.references()


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
    carriers = _by(each.references() for each in listed)
    free = set(range(len(listed)))
    found: dict[int, Match] = {}
    for each in sought:
        numbers = [number for number in carriers.get(each.reference.casefold(), ()) if number in free]
        if numbers:
            free.remove(numbers[0])
            found[each.id] = Match(each, listed[numbers[0]], How.REFERENCE)
    rest = [each for each in sought if each.id not in found]
    texts = _Texts([_Plain.of(advert) for advert in listed])
    pairs = {each.id: [number for number in texts.like(each) if number in free] for each in rest}
    wanted = Counter(number for numbers in pairs.values() for number in numbers)
    for each in rest:
        numbers = pairs[each.id]
        if len(numbers) == 1 and wanted[numbers[0]] == 1:
            found[each.id] = Match(each, listed[numbers[0]], How.TITLE_AND_PLACE)
        else:
            found[each.id] = Match(each, rivals=max([len(numbers), *(wanted[number] for number in numbers)]))
    return [found[each.id] for each in sought]


def _by(keys: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Where each key occurs, by number of the line."""
    found: dict[str, list[int]] = {}
    for number, group in enumerate(keys):
        for key in group:
            found.setdefault(key, []).append(number)
    return found


class _Texts:
    """The lines of a list, found by their words: long lists must not be compared with everything."""

    def __init__(self, texts: Sequence[_Plain]) -> None:
        self._texts = texts
        self._words = _by({*each.title.split(), *each.rest.split()} for each in texts)

    def like(self, sought: Sought) -> list[int]:
        """Lines that agree in title and place."""
        words = plain(f"{sought.title} {sought.place}").split()
        rarest = min((self._words.get(word, []) for word in words), key=len, default=[])
        return [number for number in rarest if self._texts[number].agrees(sought)]


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
