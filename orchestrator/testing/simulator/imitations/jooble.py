"""Jooble as the reader of an XML feed. Source: Jooble, XML Specs."""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts


class Jooble:
    """Fetches documents when told; it answers nobody."""

    name = "jooble"
    label = "Jooble (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        return [_item(each) for each in entries(document, "jobs", "job")]


def _item(entry: Element) -> FeedItem:
    given = texts(entry) | {"id": entry.get("id", "")}
    made = item(given, "id", "name", "description", "link", "region", "pubdate")
    for name in ("pubdate", "updated", "expire"):
        if given.get(name) and not re.fullmatch(r"\d\d\.\d\d\.\d{4}", given[name]):
            made.refuse(name, "is not DD.MM.YYYY")
    return made
