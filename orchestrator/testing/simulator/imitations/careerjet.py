"""Careerjet as the reader of an XML feed. Source: careerjet.id/docs/feeds/xml."""

from __future__ import annotations

import re

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts

CONTRACTS = ("permanent", "contract", "temporary", "internship", "volunteering")


class Careerjet:
    """Fetches documents when told; it answers nobody."""

    name = "careerjet"
    label = "Careerjet (reads the XML feed)"
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
    given = texts(entry) | {name: entry.findtext(f"location/{name}") or "" for name in ("city", "region", "country")}
    made = item(given, "id", "title", "description", "url", "company", "city", "country")
    if re.fullmatch("[A-Z]{2}", given["country"]):
        made.refuse("country", "is a code; give the name")
    if given.get("contract_type", "permanent") not in CONTRACTS:
        made.refuse("contract_type", "is not known")
    return made
