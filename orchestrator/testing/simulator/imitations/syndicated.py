"""Readers of RSS 2.0, Atom and JSON Feed. Sources: rssboard.org, RFC 4287, jsonfeed.org/version/1.1."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime

from ..feed_reader import BrokenDocument, FeedItem
from ..option import NoOptions
from ..route import Route
from ..stand import Stand
from ..wire import Answer, json_answer
from .flat_feed import item
from .xml_body import Element, texts, xml_body

ATOM = "{http://www.w3.org/2005/Atom}"


class Rss:
    """Fetches documents when told; it answers nobody."""

    name = "rss"
    label = "RSS (reads the feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        root = xml_body(document)
        channel = root.find("channel") if root is not None and root.tag == "rss" else None
        if channel is None or not all(channel.findtext(name) for name in ("title", "link", "description")):
            raise BrokenDocument("the document is no RSS channel with a title, a link and a description")
        return [_rss(each) for each in channel.iterfind("item")]


class Atom:
    """Fetches documents when told; it answers nobody."""

    name = "atom"
    label = "Atom (reads the feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        root = xml_body(document)
        if root is None or root.tag != f"{ATOM}feed":
            raise BrokenDocument("the document is no Atom feed")
        for each in root.iter():
            each.tag = each.tag.removeprefix(ATOM)
        if not all(root.findtext(name) for name in ("id", "title", "updated")):
            raise BrokenDocument("the feed has no id, title or time of change")
        return [_atom(each) for each in root.iterfind("entry")]


class JsonFeed:
    """Fetches documents when told; it answers nobody."""

    name = "json_feed"
    label = "JSON Feed (reads the feed)"
    defaults = NoOptions()

    def __init__(self, stand: Stand) -> None:
        self._stand = stand

    def routes(self) -> tuple[Route, ...]:
        return ()

    def refuse(self, message: str) -> Answer:
        return json_answer(400, {"message": message})

    def read(self, document: bytes) -> list[FeedItem]:
        try:
            feed = json.loads(document)
        except ValueError:
            raise BrokenDocument("the document is not JSON") from None
        if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/"):
            raise BrokenDocument("the document has no version of JSON Feed")
        return [_json(each) for each in feed.get("items", [])]


def _rss(entry: Element) -> FeedItem:
    given = texts(entry)
    made = item(given, "guid", "title", "description", "link")
    try:
        parsedate_to_datetime(given.get("pubDate", ""))
    except ValueError:
        made.refuse("pubDate", "is no date of RFC 822")
    return made


def _atom(entry: Element) -> FeedItem:
    link = entry.find("link[@rel='alternate']")
    given = {**texts(entry), "link": "" if link is None else link.get("href", "")}
    given["id"] = given.get("id", "").rpartition("#")[2]
    made = item(given, "id", "title", "content", "link", "updated")
    _moment(made, "updated", given.get("updated", ""))
    return made


def _json(entry: dict[str, object]) -> FeedItem:
    given = {name: value for name, value in entry.items() if isinstance(value, str)}
    made = item(given, "id", "title", "content_html", "url")
    _moment(made, "date_published", given.get("date_published", ""))
    return made


def _moment(made: FeedItem, name: str, value: str) -> None:
    try:
        zone = datetime.fromisoformat(value).tzinfo
    except ValueError:
        zone = None
    if zone is None:
        made.refuse(name, "is no instant of RFC 3339")
