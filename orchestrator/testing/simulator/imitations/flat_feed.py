"""Documents of adverts whose facts are one element each, as most aggregators take them."""

from __future__ import annotations

from collections.abc import Mapping

from ..feed_reader import BrokenDocument, FeedItem
from .xml_body import Element, xml_body


def entries(document: bytes, root: str, entry: str) -> list[Element]:
    """The elements called `entry` below the root called `root`. Raises BrokenDocument."""
    found = xml_body(document)
    if found is None or found.tag != root:
        raise BrokenDocument(f"the document is not XML with the root <{root}>")
    return list(found.iterfind(entry))


def item(given: Mapping[str, str], reference: str, title: str, text: str, url: str, *required: str) -> FeedItem:
    """An item from the elements with these names; those in `required` must be filled, and the address be one."""
    made = FeedItem(given.get(reference, ""), given.get(title, ""), given.get(text, ""), given.get(url, ""))
    for name in dict.fromkeys((reference, title, text, url, *required)):
        if not given.get(name):
            made.refuse(name, "is required")
    if made.url and not made.url.startswith(("http://", "https://")):
        made.refuse(url, "is not an address")
    return made
