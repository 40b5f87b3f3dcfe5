"""What reading makes of one advert, before it belongs to an installation."""

from __future__ import annotations

from dataclasses import dataclass

from orchestrator.domain.advert import Wording
from orchestrator.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class Draft:
    """One vacancy and the text that sells it.

    `employer` is a name, empty where none was given. `starts` and `ends` are when the advert is meant to go live
    and come down, as they were written (ISO 8601, local to the employer's zone unless they have an offset).
    `advert` is the name of the advert; where `wording` is None the vacancy uses the text of the advert of that name.
    `notes` say what was left out or assumed.
    """

    employer: str
    vacancy: Vacancy
    wording: Wording | None
    starts: str = ""
    ends: str = ""
    advert: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.wording is None and not self.advert:
            raise ValueError("a draft has a text of its own or the name of an advert")

    @property
    def advert_name(self) -> str:
        """What the advert is called: its own name, else the title."""
        return self.advert or self.vacancy.title


@dataclass(frozen=True, slots=True)
class Item:
    """One advert that could be read; `name` says where it stood (a file, a line, a row)."""

    name: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that could not be read, and why."""

    item: str
    reason: str


class Unreadable(ValueError):
    """Nothing usable is in it; the message says why and what would be."""
