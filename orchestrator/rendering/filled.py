"""Facts named in a text: `{place}`, `{pay}` and `{hours}` become those of the vacancy."""

from __future__ import annotations

from dataclasses import replace

from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason
from orchestrator.domain.vacancy import Vacancy

from .pay_text import pay_text
from .phrases import hours_text

FACTS = {"{place}": "place", "{pay}": "pay", "{hours}": "hours"}


def filled(wording: Wording, vacancy: Vacancy) -> Wording:
    """The wording with the facts of a vacancy in it. What stands in other braces stays as it was typed."""
    if not _named(wording):
        return wording
    known = _facts(vacancy)

    def fill(words: str) -> str:
        for name, value in known.items():
            words = words.replace(name, value)
        return words

    return replace(
        wording,
        title=fill(wording.title),
        summary=fill(wording.summary),
        body=fill(wording.body),
        benefits=tuple(fill(each) for each in wording.benefits),
    )


def missing(wording: Wording, vacancy: Vacancy) -> list[Reason]:
    """The facts that are named and that the vacancy does not have."""
    known = _facts(vacancy) if _named(wording) else {}
    return [
        Reason(FACTS[name], f"the text says {name} and this vacancy has no {FACTS[name]}; add it to the vacancy")
        for name, value in known.items()
        if not value and name in _all(wording)
    ]


def _named(wording: Wording) -> bool:
    return "{" in _all(wording)


def _all(wording: Wording) -> str:
    return "\n".join([wording.title, wording.summary, wording.body, *wording.benefits])


def _facts(vacancy: Vacancy) -> dict[str, str]:
    hours = hours_text(vacancy)
    return {"{place}": vacancy.place.label, "{pay}": pay_text(vacancy.pay), "{hours}": hours[:1].lower() + hours[1:]}
