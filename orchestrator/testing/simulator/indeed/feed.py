"""Reading an Indeed XML feed: well-formed, root `source`, and every `job` with its elements as text.

Uses the parser underneath ElementTree directly, because Indeed's rules are about CDATA sections, which a tree
no longer shows. Source: docs.indeed.com/indeed-apply/xml-feed and docs-plus.indeed.com/job-sync-xml/xml-feed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat


class BrokenFeed(Exception):
    """The document as a whole cannot be used; nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element's text, and whether all of the text that counts stood in CDATA sections."""

    text: str
    in_cdata: bool
    times: int = 1


@dataclass(slots=True)
class FeedJob:
    """One `job` element: child elements by lower-case name."""

    position: int
    elements: dict[str, Element] = field(default_factory=dict)

    def text(self, name: str) -> str:
        element = self.elements.get(name)
        return element.text.strip() if element else ""


@dataclass(slots=True)
class Feed:
    header: dict[str, str] = field(default_factory=dict)
    entries: list[FeedJob] = field(default_factory=list)


class _Reader:
    """Gathers the feed while expat reads; deeper markup inside a field counts as text of that field."""

    def __init__(self) -> None:
        self.feed = Feed()
        self._path: list[str] = []
        self._cdata: list[str] = []
        self._bare: list[str] = []
        self._text: list[str] = []
        self._inside = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        depth = len(self._path)
        if depth == 0 and name != "source":
            raise BrokenFeed(f"the root element is <{name}>; it must be <source>")
        self._path.append(name)
        if depth == 1 and name == "job":
            self.feed.entries.append(FeedJob(len(self.feed.entries) + 1))
        if depth == 1 or (depth == 2 and self._path[1] == "job"):
            self._text, self._bare = [], []

    def end(self, name: str) -> None:
        depth = len(self._path)
        if depth == 3 and self._path[1] == "job":
            elements = self.feed.entries[-1].elements
            seen = elements.get(name.lower())
            in_cdata = not "".join(self._bare).strip()
            elements[name.lower()] = Element("".join(self._text), in_cdata, seen.times + 1 if seen else 1)
        elif depth == 2 and name != "job":
            self.feed.header[name] = "".join(self._text)
        self._path.pop()

    def start_cdata(self) -> None:
        self._inside = True

    def end_cdata(self) -> None:
        self._inside = False

    def characters(self, data: str) -> None:
        self._text.append(data)
        if not self._inside:
            self._bare.append(data)


def _no_entities(*_declaration: object) -> None:
    raise BrokenFeed("the document declares entities of its own; Indeed's feed has none")


def read_feed(document: bytes) -> Feed:
    """All jobs in the order of the file. Raises BrokenFeed saying at which line the document breaks."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartCdataSectionHandler = reader.start_cdata
    parser.EndCdataSectionHandler = reader.end_cdata
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(document, True)
    except expat.ExpatError as broken:
        raise BrokenFeed(f"the document is not well-formed XML: {broken}") from broken
    except (ValueError, LookupError) as broken:
        raise BrokenFeed(f"the document's encoding cannot be read: {broken}") from broken
    return reader.feed
