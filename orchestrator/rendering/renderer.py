"""One wording for one board and vacancy: templates to slots, fitted to what the board takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from orchestrator.boards import field, html, text
from orchestrator.boards.contract import Adapter, Variant
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Reason, Rejected
from orchestrator.domain.vacancy import Vacancy

from . import markdown, phrases
from .contacts import without_contacts
from .content import content
from .facts import facts
from .filled import filled, missing
from .pay_text import pay_text
from .templates import Templates, shipped

_Given = tuple[tuple[str, str], ...]
MOST_KEPT = 1_024
"""Variants that are kept: an order is looked at anew with every board that is ticked, and then sent."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class _Made:
    """What was rendered, or what is `wrong` with it."""

    slots: _Given
    content: str
    wrong: tuple[Reason, ...]


class _Board:
    """An adapter as a key: the same one, whatever it says of its own equality."""

    __slots__ = ("adapter",)

    def __init__(self, adapter: Adapter) -> None:
        self.adapter = adapter

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Board) and self.adapter is other.adapter

    def __hash__(self) -> int:
        return id(self.adapter)


class Renderer:
    """Renders variants. One per process, for all threads. `templates`: the folder, the shipped one by default."""

    def __init__(self, templates: Path | None = None) -> None:
        self._templates = Templates(templates or shipped())
        self._made = lru_cache(maxsize=MOST_KEPT)(self._make)

    def render(
        self, adapter: Adapter, wording: Wording, vacancy: Vacancy, employer: str, fields: Mapping[str, str]
    ) -> Variant:
        """The variant, its `content` included. Pure: the same values give the same variant.

        Raises Rejected with every reason at once: each slot over a limit of the board, each field that is missing,
        unknown or not valid.
        """
        given = tuple(sorted(fields.items()))
        made = self._made(_Board(adapter), wording, vacancy, employer, given)
        if made.wrong:
            raise Rejected(made.wrong)
        return Variant(employer, vacancy, dict(made.slots), dict(fields), made.content)

    def _make(self, board: _Board, wording: Wording, vacancy: Vacancy, employer: str, given: _Given) -> _Made:
        adapter, fields = board.adapter, dict(given)
        slots = self.slots(adapter, wording, vacancy, employer, fields)
        wrong = missing(wording, vacancy) + adapter.limits.reasons(slots) + field.reasons(adapter.fields, fields)
        named = "" if wrong else content(employer, slots, fields, facts(vacancy))
        return _Made(tuple(slots.items()), named, tuple(wrong))

    def slots(
        self, adapter: Adapter, wording: Wording, vacancy: Vacancy, employer: str, fields: Mapping[str, str]
    ) -> dict[str, str]:
        """What the board's templates make of it, whether or not it fits. HTML is safe to show.

        Texts are made from the whole HTML; only then is that limited to the elements the board keeps.
        """
        templates = self._templates.of(adapter)
        values = _values(filled(wording, vacancy), vacancy, employer, fields)
        pages = {name: each.render(values) for name, each in templates.items() if name.endswith(".html")}
        plain = {name: html.plain(page) for name, page in pages.items()}
        slots = {
            _slot(name, templates): _tidy(each.render(values, plain=plain))
            for name, each in templates.items()
            if name not in pages
        }
        if adapter.limits.tags:
            slots |= {name: _fitted(page, adapter.limits.tags) for name, page in pages.items()}
        if not adapter.limits.contact_details:
            slots = {name: without_contacts(each).strip() for name, each in slots.items()}
        return dict(sorted(slots.items()))


def _values(wording: Wording, vacancy: Vacancy, employer: str, fields: Mapping[str, str]) -> dict[str, object]:
    """What a template may use. Texts of people are values, never templates."""
    body = markdown.read(wording.body)
    return {
        "wording": wording,
        "vacancy": vacancy,
        "employer": employer,
        "fields": fields,
        "body": Markup(body.html),  # noqa: S704 - Markdown without raw HTML
        "has": {section.value: section in body.sections for section in markdown.Section},
        "headed": body.headed,
        "pay": pay_text(vacancy.pay),
        "hours": phrases.hours_text(vacancy),
        "place": phrases.place_text(vacancy.place),
        "closes": phrases.date_text(vacancy.closes_on) if vacancy.closes_on else "",
        "similar": phrases.enumerated(wording.similar_titles),
    }


def _slot(name: str, templates: Mapping[str, object]) -> str:
    """`title.txt` fills `title`; beside a `body.html`, `body.txt` fills `body.txt`."""
    stem = name.removesuffix(".txt")
    return name if f"{stem}.html" in templates else stem


def _fitted(page: str, tags: frozenset[str]) -> str:
    """HTML with the board's elements only. Where it keeps no heading, a paragraph in bold stands for one."""
    if "p" in tags and not tags & _HEADINGS:
        page = re.sub(r"<h[1-6]>", "<p><strong>", re.sub(r"</h[1-6]>", "</strong></p>", page))
    return html.limit_tags(text.xml_safe(page), tags)


def _tidy(words: str) -> str:
    """Without control characters, spaces at the ends of lines and more than one empty line."""
    lines = re.sub(r"[ \t]+$", "", text.xml_safe(words).replace("\r", ""), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
