"""Talroo as the reader of an XML feed. Source: docs.talroo.com/docs/resources/talroo-xml-feed."""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import texts


class Talroo:
    """Fetches documents when told; it answers nobody."""

    name = "talroo"
    label = "Talroo (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        found = []
        for entry in entries(document, "source", "job"):
            given = texts(entry)
            made = item(given, "referencenumber", "title", "description", "url", "date", "company", "city")
            if given.get("date") and not re.match(r"\d{4}-\d\d-\d\d", given["date"]):
                made.refuse("date", "is not a date")
            if "postUrl" in given and not given["postUrl"].startswith("https://"):
                made.refuse("postUrl", "must utilise HTTPS")
            found.append(made)
        return found
