"""Indeed under `/indeed`: the reader of an XML feed (fetched when told), and the Job Sync API.

A board that is crawled has no answer to give: success is that jobs appear, absence from the file is their end.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from ..advert import Advert, AdvertState
from ..ledger import body_hash
from ..option import NoOptions
from ..remark import Remark, instant
from ..route import Route
from ..stand import Stand
from ..state import State
from ..wire import Answer, Json
from .crawl import FeedFetch, fetch_feed
from .feed import FeedJob
from .job_sync import JobSync

__all__ = ["FeedFetch", "Indeed", "fetch_feed"]

FOREVER = 10 * 365 * 86_400.0


class Indeed:
    """All feeds this Indeed was told of; a job's key is made from the feed's URL and its reference number."""

    name = "indeed"
    label = "Indeed (reads the XML feed, Job Sync API)"

    def __init__(self, state: State) -> None:
        self._state = state
        self.reload()

    def reload(self) -> None:
        self._sync = JobSync(Stand(self.name, self._state, NoOptions()))
        self.routes: tuple[Route, ...] = self._sync.routes()
        self._feeds = {
            name.removeprefix("indeed.feed "): value
            for name, value in self._state.settings.items()
            if name.startswith("indeed.feed ")
        }

    def refuse(self, message: str) -> Answer:
        return self._sync.refuse(message)

    def page(self, advert: Advert) -> str:
        return f"/indeed/adverts/{advert.external_id}"

    def configure(self, options: dict[str, Json]) -> None:
        raise ValueError(f"{', '.join(options)}: indeed has no options; tell it to crawl a feed")

    def set_up(self, account: dict[str, Json]) -> None:
        raise ValueError(f"{', '.join(account)}: indeed has no accounts; it reads any feed it is told of")

    def settings(self) -> dict[str, Json]:
        return {"feeds": dict(self._feeds)}

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """The ETag and Last-Modified of the last feed that was taken from `url`."""
        known = self._feeds.get(url, {})
        etag, modified = known.get("etag"), known.get("last_modified")
        return (str(etag) if etag else None), (str(modified) if modified else None)

    def take(self, crawl: FeedFetch) -> dict[str, Json]:
        """Judge what was fetched and show it. A feed that cannot be used as a whole changes nothing."""
        report: dict[str, Json] = {
            "url": crawl.url,
            "status": crawl.status,
            "error": crawl.error or None,
            "not_modified": crawl.status == 304,
            "jobs": 0,
            "created": [],
            "changed": [],
            "vanished": [],
            "remarks": [],
        }
        if crawl.error or crawl.status == 304:
            return report
        remarks, good = self._judge(crawl)
        report["jobs"] = len(crawl.entries)
        report["bytes"] = crawl.size
        report["remarks"] = [remark.to_json() for remark in remarks]
        report.update(self._show(crawl.url, good))
        self._feeds[crawl.url] = {"etag": crawl.etag, "last_modified": crawl.modified}
        self._state.set_up(f"indeed.feed {crawl.url}", self._feeds[crawl.url])
        return report

    def _judge(self, crawl: FeedFetch) -> tuple[list[Remark], dict[str, FeedJob]]:
        """Every job's remarks, and the jobs that are shown, by reference number; of duplicates the first."""
        url = crawl.url
        remarks: list[Remark] = []
        good: dict[str, FeedJob] = {}
        sources: dict[str, str] = {}
        page_of = {each.apply_url: each.reference for each in self._mine(url) if each.state is AdvertState.LIVE}
        for entry, by_itself in crawl.entries:
            said = list(by_itself)
            reference = entry.text("referencenumber")
            if reference in good:
                said.append(Remark(reference, "referencenumber", "stands twice in the feed; the first is kept"))
            before = page_of.get(entry.text("url"))
            if before not in (None, reference):
                message = f"this page is shown as {before}; a posting keeps its number"
                said.append(Remark(reference, "referencenumber", message, refused=False))
            company, source = entry.text("company"), entry.text("sourcename")
            if sources.setdefault(company, source) != source:
                said.append(Remark(reference, "sourcename", f"differs from the other jobs of {company}", refused=False))
            known = self._state.shelf.get(self.name, _key(url, reference))
            if known and known.fields.get("date") != entry.text("date"):
                message = f"was {known.fields.get('date')} before; the first date must stay"
                said.append(Remark(reference, "date", message, refused=False))
            remarks += said
            if not any(remark.refused for remark in said):
                good[reference] = entry
        return remarks, good

    def _show(self, url: str, good: dict[str, FeedJob]) -> dict[str, Json]:
        now = self._state.clock.now()
        created: list[Json] = []
        changed: list[Json] = []
        vanished: list[Json] = []
        for reference, entry in good.items():
            known = self._state.shelf.get(self.name, _key(url, reference))
            advert = _advert(url, reference, entry, known, now)
            if known is None or known.state is AdvertState.ENDED:
                self._state.change("create", advert)
                created.append(reference)
            elif advert.body_hash != known.body_hash:
                self._state.change("update", advert)
                changed.append(reference)
        for advert in self._mine(url):
            if advert.reference not in good and advert.state is AdvertState.LIVE:
                self._state.change("end", replace(advert, state=AdvertState.ENDED, ended_at=now))
                vanished.append(advert.reference)
        return {"created": created, "changed": changed, "vanished": vanished}

    def _mine(self, url: str) -> list[Advert]:
        return [each for each in self._state.shelf.of(self.name) if each.account == url]


def _key(url: str, reference: str) -> str:
    """Indeed's own job key has at most 16 characters."""
    return sha256(f"{url}\n{reference}".encode()).hexdigest()[:16]


def _advert(url: str, reference: str, entry: FeedJob, known: Advert | None, now: float) -> Advert:
    fields = {name: element.text.strip() for name, element in entry.elements.items() if name != "description"}
    ends = instant(entry.text("expirationdate"))
    until = ends.timestamp() + 86_400 if ends else now + FOREVER
    content = "\n".join(f"{name}={element.text}" for name, element in sorted(entry.elements.items()))
    advert = Advert(
        "indeed",
        _key(url, reference),
        reference,
        entry.text("title"),
        entry.text("description"),
        entry.text("url"),
        url,
        now,
        until,
        body_hash=body_hash(content.encode()),
        fields=fields,
    )
    if known is None:
        return advert
    return replace(
        advert, views=known.views, clicks=known.clicks, applications=known.applications, created_at=known.created_at
    )
