"""Jobg8 as the collector of a snapshot file. Source: "Post Jobs – Technical Integration" 1.3 and 1.6 (front part).

It refuses a file that would remove most of what is live, as a safety brake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..feed_reader import BrokenDocument, FeedItem
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .xml_body import texts, xml_body

REQUIRED = ("SenderReference", "Position", "Description", "Classification", "ApplicationURL")


@dataclass(frozen=True, slots=True)
class Jobg8Options:
    """`brake_percent`: a file that removes more than this share of what is live (and at least five) is refused."""

    brake_percent: float = 80.0


class Jobg8:
    """Collects a file when told; an advert lives 28 days, or as long as the file has it."""

    name = "jobg8"
    label = "Jobg8 (collects the snapshot)"
    defaults = Jobg8Options()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        root = xml_body(document)
        if root is None or root.tag != "Jobs":
            raise BrokenDocument("the document is not XML with the root <Jobs>")
        entries = list(root.iterfind("Job"))
        if any(each.get("Action") != "Post" for each in entries):
            raise BrokenDocument("a snapshot's jobs have the action Post")
        items = [_item(texts(each)) for each in entries]
        live = {each.reference for each in self._stand.every() if each.shows(self._stand.now())}
        lost = live - {each.reference for each in items}
        if len(lost) >= 5 and len(lost) * 100 > len(live) * self._stand.options.brake_percent:
            raise BrokenDocument(f"the file would remove {len(lost)} of {len(live)} live jobs")
        return items


def _item(given: dict[str, str]) -> FeedItem:
    item = FeedItem(
        given.get("SenderReference", ""),
        given.get("Position", ""),
        given.get("Description", ""),
        given.get("ApplicationURL", ""),
    )
    for name in REQUIRED:
        if not given.get(name):
            item.refuse(name, "is required")
    for name in ("SalaryMinimum", "SalaryMaximum"):
        if not re.fullmatch(r"(\d+(\.\d+)?)?", given.get(name, "")):
            item.refuse(name, "is not a number")
    return item
