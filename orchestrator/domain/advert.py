"""The board-neutral text that sells one or several vacancies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of an advert. `body` is Markdown; `benefits` and `similar_titles` are plain texts.

    Place, pay and hours are not in it: they are filled in from each vacancy.
    """

    title: str
    body: str
    summary: str = ""
    benefits: tuple[str, ...] = ()
    similar_titles: tuple[str, ...] = ()
