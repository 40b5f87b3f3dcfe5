"""Adverts as RSS 2.0, Atom and JSON Feed: for readers, aggregators and websites that take a general feed.

Sources: rssboard.org/rss-specification, RFC 4287, jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from orchestrator.boards.contract import Account, Posting, Variant
from orchestrator.boards.feed import Fetched
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.boards.refusal import missing, refuse, unfit
from orchestrator.boards.text import xml_safe
from orchestrator.boards.xml import Content, element, fragment
from orchestrator.domain.errors import Reason

TITLE = Field("title", "Title of the feed", need=Need.REQUIRED, hint="Such as: Vacancies at Elmfield Homecare.")
SITE = Field("site", "Address of the site it belongs to", Kind.URL, Need.REQUIRED)
LIMITS = Limits(
    slots={"title": Length(1), "body.html": Length(1)},
    tags=frozenset({"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4"}),
)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
UNVERIFIED = ("When a reader comes, and what it does with an entry that is gone, is its own affair.",)


class Rss(Fetched):
    name = "rss"
    label = "RSS feed"
    media_type = "application/rss+xml"
    countries: tuple[str, ...] = ()
    audience = ""  # each account is a reader of its own
    base_url = ""
    limits = LIMITS
    credentials: tuple[Field, ...] = (TITLE, SITE)
    unverified: tuple[str, ...] = UNVERIFIED

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), _page(posting)])
        return fragment(element("item", [
            element("title", variant.slots["title"]),
            element("link", posting.page),
            element("description", variant.slots["body.html"]),
            *([element("category", variant.vacancy.category)] if variant.vacancy.category else []),
            element("guid", posting.reference, isPermaLink="false"),
            element("pubDate", _mail_date(posting.starts_at)),
        ]))  # fmt: skip

    def opening(self, account: Account, built_at: datetime) -> bytes:
        title = account.settings["title"]
        parts = {"title": title, "link": account.settings["site"], "description": title,
                 "lastBuildDate": _mail_date(built_at)}  # fmt: skip
        head = b"".join(fragment(element(name, text)) for name, text in parts.items())
        return DECLARATION + b'<rss version="2.0">\n<channel>\n' + head

    def closing(self, account: Account) -> bytes:
        return b"</channel>\n</rss>\n"


class Atom(Fetched):
    name = "atom"
    label = "Atom feed"
    media_type = "application/atom+xml"
    countries: tuple[str, ...] = ()
    audience = ""
    base_url = ""
    limits = LIMITS
    credentials: tuple[Field, ...] = (TITLE, SITE)
    unverified: tuple[str, ...] = (
        *UNVERIFIED, "An entry's time of change is that of its start: an edit changes its text, not its time.",
    )  # fmt: skip

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), _page(posting)])
        category = variant.vacancy.category
        return fragment(element("entry", [
            element("id", f"{account.settings['site'].rstrip('/')}/#{posting.reference}"),
            element("title", variant.slots["title"]),
            element("link", rel="alternate", href=posting.page),
            element("published", _stamp(posting.starts_at)),
            element("updated", _stamp(posting.starts_at)),
            element("author", {"name": variant.employer}),
            *([element("category", term=category)] if category else []),
            element("content", variant.slots["body.html"], type="html"),
        ]))  # fmt: skip

    def opening(self, account: Account, built_at: datetime) -> bytes:
        parts: dict[str, Content] = {
            "id": account.settings["site"], "title": account.settings["title"], "updated": _stamp(built_at),
        }  # fmt: skip
        head = b"".join(fragment(element(name, text)) for name, text in parts.items())
        link = fragment(element("link", rel="alternate", href=account.settings["site"]))
        return DECLARATION + b'<feed xmlns="http://www.w3.org/2005/Atom">\n' + head + link

    def closing(self, account: Account) -> bytes:
        return b"</feed>\n"


class JsonFeed(Fetched):
    name = "json_feed"
    label = "JSON Feed"
    media_type = "application/feed+json"
    separator = b",\n"
    countries: tuple[str, ...] = ()
    audience = ""
    base_url = ""
    limits = LIMITS
    credentials: tuple[Field, ...] = (TITLE, SITE)
    unverified: tuple[str, ...] = UNVERIFIED

    def payload(self, posting: Posting, variant: Variant, account: Account) -> bytes:
        refuse([*unfit(self, variant, account), _page(posting)])
        item: dict[str, Any] = {
            "id": posting.reference,
            "url": posting.page,
            "title": variant.slots["title"],
            "content_html": variant.slots["body.html"],
            "date_published": _stamp(posting.starts_at),
            "authors": [{"name": variant.employer}],
        }
        if variant.vacancy.category:
            item["tags"] = [variant.vacancy.category]
        return _json(item)

    def opening(self, account: Account, built_at: datetime) -> bytes:
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": account.settings["title"],
            "home_page_url": account.settings["site"],
        }
        return _json(head)[:-1] + b',"items":[\n'

    def closing(self, account: Account) -> bytes:
        return b"\n]}\n"


def _page(posting: Posting) -> Reason | None:
    return missing("page", posting.page, "a feed leads to the advert's page; switch the careers site on")


def _json(value: dict[str, Any]) -> bytes:
    """Texts lose what no document may carry: a lone surrogate has no UTF-8."""
    safe = {name: xml_safe(text) if isinstance(text, str) else text for name, text in value.items()}
    return json.dumps(safe, ensure_ascii=False, separators=(",", ":")).encode()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _mail_date(moment: datetime) -> str:
    """As RFC 822 has it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
