"""Adzuna as the reader of an XML feed. Source: adzuna.co.uk/jobs/xml-specification.html."""

from __future__ import annotations

import re

from ..feed_reader import BrokenDocument, FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .xml_body import texts, xml_body

REQUIRED = ("title", "id", "description", "url", "location", "country")
CHOICES = {
    "salary_frequency": {"hour", "day", "month", "year"},
    "contract_type": {"permanent", "contract"},
    "contract_time": {"full_time", "part_time"},
}


class Adzuna:
    """Fetches documents when told; it answers nobody."""

    name = "adzuna"
    label = "Adzuna (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        root = xml_body(document)
        if root is None or root.tag != "jobs":
            raise BrokenDocument("the document is not XML with the root <jobs>")
        countries: set[str] = set()
        items = [_item(texts(each), countries) for each in root.iterfind("job")]
        if {"UK", "GB"} <= countries:
            raise BrokenDocument("UK and GB stand side by side; spell a country one way")
        return items


def _item(given: dict[str, str], countries: set[str]) -> FeedItem:
    item = FeedItem(given.get("id", ""), given.get("title", ""), given.get("description", ""), given.get("url", ""))
    for name in REQUIRED:
        if not given.get(name):
            item.refuse(name, "is required")
    if len(item.text) < 100:
        item.refuse("description", "has fewer than 100 characters")
    if not re.match(r"https?://", item.url):
        item.refuse("url", "is not an address")
    for name, values in CHOICES.items():
        if given.get(name, next(iter(values))) not in values:
            item.refuse(name, f"is not one of {', '.join(sorted(values))}")
    for name in ("salary_min", "salary_max"):
        if not re.fullmatch(r"(\d+(\.\d+)?)?", given.get(name, "")):
            item.refuse(name, "is not a plain number")
    countries.add(given.get("country", ""))
    return item
