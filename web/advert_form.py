"""An advert's text as a form: what was typed, and the wording it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from flask import request

from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason
from orchestrator.domain.override import FIELDS, Override, difference
from orchestrator.intake.html import MOST_CHARACTERS, looks_like_html, to_markdown
from orchestrator.queries.adverts import AdvertRecord, by_reference
from orchestrator.services.refused import Refused

from .access import callboard
from .advert_fields import PREFIX, typed_fields

LONGEST_TITLE = 200
LONGEST_BODY = 50_000
_SEPARATORS = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class AdvertText:
    """The fields of one text as typed; `others` are references of vacancies to add.

    `board`: the name of the board whose own text it is, empty for the text of all boards; of that, the fields `own`
    are the board's and the rest is inherited. `fields`: values of the board's own fields, those that are not empty.
    """

    label: str
    name: str
    title: str
    body: str
    summary: str
    benefits: str
    similar_titles: str
    others: str = ""
    board: str = ""
    own: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def tab(self) -> str:
        """The key of its tab."""
        return f"{self.label}.{self.board}" if self.board else self.label

    @classmethod
    def empty(cls) -> AdvertText:
        return cls("A", "", "", "", "", "", "")

    @classmethod
    def of(cls, advert: AdvertRecord, tab: str) -> AdvertText:
        """The stored text of a tab (`A`, or `A.reed` for one board), the first where there is none."""
        label, _, board = tab.partition(".")
        found = next((each for each in advert.wordings if each.label == label), advert.wordings[0])
        own = found.boards.get(board, Override())
        text = own.over(found.text)
        return cls(
            found.label,
            advert.name,
            text.title,
            text.body,
            text.summary,
            "\n".join(text.benefits),
            "\n".join(text.similar_titles),
            board=board,
            own=own.changed,
            fields=own.fields,
        )

    @classmethod
    def typed(cls) -> AdvertText:
        """What the request's form has. Line ends become those of every other system than the web."""

        def value(name: str) -> str:
            return request.form.get(name, "").replace("\0", "").replace("\r\n", "\n")

        label, _, board = request.form.get("tab", "A").partition(".")
        return cls(
            label,
            value("name"),
            value("title"),
            _markdown(value("body")),
            value("summary"),
            value("benefits"),
            value("similar_titles"),
            value("others"),
            board=board,
            own=tuple(name for name in FIELDS if name in request.form.getlist("own")),
            fields=typed_fields(request.form),
        )

    @classmethod
    def kept(cls, form: Mapping[str, Any]) -> AdvertText:
        """What was kept of an earlier form; names that are not known any more are left out."""
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in form.items() if name in known}
        pairs = tuple((name, value) for name, value in values.get("fields", ()))
        return cls(**values | {"own": tuple(values.get("own", ())), "fields": pairs})

    def turned(self, advert: AdvertRecord, form: Mapping[str, str]) -> AdvertText:
        """After the buttons that make a field the board's own, or give it the words of all boards again."""
        own = [
            *(name for name in self.own if name != form.get("reset")),
            *([form["change"]] if "change" in form else []),
        ]
        fields = tuple(each for each in self.fields if PREFIX + each[0] != form.get("reset"))
        return replace(self, own=tuple(name for name in FIELDS if name in own), fields=fields).inherit(advert)

    def inherit(self, advert: AdvertRecord) -> AdvertText:
        """With the words of all boards in every field that is not the board's own."""
        if not self.board:
            return self
        base = AdvertText.of(advert, self.label)
        return replace(self, **{name: getattr(base, name) for name in FIELDS if name not in self.own})

    def override(self, advert: AdvertRecord) -> Override:
        """What the board shows in place of the words of all boards."""
        base = next((each for each in advert.wordings if each.label == self.label), advert.wordings[0])
        return difference(base.text, self.wording, self.own, self.fields)

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


def _markdown(typed: str) -> str:
    """What was pasted as the source of a page, or out of a word processor, becomes Markdown; other text stays."""
    if len(typed) > MOST_CHARACTERS or not looks_like_html(typed):
        return typed
    return to_markdown(typed).strip()
