"""An advert's text as a form: what was typed, and the wording it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request

from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason
from orchestrator.queries.adverts import AdvertRecord, by_reference
from orchestrator.services.refused import Refused

from .access import callboard

LONGEST_TITLE = 200
LONGEST_BODY = 50_000
_SEPARATORS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class AdvertText:
    """The fields of one wording as typed; `others` are references of vacancies to add."""

    label: str
    name: str
    title: str
    body: str
    summary: str
    benefits: str
    similar_titles: str
    others: str = ""

    @classmethod
    def empty(cls) -> AdvertText:
        return cls("A", "", "", "", "", "", "")

    @classmethod
    def of(cls, advert: AdvertRecord, label: str) -> AdvertText:
        """The stored text with that label, the first where there is none."""
        found = next((each for each in advert.wordings if each.label == label), advert.wordings[0])
        text = found.text
        return cls(
            found.label,
            advert.name,
            text.title,
            text.body,
            text.summary,
            "\n".join(text.benefits),
            "\n".join(text.similar_titles),
        )

    @classmethod
    def typed(cls) -> AdvertText:
        """What the request's form has. Line ends become those of every other system than the web."""

        def value(name: str) -> str:
            return request.form.get(name, "").replace("\0", "").replace("\r\n", "\n")

        return cls(
            request.form.get("tab", "A"),
            value("name"),
            value("title"),
            value("body"),
            value("summary"),
            value("benefits"),
            value("similar_titles"),
            value("others"),
        )

    @property
    def wording(self) -> Wording:
        """The wording it means, whether or not it can be saved."""
        return Wording(
            title=" ".join(self.title.split()),
            body=self.body.strip(),
            summary=" ".join(self.summary.split()),
            benefits=_lines(self.benefits),
            similar_titles=_lines(self.similar_titles),
        )


def read_text(text: AdvertText) -> Wording:
    """The wording. Raises Refused, by field."""
    found = []
    wording = text.wording
    if not wording.title:
        found.append(Reason("title", "Write a title"))
    if len(wording.title) > LONGEST_TITLE:
        found.append(Reason("title", f"Shorten the title by {len(wording.title) - LONGEST_TITLE} characters"))
    if not wording.body:
        found.append(Reason("body", "Write the advert’s text"))
    if len(wording.body) > LONGEST_BODY:
        found.append(Reason("body", f"Shorten the text by {len(wording.body) - LONGEST_BODY:,} characters"))
    if not re.fullmatch("[A-Z]", text.label):
        found.append(Reason("", "This text has no label; reload the page"))
    if found:
        raise Refused(found)
    return wording


def read_vacancies(employer: int) -> list[int]:
    """The vacancies ticked, and those named by reference. Raises Refused for a reference that does not exist."""
    ticked = request.form.getlist("vacancy", int)
    named = [each.upper() for each in _SEPARATORS.split(request.form.get("others", "").replace("\0", "")) if each]
    if not named:
        return ticked
    with callboard().database.read() as connection:
        known = by_reference(connection, employer, named)
    if unknown := [each for each in named if each not in known]:
        words = (
            f"{', '.join(unknown)}: no vacancy of this employer has this reference; the list of vacancies shows them"
        )
        raise Refused([Reason("others", words)])
    return list(dict.fromkeys([*ticked, *known.values()]))


def _lines(text: str) -> tuple[str, ...]:
    found = (" ".join(line.lstrip("-*• ").split()) for line in text.splitlines())
    return tuple(line for line in found if line)
