"""ZipRecruiter as the reader of an XML feed: its tags are of any case. Source: its feed documentation 1.4 (2018)."""

from __future__ import annotations

from ..feed_reader import FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import entries, item
from .xml_body import Element, texts

INTERVALS = ("Annually", "Monthly", "Weekly", "Daily", "Hourly")


class ZipRecruiterFeed:
    """Fetches documents when told; it answers nobody."""

    name = "ziprecruiter_feed"
    label = "ZipRecruiter (reads the XML feed)"
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
    given = {name.lower(): value for name, value in texts(entry).items()}
    made = item(given, "referencenumber", "title", "description", "url", "country", "company")
    if given.get("country") not in ("US", "CA", "AU"):
        made.refuse("country", "is not served")
    if not given.get("postalcode") and not (given.get("city") and given.get("state")):
        made.refuse("city", "must come with its state, or a postalCode be given")
    if bool(given.get("city")) != bool(given.get("state")):
        made.refuse("city", "and state travel together")
    if given.get("company", "").lower() == "confidential":
        made.refuse("company", "must be the real hirer")
    if given.get("compensation_interval", "Annually") not in INTERVALS:
        made.refuse("compensation_interval", "is not known")
    return made
