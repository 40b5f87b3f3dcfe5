"""Talent as the reader of an XML feed. Source: talent.com/integrations."""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts


class Talent:
    """Fetches documents when told; it answers nobody."""

    name = "talent"
    label = "Talent.com (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        return [_item(each) for each in entries(document, "source", "job")]


def _item(entry: Element) -> FeedItem:
    given = texts(entry)
    made = item(given, "referencenumber", "title", "description", "url", "company", "city", "country", "dateposted")
    if len(made.text) < 50:
        made.refuse("description", "has fewer than 50 characters")
    for name in ("dateposted", "expirationdate"):
        if given.get(name) and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", given[name]):
            made.refuse(name, "is not a date")
    if given.get("isremote", "no") not in ("yes", "no"):
        made.refuse("isremote", "is not yes or no")
    return made
