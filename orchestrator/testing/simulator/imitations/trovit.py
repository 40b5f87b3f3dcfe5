"""Trovit as the reader of an XML feed. Source: about.trovit.com/feed-technical-specs."""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts


class Trovit:
    """Fetches documents when told; it answers nobody."""

    name = "trovit"
    label = "Trovit (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        return [_item(each) for each in entries(document, "trovit", "ad")]


def _item(entry: Element) -> FeedItem:
    given = texts(entry)
    made = item(given, "id", "title", "content", "url")
    if len(made.text) < 30:
        made.refuse("content", "has fewer than 30 characters")
    for name in ("date", "expiration_date"):
        if given.get(name) and not re.fullmatch(r"\d\d/\d\d/\d{4}", given[name]):
            made.refuse(name, "is not DD/MM/YYYY")
    if not re.fullmatch(r"\d*", given.get("salary_numeric", "")):
        made.refuse("salary_numeric", "is not a number")
    return made
