"""Reading a feed as boards do that fetch a document of all adverts: what is new, changed, vanished and refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from .advert import AdvertState
from .fetch import Unreachable, fetch
from .ledger import body_hash
from .remark import Remark
from .stand import FOREVER, Stand
from .wire import Json


class BrokenDocument(Exception):
    """The document as a whole cannot be used; nothing of it is taken."""


@dataclass(slots=True)
class FeedItem:
    """One advert of a feed. An item with a remark that refuses it is not shown."""

    reference: str
    title: str
    text: str
    url: str
    remarks: list[Remark] = field(default_factory=list)

    def refuse(self, part: str, message: str) -> None:
        self.remarks.append(Remark(self.reference or "an advert", part, message))


class ReadsFeed(Protocol):
    """Rules of a board that fetches documents."""

    def read(self, document: bytes) -> list[FeedItem]:
        """The items with what is wrong with each. Raises BrokenDocument."""


def fetch_document(url: str) -> bytes:
    """The document at `url`. Raises Unreachable when there is none."""
    answer = fetch(url, "GET", {"User-Agent": "FeedReader/1.0 (practice)", "Accept-Encoding": "gzip"})
    if answer.status != 200:
        raise Unreachable(f"GET was answered with {answer.status}")
    return answer.content()


def take(stand: Stand, rules: ReadsFeed, url: str, document: bytes) -> dict[str, Json]:
    """Show what is good in the document and end what is missing from it; the report says so."""
    report: dict[str, Json] = {"url": url, "status": 200, "error": None, "jobs": 0, "remarks": []}
    changes: dict[str, list[Json]] = {"created": [], "changed": [], "vanished": []}
    try:
        items = rules.read(document)
    except BrokenDocument as broken:
        return {**report, "error": str(broken), **changes}
    good: dict[str, FeedItem] = {}
    for item in items:
        if item.reference in good:
            item.refuse("reference", "stands twice in the document; the first is kept")
        if not item.remarks:
            good[item.reference] = item
    for item in good.values():
        _show(stand, url, item, changes)
    for advert in stand.every():
        if advert.account == url and advert.state is AdvertState.LIVE and advert.reference not in good:
            stand.end(None, advert)
            changes["vanished"].append(advert.reference)
    remarks: list[Json] = [remark.to_json() for item in items for remark in item.remarks]
    return {**report, "jobs": len(items), "remarks": remarks, **changes}


def _show(stand: Stand, url: str, item: FeedItem, changes: dict[str, list[Json]]) -> None:
    key = sha256(f"{url} {item.reference}".encode()).hexdigest()[:16]
    known, said = stand.get(key), body_hash(f"{item.title}\n{item.text}\n{item.url}".encode())
    if known is None:
        made = stand.create(
            None, key, item.reference, item.title, text=item.text, apply_url=item.url, account=url, seconds=FOREVER
        )
        stand.change(None, "read", made, body_hash=said)
        changes["created"].append(item.reference)
    elif known.body_hash != said or known.state is not AdvertState.LIVE:
        stand.change(
            None, "update", known, title=item.title, description=item.text, apply_url=item.url, body_hash=said,
            state=AdvertState.LIVE, ended_at=None,
        )  # fmt: skip
        changes["changed"].append(item.reference)
