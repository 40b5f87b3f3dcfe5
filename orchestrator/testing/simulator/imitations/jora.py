"""Jora as the reader of an XML feed. No document of Jora's was found: the rules are those of feeds of its kind."""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts


class Jora:
    """Fetches documents when told; it answers nobody."""

    name = "jora"
    label = "Jora (reads the XML feed)"
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
    given = texts(entry)
    made = item(given, "id", "title", "description", "url", "company", "location", "country")
    for name in ("date", "expiry"):
        if given.get(name) and not re.fullmatch(r"\d{4}-\d\d-\d\d", given[name]):
            made.refuse(name, "is not YYYY-MM-DD")
    return made
