"""What a crawler or a candidate reads from a web page: its data blocks, robots rules, visible text and links."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .wire import Json

HIDDEN = frozenset({"script", "style", "template", "noscript", "title"})


@dataclass(slots=True)
class Link:
    href: str
    text: str = ""
    label: str = ""

    def says_apply(self) -> bool:
        """Whether a candidate would take it for the Apply button."""
        words = f"{self.text} {self.label}".lower().split()
        return "apply" in words


@dataclass(slots=True)
class PageParts:
    """`broken` holds what was wrong with data blocks that could not be read."""

    data: list[dict[str, Json]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    robots: set[str] = field(default_factory=set)
    text: str = ""
    links: list[Link] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts = PageParts()
        self._hidden: list[str] = []
        self._json: list[str] | None = None
        self._link: Link | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name", "").lower() in ("robots", "googlebot"):
            self.parts.robots |= {rule.strip().lower() for rule in given.get("content", "").split(",")}
        if tag == "script" and given.get("type", "").strip().lower() == "application/ld+json":
            self._json = []
        if tag == "a" and given.get("href"):
            self._link = Link(given["href"], label=f"{given.get('aria-label', '')} {given.get('title', '')}")
            self.parts.links.append(self._link)
        if tag in HIDDEN:
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._json is not None:
            self._data("".join(self._json))
            self._json = None
        if tag == "a":
            self._link = None
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if self._json is not None:
            self._json.append(data)
        elif not self._hidden:
            self._words.append(data)
            if self._link is not None:
                self._link.text += data

    def _data(self, text: str) -> None:
        try:
            value = json.loads(text)
        except ValueError as broken:
            self.parts.broken.append(f"JSON-LD cannot be read: {broken}")
            return
        graph = value.get("@graph", [value]) if isinstance(value, dict) else value
        self.parts.data += [each for each in graph if isinstance(each, dict)] if isinstance(graph, list) else []

    def finish(self) -> PageParts:
        self.close()
        self.parts.text = " ".join(" ".join(self._words).split())
        return self.parts


def read_page(body: bytes) -> PageParts:
    """The parts of an HTML page, read as UTF-8; what is not UTF-8 is replaced."""
    reader = _Reader()
    reader.feed(body.decode("utf-8", "replace"))
    return reader.finish()
