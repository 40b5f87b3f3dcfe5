"""carehome.co.uk as the reader of an XML feed. Source: support.carehome.co.uk/docs/xml-job-feed (28 November 2023)."""

from __future__ import annotations

import re

from ..feed_reader import BrokenDocument, FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .xml_body import Element, texts, xml_body

TAGS = {"p", "i", "b", "u", "strong", "em", "ol", "ul", "li", "br", "small", "big", "center", "font", "div", "span"}


class CareHome:
    """Reads a snapshot; what is missing from it is withdrawn."""

    name = "carehome"
    label = "carehome.co.uk (reads the XML feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        root = xml_body(document)
        if root is None or root.tag != "feed" or root.find("jobs") is None:
            raise BrokenDocument("the document is not XML of the form feed/jobs/job")
        return [_item(each) for each in root.iterfind("jobs/job")]


def _item(entry: Element) -> FeedItem:
    given = texts(entry)
    item = FeedItem(
        given.get("reference", ""), given.get("title", ""), given.get("description", ""), given.get("apply_url", "")
    )
    for name in ("reference", "title", "description"):
        if not given.get(name):
            item.refuse(name, "is required")
    category = [each.tag for each in entry.iterfind("category/*")]
    if category not in (["category_id"], ["category_name"]):
        item.refuse("category", "must have an id or a name")
    if not entry.findtext("terms/salary") and not _pay(entry):
        item.refuse("terms", "must have a salary or pay with its type and both ends")
    tags = {tag.lower() for tag in re.findall(r"</?([A-Za-z][A-Za-z0-9]*)", item.text)}
    if tags - TAGS:
        item.refuse("description", f"loses what stands in {', '.join(sorted(tags - TAGS))}")
    return item


def _pay(entry: Element) -> bool:
    kinds = [each.tag for each in entry.iterfind("terms/pay/pay_type/*")]
    ends = [entry.findtext(f"terms/pay/{name}") or "" for name in ("salary_from", "salary_to")]
    known = kinds in (["pay_type_Id"], ["pay_type_name"])
    return known and all(re.fullmatch(r"\d+(\.\d+)?", each) for each in ends)
